import Foundation
import PageModel
import ReportModel
import Testing

@testable import TestSupport

/// The net itself: what it holds fast, what it lets pass, and in which words it tells.
@Suite struct GoldenTests {
  private let id = CellID("requests.new.total")

  private func record(_ change: (inout DocumentRecord) -> Void = { _ in }) -> DocumentRecord {
    var record = DocumentRecord(
      status: .complete,
      source: DocumentSource(file: "a.pdf", sha256: "12", bytes: 10, pages: 2),
      report: ReportHeader(title: "某某县2024年报告", issuer: "某某县", year: 2024),
      sections: [
        ReportSection(number: 1, heading: "总体情况", printedNumeral: "一", page: 1, text: "一二三")
      ],
      cells: [
        id: CellReading(
          value: 12, raw: "12", page: 1, box: Box(x0: 10.4, y0: 20, x1: 30, y1: 40), confidence: 1)
      ],
      findings: [
        Finding(
          rule: RuleID("a.b"), severity: .warning, message: "one", messageZh: "一", cells: [id])
      ])
    change(&record)
    return record
  }

  private func words(_ change: (inout DocumentRecord) -> Void) throws -> [String] {
    GoldenDifference(from: try Golden([record()]), to: try Golden([record(change)])).words
  }

  @Test func whatIsRecordedReadsBack() throws {
    let folder = try TemporaryFolder()
    let golden = try Golden([record(), record { $0.cells[id]?.raw = "—" }])
    try golden.bytes().write(to: folder.url.appending(path: "a.json"))
    let back = try Golden(file: folder.url.appending(path: "a.json"))
    #expect(back == golden)
    #expect(try back.bytes() == golden.bytes())
    #expect(GoldenDifference(from: back, to: golden).words == [])
  }

  @Test func everythingThatChangesIsTold() throws {
    #expect(
      try words { $0.cells[id]?.value = 13 }
        == ["cells · requests.new · total · value: \"as in raw\" → 13"])
    #expect(
      try words {
        $0.cells[id]?.value = 13
        $0.cells[id]?.raw = "13"
      } == ["cells · requests.new · total · raw: \"12\" → \"13\""])
    #expect(
      try words { $0.cells[id]?.value = nil }
        == ["cells · requests.new · total · value: \"as in raw\" → null"])
    #expect(
      try words { $0.cells[id]?.page = 2 }
        == ["cells · requests.new · total · at: [1,10,20,30,40] → [2,10,20,30,40]"])
    #expect(
      try words { $0.report.issuer = "某某市" } == ["report · issuer: \"某某县\" → \"某某市\""])
    #expect(try words { $0.status = .partial } == ["status: \"complete\" → \"partial\""])
    #expect(
      try words { $0.sections[0].text = "一二" } == ["sections · 1 · text: \"一二三\" → \"一二\""])
    #expect(try words { $0.findings[0].severity = .error }.count == 1)
    #expect(
      try words { $0.findings = [] }.first?.hasPrefix("findings · a.b requests.new.total: {")
        == true)
    #expect(try words { $0.cells = [:] }.count == 1)
  }

  @Test func aNewFindingMovesNoOther() throws {
    let words = try words {
      $0.findings.insert(
        Finding(rule: RuleID("a.a"), severity: .info, message: "new", messageZh: "新"), at: 0)
    }
    #expect(words.count == 1)
    #expect(words[0].hasPrefix("findings · a.a: nothing → {"))
  }

  @Test func ofLongTextsTheFirstDifferenceIsShown() throws {
    let start = String(repeating: "某", count: 100)
    let golden = try Golden([record { $0.sections[0].text = start + "甲" + start }])
    let other = try Golden([record { $0.sections[0].text = start + "乙" + start }])
    let words = GoldenDifference(from: golden, to: other).words
    #expect(words.count == 1)
    #expect(words[0].contains("某甲某") && words[0].contains("某乙某"))
    #expect(words[0].count < 180)
  }

  @Test func whatMachinesChangeIsNot() throws {
    #expect(
      try words {
        $0.source.file = "b.pdf"
        $0.source.url = "https://portal.example/a.pdf"
        $0.program = ProgramIdentity(version: "9", build: nil)
        $0.cells[id]?.box = Box(x0: 10.6, y0: 20.4, x1: 29.6, y1: 40)
        $0.cells[id]?.confidence = 0.97
      } == [])
    #expect(try words { $0.cells[id]?.box = Box(x0: 12, y0: 20, x1: 30, y1: 40) }.count == 1)
  }
}
