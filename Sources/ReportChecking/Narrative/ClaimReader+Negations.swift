import PageModel
import ReportModel

extension ClaimReader {
  /// 未收到政府信息公开申请, 未发生行政复议、行政诉讼: says that there was nothing.
  mutating func readNegation(at index: Int, of sentence: Sentence) {
    let lexemes = sentence.lexemes
    let end = lexemes[index...].firstIndex { $0.term == .comma } ?? lexemes.endIndex
    let clause = lexemes[(index + 1)..<end]
    let limiting: Set<Term> = [
      .number, .exclusion, .comparison, .partialPeriod, .channel, .carry, .lastYear, .negation,
    ]
    guard !isOtherPeriod, !clause.contains(where: { limiting.contains($0.term) }),
      let verb = clause.first(where: { ![.filler, .thisYear].contains($0.term) })
    else { return }
    // 未收到全市…: whose statement it is may stand on either side
    let outerScope = isScoped
    isScoped = isScoped || clause.contains { $0.term == .scope }
    defer { isScoped = outerScope }
    let range =
      Self.clauseStart(before: index, of: lexemes)..<(clause.last?.end ?? lexemes[index].end)

    if clause.contains(where: { ClaimReader.dispute($0.term) != nil }) {
      guard opensNothing(verb.term) else { return }
      var seen: Set<DisputeLabel> = []
      for label in clause.compactMap({ ClaimReader.dispute($0.term) })
      where seen.insert(label).inserted {
        add(
          .disputes([label], .total), value: 0, sentence: sentence, range: range,
          end: range.upperBound)
      }
    } else if verb.term == .issue {
      let items = clause.compactMap { ClaimReader.document($0.term) }
      let allowed: Set<Term> = [
        .issue, .filler, .joiner, .enumerationComma, .thisYear, .document(.regulations),
        .document(.normativeDocuments),
      ]
      guard !items.isEmpty, clause.allSatisfy({ allowed.contains($0.term) }) else { return }
      for item in items {
        add(
          .documents([item], .issued), value: 0, sentence: sentence, range: range,
          end: range.upperBound)
      }
    } else if saysNoRequests(clause, verb: verb.term) {
      add(.noRequests, value: 0, sentence: sentence, range: range, end: range.upperBound)
    }
  }

  /// The unit at which the clause of an expression begins.
  private static func clauseStart(before index: Int, of lexemes: [Lexeme]) -> Int {
    lexemes[..<index].last { $0.term == .comma }?.end ?? 0
  }

  private func opensNothing(_ term: Term) -> Bool {
    switch term {
    case .occurrence, .receive, .receiveNew, .accept, .dispute, .disclosure, .request: true
    default: false
    }
  }

  private func saysNoRequests(_ clause: ArraySlice<Lexeme>, verb: Term) -> Bool {
    guard [.receive, .receiveNew, .accept, .occurrence, .request].contains(verb) else {
      return false
    }
    var namesRequests = false
    var naturals = 0
    var organizations = 0
    for lexeme in clause {
      switch lexeme.term {
      case .request: namesRequests = true
      case .application: namesRequests = namesRequests || topic == .requests
      case .applicant(.natural): naturals += 1
      case .applicant(.organizations): organizations += 1
      case .filler, .receive, .receiveNew, .accept, .occurrence, .joiner, .enumerationComma,
        .thisYear,
        .disclosure, .scope:
        break
      default: return false
      }
    }
    return namesRequests && naturals == organizations
  }

  /// 申请人均为自然人: no organisation applied.
  mutating func readAllNatural(at index: Int, of sentence: Sentence) {
    let lexemes = sentence.lexemes
    guard topic == .requests, !isOtherPeriod else { return }
    var before = index - 1
    while before >= 0, lexemes[before].term == .filler { before -= 1 }
    guard before >= 0, lexemes[before].term == .each else { return }
    let end = lexemes[index...].firstIndex { $0.term == .comma } ?? lexemes.endIndex
    guard lexemes[(index + 1)..<end].allSatisfy({ [.filler, .application].contains($0.term) })
    else {
      return
    }
    let range = Self.clauseStart(before: before, of: lexemes)..<lexemes[index].end
    add(
      .applicants([.organizations]), value: 0, sentence: sentence, range: range,
      end: range.upperBound)
  }
}
