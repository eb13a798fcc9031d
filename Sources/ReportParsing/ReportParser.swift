public import DocumentModel

/// Reads a laid-out document as an annual disclosure report.
public struct ReportParser: Sendable {
  public init() {}

  /// The report, or `nil` where the document is none.
  public func parse(_ document: LaidOutDocument) -> ParsedReport? {
    nil
  }
}
