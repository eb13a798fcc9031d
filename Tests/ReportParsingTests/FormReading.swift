import PageModel
import ReportModel
import ReportParsing
import Testing

/// What tests of the grids do with forms.
protocol FormReading {}

extension FormReading {
  /// Parses, and sees to it that no figure stands in a cell other than its own and that none is
  /// lost unless a finding cites it or names its cell.
  func parse(
    _ form: SampleForm, location: SourceLocation = #_sourceLocation
  ) throws -> ParsedReport {
    let report = try #require(ReportParser().parse(form.document), sourceLocation: location)
    let named = Set(report.findings.filter { $0.severity != .info }.flatMap(\.cells))
    let messages = report.findings.map(\.message).joined(separator: "\n")
    let printed = Set([form.proactive, form.requests, form.disputes].joined().joined())
    let figures = Set(form.expected.values)
    for (id, figure) in form.expected {
      let value = report.cells[id]?.value
      if let value, figures.contains(value) {
        #expect(value == figure, "\(id) holds another cell's figure", sourceLocation: location)
      }
      let raw = String(Int(bounded: figure))
      if value == nil, printed.contains(raw) {
        #expect(
          named.contains(id) || messages.contains("“\(raw)”"), "\(id) was lost silently",
          sourceLocation: location)
      }
    }
    return report
  }

  func lost(_ form: SampleForm, _ report: ParsedReport) -> Set<CellID> {
    Set(form.expected.filter { report.cells[$0.key]?.value != $0.value }.keys)
  }
}
