import Foundation
import PageModel
import ReportModel
import Testing

@testable import ReportViewing

@Suite struct ReportPageTests {
  private func html(_ view: DocumentView, _ language: ViewLanguage = .english) -> String {
    String(decoding: ReportPage(language: language).html(of: view), as: UTF8.self)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "\"\u{301} onmouseover=alert(1) x=\"",
    "<\u{338}img src=x onerror=alert(1)>", "' & '",
  ])
  func textOfDocumentsIsNeverMarkup(text: String) {
    var record = Sample.record()
    record.report.title = text
    record.report.issuer = text
    record.source.file = text
    record.sections = [
      ReportSection(number: 1, heading: text, printedNumeral: nil, page: 1, text: text)
    ]
    record.findings = [
      Finding(
        rule: RuleID(text), severity: .error, message: text, messageZh: text, cells: [CellID(text)])
    ]
    record.cells[RequestRow.new.cell(.total)]?.raw = text
    let page = html(DocumentView(record: record))
    // What a browser sees: quotation marks and brackets by scalar, whatever accents follow.
    let scalars = Array(text.unicodeScalars)
    let found = Array(page.unicodeScalars)
    #expect(!found.contains(scalars))
    #expect(page.contains(Sample.escaped(text)))
  }

  @Test func cellsAreColouredByState() {
    var record = Sample.record()
    let total = RequestRow.total.cell(.total)
    let blank = RequestRow.granted.cell(.business)
    let missing = RequestRow.granted.cell(.research)
    let doubtful = RequestRow.new.cell(.naturalPerson)
    record.cells[blank]?.value = nil
    record.cells[missing] = .absent
    record.cells[doubtful]?.confidence = 0.5
    record.findings = [
      Finding(
        rule: RuleID("requests.column_total"), severity: .error, message: "", messageZh: "",
        cells: [total, RequestRow.granted.cell(.total)], expected: 9, actual: 1)
    ]
    let states = record.cellStates
    #expect(states[total] == .contradicts)
    #expect(states[RequestRow.granted.cell(.total)] == .contradicts)
    #expect(states[blank] == .blank)
    #expect(states[missing] == .doubtful)
    #expect(states[doubtful] == .doubtful)
    #expect(states[RequestRow.carriedIn.cell(.total)] == .read)
    let context = CellContext(record)
    #expect(context.classes(total) == "contradicts head")
    #expect(context.classes(RequestRow.granted.cell(.total)) == "contradicts")
    #expect(html(DocumentView(record: record)).contains("≠ 9"))
  }

  @Test func aBalanceHasNoCellThatIsWrongAboveAll() {
    var record = Sample.record()
    let cells = [RequestRow.new, .carriedIn, .total, .carriedOut].map { $0.cell(.total) }
    record.findings = [
      Finding(
        rule: RuleID("requests.balance"), severity: .error, message: "", messageZh: "",
        cells: cells,
        expected: 2, actual: 5)
    ]
    let context = CellContext(record)
    for id in cells { #expect(context.classes(id) == "contradicts") }
  }

  @Test(arguments: [Edition.edition2019, .edition2021])
  func everyStandardCellIsOnThePage(edition: Edition) {
    let record = Sample.record(edition)
    let page = html(DocumentView(record: record))
    for id in record.cells.keys {
      #expect(page.contains("data-cell=\"\(id)\""))
    }
    #expect(page.components(separatedBy: "data-cell=\"").count == record.cells.count + 1)
  }

  @Test func aPageNeedsNoOtherFile() {
    let picture = PagePreview(number: 1, width: 595, height: 842, bytes: [1, 2, 3])
    let page = html(DocumentView(record: Sample.record(), pages: [picture]))
    #expect(page.contains("data:image/webp;base64,AQID"))
    #expect(!page.contains("http") && !page.contains("<link"))
    #expect(page.contains("data-place=\"requests.new.total\""))
  }

  @Test func theLanguageIsChosen() {
    #expect(html(DocumentView(record: Sample.record()), .chinese).contains("<html lang=\"zh\""))
    #expect(html(DocumentView(record: Sample.record()), .english).contains("<html lang=\"en\""))
  }
}

@Suite struct OriginLinkTests {
  @Test func theAddressOfTheFileIsALinkWhereItIsOneOfTheWeb() {
    var record = Sample.record()
    record.source.url = "https://a.example/x?a=1&b=\"2"
    func page() -> String {
      String(
        decoding: ReportPage(language: .english).html(of: DocumentView(record: record)),
        as: UTF8.self)
    }
    #expect(page().contains("<a href=\"https://a.example/x?a=1&amp;b=&quot;2\""))
    record.source.url = "javascript:alert(1)"
    #expect(!page().contains("javascript:alert"))
  }
}
