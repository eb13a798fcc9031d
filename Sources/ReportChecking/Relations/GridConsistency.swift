public import DocumentModel

/// Whether the figures of a report fit together, for who looks for a misread one.
public enum GridConsistency {
  /// The cells of every relation that does not hold.
  public static func brokenRelations(in report: ParsedReport) -> [[CellID]] {
    relations(in: report).filter { relation in
      if case .fails = relation.assessment { true } else { false }
    }.map(\.relation.cells)
  }

  /// The figures of relations that hold, with nothing for blanks: two misreadings would have to agree.
  public static func confirmedCells(in report: ParsedReport) -> Set<CellID> {
    Set(
      relations(in: report).flatMap { relation -> [CellID] in
        switch relation.assessment {
        case .holds: relation.relation.cells
        case .blanksMeanZero(let blanks): relation.relation.cells.filter { !blanks.contains($0) }
        case .fails, .notAssessed: []
        }
      })
  }

  /// The cells of every relation, but for those that say nothing because of blank totals alone.
  public static func relatedCells(in report: ParsedReport) -> Set<CellID> {
    Set(
      relations(in: report).filter { relation in
        relation.assessment != .notAssessed
          || (relation.relation.left + relation.relation.right).contains { $0.state == .unusable }
      }.flatMap(\.relation.cells))
  }

  private static func relations(in report: ParsedReport) -> [AssessedRelation] {
    let all = GridRelations(report)
    return all.rowTotals + all.columnTotals + all.balances + all.disputes
  }
}
