import ReportModel
import Testing

@testable import ReportChecking

/// Dates, years, sections and the fee.
struct FormRuleTests {
  // MARK: Years and dates

  @Test(arguments: [
    ("2023-01-01", "2023-12-31", true), ("2022-01-01", "2022-12-31", false),
    ("2023-01-01", "2023-11-30", false),
  ])
  func period(_ from: String, _ to: String, _ isRight: Bool) throws {
    var sample = Sample()
    sample.report.header.period = Period(
      from: try #require(CalendarDate(from)), to: try #require(CalendarDate(to)))
    #expect(sample.findings(of: "period.year").isEmpty == isRight)
  }

  @Test(arguments: [
    "2023年，我县坚持以公开为常态。2022年以来，我县推行清单制。",
    "与2022年相比，2023年信息发布量有所上升。2022年结转的申请已办结。",
    "依法对本单位2022年度部门决算信息和2023年部门预算信息进行公示。",
    "2023年，我县按《2022年政务公开工作要点》补齐短板。根据2022年度测评结果，立行立改。",
    "2022年10月，平台上线；2023年，平台升级。", "今年以来，我县推进政务公开。",
    "2023年，我县将继续推进。2024年，我县将加大力度。",
  ])
  func yearsThatAgree(_ text: String) {
    var sample = Sample()
    sample.say(text)
    #expect(sample.findings(of: "year.agreement") == [])
  }

  @Test(arguments: [
    (1, "2022年，我县坚持以公开为常态。"), (1, "2022年度，我县推进政务公开。今年，我县学习先进。"),
    (1, "2023年，我县推进政务公开。2022年，我县共开展检查。"), (5, "2022年我县政务公开工作取得成效，但仍有不足。"),
    (6, "本机关2022年未收取信息处理费。"), (1, "2 0 2 2 年，我县坚持以公开为常态。"),
  ])
  func lastYearsTextLeftIn(_ section: Int, _ text: String) {
    var sample = Sample()
    sample.say(text, in: section)
    let findings = sample.findings(of: "year.agreement")
    #expect(findings.map(\.actual) == [2022])
    #expect(findings.map(\.expected) == [2023])
  }

  @Test func titleOrPreambleOfAnotherYear() {
    var sample = Sample()
    sample.report.preamble = "根据《条例》（国务院令第711号），现发布《青山县2022年政府信息公开工作年度报告》。"
    #expect(sample.findings(of: "year.agreement").count == 1)
    sample.report.preamble = "按照2022年格式通知，现发布《青山县 2023 年政府信息公开工作年度报告》。"
    #expect(sample.findings(of: "year.agreement") == [])
    sample.report.header.title = "青山县2021年度政府信息公开工作年度报告"
    #expect(sample.findings(of: "year.agreement").count == 1)
  }

  @Test(arguments: [
    ("青山县人民政府", "2023-12-20", "issue_date.early"), ("青山县人民政府", "2024-03-31", ""),
    ("青山县人民政府", "2023-12-31", ""), ("青山县人民政府", "2024-04-01", "issue_date.late"),
    ("白水乡人民政府", "2024-01-31", ""), ("白水乡人民政府", "2024-02-01", "issue_date.late"),
    ("云川市水利局", "2024-02-19", "issue_date.late"), ("云川实验区管理委员会", "2024-03-08", ""),
  ])
  func issueDate(_ issuer: String, _ date: String, _ rule: String) {
    var sample = Sample(issuer: issuer)
    sample.report.header.issuedOn = CalendarDate(date)
    #expect(sample.findings.map(\.rule.rawValue) == (rule.isEmpty ? [] : [rule]))
  }

  // MARK: Sections

  @Test func sectionMissing() {
    var sample = Sample()
    sample.report.sections.remove(at: 4)
    #expect(sample.findings.map(\.rule.rawValue) == ["sections.missing"])
    #expect(sample.findings.first?.messageZh.contains("五、存在的主要问题及改进情况") == true)
  }

  @Test func sectionsOutOfOrder() {
    var sample = Sample()
    sample.report.sections.swapAt(2, 3)
    #expect(sample.findings(of: "sections.order").count == 1)
  }

  @Test func twoSectionsNumberedFour() {
    var sample = Sample()
    for (index, numeral) in ["一", "二", "三", "四", "四", "五"].enumerated() {
      sample.report.sections[index].printedNumeral = numeral
    }
    #expect(sample.findings.map(\.rule.rawValue) == ["sections.numbering"])
    #expect(sample.findings.first?.severity == .warning)
    #expect(sample.findings.first?.page == 5)
  }

  @Test func numeralsShiftedOrLeftOut() {
    var sample = Sample()
    for index in 0..<6 { sample.report.sections[index].printedNumeral = nil }
    #expect(sample.findings == [])
    for index in 1..<6 { sample.report.sections[index].printedNumeral = Wording.numeral(index) }
    #expect(sample.findings.map(\.severity) == [.info])
    for index in 0..<6 { sample.report.sections[index].printedNumeral = "（\(index + 1)）" }
    #expect(sample.findings == [])
  }

  @Test func emptySections() {
    var sample = Sample()
    sample.say(" \n", in: 5)
    sample.say("", in: 6)
    #expect(sample.findings.map(\.rule.rawValue) == ["sections.empty", "sections.empty"])
  }

  @Test func longFirstSection() {
    var sample = Sample()
    sample.say(String(repeating: "公 开", count: 500))
    #expect(sample.findings == [])
    sample.say(String(repeating: "公 开", count: 501))
    #expect(sample.findings.map(\.rule.rawValue) == ["sections.length"])
    #expect(sample.findings.first?.severity == .info)
    #expect(sample.findings.first?.actual == 1002)
  }

  // MARK: 信息处理费

  @Test(arguments: [
    ("本机关2023年未收取政府信息公开信息处理费。", Severity?.none), ("本年度政府信息公开信息处理费为0", nil),
    ("全年收取政府信息公开信息处理费3940元。", nil), ("本年度信息\n处理费收取情况：无。", nil), ("本年度依申请公开未收取任何费用。", nil),
    ("无", .info), ("本年度没有其他需要报告的事项。", .info), ("对照工作要点，组织学习，完善制度，按期公示，行政事业性收费照章收取。", .warning),
    ("行政事业性收费为0。", .warning),
  ])
  func processingFee(_ text: String, _ severity: Severity?) {
    var sample = Sample()
    sample.say(text, in: 6)
    #expect(
      sample.findings(of: "processing_fee.missing").map(\.severity) == (severity.map { [$0] } ?? [])
    )
  }

  @Test func processingFeeElsewhereOrBeforeTheRules() {
    var sample = Sample()
    sample.say("组织学习，完善制度，按期公示，落实各项要求，推进各项工作。", in: 6)
    sample.say("未收取信息处理费。")
    #expect(sample.findings.map(\.severity) == [.info])
    sample = Sample(year: 2020)
    sample.say("无", in: 6)
    #expect(sample.findings == [])
  }

  // MARK: The list of rules

  @Test func everyRuleIsDescribedOnce() {
    let rules = ReportChecker.rules
    #expect(Set(rules.map(\.id.rawValue)).count == rules.count)
    for rule in rules {
      #expect(!rule.formula.isEmpty && !rule.formulaZh.isEmpty, "\(rule.id)")
      #expect(!rule.source.isEmpty && !rule.sourceZh.isEmpty, "\(rule.id)")
    }
    #expect(rules.filter { $0.severity == .error }.count == 5)
  }
}
