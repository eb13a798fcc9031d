import PageModel
import ReportModel

/// Who the text says applied.
struct NarrativeApplicants: Rule {
  let description = RuleDescription(
    id: .narrativeApplicants, severity: .warning,
    formula: "Applicants named in the text = their columns of 一, of 一 + 二, or of （七）",
    formulaZh: "正文所列申请人件数＝第三部分“一”“一＋二”或（七）的相应各列",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard subject.report.requestsEdition != nil else { return [] }
    return disagreements(in: subject) { claim in
      guard case .applicants(let labels) = claim.kind else { return [] }
      return Self.readings(of: labels, in: subject)
    }
  }

  /// The figures that applicant labels may mean: columns of what came in or was dealt with.
  static func readings(of labels: [ApplicantLabel], in subject: Subject) -> [Meaning] {
    let columns = labels.reversed().flatMap(\.columns)
    let name = labels.reversed().map { label in
      switch label {
      case .natural: "自然人"
      case .organizations: "法人或其他组织"
      case .column(let applicant): applicant.label
      }
    }.joined(separator: " + ")
    let new = columns.map { RequestRow.new.cell($0) }
    let carried = columns.map { RequestRow.carriedIn.cell($0) }
    let total = columns.map { RequestRow.total.cell($0) }
    return [
      Meaning("一 \(name)", new, in: subject), Meaning("一 + 二 \(name)", new + carried, in: subject),
      Meaning("（七） \(name)", value: subject.sum(total)),
    ]
  }
}
