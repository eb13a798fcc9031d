import PageModel
import ReportModel

extension ClaimReader {
  /// What a figure about applications counts, or `nil` where the words leave it open.
  func requestKind(_ count: CountContext) -> Claim.Kind? {
    if let kind = outcomeKind(count) ?? applicantKind(count) { return kind }
    guard count.hasUnit, !count.headNames(anyOf: [.exclusion, .otherSubject]) else { return nil }
    return carriedKind(count) ?? verbKind(count)
  }

  // MARK: Outcomes and applicants

  private func outcomeKind(_ count: CountContext) -> Claim.Kind? {
    labelled(count) { if case .outcome(let label) = $0 { label } else { nil } }
      .map { .outcomes($0) }
  }

  private func applicantKind(_ count: CountContext) -> Claim.Kind? {
    labelled(count) { if case .applicant(let label) = $0 { label } else { nil } }
      .map { .applicants($0) }
  }

  private func labelled<Label>(
    _ count: CountContext, _ label: (Term) -> Label?
  ) -> [Label]? {
    let disturbing: Set<Term> = [
      .exclusion, .channel, .carry, .lastYear, .otherSubject, .negation,
    ]
    guard !count.headNames(anyOf: disturbing) else { return nil }
    if let found = count.labels(label) {
      guard count.hasUnit || (allowsBareFigures && count.closesClause) else { return nil }
      guard !found.isEach || count.value == 0 else { return nil }
      let before = count.head[count.head.startIndex..<found.start]
      // An outcome of one group of applicants, or a reason: a part of what the label counts.
      let isPart = before.contains { isOutcomeOrApplicant($0.term) && label($0.term) == nil }
      guard !isPart, before.last?.term != .unknown else { return nil }
      return count.tailIsOnly(Self.harmlessAfterLabel) ? found.labels : nil
    }
    guard count.hasUnit, count.head.allSatisfy({ Self.harmlessBefore.contains($0.term) }),
      let found = count.tailLabel(label)
    else { return nil }
    return [found]
  }

  private func isOutcomeOrApplicant(_ term: Term) -> Bool {
    switch term {
    case .outcome, .applicant: true
    default: false
    }
  }

  private static let harmlessAfterLabel: Set<Term> = [
    .filler, .application, .request, .share, .joiner, .thisYear,
  ]
  private static let harmlessBefore: Set<Term> = [.filler, .amongst, .thisYear, .joiner, .year]

  // MARK: Carried over

  private func carriedKind(_ count: CountContext) -> Claim.Kind? {
    guard count.names(.carry) else { return nil }
    let between: Set<Term> = [
      .filler, .lastYear, .nextYear, .thisYear, .year, .answer, .request, .application, .joiner,
      .plain, .disclosure,
    ]
    let receives: Set<Term> = [.receive, .receiveNew, .accept]
    if let carry = count.head.lastIndex(where: { $0.term == .carry }) {
      guard count.head[(carry + 1)...].allSatisfy({ between.contains($0.term) }) else {
        return nil
      }
      if count.headNames(anyOf: receives) { return .receivedWithCarried }
    } else if let carry = count.tail.firstIndex(where: { $0.term == .carry }) {
      guard count.tail[..<carry].allSatisfy({ between.contains($0.term) }),
        !count.headNames(anyOf: receives.union([.answer, .channel]))
      else { return nil }
    }
    return .carried(direction(count))
  }

  private func direction(_ count: CountContext) -> Claim.Direction {
    var isIncoming = false
    var isOutgoing = false
    for lexeme in [count.head, count.tail].joined() {
      switch lexeme.term {
      case .lastYear: isIncoming = true
      case .nextYear: isOutgoing = true
      case .year:
        guard let year else { continue }
        isIncoming = isIncoming || lexeme.value < Double(year)
        isOutgoing = isOutgoing || lexeme.value > Double(year)
      default: continue
      }
    }
    return isIncoming == isOutgoing ? .unsaid : isIncoming ? .incoming : .outgoing
  }

  // MARK: Received, answered

  private func verbKind(_ count: CountContext) -> Claim.Kind? {
    guard !count.headNames(anyOf: [.channel, .lastYear, .negation]),
      count.tailIsOnly(Self.harmlessAfterVerb)
    else { return nil }
    var receives = false
    var accepts = false
    var answers = false
    var isNew = false
    var namesRequests = false
    var naturals = 0
    var organizations = 0
    var index = count.number - 1
    walk: while index >= count.head.startIndex {
      switch count.head[index].term {
      case .receive: receives = true
      case .accept:
        receives = true
        accepts = true
      case .receiveNew:
        receives = true
        isNew = true
      case .answer: answers = true
      case .request: namesRequests = true
      case .applicant(.natural): naturals += 1
      case .applicant(.organizations): organizations += 1
      case .filler, .joiner, .application, .thisYear, .disclosure, .enumerationComma: break
      default: break walk
      }
      index -= 1
    }
    // 公民、法人和其他组织 together are everybody; one of them is a part.
    guard naturals == organizations else { return nil }
    namesRequests = namesRequests || count.tail.contains { $0.term == .request }
    let amongst = count.sentence.lexemes[..<count.number].contains { $0.term == .amongst }
    switch (receives, answers) {
    case (true, false):
      if (count.isNested || amongst) && !isNew { return nil }
      return accepts ? .accepted : .received
    case (false, true): return count.isNested ? nil : .answered
    case (true, true): return count.isNested || amongst ? nil : .requests
    case (false, false):
      // 依申请公开12件, with nothing before it that could turn its meaning
      let isBare =
        index < count.head.startIndex || count.head[index].term == .scope
        || count.head[index].term == .year
      return namesRequests && isBare && !count.isNested && !amongst ? .requests : nil
    }
  }

  private static let harmlessAfterVerb: Set<Term> = [
    .filler, .request, .application, .thisYear, .joiner, .answer, .disclosure,
  ]
}
