public import PageModel
public import ReportModel

/// Asks of every standard cell that was read whether the page itself bears it out.
///
/// It starts again from the characters and knows nothing of ruling lines, tables, spans or how labels are
/// named: a cell's characters are one figure and that which was read; its box is no other cell's, stands
/// in the band of its row and of its column, beside its label and below its header as far as those can be
/// made out, and in their order; and no figure among the cells is left over. What it cannot confirm it
/// names; it changes nothing.
public struct ReadingWitness: Sendable {
  public init() {}

  /// One finding for each cause about a report, whose boxes are in the coordinates of the pages that it
  /// was read from; cells that a finding of the report names already are left out.
  public func findings(about report: ParsedReport, on pages: [Page]) -> [Finding] {
    let named = Set(report.findings.filter { $0.severity != .info }.flatMap(\.cells))
    var sheets = Sheets(pages)
    let grids = sheets.grids(of: report, named: named)
    let all = grids.flatMap(\.cells)
    let printed = sheets.printed
    let crowded = grids.map { grid in
      RowWitness(form: grid.form, pages: printed, cells: grid.cells).crowded()
    }
    let content = ContentWitness(
      pages: printed, cells: all, crowded: crowded.reduce([]) { $0.union($1) })
    var objections: [CellID: Objection] = [:]
    for (index, objection) in content.objections() {
      objections[all[index].slot.id] = objection
    }
    var result: [Finding] = []
    let accounted = sheets.accounted(all, report.findings)
    let left = sheets.places(of: report.findings.filter { $0.rule == .readingUnassignedFigure })
    for grid in grids {
      let rows = RowWitness(form: grid.form, pages: printed, cells: grid.cells).objections()
      let columns = ColumnWitness(form: grid.form, pages: printed, cells: grid.cells).objections()
      for (index, objection) in rows.merging(columns, uniquingKeysWith: { first, _ in first })
      where !grid.cells[index].isNamed && objections[grid.cells[index].slot.id] == nil {
        objections[grid.cells[index].slot.id] = objection
      }
      for index in Self.blanks(beside: objections, in: grid.cells) {
        objections[grid.cells[index].slot.id] = .outOfLine
      }
      result += WitnessFindings.findings(objections, of: grid.form, in: report)
      let strays =
        StrayDigits(pages: printed, cells: grid.cells, accounted: accounted).runs()
        + LeftFigures(
          pages: printed, cells: grid.cells, left: left, hasLabels: grid.form.rowMarks != nil
        ).runs()
      result += strays.map { run in
        let ids = run.beside.map { grid.cells[$0].slot.id }
        return WitnessFindings.stray(
          page: sheets.number(of: run.page), box: printed[run.page]?.restored(run.box) ?? run.box,
          beside: ids)
      }
      // On pages that were recognised, a cell that cannot be read tells of dirt.
      if pages.allSatisfy({ $0.textSource != .ocr }) {
        result +=
          GridDoubt(
            form: grid.form, cells: grid.cells, findings: report.findings + result
          ).finding(in: report).map { [$0] } ?? []
      }
    }
    return result
  }

  /// The blank cells that touch one whose digits may be of more than one figure: the other may be theirs.
  private static func blanks(beside objections: [CellID: Objection], in cells: [PlacedCell])
    -> [Int]
  {
    let doubtful = cells.filter { objections[$0.slot.id] == .doubtfulFigure }
    guard !doubtful.isEmpty else { return [] }
    return cells.indices.filter { index in
      let cell = cells[index]
      guard cell.reading.value == nil, cell.reading.raw.isEmpty, !cell.isNamed,
        objections[cell.slot.id] == nil
      else { return false }
      return doubtful.contains { other in
        (other.slot.row == cell.slot.row || other.slot.column == cell.slot.column)
          && other.parts.contains { part in
            cell.parts.contains { $0.page == part.page && $0.box.touches(part.box) }
          }
      }
    }
  }
}
