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
    // A shadow at the spine still hides the beginnings of labels, and with them whole rows.
    let least = name == "scan-grey-paper" ? 80 : 95
    #expect(right * 100 >= expected.cells.count * least)
  }

  @Test func staysAwayFromPicturesWhereToldSo() throws {
    let name = try #require(Self.names.first)
    let path = Self.folder.appending(path: "\(name).pdf").path()
    let record = DocumentPipeline().record(path: path, recognition: .never)
    #expect(record.status == .rejected)
    #expect(record.findings.map(\.rule).contains("document.no_text"))
  }
}
