/// A figure with the words around it, up to the next comma or figure on either side.
struct CountContext {
  let sentence: Sentence
  let number: Int
  let isNested: Bool
  /// Index of the measure word, or of the number where there is none.
  let last: Int
  let head: ArraySlice<Lexeme>
  let tail: ArraySlice<Lexeme>

  init(_ sentence: Sentence, number: Int, isNested: Bool) {
    self.sentence = sentence
    self.number = number
    self.isNested = isNested
    let lexemes = sentence.lexemes
    let hasUnit = number + 1 < lexemes.count && lexemes[number + 1].term == .unit
    last = hasUnit ? number + 1 : number

    var start = number
    while start > 0, ![.comma, .unit, .percent].contains(lexemes[start - 1].term) { start -= 1 }
    head = lexemes[start..<number]

    var end = last + 1
    while end < lexemes.count,
      ![.comma, .enumerationComma, .number].contains(lexemes[end].term)
    {
      end += 1
    }
    // Words before a further figure are that figure's: 予以公开4件部分公开1件.
    let belongsToNext = end < lexemes.count && lexemes[end].term == .number
    tail = belongsToNext ? lexemes[(last + 1)..<(last + 1)] : lexemes[(last + 1)..<end]
  }

  var lexeme: Lexeme { sentence.lexemes[number] }
  var value: Double { lexeme.value }
  var hasUnit: Bool { last != number }

  var isPercentage: Bool {
    number + 1 < sentence.lexemes.count && sentence.lexemes[number + 1].term == .percent
  }

  /// Whether the figure closes its clause, as one without a measure word must.
  var closesClause: Bool {
    guard last + 1 < sentence.lexemes.count else { return true }
    return [.comma, .enumerationComma].contains(sentence.lexemes[last + 1].term)
  }

  /// Unit after the figure.
  var end: Int { sentence.lexemes[last].end }

  /// Units of the clause, for a message: enough of it to be recognised.
  var excerptRange: Range<Int> {
    let start = head.first?.start ?? lexeme.start
    return max(start, end - 40)..<min(tail.last?.end ?? end, end + 20)
  }

  func names(_ term: Term) -> Bool {
    head.contains { $0.term == term } || tail.contains { $0.term == term }
  }

  func headNames(anyOf terms: Set<Term>) -> Bool { head.contains { terms.contains($0.term) } }

  /// Whether the words after the figure are all of these.
  func tailIsOnly(_ terms: Set<Term>) -> Bool { tail.allSatisfy { terms.contains($0.term) } }

  /// Labels right before the figure, the nearest first, and where the first of them stands.
  ///
  /// Several are joined by 、 or 和, with no figure between them.
  func labels<Label>(_ label: (Term) -> Label?) -> (labels: [Label], start: Int, isEach: Bool)? {
    let lexemes = sentence.lexemes
    var index = number - 1
    var isEach = false
    while index >= head.startIndex, Self.weightless.contains(lexemes[index].term) {
      isEach = isEach || lexemes[index].term == .each
      index -= 1
    }
    guard index >= head.startIndex, let nearest = label(lexemes[index].term) else { return nil }
    var labels = [nearest]
    var start = index
    while true {
      var before = start - 1
      var isJoined = false
      while before >= head.startIndex,
        [.joiner, .enumerationComma, .filler].contains(lexemes[before].term)
      {
        isJoined = isJoined || lexemes[before].term != .filler
        before -= 1
      }
      guard isJoined, before >= head.startIndex, let next = label(lexemes[before].term) else {
        return (labels, start, isEach)
      }
      labels.append(next)
      start = before
    }
  }

  /// The label that the words after the figure begin with: 8件无法提供.
  func tailLabel<Label>(_ label: (Term) -> Label?) -> Label? {
    guard let first = tail.first(where: { !Self.weightless.contains($0.term) }) else { return nil }
    return label(first.term)
  }

  /// Words that may stand between a label and its figure.
  private static let weightless: Set<Term> = [
    .filler, .each, .application, .request, .occurrence, .thisYear,
  ]
}
