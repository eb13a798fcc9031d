extension ClaimReader {
  /// 占33.9%, where the count right before it is what the percentage is of.
  mutating func readPercentage(_ count: CountContext) {
    guard !isOtherPeriod, let last = lastCount else { return }
    switch last.claim.kind {
    case .received, .accepted, .answered, .carried, .outcomes, .applicants: break
    default: return
    }
    let lexemes = count.sentence.lexemes
    let between = lexemes[..<count.number].filter { $0.start >= last.end }
    let allowed: Set<Term> = [
      .comma, .share, .filler, .request, .application, .thisYear, .receive, .accept, .answer,
    ]
    guard between.allSatisfy({ allowed.contains($0.term) }) else { return }
    guard count.isNested || between.contains(where: { $0.term == .share }) else { return }
    let units = count.sentence.units
    let about: UInt16 = 0x7EA6  // 约
    let after = count.number + 2
    let isVague = after < lexemes.count && Numerals.isVague(units[lexemes[after].start])
    let start = between.first?.start ?? count.lexeme.start
    percentages.append(
      PercentageClaim(
        value: count.value, decimals: count.lexeme.decimals,
        isApproximate: isVague || units[start..<count.lexeme.start].contains(about),
        numerator: last.claim, countsBefore: countsBefore.dropLast().map { $0 },
        place: Claim.Place(
          section: section, page: page, units: units,
          range: start..<lexemes[count.number + 1].end)))
  }
}
