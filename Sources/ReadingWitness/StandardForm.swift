import PageModel
import ReportModel

/// A standard grid as the witness knows it: which cells there are, in which rows and columns, and what
/// tells their labels.
struct StandardForm: Sendable {
  enum Kind: Sendable { case proactive, requests, disputes }

  /// A cell's place in the form; rows and columns count from 0 in the form's order.
  struct Slot: Sendable {
    var id: CellID
    var row: Int
    var column: Int
    /// Columns under one header, in the dispute grid: 0, 1 and 2; elsewhere 0.
    var block: Int
  }

  let kind: Kind
  let slots: [Slot]
  let rowLabels: [String]
  let columnLabels: [String]
  /// Columns of each row, from left to right.
  let columnsOfRow: [[Int]]
  /// `nil` where rows have no labels.
  let rowMarks: LabelMarks<Int>?
  let columnMarks: LabelMarks<Int>
  /// `nil` where columns stand under no header of several.
  let blockMarks: LabelMarks<Int>?

  private init(_ kind: Kind, _ cells: [StandardCell]) {
    self.kind = kind
    let isDisputes = kind == .disputes
    let rows = isDisputes ? [""] : Self.distinct(cells.map(\.rowLabel))
    let blocks = isDisputes ? Self.distinct(cells.map(\.rowLabel)) : []
    // In the dispute grid the same five columns stand under each of the three blocks.
    let columns = Self.distinct(cells.map(\.columnLabel))
    var slots: [Slot] = []
    for cell in cells {
      let block = blocks.firstIndex(of: cell.rowLabel) ?? 0
      slots.append(
        Slot(
          id: cell.id, row: isDisputes ? 0 : rows.firstIndex(of: cell.rowLabel) ?? 0,
          column: (columns.firstIndex(of: cell.columnLabel) ?? 0) + block * columns.count,
          block: block))
    }
    self.slots = slots
    rowLabels = rows.map(Self.inner)
    columnLabels = isDisputes ? blocks.flatMap { _ in columns } : columns.map(Self.inner)
    columnsOfRow = rows.indices.map { row in slots.filter { $0.row == row }.map(\.column) }
    rowMarks =
      isDisputes
      ? nil
      : LabelMarks(
        rows.enumerated().map { ($0, Self.inner($1)) }, besides: rows.flatMap(Self.outer))
    let named = columns.enumerated().flatMap { index, label in
      (0..<max(1, blocks.count)).map { (index + $0 * columns.count, label) }
    }
    // Of columns that recur, one stands for all.
    columnMarks = LabelMarks(
      named.filter { $0.0 < columns.count }.map { ($0.0, Self.inner($0.1)) },
      besides: columns.flatMap(Self.outer))
    blockMarks =
      isDisputes
      ? LabelMarks(
        blocks.enumerated().map { ($0, Self.inner($1)) }, besides: blocks.flatMap(Self.outer)) : nil
  }

  /// The column as `columnMarks` knows it.
  func markedColumn(_ column: Int) -> Int {
    blockMarks == nil ? column : column % DisputeOutcome.allCases.count
  }

  private static func distinct(_ labels: [String]) -> [String] {
    var seen: Set<String> = []
    return labels.filter { seen.insert($0).inserted }
  }

  private static func inner(_ label: String) -> String {
    // 本年增/减 is one label.
    label.contains("增/减") ? label : label.split(separator: "/").last.map(String.init) ?? label
  }

  private static func outer(_ label: String) -> [String] {
    label.contains("增/减") ? [] : label.split(separator: "/").dropLast().map(String.init)
  }

  /// The three grids of a report with grids of these editions.
  static func forms(proactive: Edition?, requests: Edition?) -> [StandardForm] {
    let isOld = (proactive ?? requests) == .edition2019
    let isOldRequests = (requests ?? proactive) == .edition2019
    return [
      isOld ? proactive2019 : proactive2021, isOldRequests ? requests2019 : requests2021, disputes,
    ]
  }

  private static let proactive2021 = form(.proactive, .edition2021, prefix: "proactive.")
  private static let proactive2019 = form(.proactive, .edition2019, prefix: "proactive.")
  private static let requests2021 = form(.requests, .edition2021, prefix: "requests.")
  private static let requests2019 = form(.requests, .edition2019, prefix: "requests.")
  private static let disputes = form(.disputes, .edition2021, prefix: "disputes.")

  private static func form(_ kind: Kind, _ edition: Edition, prefix: String) -> StandardForm {
    StandardForm(
      kind,
      StandardGrid.cells(proactive: edition, requests: edition).filter {
        $0.id.rawValue.hasPrefix(prefix)
      })
  }
}
