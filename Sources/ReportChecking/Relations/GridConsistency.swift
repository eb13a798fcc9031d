import PageModel
public import ReportModel

/// Whether the figures of a report fit together, for who looks for a misread one.
public enum GridConsistency {
  /// The cells of every relation that does not hold.
  public static func brokenRelations(in report: ParsedReport) -> [[CellID]] {
    relations(in: report).filter { relation in
      if case .fails = relation.assessment { true } else { false }
    }.map(\.relation.cells)
  }

  /// A figure of no more confidence is a guess; two of them may be wrong in one way.
  private static let guess = 0.5
  /// Below, two figures that are alike may be one misreading.
  private static let certain = 0.93

  /// The figures of relations that hold, with nothing for blanks: two misreadings would have to agree.
  /// None confirms a figure where another one in it is doubtful too and may be misread alike.
  public static func confirmedCells(in report: ParsedReport) -> Set<CellID> {
    Set(
      relations(in: report).flatMap { relation -> [CellID] in
        let cells: [CellID] =
          switch relation.assessment {
          case .holds: relation.relation.cells
          case .blanksMeanZero(let blanks): relation.relation.cells.filter { !blanks.contains($0) }
          case .fails, .blanksMean, .notAssessed: []
          }
        return cells.filter { cell in
          !cells.contains { $0 != cell && areAlikeInDoubt($0, cell, in: report) }
        }
      })
  }

  private static func areAlikeInDoubt(
    _ first: CellID, _ second: CellID, in report: ParsedReport
  ) -> Bool {
    guard let one = report.cells[first], let other = report.cells[second] else { return false }
    let most = max(one.confidence, other.confidence)
    return most <= guess || most < certain && one.value == other.value && one.value != 0
  }

  /// The cells of every relation, but for those that say nothing because of blank totals alone.
  public static func relatedCells(in report: ParsedReport) -> Set<CellID> {
    Set(
      relations(in: report).filter { relation in
        relation.saysSomething
          || (relation.relation.left + relation.relation.right).contains { $0.state == .unusable }
      }.flatMap(\.relation.cells))
  }

  private static func relations(in report: ParsedReport) -> [AssessedRelation] {
    let all = GridRelations(report)
    return all.rowTotals + all.columnTotals + all.balances + all.disputes
  }
}
