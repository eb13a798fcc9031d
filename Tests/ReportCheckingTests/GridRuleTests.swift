import PageModel
import ReportModel
import Testing

@testable import ReportChecking

/// The relations within the grids: right, wrong, blank.
struct GridRuleTests {
  @Test func soundReportsGiveNothing() {
    #expect(Sample().findings == [])
    #expect(Sample.county.complaints == [])
    #expect(Sample.city.complaints == [])
  }

  /// Two readings of one digit may be wrong alike.
  @Test func doubtfulFiguresConfirmNoOthers() {
    var sample = Sample()
    sample.setNatural([.new: 8])
    let (part, total) = (RequestRow.new.cell(.naturalPerson), RequestRow.new.cell(.total))
    func isConfirmed(_ one: Double, _ other: Double) -> Bool {
      sample.report.cells[part]?.confidence = one
      sample.report.cells[total]?.confidence = other
      return GridConsistency.confirmedCells(in: sample.report).contains(total)
    }
    #expect(isConfirmed(1, 0.4))
    #expect(!isConfirmed(0.4, 0.4))
    #expect(!isConfirmed(0.9, 0.9))
    #expect(isConfirmed(0.95, 0.9))
  }

  @Test func rowTotalThatIsWrong() {
    var sample = Sample.county
    sample[.granted, .business] = 1
    let finding = sample.findings(of: "requests.row_total").first
    #expect(finding?.expected == 5)
    #expect(finding?.actual == 4)
    #expect(finding?.cells.first == RequestRow.granted.cell(.total))
    #expect(finding?.cells.count == 7)
    #expect(finding?.page == 2)
    #expect(finding?.box != nil)
    #expect(finding?.severity == .error)
  }

  /// Parts that add up to 27 under a total left at 21.
  @Test func columnTotalThatWasNotBroughtUpToDate() {
    var sample = Sample(requests: .edition2019)
    sample.set(.new, [20, 0, 0, 0, 0, 1, 21])
    sample.set(.granted, [6, 0, 0, 0, 0, 1, 7])
    sample.setNatural([.partlyGranted: 6, .notHeld: 4, .unclear: 3, .repeatRequest: 3, .other: 4])
    sample.set(.total, [20, 0, 0, 0, 0, 1, 21])
    let findings = sample.findings(of: "requests.column_total")
    #expect(findings.map(\.expected) == [26, 27])
    #expect(findings.map(\.actual) == [20, 21])
    #expect(findings[1].cells.first == RequestRow.total.cell(.total))
    #expect(findings[1].cells.contains(RequestRow.other.cell(.total)))
    #expect(Set(sample.complaints) == ["requests.column_total"])
  }

  @Test func balanceThatFails() {
    var sample = Sample.county
    sample.setNatural([.carriedOut: 1])
    let findings = sample.findings(of: "requests.balance")
    #expect(findings.map(\.expected) == [12, 12])
    #expect(findings.map(\.actual) == [13, 13])
    #expect(
      findings.last?.cells == [
        RequestRow.new.cell(.total), RequestRow.carriedIn.cell(.total),
        RequestRow.total.cell(.total), RequestRow.carriedOut.cell(.total),
      ])
  }

  @Test func disputeTotalsLeftAtZero() {
    var sample = Sample()
    sample.setDisputes([10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let findings = sample.findings(of: "disputes.total")
    #expect(findings.count == 1)
    #expect(findings.first?.expected == 11)
    #expect(findings.first?.actual == 0)
  }

  @Test func oneRowOfOtherOutcomesIsAddedInAMixedReport() {
    var sample = Sample(requests: .edition2019)
    sample.setNatural([.new: 3, .other: 3, .total: 3])
    #expect(sample.complaints == [])
    sample.setNatural([.other: 2])
    #expect(Set(sample.complaints) == ["requests.column_total"])
  }

  @Test(arguments: [
    (RequestRow.granted.cell(.total), -1.0, true), (RequestRow.granted.cell(.total), 1.5, true),
    (ProactiveItem.fees.cell(.amount), 24252.311082, false),
    (ProactiveItem.fees.cell(.amount), -3, true),
    (ProactiveItem.licenses.cell(.itemChange), -15, false),
    (ProactiveItem.licenses.cell(.itemChange), -1.5, true),
    (ProactiveItem.procurement.cell(.amount), 25.1, false),
    (DisputeBlock.reconsideration.cell(.upheld), 0.5, true),
    (RequestRow.granted.cell(.business), 3_208_260_012, true),
    (ProactiveItem.licenses.cell(.priorItems), 99_999_999, false),
  ])
  func countsAreWholeAndNotNegative(_ cell: CellID, _ value: Double, _ isWrong: Bool) {
    var sample = Sample(proactive: cell.rawValue.hasPrefix("pro") ? .edition2019 : .edition2021)
    if cell == ProactiveItem.fees.cell(.amount) { sample = Sample() }
    sample[cell] = value
    #expect(sample.findings(of: "values.count").map(\.cells) == (isWrong ? [[cell]] : []))
  }

  // MARK: Blanks

  @Test func blanksThatCanOnlyMeanZero() {
    var sample = Sample(requests: .edition2019)
    sample.set(.new, [821, 35, nil, nil, 2, 1, 859])
    sample.set(.granted, [821, 35, nil, nil, 2, 1, nil])
    sample.set(.total, [821, 35, nil, nil, 2, 1, 859])
    let findings = sample.findings
    #expect(findings.map(\.rule.rawValue) == ["blank.zero", "blank.figure"])
    #expect(findings.last?.cells.first == RequestRow.granted.cell(.total))
    #expect(findings.first?.severity == .info)
    let cells = findings.first?.cells ?? []
    #expect(cells.contains(RequestRow.new.cell(.research)))
    #expect(!cells.contains(RequestRow.granted.cell(.total)))
    #expect(!cells.contains(RequestRow.granted.cell(.research)))
  }

  @Test func blankIsNotTakenForZero() {
    var sample = Sample.county
    sample[.granted, .business] = nil
    sample[.granted, .total] = 5
    sample[.notHeld, .total] = 7
    sample[.notHeld, .research] = nil
    // 4 + □ = 5 may be right; 8 + □ = 7 cannot be
    let findings = sample.findings(of: "requests.row_total")
    #expect(findings.map(\.actual) == [7])
    #expect(findings.map(\.expected) == [8])
  }

  /// 964 + □ + 340 + 277 + 317 + 356 = 2614 is right only where the blank means 360.
  @Test func aBlankThatMustHaveAFigureIsNamed() throws {
    var sample = Sample()
    sample.set(.new, [964, nil, 340, 277, 317, 356, 2614])
    sample.set(.granted, [964, 360, 340, 277, 317, 356, 2614])
    sample.set(.total, [964, 360, 340, 277, 317, 356, 2614])
    let blank = RequestRow.new.cell(.business)
    let findings = sample.findings(of: "blank.figure")
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding.severity == .warning && finding.cells.first == blank)
    #expect(finding.message.contains("is 360") && finding.messageZh.contains("须为360"))
    #expect(sample.findings.filter { $0.severity == .error } == [])
    sample[.new, .total] = 2200
    #expect(sample.findings.contains { $0.severity == .error && $0.cells.contains(blank) })
  }

  /// Whatever a blank means, two sums that ask for different figures are both named.
  @Test func aBlankThatTwoSumsAskDifferentFiguresFor() {
    var sample = Sample.county
    sample[.notHeld, .naturalPerson] = nil
    #expect(sample.findings(of: "blank.figure").count == 1)
    sample[.notHeld, .total] = 9
    #expect(sample.findings(of: "blank.figure").count == 2)
  }

  @Test func blankTotalIsNotAssessed() {
    var sample = Sample.county
    sample[.total, .total] = nil
    #expect(sample.findings.filter { $0.severity == .error } == [])
  }

  @Test func blanksOfBothGridsAreToldApart() {
    var sample = Sample.county
    sample.setDisputes([5, nil, nil, 2, 7, 8, nil, nil, 1, 9, nil, nil, nil, nil, nil])
    sample[.granted, .business] = nil
    let findings = sample.findings(of: "blank.zero")
    #expect(findings.map(\.cells.count) == [1, 4])
    #expect(sample.complaints == [])
  }

  @Test func unreadableOrMissingCellIsNotAssessed() {
    var sample = Sample.county
    sample.report.cells[RequestRow.granted.cell(.naturalPerson)] = .absent
    sample.report.cells[RequestRow.notHeld.cell(.business)] = Sample.reading(nil, raw: "甘加")
    sample[.granted, .total] = 1
    sample[.notHeld, .total] = 1
    #expect(!sample.complaints.contains("requests.row_total"))
    #expect(sample.findings(of: "blank.zero") == [])
  }

  @Test(arguments: ["/", "—", " - ", "无", ""]) func marksCountAsBlank(_ raw: String) {
    var sample = Sample.county
    sample.report.cells[RequestRow.new.cell(.business)] = Sample.reading(nil, raw: raw)
    #expect(sample.findings(of: "blank.zero").map(\.cells) == [[RequestRow.new.cell(.business)]])
  }

  @Test func missingGridsAreNotChecked() {
    var sample = Sample.county
    sample.report.requestsEdition = nil
    sample.report.hasDisputes = false
    sample[.granted, .total] = 77
    sample[DisputeBlock.reconsideration.cell(.total)] = 9
    #expect(sample.findings.filter { $0.severity == .error } == [])
  }

  @Test(arguments: [
    ("青山县人民政府", true), ("青山县白水乡人民政府", true), ("云川市自然资源局", true),
    ("云川市城东区人民政府", true), ("云川市人民政府", false), ("云川市人民政府办公厅", false),
    ("桂北壮族自治区人民政府", false), ("国家云川总局", false), ("云川实验区管理委员会", false),
    ("长桥街道办事处", true),
  ])
  func regulationsOfABodyThatCanMakeNone(_ issuer: String, _ isOdd: Bool) {
    var sample = Sample(issuer: issuer)
    #expect(sample.findings(of: "regulations.competence") == [])
    sample[ProactiveItem.regulations.cell(.inForce)] = 11
    #expect(sample.findings(of: "regulations.competence").count == (isOdd ? 1 : 0))
  }
}
