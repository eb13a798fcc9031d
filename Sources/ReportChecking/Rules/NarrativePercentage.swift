import PageModel
import ReportModel

/// Percentages of applications, recomputed.
struct NarrativePercentage: Rule {
  let description = RuleDescription(
    id: .narrativePercentage, severity: .warning,
    formula:
      "A percentage in the text = 100 × its count ÷ what was received or answered, as printed",
    formulaZh: "正文所列占比＝该类件数÷收到或办结件数×100%（按所印小数位数）",
    source: "Regulation on Open Government Information, article 50 (figures are to be true)",
    sourceZh: "《政府信息公开条例》第五十条（数据应真实准确）")

  func findings(in subject: Subject) -> [Finding] {
    guard let edition = subject.report.requestsEdition else { return [] }
    return subject.narrative.percentages.compactMap { claim in
      disagreement(claim, edition: edition, in: subject)
    }
  }

  private func disagreement(
    _ claim: PercentageClaim, edition: Edition, in subject: Subject
  ) -> Finding? {
    let grid = gridDenominators(for: claim, edition: edition, in: subject)
    let denominators = grid.values.compactMap { $0 } + claim.countsBefore
    // The text may have the count wrong and the percentage right; the count has its own check.
    let numerators = [claim.numerator.value] + gridNumerators(claim, edition: edition, in: subject)
    var nearest: (share: Double, denominator: Double)?
    for denominator in denominators where denominator > 0 {
      for numerator in numerators {
        let share = 100 * numerator / denominator
        if agrees(share, with: claim) { return nil }
        guard numerator == claim.numerator.value else { continue }
        if nearest.map({ abs($0.share - claim.value) > abs(share - claim.value) }) ?? true {
          nearest = (share, denominator)
        }
      }
    }
    // Every denominator of the grid has to be known, or the right one might be missing.
    guard let nearest, !grid.values.contains(where: { $0 == nil }) else { return nil }
    let isScoped = claim.numerator.isScoped && claim.countsBefore.isEmpty
    let count = Wording.number(claim.numerator.value)
    let share = Wording.rounded(nearest.share, decimals: max(claim.decimals, 1))
    let printed = Wording.number(claim.value)
    let section = claim.place.section
    let whole = Wording.number(nearest.denominator)
    return finding(
      isScoped ? .info : nil, in: subject,
      english:
        "Section \(section) says “\(claim.numerator.place.excerpt)”, \(printed) %, but \(count) "
        + "of \(whole) is \(Wording.number(share)) %, and no other total of applications gives "
        + "\(printed) %. Look at the count and at the percentage.",
      chinese: "第\(Wording.numeral(section))部分写“\(claim.numerator.place.excerpt)”占\(printed)%，"
        + "而\(count)占\(whole)的\(Wording.number(share))%，按其他总数也得不出\(printed)%。请核对件数与占比。",
      cells: grid.cells, expected: share, actual: claim.value, page: claim.place.page)
  }

  /// Whether a share is what was printed, rounded or cut off.
  private func agrees(_ share: Double, with claim: PercentageClaim) -> Bool {
    var step = 1.0
    for _ in 0..<claim.decimals { step /= 10 }
    let slack = step * 1e-6
    if claim.isApproximate { return abs(share - claim.value) <= max(step, 1) + slack }
    let difference = share - claim.value
    return difference >= -step / 2 - slack && difference < step + slack
  }

  private func gridDenominators(
    for claim: PercentageClaim, edition: Edition, in subject: Subject
  ) -> (values: [Double?], cells: [CellID]) {
    let new = RequestRow.new.cell(.total)
    let carriedIn = RequestRow.carriedIn.cell(.total)
    let total = RequestRow.total.cell(.total)
    var values = [subject.figure(new), subject.sum([new, carriedIn]), subject.figure(total)]
    // Some leave out what got no answer on the matter; these count only where they are known.
    let notProcessed = groupTotal(.notProcessed, edition: edition, in: subject)
    let other = groupTotal(.other, edition: edition, in: subject)
    if let total = subject.figure(total), let notProcessed, let other {
      values += [total - notProcessed, total - other, total - notProcessed - other]
    }
    // 属于国家秘密2件，占不予公开的…: a row may be set against its own group.
    if case .outcomes(let labels) = claim.numerator.kind, case .row(let row)? = labels.first,
      let group = row.group, let part = groupTotal(group, edition: edition, in: subject)
    {
      values.append(part)
    }
    return (values, [new, carriedIn, total])
  }

  private func groupTotal(
    _ group: RequestRow.Group, edition: Edition, in subject: Subject
  ) -> Double? {
    subject.sum(
      RequestRow.outcomes(of: edition).filter { $0.group == group }.map { $0.cell(.total) })
  }

  private func gridNumerators(
    _ claim: PercentageClaim, edition: Edition, in subject: Subject
  ) -> [Double] {
    let readings =
      switch claim.numerator.kind {
      case .outcomes(let labels):
        NarrativeRequestOutcomes.readings(of: labels, edition: edition, in: subject)
      case .applicants(let labels): NarrativeApplicants.readings(of: labels, in: subject)
      default: [Meaning]()
      }
    return readings.compactMap(\.value)
  }
}
