import ReportModel
import ReportParsing
import Testing

@Suite struct GridParsingTests: FormReading {
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
    #expect(report.findings.map(\.rule.rawValue) == ["reading.unassigned_figure"])
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
    #expect(report.findings.map(\.rule.rawValue) == [rule].compactMap { $0 })
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
    #expect(report.findings.map(\.rule.rawValue) == ["reading.cell_unreadable"])
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
    #expect(report.findings.map(\.rule.rawValue) == [rule].compactMap { $0 })
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
}
