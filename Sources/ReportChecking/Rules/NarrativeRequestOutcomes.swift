import PageModel
import ReportModel

/// How many applications the text says had which outcome.
struct NarrativeRequestOutcomes: Rule {
  let description = RuleDescription(
    id: .narrativeRequestOutcomes, severity: .warning,
    formula: "Outcomes named in the text = the sum of their rows in section 3",
    formulaZh: "正文所列各类办理结果件数＝第三部分相应各行总计之和",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard let edition = subject.report.requestsEdition else { return [] }
    return disagreements(in: subject) { claim in
      guard case .outcomes(let labels) = claim.kind else { return [] }
      return Self.readings(of: labels, edition: edition, in: subject)
    }
  }

  /// The figures that outcome labels may mean: all of them together, or the last alone.
  static func readings(
    of labels: [OutcomeLabel], edition: Edition, in subject: Subject
  ) -> [Meaning] {
    var rows: [RequestRow] = []
    for label in labels.reversed() {
      let found = label.rows(in: edition)
      // Some of the form's rows are not in this edition, and cannot be compared.
      guard !found.isEmpty else { return [] }
      rows += found.filter { !rows.contains($0) }
    }
    var readings = [Meaning(name(of: labels), rows.map { $0.cell(.total) }, in: subject)]
    if labels.count > 1 {
      let nearest = labels[0].rows(in: edition).map { $0.cell(.total) }
      readings.append(Meaning(name(of: [labels[0]]), value: subject.sum(nearest)))
    }
    return readings
  }

  private static func name(of labels: [OutcomeLabel]) -> String {
    labels.reversed().map { label in
      switch label {
      case .group(.granted): "（一）予以公开"
      case .group(.partlyGranted): "（二）部分公开"
      case .group(.refused): "（三）不予公开"
      case .group(.unavailable): "（四）无法提供"
      case .group(.notProcessed): "（五）不予处理"
      case .group(.other): "（六）其他处理"
      case .grantedOrPartly: "（一）予以公开 + （二）部分公开"
      case .row(let row): Wording.name(of: row)
      }
    }.joined(separator: " + ")
  }
}
