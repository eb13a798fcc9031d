import PageModel
import ReportModel

extension ClaimReader {
  /// What a figure about disputes counts, or `nil` where the words leave it open.
  func disputeKind(_ count: CountContext) -> Claim.Kind? {
    let disturbing: Set<Term> = [
      .exclusion, .receiveNew, .carry, .lastYear, .otherSubject, .negation,
    ]
    guard speaksOfDisclosure, count.hasUnit || (allowsBareFigures && count.closesClause),
      !count.headNames(anyOf: disturbing), !count.tail.contains(where: { $0.term == .exclusion })
    else { return nil }

    if let results = count.labels(Self.result) {
      guard results.labels.count == 1, !results.isEach || count.value == 0 else { return nil }
      return lastDisputes.isEmpty ? nil : .disputes(lastDisputes, results.labels[0])
    }
    if let disputes = count.labels(Self.dispute) {
      guard !disputes.isEach || count.value == 0 else { return nil }
      // 复议3件被纠正 does not say how many there were; 复议3件，均维持 does.
      let turns = count.tail.contains { Self.result($0.term) != nil }
      let turnsAll = count.tail.contains { $0.term == .each }
      return turns && !turnsAll ? nil : .disputes(disputes.labels, .total)
    }
    guard count.hasUnit else { return nil }
    if let result = count.tailLabel(Self.result), !lastDisputes.isEmpty, count.head.isEmpty {
      return .disputes(lastDisputes, result)
    }
    let labels = count.tail.compactMap { Self.dispute($0.term) }
    return count.tailLabel(Self.dispute) == nil || count.tail.contains { $0.term == .unknown }
      ? nil : .disputes(labels, .total)
  }

  static func dispute(_ term: Term) -> DisputeLabel? {
    if case .dispute(let label) = term { label } else { nil }
  }

  private static func result(_ term: Term) -> DisputeOutcome? {
    if case .result(let outcome) = term { outcome } else { nil }
  }
}
