import PageModel
import ReportModel

/// The period is the whole of the year reported on.
struct PeriodYear: Rule {
  let description = RuleDescription(
    id: .periodYear, severity: .warning,
    formula: "The period reported on is 1 January to 31 December of the report's year",
    formulaZh: "统计期限应为报告年度1月1日至12月31日",
    source:
      "Regulation on Open Government Information, article 49 (annual report on the previous year)",
    sourceZh: "《政府信息公开条例》第四十九条（上一年度工作年度报告）")

  func findings(in subject: Subject) -> [Finding] {
    let header = subject.report.header
    guard let year = header.year, let period = header.period,
      let first = CalendarDate(year: year, month: 1, day: 1),
      let last = CalendarDate(year: year, month: 12, day: 31),
      period.from != first || period.to != last
    else { return [] }
    return [
      finding(
        in: subject,
        english:
          "The report is on \(year), but gives its period as \(period.from) to \(period.to). "
          + "Look whether the period is another year's.",
        chinese: "报告年度为\(year)年，而统计期限写作\(period.from)至\(period.to)。请核对是否沿用了其他年度的期限。")
    ]
  }
}
