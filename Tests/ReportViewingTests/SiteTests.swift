import ReportModel
import Testing

@testable import ReportViewing

@Suite struct SiteTests {
  /// The files of a site by their paths.
  private func overview(_ records: [DocumentRecord]) throws -> [String: String] {
    var files: [String: String] = [:]
    let reports = records.enumerated().map { ReportSummary(of: $1, name: "report-\($0)") }
    try Site(language: .english, rules: []).writeOverview(of: reports) { file in
      files[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    return files
  }

  @Test func listsAreSplit() throws {
    let records = (0..<2500).map { Sample.record(issuer: "机关\($0)") }
    let files = try overview(records)
    #expect(files["reports-25.html"] != nil && files["reports-26.html"] == nil)
    #expect(files["issuers-25.html"] != nil)
    #expect(files["data/reports-3.js"] != nil && files["data/reports-4.js"] == nil)
    for (path, text) in files where path.hasSuffix(".html") {
      #expect(text.utf8.count < 100_000, "\(path)")
    }
    #expect(try #require(files["reports-2.html"]).contains("href=\"reports-3.html\""))
  }

  @Test func aSiteOfNoReportsHasItsPages() throws {
    let files = try overview([])
    #expect(files["index.html"] != nil && files["reports-1.html"] != nil)
  }

  @Test func ruleNamesThatAreNoFileNamesStayInTheFolder() throws {
    var record = Sample.record()
    record.findings = ["../../etc/passwd", "a b", "requests.balance"].map {
      Finding(rule: RuleID($0), severity: .info, message: "", messageZh: "")
    }
    let paths = try overview([record]).keys.filter { $0.hasPrefix("rules/") }.sorted()
    #expect(
      paths == ["rules/requests.balance-1.html", "rules/rule-0-1.html", "rules/rule-1-1.html"])
  }

  @Test func sumsLeaveOutWhatIsInDoubt() {
    var sound = Sample.record(issuer: "甲")
    sound.cells[RequestRow.new.cell(.total)]?.value = 5
    var wrong = Sample.record(issuer: "乙")
    wrong.cells[RequestRow.new.cell(.total)]?.value = 100
    wrong.findings = [
      Finding(
        rule: RuleID("requests.row_total"), severity: .error, message: "", messageZh: "",
        cells: [RequestRow.new.cell(.total)])
    ]
    var again = sound
    again.cells[RequestRow.new.cell(.total)]?.value = 7
    let reports = [sound, wrong, again].map { ReportSummary(of: $0, name: $0.source.file) }
    let chart = SiteCharts(reports).charts[0]
    #expect(chart.bars.map(\.values) == [[7]])
    #expect(chart.bars.map(\.reportCount) == [1])
    #expect(chart.note.en.contains("Left out: 1 "))
  }

  @Test func blanksCountAsZeroOnlyWhereNothingElseIsPossible() {
    var record = Sample.record()
    let id = RequestRow.granted.cell(.total)
    record.cells[id]?.value = nil
    #expect(ReportSummary(of: record, name: "a").outcomes == nil)
    record.findings = [
      Finding(rule: RuleID("blank.zero"), severity: .info, message: "", messageZh: "", cells: [id])
    ]
    let outcomes = ReportSummary(of: record, name: "a").outcomes
    #expect(outcomes?[.granted] == 0)
    #expect(outcomes?[.refused] == 8)
  }

  @Test func sharesAreWrittenInTheChart() {
    let chart = Chart(
      title: Words(zh: "", en: ""), note: Words(zh: "", en: ""),
      parts: [Words(zh: "甲", en: "A"), Words(zh: "乙", en: "B")],
      bars: [Chart.Bar(label: "2024", values: [3, 1], reportCount: 1)], showsShares: true)
    let markup = Templates.standard.render("chart", chart.values)
    #expect(markup.contains(">75 %</text>") && markup.contains(">25 %</text>"))
  }
}
