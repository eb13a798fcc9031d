import PageModel
import ReportModel

/// The description of the CSV files: a Frictionless Data Package, version 1.
public struct DataPackage {
  public static let fileName = "datapackage.json"

  /// Size of each file in bytes; those of a run without all tables have no others.
  private let sizes: [ResultTable: Int]

  /// Describes files of these sizes in bytes.
  public init(sizes: [ResultTable: Int]) { self.sizes = sizes }

  /// The content of the file.
  public var json: JSONValue {
    [
      "profile": "tabular-data-package",
      "name": "gongkai",
      "title": "政府信息公开工作年度报告 · Annual disclosure reports",
      "description": """
      Figures, findings and texts read from annual disclosure reports; a row of reports.csv is a \
      report: a document, or one of several in it (report is then the name of the file's results with a \
      number behind it). A text that a spreadsheet would run as a formula, because it begins with one of \
      = + - @, a tab or a line break, has an apostrophe before it, also where spaces or unseen \
      characters stand before these; so has one that begins with apostrophes before them. Numbers with \
      their sign and marks of dashes stay as printed.
      """,
      "schema_version": .string(DocumentRecord.schemaName),
      "resources": .array(ResultTable.allCases.filter { sizes[$0] != nil }.map(resource)),
    ]
  }

  private func resource(_ table: ResultTable) -> JSONValue {
    [
      "profile": "tabular-data-resource",
      "name": .string(table.rawValue),
      "path": .string(table.fileName),
      "format": "csv",
      "mediatype": "text/csv",
      "encoding": "utf-8",
      "bytes": .number(Double(sizes[table] ?? 0)),
      "dialect": [
        "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\r\n",
        "header": true, "skipInitialSpace": false, "caseSensitiveHeader": true,
      ],
      "schema": schema(table),
    ]
  }

  private func schema(_ table: ResultTable) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "fields", value: .array(table.columns.map(Self.field))),
      (key: "missingValues", value: [""]),
    ]
    if !table.primaryKey.isEmpty {
      members.append((key: "primaryKey", value: .strings(table.primaryKey)))
    }
    if table != .reports && sizes[.reports] != nil {
      members.append(
        (
          key: "foreignKeys",
          value: [
            ["fields": "report", "reference": ["resource": "reports", "fields": "report"]]
          ]
        ))
    }
    return .object(members)
  }

  static func field(_ column: Column) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "name", value: .string(column.name)),
      (key: "type", value: .string(column.kind.rawValue)),
      (key: "description", value: .string(column.description)),
    ]
    if let unit = column.unit { members.append((key: "unit", value: .string(unit))) }
    var constraints: [(key: String, value: JSONValue)] = []
    if column.isRequired { constraints.append((key: "required", value: true)) }
    if let codes = column.codes { constraints.append((key: "enum", value: .strings(codes))) }
    if !constraints.isEmpty { members.append((key: "constraints", value: .object(constraints))) }
    return .object(members)
  }
}
