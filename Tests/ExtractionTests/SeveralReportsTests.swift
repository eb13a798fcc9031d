import Foundation
import PDFReading
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

/// Printed files that hold several reports, or one among other things.
@Suite struct SeveralReportsTests {
  private struct Expected: Decodable {
    struct Section: Decodable {
      var number: Int
      var text: String
    }
    struct Report: Decodable {
      /// The fixture that it is by itself; `nil` where it is none.
      var alone: String?
      var report: ReportHeader?
      var sections: [Section]?
      var cells: [String: Double?]?
    }
    /// `nil` where a reader cannot tell them apart.
    var reports: [Report]?
    var findings: [String]
  }

  static let names = Fixtures.chosen(in: Fixtures.several)

  private static let goldens = GoldenBook(of: Fixtures.several)

  static func path(_ name: String) -> String { Fixtures.pdf(name, in: Fixtures.several) }

  @Test func thereAreFixtures() {
    #expect(Fixtures.names(in: Fixtures.several).count >= 8)
    #expect(Self.goldens.strays == [], "scripts/record records them")
  }

  @Test(arguments: names) func reads(_ name: String) throws {
    let truth = Fixtures.several.appending(path: "\(name).expected.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: truth))
    let records = DocumentPipeline().records(path: Self.path(name))
    #expect(try Self.goldens.differences(of: name, records) == [], "scripts/record records it")
    for rule in expected.findings {
      #expect(records.contains { $0.findings.contains { $0.rule.rawValue == rule } }, "\(rule)")
    }
    for record in records {
      let own = record.findings.map(\.rule.rawValue).filter { $0.hasPrefix("document.") }
      #expect(Set(own).isSubset(of: expected.findings))
    }
    guard let reports = expected.reports else { return }
    #expect(records.count == reports.count)
    for (index, (record, report)) in zip(records, reports).enumerated() {
      #expect(record.status == .complete)
      #expect(record.source.part?.number == (reports.count == 1 ? nil : index + 1))
      #expect(record.source.part?.of == (reports.count == 1 ? nil : reports.count))
      if let name = report.alone {
        try expectSame(record, as: name)
        continue
      }
      for (id, value) in report.cells ?? [:] {
        #expect(record.cells[CellID(id)]?.value == value, "\(id)")
      }
      if expected.findings.contains("document.page_order") { continue }
      #expect(record.report == report.report)
      #expect(record.sections.map(\.number) == report.sections?.map(\.number))
      #expect(record.sections.map(\.text) == report.sections?.map(\.text))
    }
  }

  /// A report among others is read as it is by itself, on other pages.
  private func expectSame(_ record: DocumentRecord, as name: String) throws {
    let path = Fixtures.report(name)
    let alone = DocumentPipeline().records(path: path)[0]
    let shift = try #require(record.source.part?.pages?.first) - 1
    #expect(record.report == alone.report)
    #expect(
      record.sections
        == alone.sections.map { section in
          var section = section
          section.page = section.page.map { $0 + shift }
          return section
        })
    #expect(
      record.cells
        == alone.cells.mapValues { cell in
          var cell = cell
          cell.page = cell.page.map { $0 + shift }
          return cell
        })
  }

  @Test func pagesOfEachPartAreTheFiles() throws {
    let records = DocumentPipeline().records(path: Self.path("compilation-of-three"))
    #expect(records.compactMap { $0.source.part?.pages } == [[2, 3], [3, 5], [6, 7]])
    for record in records {
      let pages = try #require(record.source.part?.pages)
      #expect(
        record.cells.values.allSatisfy { pages[0] <= $0.page ?? 0 && $0.page ?? 0 <= pages[1] })
      #expect(
        record.sections.allSatisfy { pages[0] <= $0.page ?? 0 && $0.page ?? 0 <= pages[1] })
    }
  }

  @Test func viewsShowThePagesOfEachReport() {
    let views = DocumentPipeline().views(
      of: DocumentInput(path: Self.path("two-years-one-after-the-other")), .auto, format: .webP,
      isMarked: false)
    #expect(views.map { $0.pages.map(\.number) } == [[1, 2], [3, 4]])
    #expect(views.allSatisfy { !$0.tables.isEmpty })
  }

  @Test func answersOfSeveralReportsComeBackWhole() throws {
    let records = DocumentPipeline().records(path: Self.path("two-years-one-after-the-other"))
    let answer = DocumentAnswer(
      records, to: WorkerRequest(name: "a", parts: "a-part", form: .files))
    let bytes = try answer.encoded(id: "1")
    let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    let header = try JSONDecoder().decode(AnswerHeader.self, from: Data(bytes[..<end]))
    #expect(header.parts.reduce(0, +) == bytes.count - end - 1)
    let back = try #require(header.answer(answer.parts))
    #expect(back.reports.map(\.parts) == answer.reports.map(\.parts))
    #expect(back.reports.map(\.parts.count) == [5, 5])
    #expect(String(decoding: back.reports[1].parts[1], as: UTF8.self).hasPrefix("a-part-2,"))
    #expect(header.answer(answer.parts.dropLast()) == nil)
  }

  @Test func namesOfPartsAreNobodyElses() {
    let names = ["a", "a-1", "a-part", "b-2", "b", "c"]
    #expect(
      DocumentNames.partNames(of: names) == ["a-part", "a-1", "a-part-part", "b-2", "b-part", "c"])
  }
}
