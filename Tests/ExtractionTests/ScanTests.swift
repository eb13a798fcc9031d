import DocumentModel
import Extraction
import Foundation
import Testing

/// The scans of `Fixtures/scans`: pictures alone, made by `scripts/fixtures/scans`.
struct ScanTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/scans").standardized

  private struct Expected: Decodable {
    struct Cell: Decodable { var value: Double? }
    var cells: [String: Cell]
  }

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".pdf") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func thereAreScans() {
    #expect(Self.names.count >= 8)
  }

  @Test(arguments: names) func readsFiguresAndNamesWrongOnes(_ name: String) throws {
    let path = Self.folder.appending(path: "\(name).pdf").path()
    let truth = Self.folder.appending(path: "\(name).expected.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: truth))
    let record = DocumentPipeline().record(path: path)
    #expect(record.source.textSource == .ocr)
    let named = Set(record.findings.filter { $0.severity != .info }.flatMap(\.cells))
    var right = 0
    for (id, cell) in expected.cells {
      let isRight = record.cells[CellID(id)]?.value == cell.value
      if isRight { right += 1 }
      #expect(isRight || named.contains(CellID(id)), "\(id) is silently wrong")
    }
    #expect(right * 100 >= expected.cells.count * 95)
  }

  private static let reports = folder.appending(path: "../reports").standardized

  @Test func readsPicturesOfTablesInADigitalPage() {
    let path = Self.reports.appending(path: "grids-as-pictures.pdf").path()
    let record = DocumentPipeline().record(path: path)
    #expect(record.source.textSource == .ocr)
    #expect(record.cells[CellID("requests.new.total")]?.value == 2756)
    #expect(record.cells[CellID("proactive.fees.amount")]?.value == 2627.25)
    // The words around are the file's own.
    #expect(record.report.title == "云川县石门镇人民政府2024年政府信息公开工作年度报告")
    #expect(record.sections.count == 6)
    #expect(record.sections.last?.text.contains("本机关没有收取信息处理费") == true)
    let box = record.cells[CellID("requests.new.total")]?.box
    #expect(box.map { (490...531).contains($0.midX) && (712...728).contains($0.midY) } == true)
  }

  @Test func namesFiguresInWhichTextLayerAndPictureDiffer() throws {
    let path = Self.reports.appending(path: "scan-with-bad-ocr-layer.pdf").path()
    let record = DocumentPipeline().record(path: path)
    #expect(record.source.textSource == .ocrLayer)
    let layer = DocumentPipeline().record(path: path, recognition: .never)
    let differing = Set(
      record.cells.filter { id, cell in
        layer.cells[id].map { $0.isFound && $0.value != cell.value } ?? false
      }.keys)
    #expect(differing.count > 3)
    let findings = record.findings.filter { $0.rule == "reading.layer_differs" }
    #expect(Set(findings.flatMap(\.cells)) == differing)
    #expect(findings.allSatisfy { $0.severity == .warning })
  }

  @Test func staysAwayFromPicturesWhereToldSo() throws {
    let name = try #require(Self.names.first)
    let path = Self.folder.appending(path: "\(name).pdf").path()
    let record = DocumentPipeline().record(path: path, recognition: .never)
    #expect(record.status == .rejected)
    #expect(record.findings.map(\.rule).contains("document.no_text"))
  }
}
