import PageModel
import ReportModel

/// What is said of tables whose rows and cells leave something in doubt.
enum LayoutFindings {
  static func uneven(table: Int, row: Int, _ cells: [CellID]) -> Finding {
    Finding(
      rule: .readingRowLength, severity: .warning,
      message:
        "Row \(row) of table \(table) has fewer or more columns than the others; its figures may stand "
        + "in wrong columns. They were read as shown; compare them.",
      messageZh: "第 \(table) 个表格第 \(row) 行的列数与其他行不同，数字可能错列；已按显示的位置读取，请核对。",
      cells: cells)
  }

  static func broken(_ cells: [CellID]) -> Finding {
    Finding(
      rule: .readingFigureBroken, severity: .warning,
      message:
        "A line break parts the digits of \(cells.count) figures; they were read as one figure each. "
        + "Compare them.",
      messageZh: "\(cells.count) 个数字中间有换行，已各按一个数字读取，请核对。", cells: cells)
  }

  static func cut(_ table: Int) -> Finding {
    Finding(
      rule: .readingTableCut, severity: .error,
      message:
        "Table \(table) has more than \(ElementGrid.mostRows) rows or \(ElementGrid.mostColumns) "
        + "columns; the rest was not read.",
      messageZh:
        "第 \(table) 个表格超过 \(ElementGrid.mostRows) 行或 \(ElementGrid.mostColumns) 列，其余未读取。")
  }
}
