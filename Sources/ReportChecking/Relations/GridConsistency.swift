public import DocumentModel

/// Whether the figures of a report fit together, for who looks for a misread one.
public enum GridConsistency {
  /// The cells of every relation that does not hold.
  public static func brokenRelations(in report: ParsedReport) -> [[CellID]] {
    relations(in: report).filter { relation in
      if case .fails = relation.assessment { true } else { false }
    }.map(\.relation.cells)
  }

  /// The cells of relations that hold with no blank among them: two misreadings would have to agree.
  public static func confirmedCells(in report: ParsedReport) -> Set<CellID> {
    Set(relations(in: report).filter { $0.assessment == .holds }.flatMap(\.relation.cells))
  }

  /// The cells of every relation.
  public static func relatedCells(in report: ParsedReport) -> Set<CellID> {
    Set(relations(in: report).flatMap(\.relation.cells))
  }

  private static func relations(in report: ParsedReport) -> [AssessedRelation] {
    let all = GridRelations(report)
    return all.rowTotals + all.columnTotals + all.balances + all.disputes
  }
}
