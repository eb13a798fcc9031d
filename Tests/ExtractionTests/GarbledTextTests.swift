import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction

/// Reports whose fonts do not say which characters they show, while their letters are drawn as such.
@Suite struct GarbledTextTests {
  private func record(_ name: String) -> DocumentRecord {
    DocumentPipeline().record(path: Fixtures.report(name))
  }

  @Test func lettersAreReadByTheirForms() throws {
    let record = record("garbled-three-line-pdfwrite")
    #expect(record.source.textSource == .ocr)
    #expect(record.report.title == "云川县人民政府2024年政府信息公开工作年度报告")
    #expect(record.report.issuer == "云川县人民政府")
    #expect(record.sections.compactMap(\.number) == [1, 2, 3, 4, 5, 6])
    // What was recognised is never as sure as what a file says.
    #expect(record.cells.values.filter { $0.value != nil }.allSatisfy { $0.confidence < 1 })
  }

  @Test func withoutRecognitionNothingIsGuessed() throws {
    let path = Fixtures.report("no-unicode-map")
    let record = DocumentPipeline().record(path: path, recognition: .never)
    #expect(record.cells.values.allSatisfy { $0.value == nil })
    #expect(record.findings.contains { $0.rule.rawValue == "reading.no_unicode_map" })
  }
}
