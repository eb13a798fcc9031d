import PageModel
import ReportModel
import Testing

@testable import ReportParsing

@Suite struct PlacedHeaderTests {
  private static let rule = "reading.header_by_place"

  /// The words with a watermark's letters among them.
  private static func covered(_ label: String) -> String {
    "样" + label.map { String($0) + "稿" }.joined()
  }

  private func parse(_ form: SampleForm) throws -> ParsedReport {
    try #require(ReportParser().parse(form.document))
  }

  /// Sees to it that every cell is read, and one finding names those below the header.
  private func expectWhole(
    _ form: SampleForm, _ ids: [CellID], _ severity: Severity = .info,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let report = try parse(form)
    let lost = form.expected.filter { report.cells[$0.key]?.value != $0.value }
    #expect(lost.isEmpty, sourceLocation: location)
    #expect(report.findings.map(\.rule.rawValue) == [Self.rule], sourceLocation: location)
    #expect(report.findings.first?.severity == severity, sourceLocation: location)
    #expect(report.findings.first?.cells == ids.sorted(), sourceLocation: location)
  }

  /// Sees to it that these cells have no figure and are named, and that all others are read.
  private func expectLost(
    _ form: SampleForm, _ ids: [CellID], location: SourceLocation = #_sourceLocation
  ) throws {
    let report = try parse(form)
    let lost = form.expected.filter { report.cells[$0.key]?.value != $0.value }
    #expect(Set(lost.keys) == Set(ids), sourceLocation: location)
    #expect(ids.allSatisfy { report.cells[$0]?.value == nil }, sourceLocation: location)
    let named = report.findings.filter { $0.severity == .error }.flatMap(\.cells)
    #expect(Set(ids).isSubset(of: named), sourceLocation: location)
    #expect(!report.findings.contains { $0.rule.rawValue == Self.rule }, sourceLocation: location)
  }

  private func requests(_ applicants: Applicant...) -> [CellID] {
    RequestRow.rows(of: .edition2021).flatMap { row in applicants.map(row.cell) }
  }

  @Test(arguments: Applicant.allCases)
  func anApplicantUnderAWatermarkIsNamedByItsPlace(applicant: Applicant) throws {
    var form = SampleForm()
    let column = 2 + Applicant.allCases.firstIndex(of: applicant)!
    form.requests[0][column] = Self.covered(form.requests[0][column])
    if Labels.applicant(form.requests[0][column]) != nil { return }
    try expectWhole(form, requests(applicant))
  }

  @Test(arguments: [0, 1, 2], DisputeOutcome.allCases.indices)
  func anOutcomeUnderAWatermarkIsNamedByItsPlace(block: Int, outcome: Int) throws {
    var form = SampleForm()
    let column = block * 5 + outcome
    form.disputes[1][column] = Self.covered(form.disputes[1][column])
    try expectWhole(
      form, [DisputeBlock.allCases[block].cell(DisputeOutcome.allCases[outcome])])
  }

  @Test func columnsOfSection2UnderAWatermarkAreNamedByTheirPlace() throws {
    var form = SampleForm()
    form.proactive[0][2] = Self.covered(form.proactive[0][2])
    try expectWhole(
      form, [ProactiveItem.regulations, .normativeDocuments].map { $0.cell(.repealed) })
    form = SampleForm(proactive: .edition2019)
    form.proactive[0][3] = Self.covered(form.proactive[0][3])
    try expectWhole(
      form, [ProactiveItem.regulations, .normativeDocuments].map { $0.cell(.totalPublished) })
  }

  @Test(arguments: ["本样年处稿理决定数量", "样稿", ""])
  func aHeaderOfOneColumnIsNamedByItsWordsAlone(text: String) {
    let place = CellFragment(page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1))
    let rows = [["信息内容", text], ["行政处罚", "3"], ["行政强制", "4"]]
    let cells = rows.enumerated().flatMap { row, texts in
      texts.enumerated().map { column, text in
        TableCell(row: row, column: column, text: text, fragments: [place])
      }
    }
    let table = Table(kind: .lattice, rowCount: 3, columnCount: 2, cells: cells, fragments: [place])
    let headers = PlacedHeaders(table)
    let isNamed = text.count > 2
    #expect(headers.table.cells[1].text == (isNamed ? "本年处理决定数量" : text))
    let ids = [ProactiveItem.penalties, .coerciveMeasures].map { $0.cell(.decisions) }
    #expect(headers.findings { _ in true }.flatMap(\.cells) == (isNamed ? ids.sorted() : []))
  }

  @Test func wordsThatAreGoneAreThoseOfTheOnlyColumnLeft() throws {
    var form = SampleForm()
    form.requests[0][5] = ""
    try expectWhole(form, requests(.socialWelfare), .warning)
    // Of two without words, each may be the other.
    form.requests[0][4] = ""
    try expectLost(form, requests(.research, .socialWelfare))
  }

  @Test func severalThatSayWhichTheyAreAreNamed() throws {
    var form = SampleForm()
    for column in [3, 5] { form.requests[0][column] = Self.covered(form.requests[0][column]) }
    let report = try parse(form)
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(report.findings.map(\.rule.rawValue) == [Self.rule, Self.rule])
    // In each other's places they contradict the form.
    form.requests[0].swapAt(3, 5)
    try expectLost(form, requests(.business, .socialWelfare))
  }

  @Test func aColumnOfAnotherMeaningIsNone() throws {
    var form = SampleForm()
    form.requests[0][8] = "备注"
    try expectLost(form, requests(.total))
    // Nothing stands below words that are gone.
    form = SampleForm()
    for row in form.requests.indices { form.requests[row][5] = "" }
    try expectLost(form, requests(.socialWelfare))
  }

  @Test func aHeaderInAnotherOrderSaysNothing() throws {
    var form = SampleForm()
    form.requests[0][4] = Self.covered(form.requests[0][4])
    for row in form.requests.indices { form.requests[row].swapAt(3, 6) }
    try expectLost(form, requests(.research))
  }
}
