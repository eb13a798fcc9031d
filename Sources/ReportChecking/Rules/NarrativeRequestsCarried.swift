import PageModel
import ReportModel

/// How many applications the text says were carried over.
struct NarrativeRequestsCarried: Rule {
  let description = RuleDescription(
    id: .narrativeRequestsCarried, severity: .warning,
    formula:
      "Applications that the text calls carried over = 二 (from last year) or 四 (to next year)",
    formulaZh: "正文所称结转申请数＝第三部分“二”（上年结转）或“四”（结转下年）",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard subject.report.requestsEdition != nil else { return [] }
    return disagreements(in: subject) { claim in
      guard case .carried(let direction) = claim.kind else { return [] }
      let incoming = Meaning("二、上年结转", [RequestRow.carriedIn.cell(.total)], in: subject)
      let outgoing = Meaning("四、结转下年度", [RequestRow.carriedOut.cell(.total)], in: subject)
      switch direction {
      case .incoming: return [incoming]
      case .outgoing: return [outgoing]
      case .unsaid: return [outgoing, incoming]
      }
    }
  }
}
