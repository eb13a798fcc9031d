import PageModel
import ReportModel

/// Departments and townships publish by 31 January, local governments by 31 March.
struct IssueDateLate: Rule {
  let description = RuleDescription(
    id: .issueDateLate, severity: .info,
    formula:
      "Published by 31 January (departments, townships) or 31 March (governments of counties, cities, provinces) of the next year",
    formulaZh: "次年1月31日前（部门、乡镇街道）或3月31日前（县级以上地方人民政府）公布",
    source: "Regulation on Open Government Information, article 49",
    sourceZh: "《政府信息公开条例》第四十九条")

  func findings(in subject: Subject) -> [Finding] {
    let header = subject.report.header
    let deadline = subject.issuer.deadline
    guard let year = header.year, let date = header.issuedOn,
      let last = CalendarDate(year: year + 1, month: deadline.month, day: deadline.day), date > last
    else { return [] }
    return [
      finding(
        in: subject,
        english: "The report on \(year) is dated \(date), after \(last), the last day for "
          + "\(header.issuer ?? "such a body"). Look whether this is the day of first publication.",
        chinese: "\(year)年度报告落款为\(date)，晚于\(header.issuer ?? "该机关")应公布的期限\(last)。请核对是否为首次公布日期。")
    ]
  }
}
