/// The unit of a standard cell.
public enum FigureUnit: String, Sendable, Hashable, Codable {
  /// Pieces: documents, decisions, applications, cases.
  case pieces = "件"
  /// Items of a catalogue.
  case items = "项"
  /// Ten thousand yuan.
  case tenThousandYuan = "万元"

  /// Whether figures in this unit are whole numbers.
  public var isCount: Bool { self != .tenThousandYuan }
}

/// One cell of the standard grids, with the labels of the notices.
public struct StandardCell: Sendable, Hashable {
  public var id: CellID
  /// Section heading, and for section 2 the article of the regulation, separated by `/`.
  public var table: String
  /// Labels of the row from the outer to the inner, separated by `/`.
  public var rowLabel: String
  /// Labels of the column from the outer to the inner, separated by `/`.
  public var columnLabel: String
  public var unit: FigureUnit
  /// Whether a figure below zero is allowed: only in the 2019 edition's 本年增/减.
  public var allowsNegative = false
}

/// The standard grids of sections 2, 3 and 4 (国办公开办函〔2019〕60号 and 〔2021〕30号).
public enum StandardGrid {
  /// Every cell of a report whose section-2 and section-3 grids are of these editions, in the order
  /// of the form. A grid that the report does not have (`nil`) counts as of the other's edition.
  public static func cells(proactive: Edition?, requests: Edition?) -> [StandardCell] {
    let fallback = proactive ?? requests ?? .edition2021
    return Catalogue.cells[
      Catalogue.Key(proactive: proactive ?? fallback, requests: requests ?? fallback)]
      ?? []
  }

  /// The standard cell of an identifier, whichever edition it is of.
  public static func cell(_ id: CellID) -> StandardCell? { Catalogue.byID[id] }

  /// Every cell of both editions, each once, in the order of the form, 2021 before 2019.
  public static let all: [StandardCell] = {
    var seen: Set<CellID> = []
    let editions: [Edition] = [.edition2021, .edition2019]
    let grids =
      editions.flatMap(ProactiveItem.cells(of:)) + editions.flatMap(RequestRow.cells(of:))
      + DisputeBlock.cells
    return grids.filter { seen.insert($0.id).inserted }
  }()

  private enum Catalogue {
    struct Key: Hashable {
      var proactive: Edition
      var requests: Edition
    }

    static let cells: [Key: [StandardCell]] = {
      var result: [Key: [StandardCell]] = [:]
      for proactive in [Edition.edition2019, .edition2021] {
        for requests in [Edition.edition2019, .edition2021] {
          result[Key(proactive: proactive, requests: requests)] =
            ProactiveItem.cells(of: proactive) + RequestRow.cells(of: requests)
            + DisputeBlock.cells
        }
      }
      return result
    }()

    static let byID = Dictionary(
      all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
