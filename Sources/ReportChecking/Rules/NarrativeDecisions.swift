import PageModel
import ReportModel

/// How many decisions of a kind the text says were made.
struct NarrativeDecisions: Rule {
  let description = RuleDescription(
    id: .narrativeDecisions, severity: .info,
    formula: "Decisions (许可, 处罚, 强制) named in the text = their cells of section 2",
    formulaZh: "正文所称行政许可、处罚、强制决定数＝第二部分相应各格",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard let edition = subject.report.proactiveEdition else { return [] }
    return disagreements(in: subject) { claim in
      guard case .decisions(let item) = claim.kind else { return [] }
      return [Meaning(item.label(in: edition), [item.cell(.decisions)], in: subject)]
    }
  }
}
