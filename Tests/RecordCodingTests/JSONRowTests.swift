import Foundation
import PageModel
import RecordCoding
import ReportModel
import Testing

/// Rows for programs are the rows of the CSV files, with texts as they are.
@Suite struct JSONRowTests {
  private static func rows(_ bytes: [UInt8]) throws -> [[Any]] {
    try bytes.split(separator: UInt8(ascii: "\n")).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [Any])
    }
  }

  @Test(arguments: ResultTable.allCases)
  func rowsAreThoseOfTheFiles(table: ResultTable) throws {
    let record = Sample.report()
    let rows = try Self.rows(record.jsonRows(in: table, report: "a"))
    let expected = CSVReader.rows(record.rows(in: table, report: "a"))
    #expect(rows.count == expected.count)
    for (row, fields) in zip(rows, expected) {
      #expect(row.count == table.columns.count)
      for (value, field) in zip(row, fields) {
        switch value {
        case is NSNull: #expect(field.isEmpty)
        case let number as NSNumber: #expect(Double(field) == number.doubleValue)
        case let text as String: #expect(field == text || field == "'\(text)")
        default: Issue.record("\(value)")
        }
      }
    }
  }

  @Test func textsAreAsTheyAre() throws {
    let row = try #require(
      try Self.rows(Sample.report().jsonRows(in: .reports, report: "a")).first)
    #expect(row.contains { $0 as? String == "=HYPERLINK(\"http://example.org\",\"x\")" })
  }

  @Test func columnsAreListed() throws {
    let list = try JSONSerialization.jsonObject(with: Data(TableList.json.prettyText))
    let tables = try #require((list as? [String: Any])?["tables"] as? [String: [[String: Any]]])
    for table in ResultTable.allCases {
      #expect(tables[table.rawValue]?.map { $0["name"] as? String } == table.columns.map(\.name))
    }
  }
}
