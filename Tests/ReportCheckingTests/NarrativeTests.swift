import ReportModel
import Testing

@testable import ReportChecking

/// Sentences as reports have them, each against a grid that it agrees with or not.
struct NarrativeTests {
  // MARK: Received, answered, carried over

  @Test(arguments: [
    "2023年全县各行政机关共收到政府信息公开申请12件，办结12件，申请人均为自然人。",
    "本年度受理依申请公开１２ 件，均已按时答复。",
    "收到12件政府信息公开申请，答复12件。",
    "全年共收到公民、法人和其他组织政府信息公开申请十二件。",
    "2023年，我县收到并办理政府信息公开申请12件，其中予以公开4件、无法提供8件。",
    "收到申请公开政府信息的申请 12 条，其中自然人申请12件，法人或其他组织0件。",
    "依申请公开12件，按期办结。",
  ])
  func agreesWithCounty(_ text: String) {
    var sample = Sample.county
    sample.say(text)
    #expect(sample.narrativeRules == [])
    #expect(!Narrative(sample.report).claims.isEmpty)
  }

  /// The city's （七） is 3050, its 一 3119 and its 二 34.
  @Test(arguments: [
    ("2024年，全市共受理政府信息公开申请3050件。", false), ("2024年收到政府信息公开申请3050件。", true),
    ("2024年收到政府信息公开申请3050件，上年结转34件。", true), ("2024年新收政府信息公开申请3050件。", true),
    ("2024年新收政府信息公开申请3119件。", false), ("2024年收到政府信息公开申请3153件。", false),
  ])
  func whatWasReceivedIsNotWhatWasDealtWith(text: String, disagrees: Bool) {
    var sample = Sample.city
    sample.say(text)
    #expect(sample.narrativeRules == (disagrees ? ["narrative.requests_received"] : []))
  }

  @Test(arguments: [
    ("2023年共收到政府信息公开申请13件。", "narrative.requests_received"),
    ("2023年共收到政府信息公开申请十三件。", "narrative.requests_received"),
    ("本年度收到政府信息公开申请\n1 3件，已全部答复。", "narrative.requests_received"),
    ("2023年1月1日至2023年12月31日，共收到政府信息公开申请13件。", "narrative.requests_received"),
    ("截至2023年底，我县累计受理政府信息公开申请13件。", "narrative.requests_received"),
    ("（二）依申请公开\n2023年，共收到申请13件。", "narrative.requests_received"),
    ("共收到政府信息公开申请12件，其中予以公开4件，占43.3%。", "narrative.percentage"),
    ("共收到政府信息公开申请12件，予以公开4件（占比百分之四十三）。", "narrative.percentage"),
    ("收到14件政府信息公开申请。", "narrative.requests_received"),
    ("2023年共收到政府信息公开申请12件，办结7件。", "narrative.requests_answered"),
    ("共收到政府信息公开申请12件，结转下年度继续办理2件。", "narrative.requests_carried"),
    ("共收到政府信息公开申请12件，其中予以公开5件，无法提供8件。", "narrative.request_outcomes"),
    ("共收到政府信息公开申请12件，其中自然人11件，法人或其他组织1件。", "narrative.applicants"),
    ("政府信息公开行政复议案件3件。", "narrative.disputes"),
    ("2023年未发生因政府信息公开引起的行政复议、行政诉讼案件。", "narrative.disputes"),
    ("2023年我县未收到政府信息公开申请。", "narrative.requests_received"),
    ("2023年制发规范性文件3件，废止3件。", "narrative.normative_documents"),
    ("现行有效规范性文件共计29件。", "narrative.normative_documents"),
  ])
  func disagreesWithCounty(_ text: String, _ rule: String) {
    var sample = Sample.county
    sample.say(text)
    #expect(Set(sample.narrativeRules) == [rule])
    #expect(sample.findings(of: rule).allSatisfy { $0.severity == .warning && !$0.cells.isEmpty })
  }

  @Test(arguments: [
    "2024年，全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复），均在法定期限内予以答复。",
    "全年收办政府信息公开申请3153件（市政府349、城东区402、水利局8）。",
    "全市收到政府信息公开申请3119件，其中自然人3001件，法人或其他组织118件。",
    "收到政府信息公开申请3153件（自然人3035、商业企业53）。",
    "本年新收政府信息公开申请3119件，上年结转34件，办结3050件，结转2025年103件。",
    "共办理政府信息公开申请3050件：予以公开1362件、部分公开454件、不予公开178、无法提供781、不予处理88、其他处理187，转下一年度103件。",
    "收到政府信息公开申请3119件，予以公开及部分公开1816件，占59.5%；无法提供781件，占25.6%。",
    "政府信息公开申请办结3050件，其中予以公开（含部分公开）1816件（占59.5%）。",
    "政府信息公开行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件；政府信息公开行政诉讼46件，其中结果维持25件，结果纠正5件，其他结果9件，尚未审结7件。",
    "因政府信息公开引发的行政复议、行政诉讼397件，被纠正69件。",
    "政府信息公开方面，全年备案复议案件314件，诉讼案件39件。",
  ])
  func agreesWithCity(_ text: String) {
    var sample = Sample.city
    sample.say(text)
    #expect(sample.narrativeRules == [])
    #expect(!Narrative(sample.report).claims.isEmpty)
  }

  @Test(arguments: [
    ("答复政府信息公开申请3050件（含上年度结转申请43件，另有103件顺延到下年度答复）。", "narrative.requests_carried", 34.0, 43.0),
    ("收到政府信息公开申请3119件（自然人3011件、商业企业53件）。", "narrative.applicants", 3001, 3011),
    ("收到政府信息公开申请3119件，不予公开187件。", "narrative.request_outcomes", 178, 187),
    ("政府信息公开行政诉讼46件，其中结果纠正15件。", "narrative.disputes", 5, 15),
  ])
  func disagreesWithCity(_ text: String, _ rule: String, _ expected: Double, _ actual: Double) {
    var sample = Sample.city
    sample.say(text)
    #expect(sample.narrativeRules == [rule])
    let finding = sample.findings(of: rule).first
    #expect(finding?.expected == expected)
    #expect(finding?.actual == actual)
  }

  // MARK: Figures of other matters

  @Test(arguments: [
    "受理12345投诉件220余起，接收网上信访系统交办信访件20件。",
    "我乡2023年全年共受理12345投诉件220余起，全部办结。",
    "县政府网站共发布信息5017条，发布政策解读41篇，制发政府公报4期，全县政务新媒体共发布信息2838条。",
    "办理人大代表建议31件、政协提案27件，答复留言45条。",
    "收到政府信息公开申请12件，同比增加30件。",
    "收到政府信息公开申请12件，较上年减少20件，2022年收到32件。",
    "2022年收到政府信息公开申请32件。",
    "上半年收到政府信息公开申请5件。截至6月30日，收到政府信息公开申请5件。",
    "依申请公开方面，通过网络收到申请5件，通过信函收到申请7件。",
    "收到政府信息公开申请12件，其中网络申请5件、信函申请6件、当面申请1件。",
    "政府信息公开工作中，办理行政复议案件结转3件，新收行政复议申请7件。",
    "2008年条例施行以来，累计收到政府信息公开申请430件。",
    "组织政府信息公开培训3次，参加培训60人次，受理咨询40件。",
    "乡政府行政发文67个，主动公开财政预算信息2条，各公示栏公开信息30条。",
    "政府信息公开申请答复及时率100%，群众满意度98.5%。",
    "全年收到近百件申请，约30件依申请公开事项。",
    "审查规范性文件45件，备案规范性文件30件，公开规范性文件9件。",
    "办理政府信息公开申请，撤回2件、延期答复3件。",
    "市民热线受理工单300件，答复300件；信访事项办结40件。",
    "政务服务中心受理申请5600件，办结5600件。",
    "受理行政许可申请30件，办结30件。",
    "其中，县公安局50件、县水利局40件，其他部门30件。",
    "主动公开政府信息430条，公开部门文件25件。",
    "收到市政府转来的政府信息公开申请3件。",
    "因涉及第三方权益不予公开2件。自然人予以公开3件。",
    "政府信息公开类行政复议应诉5件，一审行政诉讼3件、二审2件。",
    "预计明年收到政府信息公开申请30件，平均每月收到3件。",
    "不予公开事项须经集体研究；未按时答复的，一律通报。",
  ])
  func leavesAlone(_ text: String) {
    var sample = Sample.county
    sample.say(text)
    #expect(sample.narrativeRules == [])
  }

  @Test(arguments: [
    "2023年高崖乡未接收到有关依申请公开政府信息的申请，政府信息不涉及依申请公开及收费情况。",
    "2023年度我乡未发生针对本乡有关政府信息公开实务的行政复议案、行政诉讼案及举报投诉事件。",
    "本年度收到政府信息公开申请0件，行政复议、行政诉讼均为0件。",
    "全年无依申请公开事项，没有因政府信息公开被申请行政复议或提起行政诉讼的情况。",
    "未收到公民、法人或其他组织提出的政府信息公开申请。",
    "未制发规范性文件。",
  ])
  func saysNothingHappened(_ text: String) {
    var quiet = Sample()
    quiet.say(text)
    #expect(quiet.narrativeRules == [])
    #expect(!Narrative(quiet.report).claims.isEmpty)
    var busy = Sample.city
    busy.report.header.year = 2023
    busy.say(text)
    #expect(!busy.narrativeRules.isEmpty)
  }

  @Test func namedScopeGivesInfoOnly() {
    var sample = Sample.county
    sample.say("2023年，县政府办公室共收到政府信息公开申请5件。")
    #expect(sample.findings(of: "narrative.requests_received").map(\.severity) == [.info])
  }

  @Test func blankTotalIsNotCompared() {
    var sample = Sample.county
    sample[.new, .total] = nil
    sample[.new, .business] = nil
    sample.say("共收到政府信息公开申请15件。")
    #expect(sample.narrativeRules == [])
  }

  @Test func partBesideTheRightTotalIsLeftAlone() {
    var sample = Sample.county
    sample.say("共收到政府信息公开申请12件。\n依申请公开方面。收到政府信息公开申请7件。")
    #expect(sample.narrativeRules == [])
  }
}
