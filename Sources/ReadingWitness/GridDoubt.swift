import PageModel
import ReportModel

/// Whether so much of a grid could not be read that the rest of it cannot be relied on either.
///
/// A grid whose lines or columns were made out wrongly has cells with two figures or none, cells that are
/// read twice, figures that are left over. Those are named; what came out whole among them may stand in
/// another row or column.
struct GridDoubt {
  /// What in a grid tells that it was not understood.
  private static let rules: Set<RuleID> = [
    .readingCellUnreadable, .readingDuplicateCell, WitnessFindings.rule,
  ]
  private static let lacks: Set<RuleID> = [.readingCellMissing, .readingBlankInDoubt]
  /// A place for each ten cells of a grid, and more than a figure that is struck out and its neighbour: of 1,500 forms with
  /// odd print, all that had cells wrong in ways that nothing named had more.
  private static let share = 10
  private static let least = 3

  let form: StandardForm
  let cells: [PlacedCell]
  /// The findings about the report so far, those of the witness among them.
  let findings: [Finding]

  /// How many places tell that the grid was not understood; `nil` where it can be relied on. What is said of
  /// a row or column as a whole is one.
  private var faults: Int? {
    let own = Set(form.slots.map(\.id))
    let enough = max(Self.least, own.count / Self.share)
    func told(of rules: Set<RuleID>) -> [Finding] {
      findings.filter {
        $0.severity == .error && rules.contains($0.rule) && !own.isDisjoint(with: $0.cells)
      }
    }
    var count = told(of: Self.rules).count
    // A report may have columns and rows of its own; where cells are missing, their figures may be among those
    // that are left over.
    if own.intersection(told(of: Self.lacks).flatMap(\.cells)).count >= enough {
      let pages = Set(cells.compactMap(\.reading.page))
      count += findings.count { finding in
        finding.rule == .readingUnassignedFigure
          && finding.page.map(pages.contains) ?? false
      }
    }
    return count >= enough ? count : nil
  }

  /// The finding that names the cells which no other one does.
  func finding(in report: ParsedReport) -> Finding? {
    guard let faults else { return nil }
    let named = Set(findings.filter { $0.severity != .info }.flatMap(\.cells))
    let rest = form.slots.map(\.id).filter { !named.contains($0) && report.cells[$0] != nil }
    guard let first = cells.first.map(\.reading), !rest.isEmpty else { return nil }
    return WitnessFindings.doubt(of: rest, faults: faults, page: first.page)
  }
}
