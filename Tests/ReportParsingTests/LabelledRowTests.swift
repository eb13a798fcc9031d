import ReportModel
import ReportParsing
import Testing

/// Rows of which only the labels stand.
@Suite struct LabelledRowTests: FormReading {
  private let carriedIn = Set(Applicant.allCases.map(RequestRow.carriedIn.cell))

  @Test func aRowOfWhichOnlyTheLabelStandsIsBlank() throws {
    var form = SampleForm()
    form.requests.remove(at: form.requestsIndex(.carriedIn))
    form.sections[2].1 = "二、上年结转政府信息公开申请数量"
    let report = try parse(form)
    #expect(lost(form, report) == carriedIn)
    #expect(carriedIn.allSatisfy { report.cells[$0]?.isFound == true })
    #expect(report.findings.map(\.rule.rawValue) == ["reading.row_blank"])
    #expect(report.findings.allSatisfy { $0.severity == .warning && Set($0.cells) == carriedIn })
  }

  /// Beside two labels in one cell, a figure may be of either row.
  @Test(arguments: ["", "5"])
  func labelsThatNoLinePartsAreOfBlankRows(figure: String) throws {
    var form = SampleForm()
    let first = form.requestsIndex(.stateSecret)
    form.requests[first][1] = "1.属于国家秘密\n2.其他法律行政法规禁止"
    for column in 2..<9 { form.requests[first][column] = "" }
    form.requests[first][2] = figure
    form.requests.remove(at: form.requestsIndex(.otherLaw))
    let rows: [RequestRow] = [.stateSecret, .otherLaw]
    let report = try parse(form)
    let ids = Set(rows.flatMap { row in Applicant.allCases.map(row.cell) })
    #expect(lost(form, report) == ids)
    let rules = Set(report.findings.map(\.rule.rawValue))
    #expect(
      rules
        == (figure.isEmpty
          ? ["reading.row_blank"] : ["reading.cell_missing", "reading.cell_unreadable"]))
    #expect(figure.isEmpty || ids.isSubset(of: report.findings.flatMap(\.cells)))
  }

  /// A figure that found no cell may be of the row.
  @Test(arguments: [
    "二、上年结转政府信息公开申请数量 5", "二、上年结转政府信息公开申请数量\n5", "上述5件均已办结。",
  ])
  func aRowBesideAFigureWithoutACellIsMissing(text: String) throws {
    var form = SampleForm()
    form.requests.remove(at: form.requestsIndex(.carriedIn))
    form.sections[2].1 = text
    let report = try parse(form)
    #expect(report.findings.contains { $0.severity == .error && Set($0.cells) == carriedIn })
  }

  @Test func allRowsOfSection3MayBeBlank() throws {
    var form = SampleForm()
    for row in form.requests.indices.dropFirst() {
      for column in 2..<9 { form.requests[row][column] = "" }
    }
    // Without rules the header may come after rows that have nothing in its columns.
    form.requests.swapAt(0, 4)
    let report = try parse(form)
    let ids = Set(RequestRow.rows(of: .edition2021).flatMap { Applicant.allCases.map($0.cell) })
    #expect(report.header.edition == .edition2021)
    #expect(lost(form, report) == ids)
    #expect(ids.allSatisfy { report.cells[$0]?.isFound == true })
    #expect(report.findings.allSatisfy { $0.severity != .error })
  }

  @Test(arguments: [("", true), ("以上共5件。", false)])
  func aHeaderOfSection4WithNothingBelowIsBlank(text: String, isBlank: Bool) throws {
    var form = SampleForm()
    form.disputes.removeLast()
    form.sections[3].1 = text
    let report = try parse(form)
    let ids = Set(DisputeBlock.allCases.flatMap { DisputeOutcome.allCases.map($0.cell) })
    #expect(lost(form, report) == ids)
    #expect(ids.allSatisfy { (report.cells[$0]?.isFound == true) == isBlank })
    #expect(
      report.findings.map(\.rule.rawValue)
        == (isBlank ? ["reading.row_blank"] : [String](repeating: "reading.cell_missing", count: 3))
    )
  }

  /// A rule or a break through a header leaves each half of a label a cell.
  @Test func labelsOfSection4InTwoCells() throws {
    var form = SampleForm()
    let halves = form.disputes[1].map { ($0.prefix($0.count / 2), $0.suffix($0.count / 2)) }
    form.disputes[1] = halves.map { String($0.0) }
    form.disputes.insert(halves.map { String($0.1) }, at: 2)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(report.findings.isEmpty)
  }
}
