import ReportModel
import Testing

@testable import ReportChecking

/// Sentences in the manner of known reports, with those reports' figures.
struct NarrativeCaseTests {
  /// The text counts decided disputes only: 134 = 170 − 36, 57 = 77 − 20.
  @Test func disputesWithoutThosePending() {
    var sample = Sample(issuer: "宿迁市人民政府", year: 2024)
    sample.setDisputes([88, 18, 28, 36, 170, 7, 0, 11, 7, 25, 33, 0, 6, 13, 52])
    sample.set(.new, [3440, 75, 0, 1, 6, 3, 3525])
    sample.set(.carriedIn, [118, 3, 0, 0, 0, 0, 121])
    sample.say("全市全年共收办政府信息公开申请3646件。全年备案复议案件134件，诉讼案件57件。")
    #expect(sample.narrativeRules == [])
    sample.say("政府信息公开工作有序。全年备案复议案件135件，诉讼案件57件。")
    #expect(sample.narrativeRules == ["narrative.disputes"])
  }

  /// 75 received = 74 new + 1 carried over; the applicants likewise.
  @Test func receivedWithCarriedOver() {
    var sample = Sample(issuer: "平潭综合实验区管理委员会", year: 2022)
    sample.set(.new, [71, 3, 0, 0, 0, 0, 74])
    sample.set(.carriedIn, [1, 0, 0, 0, 0, 0, 1])
    sample.set(.notHeld, [72, 3, 0, 0, 0, 0, 75])
    sample.set(.total, [72, 3, 0, 0, 0, 0, 75])
    sample.setNormative(issued: 88, repealed: 55, inForce: 698)
    sample.say("2022年收到政府信息公开申请75件（自然人72件、商业企业3件）。现行有效行政规范性文件698件，本年度制发88件。")
    #expect(sample.narrativeRules == [])
    #expect(Narrative(sample.report).claims.count == 5)
  }

  /// 470 in the grid, 393 in the text; 5 of 81 is 6.17 %.
  @Test func documentsInForceThatDiffer() {
    var sample = Sample(issuer: "平潭综合实验区管理委员会")
    sample.set(.new, [80, 1, 0, 0, 0, 0, 81])
    sample.set(.total, [80, 1, 0, 0, 0, 0, 81])
    sample.setNatural([.administrativeQuery: 2, .thirdParty: 1, .process: 1, .enforcementFiles: 1])
    sample.set(.granted, [75, 1, 0, 0, 0, 0, 76])
    sample.setNormative(issued: 77, repealed: 132, inForce: 470)
    sample.setDisputes([1, 1, 0, 0, 2, 4, 0, 0, 1, 5, 1, 0, 1, 0, 2])
    sample.say(
      "清理并集中发布现行有效行政规范性文件393件。收到政府信息公开申请81件，不予公开5件，占6.17%。涉及政府信息公开的行政复议案件2件、行政诉讼案件7件。")
    #expect(sample.complaints == ["narrative.normative_documents"])
    let finding = sample.findings(of: "narrative.normative_documents").first
    #expect(finding?.expected == 470)
    #expect(finding?.actual == 393)
    #expect(finding?.cells == [ProactiveItem.normativeDocuments.cell(.inForce)])
  }

  /// 258 of 805 is 32.05 %, not 33.9 %; the other shares are right, one of them cut off.
  @Test func percentageThatIsWrong() {
    var sample = Sample(
      issuer: "上海市人民政府办公厅", year: 2019, proactive: .edition2019, requests: .edition2019)
    sample.set(.new, [821, 35, nil, nil, 2, 1, 859])
    sample.set(.carriedIn, [18, nil, nil, nil, nil, nil, 18])
    sample.set(.granted, [258, 12, nil, nil, 1, 1, nil])
    sample.set(.partlyGranted, [3, nil, nil, nil, nil, nil, nil])
    for row in RequestRow.outcomes(of: .edition2019).dropFirst(2) {
      sample.set(row, [nil, nil, nil, nil, nil, nil, nil])
    }
    sample.set(.notHeld, [506, 23, nil, nil, 1, nil, nil])
    sample.set(.total, [767, 35, nil, nil, 2, 1, 805])
    sample.set(.carriedOut, [72, nil, nil, nil, nil, nil, 72])
    sample.setDisputes([5, nil, nil, 2, 7, 8, nil, nil, 1, 9, nil, nil, nil, nil, nil])
    sample.say(
      "依申请公开方面，受理政府信息公开申请859件。全年答复805件（含上年度结转18件，另有72件顺延）。其中予以公开及部分公开258件，占33.9%；"
        + "不予公开35件，占4.34%；无法提供265件，占32.9%；不予处理158件，占19.6%；其他处理0件。"
        + "涉及政府信息公开的行政复议7件，行政诉讼9件。")
    #expect(Set(sample.complaints) == ["blank.figure", "narrative.percentage"])
    #expect(sample.findings(of: "narrative.percentage").count == 1)
    let finding = sample.findings(of: "narrative.percentage").first
    #expect(finding?.actual == 33.9)
    #expect(finding?.expected == 32.0)
  }

  /// 749 = 713 + 36, 自然人 741 = 705 + 36, and 74 disputes of all kinds.
  @Test func everythingWithCarriedOver() {
    var sample = Sample(issuer: "沭阳县人民政府", year: 2025)
    sample.set(.new, [705, 3, 0, 0, 5, 0, 713])
    sample.set(.carriedIn, [36, 0, 0, 0, 0, 0, 36])
    sample.set(.granted, [710, 3, 0, 0, 5, 0, 718])
    sample.set(.total, [710, 3, 0, 0, 5, 0, 718])
    sample.set(.carriedOut, [31, 0, 0, 0, 0, 0, 31])
    sample.setDisputes([27, 10, 9, 15, 61, 3, 0, 0, 0, 3, 8, 0, 1, 1, 10])
    sample.say(
      "2025年全年共受理政府信息公开申请749件，其中自然人741件，法人或其他组织8件；共办理718件，结转下一年31件。"
        + "政府信息公开行政复议、行政诉讼74件。")
    #expect(sample.narrativeRules == [])
    #expect(
      Narrative(sample.report).claims.map(\.kind) == [
        .accepted, .applicants([.natural]), .applicants([.organizations]), .answered,
        .carried(.outgoing), .disputes([.litigation, .reconsideration], .total),
      ])
  }

  /// Outcomes without measure words.
  @Test func bareOutcomes() {
    var sample = Sample(issuer: "上海市科学技术委员会", year: 2024)
    sample.set(.new, [32, 2, 0, 0, 0, 0, 34])
    sample.set(.carriedIn, [2, 0, 0, 0, 0, 0, 2])
    sample.setNatural([.granted: 9, .internalAffairs: 1, .process: 1, .notHeld: 4])
    sample.setNatural([.needsCreation: 6, .otherOther: 4, .carriedOut: 1])
    sample.set(.otherNotCorrected, [8, 2, 0, 0, 0, 0, 10])
    sample.set(.total, [33, 2, 0, 0, 0, 0, 35])
    let text = "全年收到政府信息公开申请34件，上年结转2件。其中，同意公开9件，部分公开0，不予公开2，无法提供10，不予处理0，其他处理14，转下一年度1件。"
    sample.say(text)
    #expect(sample.narrativeRules == [])
    #expect(Narrative(sample.report).claims.count == 9)
    sample.say(text.replacing("不予公开2", with: "不予公开3"))
    #expect(sample.narrativeRules == ["narrative.request_outcomes"])
  }

  @Test func decisionsGiveInfoOnly() {
    var sample = Sample.county
    sample[ProactiveItem.licenses.cell(.decisions)] = 11424
    sample.say("全年作出行政许可决定11,424件。")
    #expect(sample.findings == [])
    sample.say("全年作出行政许可决定11425件。")
    #expect(sample.findings.map(\.rule.rawValue) == ["narrative.decisions"])
    #expect(sample.complaints == [])
  }
}
