import PageModel
import ReportModel
import Testing

@testable import ReadingWitness

/// Each fault of reading as it came out once, with nothing but the witness to name it.
@Suite struct ObjectionTests {
  private static let cell = RequestRow.granted.cell(.business)
  private static let place = PrintedForm.box(.granted, .business)

  private func named(_ form: PrintedForm) -> Set<CellID> {
    Set(ReadingWitness().findings(about: form.report, on: [form.page]).flatMap(\.cells))
  }

  /// A form whose cell holds other text than the rest.
  private func form(_ print: (inout PrintedForm, Box) -> Void, readAs raw: String) -> PrintedForm {
    var form = PrintedForm { "\($0.rawValue.count * 7 + $1.rawValue.count)" }
    form.clear(Self.place)
    print(&form, Self.place)
    form.read(Self.cell, as: raw)
    return form
  }

  @Test func whatIsPrintedIsBorneOut() {
    #expect(named(PrintedForm()) == [])
    #expect(named(PrintedForm { "\($0.rawValue.count * 700 + $1.rawValue.count)" }) == [])
  }

  @Test func aRowThatHasTheFiguresOfTheNextOne() {
    var form = PrintedForm { row, _ in row == .new ? "" : "\(row.rawValue.count)" }
    for applicant in Applicant.allCases {
      form.cells[RequestRow.new.cell(applicant)] = form.cells[RequestRow.carriedIn.cell(applicant)]
    }
    #expect(named(form).isSuperset(of: Applicant.allCases.map(RequestRow.new.cell)))
  }

  /// As before, where the place was not taken with the figures.
  @Test func figuresThatStandBelowTheirPlace() {
    var form = PrintedForm { row, _ in row == .new ? "" : "\(row.rawValue.count)" }
    for applicant in Applicant.allCases {
      form.read(RequestRow.new.cell(applicant), as: "\(RequestRow.carriedIn.rawValue.count)")
      form.read(RequestRow.carriedIn.cell(applicant), as: "")
    }
    let rows = [RequestRow.new, .carriedIn]
    #expect(named(form) == Set(rows.flatMap { Applicant.allCases.map($0.cell) }))
  }

  /// A line through a cell left its upper half, in which nothing stands, to be read.
  @Test func aFigureInTheLowerHalfOfItsCell() {
    var form = form(
      { form, box in form.print("165", x: box.x0 + 8, y: box.y0 + 12, size: 9) }, readAs: "")
    form.cells[Self.cell]?.box?.y1 -= 14
    #expect(named(form).contains(Self.cell))
  }

  @Test func aRaisedNoteMarkReadAsADigit() {
    let form = form(
      { form, box in
        form.print("165", x: box.x0 + 8, y: box.y0 + 8, size: 9)
        form.print("1", x: box.x0 + 22, y: box.y0 + 6, size: 5)
      }, readAs: "1651")
    #expect(named(form) == [Self.cell])
  }

  @Test func aRaisedNoteMarkLeftOut() {
    var form = form(
      { form, box in
        form.print("165", x: box.x0 + 8, y: box.y0 + 8, size: 9)
        form.print("1", x: box.x0 + 22, y: box.y0 + 6, size: 5)
      }, readAs: "165")
    form.cells[Self.cell]?.raw = "165¹"
    #expect(named(form) == [])
  }

  @Test func aCircledNoteMarkReadAsADigit() {
    var form = form(
      { $0.print("165①", x: $1.x0 + 5, y: $1.y0 + 8, size: 9) }, readAs: "1651")
    form.cells[Self.cell]?.raw = "165①"
    #expect(named(form) == [Self.cell])
  }

  @Test func twoFiguresOverEachOther() {
    let form = form(
      { form, box in
        form.print("496", x: box.x0 + 8, y: box.y0 + 8, size: 10)
        form.print("88", x: box.x0 + 10, y: box.y0 + 8, size: 10)
      }, readAs: "48986")
    #expect(named(form) == [Self.cell])
  }

  /// A line between two rows is missing: their figures stand as near as the lines of one.
  @Test func figuresOfTwoRowsInOneCell() {
    var form = form(
      { form, box in
        form.print("12", x: box.x0 + 15, y: box.y0 + 1, size: 9)
        form.print("34", x: box.x0 + 15, y: box.y0 + 13, size: 9)
      }, readAs: "1234")
    #expect(named(form) == [])
    form.print("1.属于国家秘密", x: Self.place.x0 - 150, y: Self.place.y0 + 15, size: 8)
    #expect(named(form) == [Self.cell])
  }

  /// The number of a seal that lies over a blank cell.
  @Test func theNumberOfASeal() {
    let form = form(
      { form, box in form.print("3208260012", x: box.x0 + 1, y: box.y0 + 8, size: 3) },
      readAs: "3208260012")
    #expect(named(form) == [Self.cell])
  }

  /// The figures of three rows, each on a line of its own.
  @Test func figuresOfThreeRowsInOneCell() {
    let form = form(
      { form, box in
        for (line, text) in ["179", "135", "117"].enumerated() {
          form.print(text, x: box.x0 + 2, y: box.y0 + 8 * Double(line), size: 8)
        }
      }, readAs: "179135117")
    #expect(named(form) == [Self.cell])
  }

  /// Where one cell in ten holds more than was read of it, the lines of the grid may be others: nothing of it
  /// can be relied on.
  @Test(arguments: [5, 25]) func manyCellsThatHoldMore(count: Int) {
    var form = PrintedForm()
    for row in PrintedForm.rows.prefix(count) {
      let box = PrintedForm.box(row, .legalService)
      form.print("8888", x: box.x0 + 4, y: box.y0 + 3, size: 8)
    }
    let isWhole = named(form).count == PrintedForm.rows.count * 7
    #expect(isWhole == (count == 25))
  }

  /// Figures that are left over may be a column of the report's own; where as many cells are missing, the grid
  /// was not made out.
  @Test(arguments: [false, true]) func manyFiguresThatAreLeftOver(lacksCells: Bool) {
    let form = PrintedForm()
    var report = form.report
    let missing = PrintedForm.rows.map { $0.cell(.legalService) }
    func finding(_ rule: String, _ severity: Severity, _ cells: [CellID]) -> Finding {
      Finding(
        rule: RuleID(rule), severity: severity, message: "", messageZh: "", cells: cells, page: 1)
    }
    report.findings = missing.map { _ in finding("reading.unassigned_figure", .warning, []) }
    if lacksCells { report.findings.append(finding("reading.cell_missing", .error, missing)) }
    let named = ReadingWitness().findings(about: report, on: [form.page]).flatMap(\.cells)
    #expect(named.isEmpty != lacksCells)
    if lacksCells { #expect(named.count == PrintedForm.rows.count * 6) }
  }

  /// One pair of characters of a header stands in what is printed at the head of a page.
  @Test func wordsOfAHeaderInRunningText() {
    var form = PrintedForm()
    form.clear(Box(x0: 190, y0: 70, x1: 600, y1: 99))
    let box = PrintedForm.box(.new, .legalService)
    form.print("社会保障", x: box.x0 + 2, y: 60, size: 10)
    #expect(named(form) == [])
    form.print("社会公益", x: box.x0 + 2, y: 75, size: 10)
    #expect(named(form).count == PrintedForm.rows.count)
  }

  @Test func twoFiguresOneAboveTheOther() {
    let form = form(
      { form, box in
        form.print("12", x: box.x0 + 15, y: box.y0 + 1, size: 8)
        form.print("34", x: box.x0 + 15, y: box.y0 + 15, size: 8)
      }, readAs: "1234")
    #expect(named(form) == [Self.cell])
  }

  /// A figure that fills its cell goes on in the next line.
  @Test func aWrappedFigure() {
    let form = form(
      { form, box in
        form.print("1234567", x: box.x0 + 5, y: box.y0 + 1, size: 10)
        form.print("89", x: box.x0 + 5, y: box.y0 + 13, size: 10)
      }, readAs: "123456789")
    #expect(named(form) == [])
  }

  @Test func moreDigitsThanANumberHolds() {
    let digits = "9999999999999999999999999"
    let form = form(
      { $0.print(digits, x: $1.x0 + 1, y: $1.y0 + 8, size: 3.5) }, readAs: digits)
    #expect(named(form) == [Self.cell])
  }

  @Test func twoColumnsInEachOthersPlace() {
    var form = PrintedForm { "\($0.rawValue.count)\($1.rawValue.count)" }
    for row in PrintedForm.rows {
      let (one, two) = (row.cell(.research), row.cell(.legalService))
      (form.cells[one], form.cells[two]) = (form.cells[two], form.cells[one])
    }
    let columns = [Applicant.research, .legalService]
    #expect(named(form).isSuperset(of: PrintedForm.rows.flatMap { row in columns.map(row.cell) }))
  }

  @Test func aFigureThatNoCellHas() {
    var form = PrintedForm()
    let box = PrintedForm.box(.petition, .research)
    form.cells[RequestRow.petition.cell(.research)] = .absent
    form.clear(box)
    form.print("77", x: box.x0 + 10, y: box.y0 + 7, size: 10)
    #expect(named(form).isSuperset(of: [RequestRow.petition.cell(.business)]))
  }

  /// Text that is too wide for its cell lies over the next one and is none of its own.
  @Test func aFigureThatReachesOverItsCell() {
    let next = RequestRow.granted.cell(.research)
    var form = form(
      { form, box in
        form.clear(PrintedForm.box(.granted, .research))
        form.print("24252.311082", x: box.x0 + 10, y: box.y0 + 7, size: 10)
      }, readAs: "24252.311082")
    form.read(next, as: "")
    #expect(named(form) == [])
    form.read(next, as: "082")
    form.read(Self.cell, as: "24252.311")
    #expect(named(form) == [Self.cell, next])
  }

  @Test func aSheetThatLies() {
    var form = PrintedForm { "\($0.rawValue.count)\($1.rawValue.count)" }
    func turned(_ box: Box) -> Box {
      Box(x0: 842 - box.y1, y0: box.x0, x1: 842 - box.y0, y1: box.x1)
    }
    let page = Page(
      number: 1, width: 842, height: 595,
      glyphs: form.glyphs.map {
        Glyph(scalar: $0.scalar, box: turned($0.box), fontSize: $0.fontSize, angle: 90)
      })
    form.cells = form.cells.mapValues { cell in
      var cell = cell
      cell.box = cell.box.map(turned)
      return cell
    }
    #expect(ReadingWitness().findings(about: form.report, on: [page]) == [])
    form.read(Self.cell, as: "5")
    let findings = ReadingWitness().findings(about: form.report, on: [page])
    #expect(findings.flatMap(\.cells) == [Self.cell])
  }
}
