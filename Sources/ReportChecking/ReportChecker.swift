public import DocumentModel

/// Applies every check to a parsed report.
public struct ReportChecker: Sendable {
  public init() {}

  /// The findings, in the order of the rules.
  public func findings(in report: ParsedReport) -> [Finding] {
    []
  }
}
