import PageModel
import ReportModel

/// 规章 are made by ministries, provinces and cities with districts only.
struct RegulationsCompetence: Rule {
  let description = RuleDescription(
    id: .regulationsCompetence, severity: .warning,
    formula:
      "Section 2, 规章: 0 for townships, counties, districts and departments of cities or counties",
    formulaZh: "第二部分“规章”：乡镇街道、县（市辖区）和市县部门无规章制定权，应为0",
    source: "Legislation Law, articles 91 and 93 (who makes rules); form of 国办公开办函〔2021〕30号",
    sourceZh: "《立法法》第九十一条、第九十三条；国办公开办函〔2021〕30号格式第二部分")

  func findings(in subject: Subject) -> [Finding] {
    guard subject.issuer.cannotMakeRegulations, let edition = subject.report.proactiveEdition,
      let issuer = subject.report.header.issuer
    else { return [] }
    let cells = ProactiveItem.regulations.columns(in: edition)
      .map { ProactiveItem.regulations.cell($0) }
      .filter { (subject.report.value($0) ?? 0) > 0 }
    guard let first = cells.first, let value = subject.report.value(first) else { return [] }
    let shown = cells.compactMap { subject.report.value($0) }.map(Wording.number)
      .joined(separator: "、")
    return [
      finding(
        in: subject,
        english: "Section 2 counts 规章 (\(shown)), but \(issuer) is a body that can make none. "
          + "Look whether 行政规范性文件 or the rules of a higher body were counted here.",
        chinese: "第二部分“规章”填有\(shown)，但\(issuer)没有规章制定权。请核对是否误计了规范性文件或上级规章。",
        cells: cells, expected: 0, actual: value)
    ]
  }
}
