import PageModel
import ReportModel

/// A report is signed after the end of its year.
struct IssueDateEarly: Rule {
  let description = RuleDescription(
    id: .issueDateEarly, severity: .warning,
    formula: "The signature date is not before 31 December of the report's year",
    formulaZh: "落款日期不应早于报告年度12月31日",
    source:
      "Regulation on Open Government Information, article 49 (annual report on the previous year)",
    sourceZh: "《政府信息公开条例》第四十九条（上一年度工作年度报告）")

  func findings(in subject: Subject) -> [Finding] {
    let header = subject.report.header
    guard let year = header.year, let date = header.issuedOn,
      let last = CalendarDate(year: year, month: 12, day: 31), date < last
    else { return [] }
    return [
      finding(
        in: subject,
        english: "The report on \(year) is dated \(date), before the year was over; its figures "
          + "cannot be the whole year's. Look at the signature date and at the year.",
        chinese: "\(year)年度报告落款为\(date)，早于年度结束，数据不可能涵盖全年。请核对落款日期与报告年度。")
    ]
  }
}
