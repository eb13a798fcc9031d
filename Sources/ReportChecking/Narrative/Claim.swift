import PageModel
import ReportModel

/// A figure of the running text that can be held against the grids.
struct Claim: Sendable {
  enum Kind: Sendable, Hashable {
    case received
    /// Called 受理, which may also be what was dealt with.
    case accepted
    /// Received and carried over from the year before, as one figure.
    case receivedWithCarried
    case answered
    /// 依申请公开 N 件, which does not say whether received or answered.
    case requests
    /// Nothing was received.
    case noRequests
    case carried(Direction)
    case outcomes([OutcomeLabel])
    case applicants([ApplicantLabel])
    case disputes([DisputeLabel], DisputeOutcome)
    case documents([ProactiveItem], DocumentFigure)
    case decisions(ProactiveItem)
  }

  enum Direction: Sendable, Hashable {
    /// From the year before.
    case incoming
    /// To the year after.
    case outgoing
    case unsaid
  }

  enum DocumentFigure: Sendable, Hashable {
    case issued, repealed, inForce
  }

  var kind: Kind
  var value: Double
  /// Whether the sentence names whom it speaks of, who need not be the grid's body.
  var isScoped: Bool
  var place: Place

  /// Where the claim stands in the text.
  struct Place: Sendable {
    var section: Int
    var page: Int?
    var units: [UInt16]
    var range: Range<Int>

    /// The words of the claim.
    var excerpt: String {
      String(decoding: units[range.clamped(to: units.indices)], as: UTF16.self)
    }
  }
}

/// A percentage of the running text whose numerator is a claim.
struct PercentageClaim: Sendable {
  /// The printed percentage, 33.9 for 33.9 %.
  var value: Double
  var decimals: Int
  var isApproximate: Bool
  var numerator: Claim
  /// Counts that the text gave before, any of which may be the denominator.
  var countsBefore: [Double]
  var place: Claim.Place
}

/// What the running text says about the grids' figures.
struct Narrative: Sendable {
  var claims: [Claim] = []
  var percentages: [PercentageClaim] = []
  /// Sentences by section number, all sections.
  var sentences: [Int: [Sentence]] = [:]

  init(_ report: ParsedReport) {
    for section in report.sections where !section.text.isEmpty {
      let sentences = Sentence.sentences(of: FoldedText(section.text))
      self.sentences[section.number, default: []] += sentences
      // Section 5 speaks of problems and plans.
      guard section.number != 5 else { continue }
      var reader = ClaimReader(
        section: section.number, page: section.page, year: report.header.year)
      reader.read(sentences)
      claims += reader.claims
      percentages += reader.percentages
    }
  }
}
