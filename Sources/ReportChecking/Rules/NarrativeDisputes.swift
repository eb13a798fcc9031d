import PageModel
import ReportModel

/// How many disputes the text says there were.
struct NarrativeDisputes: Rule {
  let description = RuleDescription(
    id: .narrativeDisputes, severity: .warning,
    formula: "Disputes named in the text = 总计 of section 4, or 总计 − 尚未审结; outcomes = their columns",
    formulaZh: "正文所称复议、诉讼件数＝第四部分总计，或总计减尚未审结；各结果＝相应各列",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard subject.report.hasDisputes else { return [] }
    return disagreements(in: subject) { claim in
      guard case .disputes(let labels, let outcome) = claim.kind else { return [] }
      return Self.readings(of: Set(labels), outcome: outcome, in: subject)
    }
  }

  /// The figures that the disputes named may mean.
  ///
  /// 行政诉讼 may be both blocks of the grid or one of them, and cases not yet decided may be
  /// left out.
  private static func readings(
    of labels: Set<DisputeLabel>, outcome: DisputeOutcome, in subject: Subject
  ) -> [Meaning] {
    var choices: [[DisputeBlock]] = [[]]
    if labels.contains(.reconsideration) { choices = [[.reconsideration]] }
    let direct = DisputeBlock.litigationDirect
    let after = DisputeBlock.litigationAfterReconsideration
    if labels.contains(.litigation) || labels.isSuperset(of: [.litigationDirect, .litigationAfter])
    {
      choices = choices.flatMap { [$0 + [direct, after], $0 + [direct], $0 + [after]] }
    } else if labels.contains(.litigationDirect) {
      choices = choices.map { $0 + [direct] }
    } else if labels.contains(.litigationAfter) {
      choices = choices.map { $0 + [after] }
    }
    if outcome != .total && labels.count > 1 {
      choices += DisputeBlock.allCases.map { [$0] } + [[direct, after]]
    }
    var readings: [Meaning] = []
    for (index, blocks) in choices.enumerated() where !blocks.isEmpty {
      let cells = blocks.map { $0.cell(outcome) }
      let name = blocks.map(\.label).joined(separator: " + ") + " \(outcome.label)"
      if index == 0 {
        readings.append(Meaning(name, cells, in: subject))
      } else {
        readings.append(Meaning(name, value: subject.sum(cells)))
      }
      guard outcome == .total else { continue }
      let pending = blocks.map { $0.cell(.pending) }
      if let all = subject.sum(cells), let open = subject.sum(pending) {
        readings.append(Meaning("\(name) − 尚未审结", value: all - open))
      } else {
        readings.append(Meaning("", value: nil))
      }
    }
    return readings
  }
}
