import PageModel
import ReportModel

/// The sections stand in the order of the form, each once.
struct SectionsOrder: Rule {
  let description = RuleDescription(
    id: .sectionsOrder, severity: .warning,
    formula: "The sections stand in the order of the form, each once",
    formulaZh: "各部分按格式顺序排列，不重复",
    source: "Form of 国办公开办函〔2021〕30号",
    sourceZh: "国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    let sections = subject.report.sections
    guard let wrong = zip(sections, sections.dropFirst()).first(where: { $0.number >= $1.number })
    else { return [] }
    let order = sections.map { Wording.numeral($0.number) }.joined(separator: "、")
    return [
      finding(
        in: subject,
        english: "The sections stand in the order \(order), by the form's numbers: "
          + "“\(wrong.1.heading)” comes after “\(wrong.0.heading)”. Look at the order of the headings.",
        chinese: "按格式编号，各部分顺序为\(order)：“\(wrong.1.heading)”排在“\(wrong.0.heading)”之后。请核对标题顺序。",
        page: wrong.1.page)
    ]
  }
}
