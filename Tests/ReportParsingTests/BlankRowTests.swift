import PageModel
import ReportModel
import ReportParsing
import Testing

/// Rows without figures, and rows that a break parted: no figure moves from one row to another.
@Suite struct BlankRowTests {
  private func cells(_ row: RequestRow) -> Set<CellID> { Set(Applicant.allCases.map(row.cell)) }

  private func lost(_ form: SampleForm, _ report: ParsedReport) -> Set<CellID> {
    Set(form.expected.filter { report.cells[$0.key]?.value != $0.value }.keys)
  }

  private func named(_ report: ParsedReport) -> Set<CellID> {
    Set(report.findings.filter { $0.severity != .info }.flatMap(\.cells))
  }

  /// The cells of the section-3 table changed.
  private func document(
    _ form: SampleForm, _ change: (inout TableCell) -> Void
  ) -> LaidOutDocument {
    var document = form.document
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index], table.columnCount == 9 else {
        continue
      }
      for cell in table.cells.indices { change(&table.cells[cell]) }
      document.blocks[index] = .table(table)
    }
    return document
  }

  @Test(arguments: RequestRow.rows(of: .edition2021))
  func aBlankRowTakesNothingFromTheNextOne(row: RequestRow) throws {
    var form = SampleForm()
    for applicant in Applicant.allCases { form[row, applicant] = "" }
    let report = try #require(ReportParser().parse(form.document))
    #expect(lost(form, report) == cells(row))
    #expect(cells(row).allSatisfy { report.cells[$0]?.isFound == true })
  }

  @Test func aBlankRowAtTheFootOfAPageTakesNothingFromTheNextPage() throws {
    var form = SampleForm()
    for applicant in Applicant.allCases { form[.new, applicant] = "" }
    let below = form.requestsIndex(.carriedIn)
    let document = document(form) { cell in
      if cell.row >= below { cell.fragments[0].page = 2 }
    }
    let report = try #require(ReportParser().parse(document))
    #expect(lost(form, report) == cells(.new))
  }

  @Test func aLabelThatABreakPartsIsOneRow() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.needsCreation)
    let label = form.requests[index][1]
    form.requests.insert(form.requests[index], at: index + 1)
    form.requests[index] = ["", String(label.prefix(10))] + [String](repeating: "", count: 7)
    form.requests[index + 1][1] = String(label.dropFirst(10))
    let parted = document(form) { cell in
      if cell.row > index { cell.fragments[0].page = 2 }
    }
    let report = try #require(ReportParser().parse(parted))
    #expect(lost(form, report).isEmpty)
  }

  /// The label of a row below is not that of figures beside an unknown one.
  @Test func figuresBesideAnUnknownLabelAreNotThoseOfABlankRowBelow() throws {
    var form = SampleForm()
    form.requests[form.requestsIndex(.granted)][1] = "本机关自行增加的统计事项"
    for applicant in Applicant.allCases { form[.partlyGranted, applicant] = "" }
    let report = try #require(ReportParser().parse(form.document))
    #expect(cells(.partlyGranted).allSatisfy { report.cells[$0]?.value == nil })
    #expect(cells(.granted).isSubset(of: named(report)))
  }

  /// Where the line between two rows is missing, a figure may be of either.
  @Test func aFigureInACellOfTwoRowsIsOfNeither() throws {
    let form = SampleForm()
    let row = form.requestsIndex(.process)
    let document = document(form) { cell in
      if cell.row == row, cell.column == 4 { cell.rowSpan = 2 }
      if cell.row == row + 1, cell.column == 4 { cell.column = 99 }
    }
    let report = try #require(ReportParser().parse(document))
    let both: Set = [
      RequestRow.process.cell(.research), RequestRow.enforcementFiles.cell(.research),
    ]
    #expect(lost(form, report) == both)
    #expect(both.isSubset(of: named(report)))
  }

  /// A label of the form has the words of one row; a text with those of two is the labels of both.
  @Test func everyLabelStatesOneRow() throws {
    for edition in [Edition.edition2019, .edition2021] {
      for row in RequestRow.rows(of: edition) {
        var form = SampleForm(requests: edition)
        let index = form.requestsIndex(row)
        form.requests[index][1] = row.label.split(separator: "/").suffix(1).joined()
        #expect(lost(form, try #require(ReportParser().parse(form.document))).isEmpty)
      }
    }
  }

  @Test func figuresBesideTheLabelsOfTwoRowsAreOfNeither() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.new)
    form.requests[index][1] += form.requests[index + 1][1]
    form.requests.remove(at: index + 1)
    let report = try #require(ReportParser().parse(form.document))
    let both = cells(.new).union(cells(.carriedIn))
    #expect(lost(form, report) == both)
    #expect(both.isSubset(of: named(report)))
  }

  @Test func twoRowsOfWhichTheFirstIsBlankInSection4() throws {
    var form = SampleForm()
    form.disputes.insert([String](repeating: "", count: 15), at: 2)
    let report = try #require(ReportParser().parse(form.document))
    #expect(lost(form, report).isEmpty)
  }
}
