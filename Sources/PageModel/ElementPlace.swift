/// Where something stands in a document that has no pages: a web page, a Word document.
public struct ElementPlace: Sendable, Hashable, Codable {
  /// Number of the table in the document, from 1; `nil` outside of tables.
  public var table: Int?
  /// First row of the cell in the table, from 1.
  public var row: Int?
  /// First column of the cell, spans of the cells before it counted, from 1.
  public var column: Int?
  /// The element, by names and numbers from 1: `body/div[3]/table/tr[5]/td[3]`.
  public var path: String

  public init(table: Int? = nil, row: Int? = nil, column: Int? = nil, path: String) {
    self.table = table
    self.row = row
    self.column = column
    self.path = path
  }
}
