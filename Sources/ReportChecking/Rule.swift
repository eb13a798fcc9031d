import PageModel
import ReportModel

/// One check: what it asks for, and what it has to say about a report.
protocol Rule: Sendable {
  /// What `gongkai rules` prints.
  var description: RuleDescription { get }

  /// The findings about one report, in the order of the form.
  func findings(in subject: Subject) -> [Finding]
}

extension Rule {
  /// A finding of this rule; its place is that of the first cell that the document has.
  func finding(
    _ severity: Severity? = nil, in subject: Subject, english: String, chinese: String,
    cells: [CellID] = [], expected: Double? = nil, actual: Double? = nil, page: Int? = nil
  ) -> Finding {
    let place = cells.lazy.compactMap { subject.report.cells[$0] }.first { $0.isFound }
    return Finding(
      rule: description.id, severity: severity ?? description.severity, message: english,
      messageZh: chinese, cells: cells, expected: expected, actual: actual,
      page: place?.page ?? page, box: place?.box)
  }
}
