import PageModel
import ReportModel
import Testing

@testable import ReadingWitness

/// Cells that are right or wrong by what stands in their neighbours.
@Suite struct NeighbourTests {
  private static let cell = RequestRow.granted.cell(.business)
  private static let place = PrintedForm.box(.granted, .business)

  private func named(_ report: ParsedReport, _ form: PrintedForm) -> Set<CellID> {
    Set(ReadingWitness().findings(about: report, on: [form.page]).flatMap(\.cells))
  }

  /// One row's figure slipped into the cell above: the blank below may be its place; other blanks are blank.
  @Test func theBlankBelowTwoFigures() {
    var form = PrintedForm { row, _ in row == .partlyGranted || row == .stateSecret ? "" : "4" }
    form.clear(Self.place)
    form.print("45", x: Self.place.x0 + 10, y: Self.place.y0 - 3, size: 8)
    form.print("6", x: Self.place.x0 + 10, y: Self.place.y0 + 19, size: 8)
    form.read(Self.cell, as: "456")
    #expect(
      named(form.report, form) == [Self.cell, RequestRow.partlyGranted.cell(.business)])
  }

  /// Text from which no figure could be taken reaches into the blank cell beside it.
  @Test(arguments: [false, true]) func theBlankBesideTheUnreadable(isNamed: Bool) {
    var form = PrintedForm()
    let next = PrintedForm.box(.granted, .research)
    form.clear(Self.place.union(next))
    form.print("18.00263.0", x: Self.place.x0 + 4, y: Self.place.y0 + 7, size: 14)
    form.read(RequestRow.granted.cell(.research), as: "")
    form.cells[Self.cell]?.raw = "18.00263.0"
    form.cells[Self.cell]?.value = nil
    var report = form.report
    if isNamed {
      report.findings = [
        Finding(
          rule: RuleID("reading.cell_unreadable"), severity: .error, message: "", messageZh: "",
          cells: [Self.cell])
      ]
      #expect(named(report, form) == [RequestRow.granted.cell(.research)])
    } else {
      #expect(named(report, form).contains(Self.cell))
    }
  }

  /// A cell stands below the headers of two columns, of which the other was found nowhere in the row.
  @Test(arguments: [false, true]) func belowTwoHeaders(isMissing: Bool) {
    var form = PrintedForm()
    let next = RequestRow.new.cell(.research)
    let both = PrintedForm.box(.new, .business).union(PrintedForm.box(.new, .research))
    if isMissing {
      form.clear(both)
      form.print("7", x: both.midX - 4, y: both.y0 + 7, size: 10)
      form.read(RequestRow.new.cell(.business), as: "7")
      form.cells[next] = .absent
      form.cells[RequestRow.new.cell(.business)]?.box = both
    }
    #expect(named(form.report, form).contains(RequestRow.new.cell(.business)) == isMissing)
  }

  /// A line between rows is missing and words beside them cannot be read: the figure is out of its row's band.
  @Test func aFigureBelowItsRow() {
    var form = PrintedForm()
    let below = PrintedForm.box(.partlyGranted, .business)
    form.clear(Self.place.union(below))
    form.clear(Box(x0: 0, y0: below.y0, x1: 200, y1: below.y1))
    form.print("80", x: below.x0 + 10, y: below.y0 + 7, size: 10)
    form.read(Self.cell, as: "80")
    form.cells[Self.cell]?.box = Self.place.union(below)
    form.cells[RequestRow.partlyGranted.cell(.business)] = .absent
    #expect(named(form.report, form).contains(Self.cell))
  }

  /// One pair of characters of a label stands in many words.
  @Test(arguments: [
    ("行政规范性文件", LabelMarks<Int>.Verdict.own), ("规范性文件", .own), ("其他文件第二十条", .none), ("文件", .own),
    ("规章", .other(1)),
  ]) func aPairOfMany(text: String, verdict: LabelMarks<Int>.Verdict) {
    let marks = LabelMarks([(0, "行政规范性文件"), (1, "规章"), (2, "行政许可")])
    #expect(marks.verdict(on: 0, in: Array(text.unicodeScalars)) == verdict)
  }
}
