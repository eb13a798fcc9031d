/// Any table as CSV after RFC 4180; text that a spreadsheet would run as a formula is kept from it as in the results.
public struct CSVText {
  private var rows = CSVRows()

  public init() {}

  public var bytes: [UInt8] { rows.bytes }

  /// Appends a row: texts, then figures, of which `nil` is an empty field.
  public mutating func append(_ texts: [String], _ figures: [Double?] = []) {
    for text in texts { rows.append(text) }
    for figure in figures { rows.append(figure) }
    rows.endRow()
  }
}
