public import ReportModel

/// Rows of a table as JSON: an array a row, each on a line of its own, with the values in the order of
/// `ResultTable.columns`.
///
/// For programs: texts are as they are, without what keeps spreadsheets from running them.
struct JSONRows {
  private var buffer: ByteBuffer
  private var isRowStart = true

  init(capacity: Int = 0) { buffer = ByteBuffer(capacity: capacity) }

  var bytes: [UInt8] { buffer.bytes }

  private mutating func separate() {
    buffer.append(isRowStart ? UInt8(ascii: "[") : UInt8(ascii: ","))
    isRowStart = false
  }
}

extension JSONRows: TableRowWriter {
  mutating func append(_ text: String?) {
    separate()
    buffer.append(jsonString: text)
  }

  mutating func append(_ number: Int?) {
    separate()
    buffer.append(json: number)
  }

  mutating func append(_ number: Double?) {
    separate()
    buffer.append(json: number)
  }

  mutating func append(_ number: Double?, places: Int) {
    guard let number, number.isFinite else { return append(Double?.none) }
    separate()
    buffer.append(number, places: places)
  }

  mutating func append(_ date: CalendarDate?) { append(date?.description) }

  mutating func endRow() {
    buffer.append(literal: "]\n")
    isRowStart = true
  }
}

extension DocumentRecord {
  /// The record's rows in a table as JSON, an array a line; empty where it has none.
  ///
  /// `report` is the report's key, the same in every table.
  public func jsonRows(in table: ResultTable, report: String) -> [UInt8] {
    var rows = JSONRows(capacity: table == .cells ? cells.count * 400 : 4096)
    write(table, report: report, to: &rows)
    return rows.bytes
  }
}
