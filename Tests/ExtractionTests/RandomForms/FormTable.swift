import PageModel
import ReportModel

/// A grid of the form as it is to be printed: cells with their places, no sizes.
struct FormTable {
  struct Cell {
    var text: String
    var row: Int
    var column: Int
    var rowSpan = 1
    var columnSpan = 1
    /// The standard cell whose figure this is; `nil` for labels.
    var id: CellID?
    /// A note mark printed small behind the text and above its line.
    var note = ""
  }

  /// Widths of the columns, in shares of the table's.
  var widths: [Double]
  var cells: [Cell] = []
  /// Rows at the top that may be printed again after a break.
  var headerRows = 0

  var rowCount: Int { cells.map { $0.row + $0.rowSpan }.max() ?? 0 }

  mutating func add(
    _ text: String, _ row: Int, _ column: Int, rows: Int = 1, columns: Int = 1, id: CellID? = nil
  ) {
    cells.append(
      Cell(text: text, row: row, column: column, rowSpan: rows, columnSpan: columns, id: id))
  }

  /// Section 2: bands for the items of Article 20, each with a header row of its own.
  static func proactive(_ edition: Edition) -> FormTable {
    var table = FormTable(widths: [3, 2.2, 2.2, 2.2])
    var row = 0
    var header: (article: String, columns: [ProactiveColumn]) = ("", [])
    for item in ProactiveItem.allCases where !item.columns(in: edition).isEmpty {
      let columns = item.columns(in: edition)
      let spans = [[], [3], [1, 2], [1, 1, 1]][columns.count]
      if header.article != item.article || header.columns != columns {
        header = (item.article, columns)
        table.add(item.article, row, 0, columns: 4)
        table.add("信息内容", row + 1, 0)
        table.addRow(row + 1, columns.map { ($0.label(for: item, in: edition), nil) }, spans)
        row += 2
      }
      table.add(item.label(in: edition), row, 0)
      table.addRow(row, columns.map { ("", item.cell($0)) }, spans)
      row += 1
    }
    return table
  }

  private mutating func addRow(_ row: Int, _ texts: [(String, CellID?)], _ spans: [Int]) {
    var column = 1
    for ((text, id), span) in zip(texts, spans) {
      add(text, row, column, columns: span, id: id)
      column += span
    }
  }

  /// Section 3; `stub` is how 三、本年度办理结果 stands in its column.
  static func requests(_ edition: Edition, stub: String) -> FormTable {
    var table = FormTable(widths: [0.9, 1.6, 4] + [Double](repeating: 1.05, count: 7))
    table.headerRows = 3
    table.add("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, rows: 3, columns: 3)
    table.add("申请人情况", 0, 3, columns: 7)
    table.add("自然人", 1, 3, rows: 2)
    table.add("法人或其他组织", 1, 4, columns: 5)
    table.add("总计", 1, 9, rows: 2)
    for (index, applicant) in Applicant.organizations.enumerated() {
      table.add(leaf(applicant.label), 2, 4 + index)
    }
    let rows = RequestRow.rows(of: edition)
    for (index, row) in rows.enumerated() {
      let at = 3 + index
      let labels = row.label.split(separator: "/").map(String.init)
      let group = rows.filter { $0.group == row.group && row.group != nil }
      if row == .granted { table.add(stub, at, 0, rows: rows.count - 3) }
      switch labels.count {
      case 1: table.add(labels[0], at, 0, columns: 3)
      case 2: table.add(labels[1], at, 1, columns: 2)
      default:
        if group.first == row { table.add(labels[1], at, 1, rows: group.count) }
        table.add(labels[2], at, 2)
      }
      for (column, applicant) in Applicant.allCases.enumerated() {
        table.add("", at, 3 + column, id: row.cell(applicant))
      }
    }
    return table
  }

  /// Section 4: three blocks of five columns over one row of figures.
  static func disputes() -> FormTable {
    var table = FormTable(widths: [Double](repeating: 1, count: 15))
    table.headerRows = 3
    table.add("行政复议", 0, 0, columns: 5)
    table.add("行政诉讼", 0, 5, columns: 10)
    table.add("未经复议直接起诉", 1, 5, columns: 5)
    table.add("复议后起诉", 1, 10, columns: 5)
    for (index, block) in DisputeBlock.allCases.enumerated() {
      for (offset, outcome) in DisputeOutcome.allCases.enumerated() {
        let top = index == 0 ? 1 : 2
        table.add(outcome.label, top, 5 * index + offset, rows: 3 - top)
        table.add("", 3, 5 * index + offset, id: block.cell(outcome))
      }
    }
    return table
  }

  private static func leaf(_ label: String) -> String {
    label.split(separator: "/").last.map(String.init) ?? label
  }
}
