import Extraction
import Foundation
import Glibc
import PageModel
import RecordCoding
import ReportChecking
import ReportModel
import ReportParsing
import TableReconstruction

// Built by `scripts/fuzz --coverage` alone. libFuzzer has the main function, makes bytes of which more and
// more code is reached, and calls this with them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let target: @Sendable ([UInt8]) -> Void = {
  let name = getenv("GONGKAI_FUZZING_TARGET").map { String(cString: $0) } ?? ""
  return switch name {
  case "documents": fuzzDocument
  case "grids": fuzzGrid
  case "text": fuzzText
  case "records": fuzzRecord
  case "answers": fuzzAnswers
  case "requests": fuzzRequests
  case "archive": fuzzArchive
  default: fatalError("GONGKAI_FUZZING_TARGET is no target of scripts/fuzz: \(name)")
  }
}()

/// The whole way of a PDF.
private func fuzzDocument(_ bytes: [UInt8]) {
  let path = "/dev/shm/gongkai-fuzzing-\(getpid()).pdf"
  guard (try? Data(bytes).write(to: URL(filePath: path))) != nil else { return }
  defer { unlink(path) }
  for record in DocumentPipeline().records(path: path, recognition: .never) {
    _ = record.json(.line)
  }
}

/// Lines and words at any place: what page reading could give, and what it should not.
private func fuzzGrid(_ bytes: [UInt8]) {
  var source = ByteSource(bytes)
  let pages = (1...3).map { number in
    var page = Page(number: number, width: 595, height: 842)
    for _ in 0..<source.count(40) {
      let position = source.coordinate()
      let ends = [source.coordinate(), source.coordinate()].sorted()
      page.rulings.append(
        RulingLine(
          axis: source.flag() ? .horizontal : .vertical, position: position, start: ends[0],
          end: ends[1], thickness: source.flag() ? 0.5 : source.coordinate()))
    }
    for _ in 0..<source.count(40) {
      var (x, y) = (source.coordinate(), source.coordinate())
      let size = source.flag() ? 10 : source.coordinate()
      let isUpright = source.flag()
      for scalar in source.word().unicodeScalars {
        page.glyphs.append(
          Glyph(
            scalar: scalar, box: Box(x0: x, y0: y, x1: x + size, y1: y + size), fontSize: size))
        if isUpright { y += size } else { x += size }
      }
    }
    return page
  }
  let layout = TableReconstructor().layout(of: PagedDocument(pages: pages))
  _ = layout.tables.map(\.csv)
  if let report = ReportParser().parse(layout) { use(report) }
}

/// Running text and what stands in cells.
private func fuzzText(_ bytes: [UInt8]) {
  var source = ByteSource(bytes)
  var text = ""
  for _ in 0..<source.count(30) { text += source.word() }
  text += String(decoding: source.rest, as: UTF8.self)
  for cell in [CellID("requests.new.total"), CellID("proactive.fees.income")] {
    _ = ReportParser.figure(text, in: cell)
  }
  let sections = (1...6).map { number in
    ReportSection(number: number, heading: "", printedNumeral: nil, page: 1, text: text)
  }
  var report = ParsedReport(
    header: ReportHeader(), sections: sections, cells: [:], proactiveEdition: .edition2021,
    requestsEdition: .edition2021, hasDisputes: true, preamble: text)
  report.header.year = 2024
  use(report)
}

/// What becomes of a report: findings, and all that is written of it.
private func use(_ report: ParsedReport) {
  var record = DocumentRecord(status: .partial, source: DocumentSource(file: "a.pdf"))
  record.report = report.header
  record.cells = report.cells
  record.sections = report.sections
  record.findings = ReportChecker().findings(in: report)
  _ = record.json(.pretty)
  for table in ResultTable.allCases { _ = record.rows(in: table, report: "a") }
}

/// Records as they come from a worker, a folder or an archive.
private func fuzzRecord(_ bytes: [UInt8]) {
  _ = try? RecordOutline(json: bytes)
  guard let record = try? DocumentRecord(json: bytes) else { return }
  _ = record.json(.line)
  for table in ResultTable.allCases { _ = record.rows(in: table, report: "a") }
}
