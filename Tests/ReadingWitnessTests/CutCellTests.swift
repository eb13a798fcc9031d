import PageModel
import ReportModel
import Testing

@testable import ReadingWitness

/// Cells that a line cuts where none belongs, or that go over several places since one is missing.
@Suite struct CutCellTests {
  private static let cell = RequestRow.granted.cell(.total)
  private static let place = PrintedForm.box(.granted, .total)

  private func named(_ report: ParsedReport, _ form: PrintedForm) -> Set<CellID> {
    Set(ReadingWitness().findings(about: report, on: [form.page]).flatMap(\.cells))
  }

  private func left(_ boxes: [Box]) -> [Finding] {
    boxes.map {
      Finding(
        rule: RuleID("reading.unassigned_figure"), severity: .warning, message: "", messageZh: "",
        page: 1, box: $0)
    }
  }

  /// An upright through the column 总计 leaves its figures at the right of the cut; a column that the report has
  /// besides has a header of its own.
  @Test(arguments: ["", "上年"]) func figuresBehindACut(header: String) {
    var form = PrintedForm { _, applicant in applicant == .total ? "" : "4" }
    var cuts: [Box] = []
    for row in PrintedForm.rows {
      let box = PrintedForm.box(row, .total)
      let cut = Box(x0: box.x1, y0: box.y0, x1: box.x1 + 20, y1: box.y1)
      form.print("24", x: cut.x0 + 4, y: cut.y0 + 7, size: 10)
      cuts.append(cut)
    }
    if !header.isEmpty { form.print(header, x: cuts[0].x0 + 2, y: cuts[0].y0 - 20, size: 8) }
    var report = form.report
    report.findings = left(cuts)
    #expect(named(report, form).contains(Self.cell) == header.isEmpty)
  }

  /// A level line cuts a row, and its figures lie in the part that has no label.
  /// The label of several rows beside it is none of its own.
  @Test(arguments: [("", "", 12.0), ("", "", 17), ("", "本年度", 12), ("不属于以上各项", "", 12)])
  func figuresBelowACut(label: String, common: String, height: Double) {
    var form = PrintedForm()
    form.clear(Self.place)
    form.read(Self.cell, as: "")
    form.cells[Self.cell]?.box?.y1 -= height
    let cut = Box(
      x0: Self.place.x0, y0: Self.place.y1 - 12, x1: Self.place.x1, y1: Self.place.y1)
    form.clear(Box(x0: 0, y0: cut.y0, x1: 200, y1: cut.y1))
    form.print("165", x: cut.x0 + 8, y: cut.y0 + 1, size: 9)
    form.print(label, x: 60, y: cut.y0 + 1, size: 9)
    form.print(common, x: 2, y: cut.y0 + 1, size: 9)
    var report = form.report
    report.findings = left([cut])
    #expect(named(report, form).contains(Self.cell) == label.isEmpty)
  }

  /// The figures of two rows on two lines: where one row's is 0, no figure begins so.
  @Test func zerosAboveZeros() {
    var form = PrintedForm()
    for (applicant, upper) in [(Applicant.business, "153"), (.legalService, "0")] {
      let box = PrintedForm.box(.granted, applicant)
      form.clear(box)
      form.print(upper, x: box.x0 + 3, y: box.y0 + 1, size: 8)
      form.print("0", x: box.x0 + 3, y: box.y0 + 10, size: 8)
      form.read(RequestRow.granted.cell(applicant), as: upper + "0")
    }
    #expect(
      named(form.report, form)
        == Set([.business, .legalService].map(RequestRow.granted.cell)))
  }

  /// A border is missing: the cell goes over the next column, and the figure stands there.
  @Test func aFigureInTheNextColumn() {
    var form = PrintedForm()
    let (one, next) = (
      PrintedForm.box(.granted, .business), PrintedForm.box(.granted, .research)
    )
    form.clear(one.union(next))
    form.print("7", x: next.midX, y: next.y0 + 7, size: 10)
    form.read(RequestRow.granted.cell(.business), as: "7")
    form.cells[RequestRow.granted.cell(.business)]?.box = one.union(next)
    form.cells[RequestRow.granted.cell(.research)] = .absent
    #expect(named(form.report, form).contains(RequestRow.granted.cell(.business)))
  }

  /// As before, with the border between two rows.
  @Test func aFigureBesideTheNextLabel() {
    var form = PrintedForm()
    let (one, next) = (
      PrintedForm.box(.notHeld, .business), PrintedForm.box(.needsCreation, .business)
    )
    form.clear(one.union(next))
    form.print("7", x: next.x0 + 10, y: next.y0 + 7, size: 10)
    form.read(RequestRow.notHeld.cell(.business), as: "7")
    form.cells[RequestRow.notHeld.cell(.business)]?.box = one.union(next)
    form.cells[RequestRow.needsCreation.cell(.business)] = .absent
    #expect(named(form.report, form).contains(RequestRow.notHeld.cell(.business)))
  }

  /// Without lines, figures of two columns below one header stand neither above one another nor by a common edge.
  @Test(arguments: [false, true]) func figuresOfTwoColumnsBelowOneHeader(isAligned: Bool) {
    var form = PrintedForm()
    form.clear(PrintedForm.box(.granted, .business))
    form.print("2", x: PrintedForm.box(.granted, .business).x1 - 8, y: 0, size: 8)
    let rows: [(RequestRow, Double)] = [(.granted, 1), (.partlyGranted, 38)]
    var report = form.report
    for (row, x) in rows {
      let box = PrintedForm.box(row, .business)
      form.clear(box)
      form.print("21", x: box.x0 + x, y: box.y0 + 7, size: 8)
    }
    for row in PrintedForm.rows where !rows.contains(where: { $0.0 == row }) {
      report.cells[row.cell(.business)]?.value = nil
      report.cells[row.cell(.business)]?.raw = ""
      form.clear(PrintedForm.box(row, .business))
    }
    for (row, _) in rows {
      report.cells[row.cell(.business)]?.value = 21
      report.cells[row.cell(.business)]?.raw = "21"
    }
    if isAligned { report.alignedCells = Set(report.cells.keys) }
    #expect(named(report, form) == (isAligned ? Set(rows.map { $0.0.cell(.business) }) : []))
  }

  /// Text that is too large for its cell was taken for print over the table.
  @Test(arguments: [0, 0.6]) func textAtABlankPlace(lightness: Double) {
    var form = PrintedForm { _, _ in "" }
    form.print(
      "22（含下属单位）", x: Self.place.x0 - 30, y: Self.place.y0 + 2, size: 16, lightness: lightness)
    #expect(named(form.report, form).contains(Self.cell) == (lightness == 0))
  }

  /// What reaches over the edge of a page's table is one of its figures.
  @Test func aFigureOverTheEdge() {
    var form = PrintedForm { row, _ in row == .new ? "" : "4" }
    let box = PrintedForm.box(.new, .total)
    form.print("35", x: box.x0 + 8, y: box.y0 - 11, size: 18)
    #expect(named(form.report, form).contains(RequestRow.new.cell(.total)))
  }

  /// In a narrow cell figures go on in a second line; no paragraph's lines are so far apart as those of two rows.
  @Test(arguments: [(10.0, false), (22, true)]) func linesFarApart(pitch: Double, isNamed: Bool) {
    var form = PrintedForm()
    form.clear(Self.place)
    form.print("155", x: Self.place.x0 + 2, y: Self.place.y0 - 3, size: 8)
    form.print("105", x: Self.place.x0 + 2, y: Self.place.y0 - 3 + pitch, size: 8)
    form.read(Self.cell, as: "155105")
    form.cells[Self.cell]?.box?.x1 -= 24
    #expect(named(form.report, form).contains(Self.cell) == isNamed)
  }

  @Test func digitsThatWereLostOnTheWay() {
    var form = PrintedForm()
    form.cells[Self.cell]?.value = nil
    #expect(named(form.report, form) == [Self.cell])
  }
}
