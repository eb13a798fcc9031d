import PageModel
import ReportModel

/// All six sections are there.
struct SectionsMissing: Rule {
  let description = RuleDescription(
    id: .sectionsMissing, severity: .warning,
    formula: "The six sections of the form are all present",
    formulaZh: "格式规定的六个部分齐全",
    source: "Form of 国办公开办函〔2021〕30号",
    sourceZh: "国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    let present = Set(subject.report.sections.map(\.number))
    let missing = (1...6).filter { !present.contains($0) }
    guard !missing.isEmpty else { return [] }
    let names = missing.map { "\(Wording.numeral($0))、\(Wording.heading($0))" }
      .joined(separator: "；")
    return [
      finding(
        in: subject,
        english: "No heading was found for: \(names). Look whether the section is left out or its "
          + "heading is worded otherwise.",
        chinese: "未见以下部分的标题：\(names)。请核对是否缺少该部分或标题另有写法。")
    ]
  }
}
