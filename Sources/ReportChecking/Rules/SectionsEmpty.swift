import PageModel
import ReportModel

/// The sections of running text say something.
struct SectionsEmpty: Rule {
  let description = RuleDescription(
    id: .sectionsEmpty, severity: .warning,
    formula: "Sections 1, 5 and 6 are not empty",
    formulaZh: "第一、五、六部分不得为空",
    source: "Form of 国办公开办函〔2021〕30号",
    sourceZh: "国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    subject.report.sections.compactMap { section in
      guard [1, 5, 6].contains(section.number), FoldedText.folded(section.text).isEmpty else {
        return nil
      }
      return finding(
        in: subject,
        english: "Section \(section.number) (\(section.heading)) has no text. "
          + "Look whether it was left out.",
        chinese: "第\(Wording.numeral(section.number))部分“\(section.heading)”没有内容。请核对是否漏写。",
        page: section.page)
    }
  }
}
