import Extraction
import PageModel
import ReportModel
import TestSupport
import Testing

/// The scans of `Fixtures/scans`: pictures alone, made by `scripts/fixtures/scans`.
struct ScanTests {
  static let names = Fixtures.chosen(in: Fixtures.scans)

  /// Scans in which something beside the figures is misread.
  private static let notYet: [String: Comment] = [
    "scan-grey-paper": "quotation marks of the text are confused",
    "scan-noise": "full stops, commas and quotation marks of the text are confused",
    "scan-seal-holes": "holes of a punch are read as 0, the 二 beside one as a dash",
    "scan-upside-down": "涔, of which there are few, is read as 岑, and some marks as others",
    "scan-yellow-streaks": "full stops and commas of the text are confused",
  ]

  private static let goldens = GoldenBook(of: Fixtures.scans)

  @Test func thereAreScans() {
    #expect(Fixtures.names(in: Fixtures.scans).count >= 8)
    #expect(Self.goldens.strays == [], "scripts/record records them")
  }

  @Test(arguments: names) func reads(_ name: String) throws {
    let truth = try Truth(of: name, in: Fixtures.scans)
    let record = DocumentPipeline().record(path: Fixtures.scan(name))
    #expect(record.source.textSource == .ocr)
    #expect(truth.silentlyWrongCells(of: record) == [])
    if let reason = Self.notYet[name] {
      withKnownIssue(reason, isIntermittent: true) {
        #expect(truth.complaints(about: record) == [])
      }
      #expect(truth.wrongCells(of: record) == [])
    } else {
      #expect(truth.complaints(about: record) == [])
    }
    #expect(try Self.goldens.differences(of: name, [record]) == [], "scripts/record records it")
  }

  @Test func readsPicturesOfTablesInADigitalPage() {
    let path = Fixtures.report("grids-as-pictures")
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
    let path = Fixtures.report("scan-with-bad-ocr-layer")
    let record = DocumentPipeline().record(path: path)
    #expect(record.source.textSource == .ocrLayer)
    let layer = DocumentPipeline().record(path: path, recognition: .never)
    let differing = Set(
      record.cells.filter { id, cell in
        layer.cells[id].map { $0.isFound && $0.value != cell.value } ?? false
      }.keys)
    #expect(differing.count > 3)
    let findings = record.findings.filter { $0.rule.rawValue == "reading.layer_differs" }
    #expect(Set(findings.flatMap(\.cells)) == differing)
    #expect(findings.allSatisfy { $0.severity == .warning })
  }

  @Test func staysAwayFromPicturesWhereToldSo() throws {
    let name = try #require(Fixtures.names(in: Fixtures.scans).first)
    let path = Fixtures.scan(name)
    let record = DocumentPipeline().record(path: path, recognition: .never)
    #expect(record.status == .rejected)
    #expect(record.findings.map(\.rule.rawValue).contains("document.no_text"))
  }
}
