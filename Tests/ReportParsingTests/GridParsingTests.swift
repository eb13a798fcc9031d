import DocumentModel
import ReportParsing
import Testing

@Suite struct GridParsingTests {
  /// Parses, and sees to it that no figure stands in a cell other than its own and that none is
  /// lost unless a finding cites it or names its cell.
  private func parse(
    _ form: SampleForm, location: SourceLocation = #_sourceLocation
  ) throws -> ParsedReport {
    let report = try #require(ReportParser().parse(form.document), sourceLocation: location)
    let named = Set(report.findings.filter { $0.severity != .info }.flatMap(\.cells))
    let messages = report.findings.map(\.message).joined(separator: "\n")
    let printed = Set([form.proactive, form.requests, form.disputes].joined().joined())
    let figures = Set(form.expected.values)
    for (id, figure) in form.expected {
      let value = report.cells[id]?.value
      if let value, figures.contains(value) {
        #expect(value == figure, "\(id) holds another cell's figure", sourceLocation: location)
      }
      let raw = String(Int(bounded: figure))
      if value == nil, printed.contains(raw) {
        #expect(
          named.contains(id) || messages.contains("“\(raw)”"), "\(id) was lost silently",
          sourceLocation: location)
      }
    }
    return report
  }

  private func lost(_ form: SampleForm, _ report: ParsedReport) -> Set<CellID> {
    Set(form.expected.filter { report.cells[$0.key]?.value != $0.value }.keys)
  }

  @Test(arguments: [
    (Edition.edition2021, Edition.edition2021), (.edition2019, .edition2019),
    (.edition2019, .edition2021), (.edition2021, .edition2019),
  ])
  func everyCellOfTheForm(proactive: Edition, requests: Edition) throws {
    let form = SampleForm(proactive: proactive, requests: requests)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(report.findings == [])
    #expect(report.proactiveEdition == proactive && report.requestsEdition == requests)
    #expect(report.header.edition == (proactive == requests ? proactive : .mixed))
    #expect(Set(report.cells.keys) == Set(form.expected.keys))
  }

  @Test(arguments: RequestRow.rows(of: .edition2021))
  func aMissingRowMovesNoOther(row: RequestRow) throws {
    var form = SampleForm()
    form.requests.remove(at: form.requestsIndex(row))
    let report = try parse(form)
    let cells = Set(Applicant.allCases.map(row.cell))
    #expect(lost(form, report) == cells)
    #expect(cells.isSubset(of: report.findings.flatMap(\.cells)))
  }

  @Test(arguments: [RequestRow.granted, .notHeld, .repeatRequest, .new])
  func rowsWhoseLabelsShareACellAreNamed(row: RequestRow) throws {
    var form = SampleForm()
    let index = form.requestsIndex(row)
    let labels = form.requests[index][1] + "\n" + form.requests[index + 1][1]
    form.requests[index][1] = labels
    form.requests[index + 1][1] = labels
    let report = try parse(form)
    #expect(lost(form, report).count == 14)
    #expect(lost(form, report).isSubset(of: report.findings.flatMap(\.cells)))
  }

  @Test func aLabelWithTheWordsOfTheNextRowIsNamed() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.publication)
    form.requests[index][1] += "\n" + form.requests[index + 1][1]
    form.requests[index + 1][1] = ""
    let report = try parse(form)
    #expect(lost(form, report).isSubset(of: report.findings.flatMap(\.cells)))
  }

  @Test(arguments: [1, 4, 9, 20])
  func anExtraRowMovesNoOther(index: Int) throws {
    var form = SampleForm()
    let extra = ["", "本机关自行增加的统计事项"] + (1...7).map { "90\($0)" }
    form.requests.insert(extra, at: index)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    let messages = report.findings.map(\.message).joined()
    for figure in extra.dropFirst(2) { #expect(messages.contains("“\(figure)”")) }
  }

  @Test(arguments: [
    (RequestRow.securityStability, "3.危及“三安全一稳订”"), (.notHeld, "1.本机关不掌握相关政府信息（见附件）"),
    (.granted, "（一） 予以公开"), (.repeatRequest, "2、重复申请"), (.total, "（七）总 计"),
    (.carriedOut, "四、结转下年度继续办理（件）"), (.enforcementFiles, "7.属于行政执法案巻"),
    (.otherFeeUnpaid, "2．申请人逾期未按收费通知要求缴纳费用"),
  ])
  func labelsWithTyposAndNotes(row: RequestRow, label: String) throws {
    var form = SampleForm()
    form.requests[form.requestsIndex(row)][1] = label
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test func rowsInAnotherOrder() throws {
    var form = SampleForm()
    form.requests.swapAt(form.requestsIndex(.thirdParty), form.requestsIndex(.process))
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: [(2, 8), (3, 4), (5, 7)])
  func swappedColumnsFollowTheirHeaders(first: Int, second: Int) throws {
    var form = SampleForm()
    for row in form.requests.indices { form.requests[row].swapAt(first, second) }
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: Array(zip(2...8, Applicant.allCases)))
  func aMissingColumnMovesNoOther(column: Int, applicant: Applicant) throws {
    var form = SampleForm()
    for row in form.requests.indices { form.requests[row].remove(at: column) }
    let cells = RequestRow.rows(of: .edition2021).map { $0.cell(applicant) }
    let report = try parse(form)
    #expect(lost(form, report) == Set(cells))
    #expect(Set(cells).isSubset(of: report.findings.flatMap(\.cells)))
  }

  @Test func anUnknownColumnIsNamed() throws {
    var form = SampleForm()
    for row in form.requests.indices {
      form.requests[row].insert(row == 0 ? "备注" : "8\(row)", at: 9)
    }
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(report.findings.contains { $0.message.contains("“81”") })
  }

  @Test(arguments: ["第二十条第（五）项", "本年收费金额（单位：万元）", "2.重复申请", "8．属于行政查询事项1、本机关不掌握"])
  func aLabelThatStandsAmongTheFiguresIsNone(label: String) throws {
    var form = SampleForm()
    form.proactive.insert(["", label, "", ""], at: 3)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(report.findings.isEmpty)
  }

  @Test(arguments: ["12", "１２件", "行政处罚12", "2.重复申请3", "3.5", "十二"])
  func aFigureWithoutACellIsNamed(figure: String) throws {
    var form = SampleForm()
    form.proactive.insert(["其他主动公开文件", figure, "第二十条第（五）项", ""], at: 3)
    let report = try parse(form)
    #expect(report.findings.map(\.rule) == ["reading.unassigned_figure"])
    #expect(report.findings.allSatisfy { $0.message.contains("“\(figure)”") })
  }

  @Test(
    arguments: [
      ("22（其中修订16件）", 22, "reading.note_in_cell"), ("1,234", 1234, nil), ("１２３", 123, nil),
      ("1，234件", 1234, "reading.unit_in_cell"), ("0", 0, nil), ("15.0", 15, nil),
    ] as [(String, Double, String?)])
  func figuresAsPeopleWriteThem(text: String, value: Double, rule: String?) throws {
    var form = SampleForm()
    form[.granted, .business] = text
    let report = try parse(form)
    let id = RequestRow.granted.cell(.business)
    #expect(report.cells[id]?.value == value)
    #expect(report.findings.map(\.rule) == [rule].compactMap { $0 })
    #expect(report.findings.allSatisfy { $0.severity == .info && $0.cells == [id] })
  }

  @Test(arguments: ["", "/", "—", "－", "无"])
  func blanksHaveNoValueAndNoFinding(text: String) throws {
    var form = SampleForm()
    form[.granted, .business] = text
    let report = try parse(form)
    let reading = try #require(report.cells[RequestRow.granted.cell(.business)])
    #expect(reading.value == nil && reading.isFound)
    #expect(report.findings == [])
  }

  @Test(arguments: ["1O", "3 4 件 5", "l2", "若干", "5+3", "12,34", "第3号"])
  func whatIsNoFigureIsNamed(text: String) throws {
    var form = SampleForm()
    form[.granted, .business] = text
    let report = try parse(form)
    let id = RequestRow.granted.cell(.business)
    #expect(report.cells[id]?.value == nil)
    #expect(report.findings.map(\.rule) == ["reading.cell_unreadable"])
    #expect(report.findings.first?.cells == [id])
  }

  @Test(
    arguments: [
      ("12.5万元", 12.5, "reading.unit_in_cell"), ("1.2亿元", 12_000, "reading.unit_converted"),
      ("50000元", 5, "reading.unit_converted"), ("1,234.56", 1234.56, nil),
    ] as [(String, Double, String?)])
  func amountsInAnyUnit(text: String, value: Double, rule: String?) throws {
    var form = SampleForm()
    let row = try #require(form.proactive.firstIndex { $0[0] == "行政事业性收费" })
    form.proactive[row][1] = text
    let report = try parse(form)
    #expect(report.cells[ProactiveItem.fees.cell(.amount)]?.value == value)
    #expect(report.findings.map(\.rule) == [rule].compactMap { $0 })
  }

  @Test func aDecreaseIsNegative() throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    let row = try #require(form.proactive.firstIndex { $0[0] == "行政许可" })
    form.proactive[row][2] = "－3"
    let report = try parse(form)
    #expect(report.cells[ProactiveItem.licenses.cell(.itemChange)]?.value == -3)
  }

  @Test(arguments: [
    ("行政事业性收费", "行政事业型收费"), ("行政事业性收费", "行政事业性收贵"), ("行政规范性文件", "行政规苑性文件"),
    ("行政事业性收费", "行政事性收费"),
  ])
  func aLabelWithOneWrongCharacterIsKnown(label: String, printed: String) throws {
    var form = SampleForm()
    let row = try #require(form.proactive.firstIndex { $0[0] == label })
    form.proactive[row][0] = printed
    #expect(lost(form, try parse(form)).isEmpty)
  }

  /// Labels of few characters differ in one from those of other matters.
  @Test func anotherMatterIsNoMisprint() throws {
    var form = SampleForm()
    let row = try #require(form.proactive.firstIndex { $0[0] == "行政处罚" })
    form.proactive[row][0] = "行政处分"
    #expect(try parse(form).cells[ProactiveItem.penalties.cell(.decisions)]?.value == nil)
  }

  // MARK: - Tables that go on without a header

  /// The section-3 grid of which the last rows are a table of their own, with columns at other places.
  private func parted(_ form: SampleForm, at row: Int, moving columns: Range<Int>, by step: Int)
    throws -> ParsedReport
  {
    var document = form.document
    let place = try #require(
      document.blocks.firstIndex {
        if case .table(let table) = $0 { table.columnCount == 9 } else { false }
      })
    guard case .table(var upper) = document.blocks[place] else { return try parse(form) }
    var lower = upper
    upper.rowCount = row
    upper.cells.removeAll { $0.row >= row }
    lower.rowCount -= row
    lower.cells.removeAll { $0.row < row }
    for index in lower.cells.indices {
      lower.cells[index].row -= row
      lower.cells[index].fragments[0].page = 2
      guard columns.contains(lower.cells[index].column) else { continue }
      let width = lower.cells[index].fragments[0].box.width
      lower.cells[index].column += step
      lower.cells[index].fragments[0].box.x0 += width * Double(step)
      lower.cells[index].fragments[0].box.x1 += width * Double(step)
    }
    if step != 0 { lower.columnCount += step }
    document.blocks[place] = .table(upper)
    document.blocks.insert(.table(lower), at: place + 1)
    return try #require(ReportParser().parse(document))
  }

  @Test func aTableGoesOnWithoutItsHeader() throws {
    let form = SampleForm()
    let report = try parted(form, at: form.requestsIndex(.notHeld), moving: 0..<0, by: 0)
    #expect(lost(form, report).isEmpty)
  }

  /// As many figures as columns are not for these where they stand below others.
  @Test func figuresBelowOtherColumnsAreNotTakenInTheirOrder() throws {
    let form = SampleForm()
    let report = try parted(form, at: form.requestsIndex(.notHeld), moving: 2..<9, by: 1)
    for (id, figure) in form.expected {
      let value = report.cells[id]?.value
      #expect(value == nil || value == figure, "\(id)")
      if value == nil {
        #expect(report.findings.contains { $0.severity == .error && $0.cells.contains(id) })
      }
    }
  }

  @Test func aRowPrintedTwiceKeepsTheFirstAndNamesTheSecond() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.notHeld)
    var again = form.requests[index]
    again[2] = "77"
    form.requests.insert(again, at: index + 1)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(
      report.findings.contains {
        $0.rule == "reading.duplicate_cell" && $0.cells == [RequestRow.notHeld.cell(.naturalPerson)]
      })
  }

  @Test func blocksWhoseWordsShareACellFollowEachOther() throws {
    var form = SampleForm()
    for column in 5..<15 { form.disputes[0][column] = "行政诉讼 未经复议直接起诉 复议后起诉" }
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: [("其他结果", "其它结果"), ("其他结果", "其池结果"), ("尚未审结", "尚未审洁"), ("结果维持", "结果維持")])
  func anOutcomeWithAnotherCharacterIsKnown(label: String, printed: String) throws {
    var form = SampleForm()
    form.disputes[1] = form.disputes[1].map { $0 == label ? printed : $0 }
    #expect(form.disputes[1].contains(printed))
    #expect(lost(form, try parse(form)).isEmpty)
  }

  /// A table of offices, attached to the report, has the words of the rows over its columns.
  @Test func aTableWhoseColumnsHaveTheWordsOfRowsIsNoPartOfSection3() throws {
    let form = SampleForm()
    var document = form.document
    let words = ["单位", "新收", "结转", "予以公开", "不予公开", "无法提供", "总计"]
    let rows = [
      words, ["教育局", "20", "3", "5", "1", "0", "23"], ["民政局", "2", "0", "2", "0", "0", "2"],
    ]
    let cells = rows.enumerated().flatMap { row, texts in
      texts.enumerated().map { column, text in
        let box = Box(
          x0: 60 + 60 * Double(column), y0: 750 + 20 * Double(row), x1: 120 + 60 * Double(column),
          y1: 770 + 20 * Double(row))
        return TableCell(
          row: row, column: column, text: text, fragments: [CellFragment(page: 1, box: box)])
      }
    }
    document.blocks.append(
      .table(
        Table(
          kind: .ruled, rowCount: 3, columnCount: 7, cells: cells,
          fragments: [CellFragment(page: 1, box: Box(x0: 60, y0: 750, x1: 480, y1: 810))])))
    let report = try #require(ReportParser().parse(document))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(report.findings == [])
  }

  @Test func aSecondRowOfFiguresInSection4IsReported() throws {
    var form = SampleForm()
    form.disputes.append((0..<15).map { "9\($0 + 100)" })
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    let messages = report.findings.map(\.message).joined()
    for figure in form.disputes[3] { #expect(messages.contains("“\(figure)”")) }
  }

  /// Where no rules part rows, what looks like two may be the halves of one figure.
  @Test func halvesOfAFigureWithoutRulesAreReported() throws {
    var form = SampleForm()
    form.disputes.append(form.disputes[2].enumerated().map { $0.offset == 4 ? $0.element : "" })
    var document = form.document
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index] else { continue }
      table.kind = .aligned
      document.blocks[index] = .table(table)
    }
    let report = try #require(ReportParser().parse(document))
    let total = DisputeBlock.allCases[0].cell(.total)
    #expect(report.findings.contains { $0.severity == .error && $0.cells.contains(total) })
  }

  /// Without rules it is a guess how far words reach: in an order of their own they were misplaced.
  @Test func blocksInAnOrderOfTheirOwnAreNotTakenWithoutRules() throws {
    var form = SampleForm()
    let names = form.disputes[0]
    form.disputes[0] = Array(names[10...] + names[..<10])
    var document = form.document
    let total = DisputeBlock.litigationDirect.cell(.total)
    #expect(try #require(ReportParser().parse(document)).cells[total]?.value != nil)
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index] else { continue }
      table.kind = .aligned
      document.blocks[index] = .table(table)
    }
    let report = try #require(ReportParser().parse(document))
    let ids = DisputeBlock.allCases.flatMap { block in DisputeOutcome.allCases.map(block.cell) }
    #expect(ids.allSatisfy { report.cells[$0]?.value == nil })
  }

  @Test func outcomesWhoseWordsABreakPartsKeepTheirNames() throws {
    var form = SampleForm()
    let cut = form.disputes[1].map { ($0.prefix($0.count / 2), $0.suffix($0.count - $0.count / 2)) }
    form.disputes[1] = cut.map { String($0.0) }
    form.disputes.insert(cut.map { String($0.1) }, at: 2)
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: ["‑", "‐", "−", "–", "－"])
  func anyDashBeforeDigitsIsAMinus(dash: String) throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    let id = ProactiveItem.penalties.cell(.itemChange)
    let row = try #require(
      form.proactive.firstIndex { $0[0] == ProactiveItem.penalties.label(in: .edition2019) })
    form.proactive[row][2] = dash + "57"
    #expect(try parse(form).cells[id]?.value == -57)
  }

  @Test func aHeaderCellWithTheWordsOfTwoColumnsNamesNeither() throws {
    var form = SampleForm()
    form.requests[0][6] = "法律服务机构\n其他"
    let report = try parse(form)
    #expect(report.cells[RequestRow.granted.cell(.legalService)]?.value == nil)
    #expect(
      report.findings.contains {
        $0.severity == .error && $0.cells.contains(RequestRow.granted.cell(.legalService))
      })
  }

  @Test func aLabelGoesOnBelowAHeaderPrintedAgain() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.otherNotCorrected)
    let label = form.requests[index][1]
    form.requests[index][1] = String(label.prefix(8))
    form.requests.insert(form.requests[0], at: index + 1)
    let rest = ["", String(label.dropFirst(8))] + [String](repeating: "", count: 7)
    form.requests.insert(rest, at: index + 2)
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: ["本年新⏎制作数量", "制作数量", "本年新制作"])
  func aHeaderOfWhichALineIsCutOff(label: String) throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    form.proactive[0][1] = label.replacing("⏎", with: "\n")
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test func theWordsOfOneColumnWrapAboveTheOthers() throws {
    var form = SampleForm()
    let upper = ["", "", "", "现行有效件数（历史累"]
    form.proactive[0][3] = "计）"
    form.proactive.insert(upper, at: 0)
    #expect(lost(form, try parse(form)).isEmpty)
  }

  // MARK: - Blank rows

  private let carriedIn = Set(Applicant.allCases.map(RequestRow.carriedIn.cell))

  @Test func aRowOfWhichOnlyTheLabelStandsIsBlank() throws {
    var form = SampleForm()
    form.requests.remove(at: form.requestsIndex(.carriedIn))
    form.sections[2].1 = "二、上年结转政府信息公开申请数量"
    let report = try parse(form)
    #expect(lost(form, report) == carriedIn)
    #expect(carriedIn.allSatisfy { report.cells[$0]?.isFound == true })
    #expect(report.findings.map(\.rule) == ["reading.row_blank"])
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
    let rules = Set(report.findings.map(\.rule))
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
      report.findings.map(\.rule)
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
