import FileOutput
import Foundation
import PageModel
import RecordCoding
import ReportModel
import SpreadsheetWriting
import TestSupport
import Testing

@Suite struct WorkbookWriterTests {
  private static func record(_ title: String = "年度报告") -> DocumentRecord {
    let form = StandardGrid.cells(proactive: .edition2021, requests: .edition2021)
    var cells: [CellID: CellReading] = [:]
    for (index, cell) in form.enumerated() {
      cells[cell.id] = CellReading(
        value: Double(index), raw: String(index), page: 4,
        box: Box(x0: 100, y0: 412.04, x1: 140.06, y1: 428.449))
    }
    cells[form[0].id] = CellReading(
      value: nil, raw: "-", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4), confidence: 0.98765)
    cells[form[9].id] = CellReading(
      value: 24252.311082, raw: "24,252.311082", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4))
    return DocumentRecord(
      status: .complete,
      source: DocumentSource(
        file: "淮安.pdf", sha256: String(repeating: "0", count: 63) + "1", bytes: 412_842, pages: 6,
        producer: "-2+3", textSource: .digital),
      report: ReportHeader(
        title: title, issuer: "淮安市人民政府", year: 2024,
        period: CalendarDate("2024-01-01").flatMap { from in
          CalendarDate("2024-12-31").map { Period(from: from, to: $0) }
        }, documentNumber: "'=1", edition: .edition2021),
      cells: cells,
      findings: [
        Finding(
          rule: RuleID("requests.balance"), severity: .error, message: "=1+1", messageZh: "收支不平衡",
          cells: [RequestRow.new.cell(.total), RequestRow.total.cell(.total)], expected: 3153,
          actual: 3152, page: 4, box: Box(x0: 1, y0: 2, x1: 3, y1: 4))
      ])
  }

  private static func workbook(_ records: [DocumentRecord], rowsPerSheet: Int = 1_048_576)
    async throws -> Workbook
  {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/gongkai.xlsx"
    let writer = try WorkbookWriter(path: path, rowsPerSheet: rowsPerSheet)
    for (index, record) in records.enumerated() {
      try writer.append(record, report: "r\(index + 1)")
    }
    try writer.finish()
    #expect(try folder.files() == ["gongkai.xlsx"])
    return try await Workbook(path: path)
  }

  @Test func sheetsHaveTheColumnsOfTheTables() async throws {
    let workbook = try await Self.workbook([Self.record()])
    #expect(workbook.sheets.map(\.name) == ["reports", "cells", "findings"])
    for (table, sheet) in zip(WorkbookWriter.tables, workbook.sheets) {
      #expect(sheet.texts(0) == table.columns.map(\.label))
      #expect(sheet.texts(1) == table.columns.map(\.name))
      #expect(sheet.frozen == "B3")
    }
    #expect(
      workbook["cells"]?.texts(0).prefix(4) == [
        "报告编号（JSON 文件名）", "PDF 文件的 SHA-256", "标准单元格编号", "所在表格",
      ])
    #expect(workbook.sheets.map(\.rows.count) == [3, 202, 3])
    #expect(workbook["cells"]?.filter == "A2:S202")
  }

  @Test func fieldsHaveTheirTypes() async throws {
    let workbook = try await Self.workbook([Self.record()])
    let reports = try #require(workbook["reports"])
    #expect(reports.value(2, "report") == ["text", "r1"])
    #expect(reports.value(2, "sha256") == ["text", String(repeating: "0", count: 63) + "1"])
    #expect(reports.value(2, "bytes") == ["number", "412842"])
    #expect(reports.value(2, "year") == ["number", "2024"])
    #expect(reports.value(2, "period_to") == ["date", "2024-12-31"])
    #expect(reports.value(2, "issued_on") == ["blank", ""])
    #expect(reports.value(2, "edition") == ["text", "2021"])
    #expect(reports.value(2, "proactive.fees.amount") == ["number", "24252.311082"])
    #expect(reports.value(2, "proactive.regulations.issued") == ["blank", ""])
    let cells = try #require(workbook["cells"])
    #expect(cells.value(2, "raw") == ["text", "-"])
    #expect(cells.value(2, "value") == ["blank", ""])
    #expect(cells.value(2, "confidence") == ["number", "0.988"])
    #expect(cells.value(3, "raw") == ["text", "1"])
    #expect(cells.value(3, "value") == ["number", "1"])
    #expect(cells.value(3, "y1") == ["number", "428.4"])
    #expect(cells.value(11, "unit") == ["text", "万元"])
    let findings = try #require(workbook["findings"])
    #expect(findings.value(2, "expected") == ["number", "3153"])
    #expect(findings.value(2, "cells") == ["text", "requests.new.total requests.total.total"])
  }

  @Test(arguments: [
    "=1+1", "=HYPERLINK(\"http://example.org\",\"x\")", "+cmd|' /C calc'!A0", "@SUM(A1)", "{=1}",
    "http://example.org", "'=1", " 前后有空格 ", "第一行\n第二行", "\u{1F600}<&>\"",
  ])
  func textStaysText(_ text: String) async throws {
    let reports = try #require(try await Self.workbook([Self.record(text)])["reports"])
    #expect(reports.value(2, "title") == ["text", text])
    #expect(reports.value(2, "producer") == ["text", "-2+3"])
    #expect(reports.value(2, "document_number") == ["text", "'=1"])
  }

  @Test func charactersThatXMLHasNotAreReplaced() async throws {
    let title = "a\u{0}b\u{FFFE}c\u{1}d"
    let reports = try #require(try await Self.workbook([Self.record(title)])["reports"])
    // openpyxl leaves the format's escapes of control characters as they are.
    #expect(reports.value(2, "title")?[1] == "a\u{FFFD}b\u{FFFD}c_x0001_d")
  }

  @Test func textLongerThanACellMayBeIsCutWithAMark() async throws {
    let title = String(repeating: "\u{1F600}", count: 20_000)
    let reports = try #require(try await Self.workbook([Self.record(title)])["reports"])
    #expect(
      reports.value(2, "title")?[1] == String(repeating: "\u{1F600}", count: 16_383) + "…")
  }

  @Test func tablesGoOnOnFurtherSheets() async throws {
    let records = (1...4).map { Self.record("第\($0)份") }
    let workbook = try await Self.workbook(records, rowsPerSheet: 302)
    #expect(workbook.sheets.map(\.name) == ["reports", "cells", "findings", "cells 2", "cells 3"])
    let cells = workbook.sheets.filter { $0.name.hasPrefix("cells") }
    #expect(cells.map(\.rows.count) == [302, 302, 202])
    for sheet in cells {
      #expect(sheet.texts(1) == ResultTable.cells.columns.map(\.name))
      #expect(sheet.frozen == "B3")
      #expect(sheet.filter == "A2:S\(sheet.rows.count)")
    }
    let rows = cells.flatMap { sheet in sheet.rows.dropFirst(2).map { [$0[0][1], $0[2][1]] } }
    let form = StandardGrid.cells(proactive: .edition2021, requests: .edition2021)
    #expect(rows == (1...4).flatMap { n in form.map { ["r\(n)", $0.id.rawValue] } })
  }

  @Test func noRecordsGiveHeadersAlone() async throws {
    let workbook = try await Self.workbook([])
    #expect(workbook.sheets.map(\.rows.count) == [2, 2, 2])
  }

  @Test func anUnfinishedWorkbookLeavesNothing() throws {
    let folder = try TemporaryFolder()
    do {
      let writer = try WorkbookWriter(path: "\(folder.path)/gongkai.xlsx")
      try writer.append(Self.record(), report: "r1")
    }
    #expect(try folder.files() == [])
  }

  @Test func aFolderThatTakesNoFileIsTold() {
    #expect(throws: WriteFailure.self) { _ = try WorkbookWriter(path: "/proc/gongkai.xlsx") }
  }
}
