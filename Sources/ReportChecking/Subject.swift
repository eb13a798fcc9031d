import PageModel
import ReportModel

/// A report as the rules see it: with the relations assessed and the narrative read, once for all.
struct Subject: Sendable {
  let report: ParsedReport
  let relations: GridRelations
  /// Blank cells that can only mean 0.
  let blankZeros: Set<CellID>
  let issuer: IssuerKind
  /// What the running text says about the grids' figures.
  let narrative: Narrative

  init(_ report: ParsedReport) {
    self.report = report
    relations = GridRelations(report)
    blankZeros = Set(relations.requestBlanks + relations.disputeBlanks)
    issuer = IssuerKind(issuer: report.header.issuer)
    narrative = Narrative(report)
  }

  /// The figure of a cell that a sentence may be held against: printed, or a blank that can only
  /// mean 0; `nil` where there is none.
  func figure(_ id: CellID) -> Double? {
    report.value(id) ?? (blankZeros.contains(id) ? 0 : nil)
  }

  /// The sum of figures; `nil` where one is missing.
  func sum(_ ids: [CellID]) -> Double? {
    var result = 0.0
    for id in ids {
      guard let value = figure(id) else { return nil }
      result += value
    }
    return result
  }

  /// A section by its position in the standard.
  func section(_ number: Int) -> ReportSection? { report.sections.first { $0.number == number } }
}
