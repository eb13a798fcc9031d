import PageModel
import ReportModel

/// How many applications the text says were answered.
struct NarrativeRequestsAnswered: Rule {
  let description = RuleDescription(
    id: .narrativeRequestsAnswered, severity: .warning,
    formula:
      "Applications that the text calls answered = （七）总计, or what was received less what was not dealt with",
    formulaZh: "正文所称办结（答复）申请数＝第三部分（七）总计，或收到数扣除未办部分",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard let edition = subject.report.requestsEdition else { return [] }
    let total = RequestRow.total.cell(.total)
    let new = RequestRow.new.cell(.total)
    let carriedIn = RequestRow.carriedIn.cell(.total)
    let carriedOut = RequestRow.carriedOut.cell(.total)
    func group(_ group: RequestRow.Group) -> Double? {
      subject.sum(
        RequestRow.outcomes(of: edition).filter { $0.group == group }.map { $0.cell(.total) })
    }
    return disagreements(in: subject) { claim in
      guard claim.kind == .answered else { return [] }
      let main = [
        Meaning("（七）总计", [total], in: subject), Meaning("一 + 二", [new, carriedIn], in: subject),
      ]
      guard let answered = subject.figure(total), let received = subject.figure(new),
        let incoming = subject.figure(carriedIn), let outgoing = subject.figure(carriedOut),
        let notProcessed = group(.notProcessed), let other = group(.other)
      else {
        return main + [Meaning("", value: nil)]
      }
      // Some count this year's applications only, or leave out what got no answer on the matter.
      let bases = [
        answered, answered - incoming, received, received - outgoing, received + incoming,
      ]
      let parts = [0, notProcessed, other, notProcessed + other]
      return main
        + bases.flatMap { base in parts.map { Meaning("（七）总计 − …", value: base - $0) } }
    }
  }
}
