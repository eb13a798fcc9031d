public import DocumentModel

/// Applies every check to a parsed report.
public struct ReportChecker: Sendable {
  /// The rules, in the order of the findings.
  public static let rules: [RuleDescription] = []

  public init() {}

  /// The findings, in the order of the rules.
  public func findings(in report: ParsedReport) -> [Finding] {
    []
  }
}
