import Foundation
import PDFReading
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

@Suite struct ViewAnswerTests {
  @Test func aViewComesBackFromItsAnswer() throws {
    let box = Box(x0: 1, y0: 2, x1: 3, y1: 4)
    let cell = TableCell(
      row: 0, column: 0, text: "1", fragments: [CellFragment(page: 1, box: box)])
    let view = DocumentView(
      record: DocumentRecord(status: .rejected, source: DocumentSource(file: "a.pdf")),
      tables: [
        Table(
          kind: .lattice, rowCount: 1, columnCount: 1, cells: [cell], fragments: cell.fragments)
      ],
      pages: [
        PagePreview(number: 1, width: 595, height: 842, bytes: [1, 2]),
        PagePreview(number: 3, width: 842, height: 595, bytes: []),
      ])
    #expect(try DocumentAnswer([view]).views() == [view])
  }

  @Test func anotherAnswerIsNoView() {
    #expect(throws: DecodingError.self) { try DocumentAnswer([Table]()).views() }
  }

  @Test func pagesAreDrawnAsTheyShow() throws {
    let pipeline = DocumentPipeline()
    let path = Fixtures.report("landscape")
    let input = DocumentInput(path: path)
    let pages = pipeline.views(of: input, .auto, format: .webP, isMarked: false)[0].pages
    let first = try #require(pages.first)
    #expect(first.width > first.height)
    #expect(Array(first.bytes.prefix(4)) == Array("RIFF".utf8))
    let marked = pipeline.views(of: input, .auto, format: .png, isMarked: true)[0].pages
    let plain = pipeline.views(of: input, .auto, format: .png, isMarked: false)[0].pages
    #expect(marked.map(\.number) == pages.map(\.number))
    #expect(marked.first?.bytes != plain.first?.bytes)
  }
}
