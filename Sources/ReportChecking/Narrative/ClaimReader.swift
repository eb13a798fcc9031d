import PageModel
import ReportModel

/// Reads claims out of a section's sentences.
///
/// A figure becomes a claim only where the words on both sides of it are all understood; any
/// other is left alone.
struct ClaimReader {
  enum Topic: Sendable {
    case none, requests, disputes, documents, other
  }

  let section: Int
  let page: Int?
  let year: Int?

  var claims: [Claim] = []
  var percentages: [PercentageClaim] = []

  /// What the text last spoke of.
  var topic = Topic.none
  /// The disputes last named, to which outcomes that follow belong.
  var lastDisputes: [DisputeLabel] = []
  /// Whether the paragraph speaks of 信息公开 at all; other disputes are not the grid's.
  var speaksOfDisclosure = false
  /// Whether whom the sentence speaks of is named.
  var isScoped = false
  /// Whether figures count without a measure word.
  ///
  /// The grids' own sections may have words of a table that was not recognised in their text.
  var allowsBareFigures: Bool { section == 1 || section == 6 }
  /// Whether the sentence speaks of a part of the year, of several years or of another year.
  var isOtherPeriod = false
  /// Counts given in this paragraph, as possible denominators.
  var countsBefore: [Double] = []
  /// The last claim and the unit at which it ends, in the sentence being read.
  var lastCount: (claim: Claim, end: Int)?

  init(section: Int, page: Int?, year: Int?) {
    self.section = section
    self.page = page
    self.year = year
  }

  /// Adds the claims of the sentences.
  mutating func read(_ sentences: [Sentence]) {
    var followsHeading = false
    for sentence in sentences {
      if sentence.opensParagraph && !followsHeading { beginParagraph() }
      followsHeading = sentence.isHeading
      isScoped = false
      isOtherPeriod = false
      lastCount = nil
      read(sentence, isNested: false)
    }
  }

  private mutating func beginParagraph() {
    // The grids' own sections need not say what they are about.
    topic = section == 3 ? .requests : section == 4 ? .disputes : .none
    speaksOfDisclosure = section == 3 || section == 4
    lastDisputes = []
    countsBefore = []
  }

  private mutating func read(_ sentence: Sentence, isNested: Bool) {
    var brackets = sentence.brackets[...]
    for index in sentence.lexemes.indices {
      while let bracket = brackets.first, bracket.position <= sentence.lexemes[index].start {
        brackets.removeFirst()
        read(bracket)
      }
      read(index, of: sentence, isNested: isNested)
    }
    for bracket in brackets { read(bracket) }
  }

  private mutating func read(_ bracket: Sentence.Bracket) {
    let outer = (topic, isScoped, isOtherPeriod, lastDisputes, lastCount)
    // A percentage in brackets belongs to the count right before them, and to no other.
    if let last = lastCount, last.end == bracket.position {
      lastCount = (last.claim, 0)
    } else {
      lastCount = nil
    }
    read(bracket.sentence, isNested: true)
    (topic, isScoped, isOtherPeriod, lastDisputes, lastCount) = outer
  }

  private mutating func read(_ index: Int, of sentence: Sentence, isNested: Bool) {
    let lexeme = sentence.lexemes[index]
    switch lexeme.term {
    case .request:
      topic = .requests
      speaksOfDisclosure = true
    case .disclosure: speaksOfDisclosure = true
    case .dispute(let label):
      topic = .disputes
      note(label, at: index, of: sentence.lexemes)
    case .document: topic = .documents
    case .otherSubject: topic = .other
    case .scope: isScoped = true
    case .partialPeriod: isOtherPeriod = true
    case .year: isOtherPeriod = year.map { Double($0) != lexeme.value } ?? false
    case .number:
      let number = CountContext(sentence, number: index, isNested: isNested)
      if number.isPercentage {
        readPercentage(number)
      } else {
        readCount(number)
      }
    case .negation: readNegation(at: index, of: sentence)
    case .applicant(.natural): readAllNatural(at: index, of: sentence)
    default: break
    }
  }

  /// Disputes joined by 、 or 和 count as named together.
  private mutating func note(_ label: DisputeLabel, at index: Int, of lexemes: [Lexeme]) {
    var before = index - 1
    var isJoined = false
    while before >= 0, [.joiner, .enumerationComma, .filler].contains(lexemes[before].term) {
      isJoined = isJoined || lexemes[before].term != .filler
      before -= 1
    }
    if isJoined, before >= 0, case .dispute = lexemes[before].term {
      lastDisputes.append(label)
    } else {
      lastDisputes = [label]
    }
  }

  private mutating func readCount(_ count: CountContext) {
    guard !count.head.contains(where: { $0.term == .comparison }) else { return }
    let kind: Claim.Kind? =
      switch effectiveTopic(count) {
      case .requests: requestKind(count)
      case .disputes: disputeKind(count)
      case .documents: documentKind(count)
      case .other, .none: nil
      }
    guard let kind = kind ?? decisionKind(count) else { return }
    if isOtherPeriod, !count.names(.carry) { return }
    add(
      kind, value: count.value, sentence: count.sentence, range: count.excerptRange, end: count.end)
    countsBefore.append(count.value)
  }

  /// What follows a figure tells its subject before what went before does: 收到2件行政复议申请.
  private func effectiveTopic(_ count: CountContext) -> Topic {
    for lexeme in count.tail {
      switch lexeme.term {
      case .request: return .requests
      case .dispute: return .disputes
      case .document: return .documents
      case .otherSubject: return .other
      default: continue
      }
    }
    return topic
  }

  /// Adds a claim and remembers it for percentages.
  ///
  /// A message quotes the units in `range`; the figure itself ends before the unit `end`.
  mutating func add(
    _ kind: Claim.Kind, value: Double, sentence: Sentence, range: Range<Int>, end: Int
  ) {
    let claim = Claim(
      kind: kind, value: value, isScoped: isScoped,
      place: Claim.Place(section: section, page: page, units: sentence.units, range: range))
    claims.append(claim)
    lastCount = (claim, end)
  }
}
