import PageModel
import ReportModel

/// Section 1 is brief.
struct SectionsLength: Rule {
  let description = RuleDescription(
    id: .sectionsLength, severity: .info,
    formula: "Section 1 has at most 1000 characters",
    formulaZh: "第一部分总体情况不超过1000字",
    source: "Form of 国办公开办函〔2021〕30号",
    sourceZh: "国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    subject.report.sections.compactMap { section in
      guard section.number == 1 else { return nil }
      let count = FoldedText.folded(section.text).count
      guard count > Self.limit else { return nil }
      return finding(
        in: subject,
        english: "Section 1 has \(count) characters; the form asks for at most \(Self.limit).",
        chinese: "第一部分共\(count)字，格式要求不超过\(Self.limit)字。",
        expected: Double(Self.limit), actual: Double(count), page: section.page)
    }
  }

  /// Characters, punctuation included, white space not.
  private static let limit = 1000
}
