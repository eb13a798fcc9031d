import FileOutput
import Foundation
import PageModel
import RecordCoding
import ReportModel
import TestSupport
import Testing

@testable import gongkai

@Suite struct CSVTests {
  @Test func headersNameTheContractsColumns() throws {
    let folder = try TemporaryFolder()
    try ResultFolder(path: folder.path).finish()
    #expect(
      try folder.text("cells.csv")
        == "\u{FEFF}report,sha256,cell_id,table,row_label,column_label,unit,value,raw,page,x0,y0,"
        + "x1,y1,confidence,place_table,place_row,place_column,place_path\r\n")
    let reports = try folder.text("reports.csv").dropLast().split(separator: ",")
    #expect(reports.suffix(2) == ["source_url", "fetched_at"])
    #expect(reports.count == 19 + StandardGrid.all.count + 2)
    #expect(
      reports.dropLast(2).suffix(StandardGrid.all.count).map(String.init)
        == StandardGrid.all.map(\.id.rawValue)
    )
  }

  @Test func aCellIsARow() throws {
    let rows = CSVReader.rows(Sample.report().rows(in: .cells, report: "a"))
    #expect(rows.count == 200)
    #expect(
      rows[9] == [
        "a", String(repeating: "0a", count: 32), "proactive.fees.amount", "二、主动公开政府信息情况/第二十条第（八）项",
        "行政事业性收费", "本年收费金额（单位：万元）", "万元", "24252.311082", "24,252.311082", "3", "1", "2",
        "3", "4", "1", "", "", "", "",
      ])
    #expect(rows[1][8] == "22（其中修订\n16件）")
    #expect(rows.allSatisfy { $0.count == 19 })
  }

  @Test func aCellOfADocumentWithoutPagesHasItsPlace() {
    var record = Sample.report()
    let place = ElementPlace(table: 2, row: 5, column: 3, path: "body/table[2]/tr[5]/td")
    record.cells[CellID("requests.new.total")] = CellReading(
      value: 1, raw: "1", page: nil, box: nil, place: place)
    let row = CSVReader.rows(record.rows(in: .cells, report: "a")).first {
      $0[2] == "requests.new.total"
    }
    let fields = Array(row?.dropFirst(9) ?? [])
    #expect(fields == ["", "", "", "", "", "1", "2", "5", "3", "body/table[2]/tr[5]/td"])
  }

  @Test func aReportIsARowWithAColumnForEveryCellOfBothEditions() throws {
    for edition in [Edition.edition2021, .edition2019] {
      let record = Sample.report(edition)
      let rows = CSVReader.rows(record.rows(in: .reports, report: "a"))
      try #require(rows.count == 1)
      #expect(rows[0].prefix(3) == ["a", "淮安, \"2024\".pdf", String(repeating: "0a", count: 32)])
      #expect(rows[0][16...18] == ["1", "1", "0"])
      for (cell, field) in zip(StandardGrid.all, rows[0].dropFirst(19)) {
        #expect(Double(field) == record.cells[cell.id]?.value, "\(cell.id)")
      }
    }
  }

  /// What a text becomes; `nil` where it stays as it is.
  @Test(arguments: [
    ("=1+1", true), ("+cmd|' /C calc'!A0", true), ("-2+3", true), ("@SUM(A1)", true),
    ("\t=1", true), ("\r=1", true), ("\n=1", true), ("＝1+1", true), ("－A1", true), ("＠x", true),
    ("'=1", true), ("-", false), ("--", false), ("—", false), ("-15", false), ("+3.2%", false),
    ("-1,234.5", false), ("－15", false), ("−15", false), ("/", false), ("无", false), ("'", false),
    ("'quoted'", false), ("1=1", false), ("a-b", false), ("- 15", true), ("", false),
    ("\u{FEFF}=1", true), (" =1", true), ("\u{3000}＝1", true), ("\u{200B}+1+1", true),
    ("\u{A0}@x", true),
    ("\u{0}=1", true), ("\u{202E}=1", true), ("﹦1", true), ("﹢A1", true), ("﹫x", true),
    ("\u{FEFF}\t=1", true),
    ("'\u{FEFF}=1", true), ("\t-15", true), ("\u{FEFF}年报", false), (" -15", false), (" ", false),
    ("\u{FEFF}-15", false), ("\u{3000}无", false), ("\u{FEFF}", false), ("é=1", false),
  ])
  func formulasAreMadeHarmlessAndMarksSurvive(text: String, isGuarded: Bool) throws {
    var record = Sample.rejected
    record.source.producer = text
    let rows = CSVReader.rows(record.rows(in: .reports, report: "a"))
    let field = try #require(rows.first)[5]
    #expect(field == (isGuarded ? "'" + text : text))
  }

  @Test func negativeNumbersStayNumbers() {
    let rows = CSVReader.rows(Sample.report().rows(in: .cells, report: "a"))
    #expect(rows[2][7] == "-15")
    #expect(rows[2][8] == "-15")
    #expect(rows[0][8] == "-")
  }

  @Test func anIndependentReaderGetsTheSameTexts() async throws {
    let folder = try TemporaryFolder()
    let results = try ResultFolder(path: folder.path)
    let record = Sample.report()
    for table in ResultTable.allCases {
      try results.append(record.rows(in: table, report: "a"), to: table)
    }
    try results.finish()
    let program = """
      import csv, json, sys
      print(json.dumps([list(csv.reader(open(f"{sys.argv[1]}/{name}.csv", encoding="utf-8-sig", \
      newline=""), strict=True))[1:] for name in ("reports", "cells", "findings", "sections")]))
      """
    let output = try await Shell.run("python3", ["-c", program, folder.path])
    let read = try JSONDecoder().decode([[[String]]].self, from: output)
    for (table, rows) in zip(ResultTable.allCases, read) {
      #expect(rows == CSVReader.rows(record.rows(in: table, report: "a")))
    }
    #expect(read[3][0][6] == record.sections[0].text)
  }

  @Test func theByteOrderMarkCanBeLeftOut() throws {
    let folder = try TemporaryFolder()
    try ResultFolder(path: folder.path, byteOrderMark: false).finish()
    for table in ResultTable.allCases {
      #expect(try folder.text(table.fileName).hasPrefix("report,"))
    }
  }
}

/// A reader of RFC 4180 that shares nothing with the writer.
enum CSVReader {
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where next == UInt8(ascii: "\""):
        field.append(byte)
        index += 1
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (UInt8(ascii: ","), false):
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      case (UInt8(ascii: "\r"), false) where next == UInt8(ascii: "\n"):
        index += 1
        rows.append(row + [String(decoding: field, as: UTF8.self)])
        row = []
        field = []
      default: field.append(byte)
      }
    }
    return rows
  }
}
