import PageModel
import ReportModel

/// A cell as a term of a sum.
struct Operand: Sendable {
  enum State: Sendable, Equatable {
    case figure(Double)
    /// Left blank, or marked as not applicable: may mean 0, but does not say so.
    case blank
    /// Not found, or printed with something that could not be read.
    case unusable
  }

  var id: CellID
  var state: State

  init(_ id: CellID, in cells: [CellID: CellReading]) {
    self.id = id
    self.state = Self.state(of: cells[id])
  }

  init(_ id: CellID, in report: ParsedReport) { self.init(id, in: report.cells) }

  /// The figure, where there is one.
  var figure: Double? {
    guard case .figure(let value) = state else { return nil }
    return value
  }

  private static func state(of reading: CellReading?) -> State {
    guard let reading, reading.isFound else { return .unusable }
    if let value = reading.value { return .figure(value) }
    // A blank cell is read with certainty; no certainty at all means that reading it failed.
    guard reading.confidence > 0 else { return .unusable }
    return isMarkOfNothing(reading.raw) ? .blank : .unusable
  }

  /// Whether the printed text is nothing, or one of the marks for "not applicable".
  private static func isMarkOfNothing(_ raw: String) -> Bool {
    raw.unicodeScalars.allSatisfy { scalar in
      if scalar.properties.isWhitespace { return true }
      switch scalar {
      case "/", "／", "\\", "-", "－", "—", "–", "―", "─", "−", "一", "无": return true
      default: return false
      }
    }
  }
}
