import PageModel
public import ReportModel

/// Applies every check to a parsed report.
public struct ReportChecker: Sendable {
  public init() {}

  /// Every check, in the order in which findings are given.
  public static var rules: [RuleDescription] { allRules.map(\.description) }

  /// The findings, in the order of the rules.
  public func findings(in report: ParsedReport) -> [Finding] {
    let subject = Subject(report)
    return Self.allRules.flatMap { $0.findings(in: subject) }
  }

  static let allRules: [any Rule] = [
    // figures against figures
    RequestsRowTotal(), RequestsColumnTotal(), RequestsBalance(), DisputesTotal(), ValuesCount(),
    BlankZero(), BlankFigure(), RegulationsCompetence(),
    // text against figures
    NarrativeRequestsReceived(), NarrativeRequestsAnswered(), NarrativeRequestsCarried(),
    NarrativeRequestOutcomes(), NarrativeApplicants(), NarrativeDisputes(),
    NarrativeNormativeDocuments(), NarrativeDecisions(), NarrativePercentage(),
    // dates and form
    PeriodYear(), YearAgreement(), IssueDateEarly(), IssueDateLate(), SectionsMissing(),
    SectionsOrder(), SectionsNumbering(), SectionsEmpty(), SectionsLength(),
    ProcessingFeeMissing(),
  ]
}
