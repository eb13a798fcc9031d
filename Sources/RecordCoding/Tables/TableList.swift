import ReportModel

/// What columns the tables have, for programs that make tables of their own.
public enum TableList {
  /// For each table its columns in their order, each with name and type as in a Frictionless table schema.
  public static var json: JSONValue {
    [
      "schema": .string(DocumentRecord.schemaName),
      "tables": .object(
        ResultTable.allCases.map { table in
          (key: table.rawValue, value: .array(table.columns.map(DataPackage.field)))
        }),
    ]
  }
}
