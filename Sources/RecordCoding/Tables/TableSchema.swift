import PageModel
import ReportModel

/// The CSV files that a run writes.
public enum ResultTable: String, Sendable, CaseIterable {
  case reports, cells, findings, sections

  /// Name of the file.
  public var fileName: String { "\(rawValue).csv" }

  /// The columns in their order; the data package is made from the same list.
  public var columns: [Column] {
    switch self {
    case .reports:
      Self.reportColumns + StandardGrid.all.map(Column.init(cell:)) + Self.originColumns
    case .cells: Self.cellColumns
    case .findings: Self.findingColumns
    case .sections: Self.sectionColumns
    }
  }

  /// The columns that tell rows apart; empty where a document can repeat a row.
  var primaryKey: [String] {
    switch self {
    case .reports: ["report"]
    case .cells: ["report", "cell_id"]
    case .findings: ["report", "finding"]
    case .sections: []
    }
  }

  /// The file's first line.
  public var headerRow: [UInt8] {
    var rows = CSVRows()
    for column in columns { rows.append(column.name) }
    rows.endRow()
    return rows.bytes
  }
}

/// A column of a table.
public struct Column: Sendable {
  /// Types of the Frictionless table schema.
  enum Kind: String, Sendable {
    case string, integer, number, date
  }

  /// Identifier, which is what programs go by.
  public var name: String
  var kind: Kind
  /// What is in the column, in English; `nil` where only the reports' own words are to be had.
  var english: String?
  /// The same in Chinese, for people.
  public var label: String
  /// The unit of the figures, where the column has one.
  var unit: String?
  /// The codes that the column is made of, where it has a list.
  var codes: [String]?
  var isRequired = false

  init(
    _ name: String, _ kind: Kind, _ english: String?, _ label: String, unit: String? = nil,
    codes: [String]? = nil, isRequired: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.english = english
    self.label = label
    self.unit = unit
    self.codes = codes
    self.isRequired = isRequired
  }

  /// A column of text.
  init(
    _ name: String, _ english: String, _ label: String, codes: [String]? = nil,
    isRequired: Bool = false
  ) {
    self.init(name, .string, english, label, codes: codes, isRequired: isRequired)
  }

  /// The column of a standard cell's figures in `reports.csv`.
  init(cell: StandardCell) {
    self.init(
      cell.id.rawValue, .number, nil, "\(cell.table) · \(cell.rowLabel) · \(cell.columnLabel)",
      unit: cell.unit.rawValue)
  }

  /// What is in the column, in both languages.
  var description: String { english.map { "\($0) · \(label)" } ?? label }
}

extension ResultTable {
  private static let keyColumns = [
    Column(
      "report", "Key of the report: the name of its JSON file without .json", "报告编号（JSON 文件名）",
      isRequired: true),
    Column("sha256", "SHA-256 of the PDF", "PDF 文件的 SHA-256"),
  ]

  private static let boxColumns = [
    Column("page", .integer, "Page, from 1", "页码"),
    Column("x0", .number, "Left edge, from the page's left", "左边界", unit: "pt"),
    Column("y0", .number, "Upper edge, from the page's top", "上边界", unit: "pt"),
    Column("x1", .number, "Right edge", "右边界", unit: "pt"),
    Column("y1", .number, "Lower edge", "下边界", unit: "pt"),
  ]

  private static let reportColumns = [
    keyColumns[0],
    Column("file", "Name of the PDF", "PDF 文件名", isRequired: true),
    keyColumns[1],
    Column("bytes", .integer, "Size of the PDF", "文件大小", unit: "B"),
    Column("pages", .integer, "Number of pages", "页数"),
    Column("producer", "Program that made the PDF", "生成 PDF 的软件"),
    Column(
      "text_source", "Where the text came from", "文字来源", codes: TextSource.codes, isRequired: true),
    Column(
      "status", "How far the document was read", "读取状态",
      codes: DocumentStatus.allCases.map(\.rawValue), isRequired: true),
    Column("title", "Title", "标题"),
    Column("issuer", "Body whose report it is", "发布机关"),
    Column("year", .integer, "Year reported on", "报告年度"),
    Column("period_from", .date, "First day of the period", "统计起始日"),
    Column("period_to", .date, "Last day of the period", "统计截止日"),
    Column("issued_on", .date, "Date of issue", "发布日期"),
    Column("document_number", "Document number", "发文字号"),
    Column(
      "edition", "Edition of the standard form", "表格版本", codes: Edition.allCases.map(\.rawValue)),
    Column("error_count", .integer, "Findings of severity error", "错误数", isRequired: true),
    Column("warning_count", .integer, "Findings of severity warning", "警告数", isRequired: true),
    Column("info_count", .integer, "Findings of severity info", "提示数", isRequired: true),
  ]

  // At the end: programs of other people may count columns.
  private static let originColumns = [
    Column("source_url", "Address that the file was fetched from", "来源网址"),
    Column("fetched_at", "When it was fetched (ISO 8601, UTC)", "下载时间"),
  ]

  private static let cellColumns =
    keyColumns + [
      Column(
        "cell_id", "Identifier of the standard cell", "标准单元格编号",
        codes: StandardGrid.all.map(\.id.rawValue), isRequired: true),
      Column("table", "Section, and article for section 2", "所在表格"),
      Column("row_label", "Row, from the outer label to the inner", "行标题"),
      Column("column_label", "Column, from the outer label to the inner", "列标题"),
      Column("unit", "Unit of the value", "单位", codes: FigureUnit.codes),
      Column("value", .number, "The figure; empty where there is none", "数值"),
      Column("raw", "The cell's text as printed", "原文"),
    ] + boxColumns + [
      Column("confidence", .number, "From 0 to 1; 1 for digital text", "置信度", isRequired: true)
    ] + placeColumns

  /// Where a cell stands in a document that has no pages.
  private static let placeColumns = [
    Column("place_table", .integer, "Table of a document without pages, from 1", "第几个表格"),
    Column("place_row", .integer, "Row in that table, from 1", "表格行"),
    Column("place_column", .integer, "Column in that table, from 1, spans counted", "表格列"),
    Column("place_path", "Path of the element", "元素路径"),
  ]

  private static let findingColumns =
    keyColumns + [
      Column("finding", .integer, "Number in the report, from 1", "序号", isRequired: true),
      Column("rule", "Identifier of the rule", "规则编号", isRequired: true),
      Column(
        "severity", "Severity", "严重程度", codes: Severity.allCases.map(\.rawValue), isRequired: true),
      Column("message", "What was found, in English", "英文说明", isRequired: true),
      Column("message_zh", "What was found, in Chinese", "中文说明", isRequired: true),
      Column("cells", "Identifiers of the cells, apart by spaces", "涉及的单元格"),
      Column("expected", .number, "The number that the rule asks for", "应为"),
      Column("actual", .number, "The number that was found", "实为"),
    ] + boxColumns

  private static let sectionColumns =
    keyColumns + [
      Column("number", .integer, "Position in the standard, 1 to 6", "部分序号", isRequired: true),
      Column("heading", "Heading as printed, without its number", "标题"),
      Column("printed_numeral", "Numeral printed before the heading", "印出的序号"),
      Column("page", .integer, "Page on which it begins, from 1", "页码"),
      Column("text", "Running text without tables", "正文"),
    ]
}

extension TextSource {
  /// Every value, as written.
  static let codes = [TextSource.digital, .ocrLayer, .ocr, .none].map(\.rawValue)
}

extension FigureUnit {
  /// Every value, as written.
  static let codes = [FigureUnit.pieces, .items, .tenThousandYuan].map(\.rawValue)
}
