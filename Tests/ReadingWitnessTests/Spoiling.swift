import PageModel
import ReportModel
import TestSupport

/// Ways to spoil what was read of a report, each as a fault of a reader would.
enum Spoiling: String, CaseIterable, Sendable {
  /// From one row of section 3 on, each row has what the next one has.
  case rowsShifted
  /// The same, with the places left as they were.
  case valuesShifted
  case columnsSwapped
  /// Two cells of a row have each other's reading, place and all.
  case neighboursSwapped
  case digitDropped
  case digitAdded
  case digitChanged
  /// A cell has its neighbour's figure behind its own, and the neighbour nothing.
  case neighboursMerged
  case takenFromOtherPage
  case blanked

  /// The spoilt report, or `nil` where it has nothing to spoil in this way.
  func spoilt(_ report: ParsedReport, by random: inout SplitMix) -> ParsedReport? {
    var copy = report
    let edition = report.requestsEdition ?? .edition2021
    let rows = RequestRow.rows(of: edition).filter {
      report.cells[$0.cell(.total)]?.isFound == true
    }
    switch self {
    case .rowsShifted, .valuesShifted:
      guard rows.count > 3 else { return nil }
      let first = Int.random(in: 0..<(rows.count - 1), using: &random)
      let last = Int.random(in: (first + 1)..<rows.count, using: &random)
      for place in first..<last {
        for applicant in Applicant.allCases {
          let (to, from) = (rows[place].cell(applicant), rows[place + 1].cell(applicant))
          take(report, from, as: to, in: &copy, withPlace: self == .rowsShifted)
        }
      }
    case .columnsSwapped:
      let pair = Applicant.allCases.shuffled(using: &random).prefix(2)
      for row in rows {
        take(report, row.cell(pair[1]), as: row.cell(pair[0]), in: &copy, withPlace: true)
        take(report, row.cell(pair[0]), as: row.cell(pair[1]), in: &copy, withPlace: true)
      }
    case .neighboursSwapped:
      guard let (one, two) = neighbours(report, &random) else { return nil }
      take(report, two, as: one, in: &copy, withPlace: true)
      take(report, one, as: two, in: &copy, withPlace: true)
    case .neighboursMerged:
      guard let (one, two) = neighbours(report, &random), let first = report.cells[one],
        let second = report.cells[two], !second.raw.isEmpty, let box = first.box,
        let other = second.box, first.page == second.page
      else { return nil }
      copy.cells[one] = CellReading(
        value: Double(first.raw + second.raw), raw: first.raw + second.raw, page: first.page,
        box: box.union(other))
      copy.cells[two] = CellReading(value: nil, raw: "", page: second.page, box: other)
    case .takenFromOtherPage:
      let filled = report.cells.filter { $0.value.value != nil }.map(\.key).sorted()
      guard let one = filled.randomElement(using: &random),
        let two = filled.filter({ report.cells[$0]?.page != report.cells[one]?.page })
          .randomElement(using: &random)
      else { return nil }
      take(report, two, as: one, in: &copy, withPlace: true)
    case .digitDropped, .digitAdded, .digitChanged, .blanked:
      let filled = report.cells.filter { $0.value.value != nil && Double($0.value.raw) != nil }
        .map(\.key).sorted()
      guard let id = filled.randomElement(using: &random), let reading = report.cells[id] else {
        return nil
      }
      var raw = Array(reading.raw)
      let place = Int.random(in: 0..<raw.count, using: &random)
      let digit = Character(String(Int.random(in: 1...9, using: &random)))
      switch self {
      case .digitDropped: raw.remove(at: place)
      case .digitAdded: raw.insert(digit, at: place)
      case .digitChanged: raw[place] = digit
      default: raw = []
      }
      copy.cells[id]?.raw = String(raw)
      copy.cells[id]?.value = Double(String(raw))
    }
    return copy
  }

  private func take(
    _ report: ParsedReport, _ from: CellID, as to: CellID, in copy: inout ParsedReport,
    withPlace: Bool
  ) {
    guard let reading = report.cells[from], report.cells[to] != nil else { return }
    if withPlace {
      copy.cells[to] = reading
      copy.places[to] = report.places[from]
    } else {
      copy.cells[to]?.value = reading.value
      copy.cells[to]?.raw = reading.raw
    }
  }

  /// Two cells that stand beside each other in section 3 or 4.
  private func neighbours(
    _ report: ParsedReport, _ random: inout SplitMix
  ) -> (CellID, CellID)? {
    let rows =
      RequestRow.rows(of: report.requestsEdition ?? .edition2021).map { row in
        Applicant.allCases.map(row.cell)
      } + DisputeBlock.allCases.map { block in DisputeOutcome.allCases.map(block.cell) }
    let found = rows.filter { row in row.allSatisfy { report.cells[$0]?.isFound == true } }
    guard let row = found.randomElement(using: &random) else { return nil }
    let place = Int.random(in: 0..<(row.count - 1), using: &random)
    return (row[place], row[place + 1])
  }
}
