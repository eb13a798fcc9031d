import PageModel
import ReportModel

/// The three grids of a report as they are read, table after table.
struct ReportGrids {
  private(set) var cells = CellCollection()
  private(set) var proactive = ProactiveGridParser()
  private(set) var requests = RequestsGridParser()
  private(set) var disputes = DisputesGridParser()

  /// Reads the parts that a table has of these grids.
  mutating func read(_ table: Table, of grids: Set<ReportGrid>) {
    if grids.isEmpty { return }
    let grid = GridRows(table)
    let wasAligned = cells.isAligned
    cells.isAligned = table.kind == .stream
    defer { cells.isAligned = cells.isAligned || wasAligned }
    let isDisputes = DisputesGridParser.isPart(grid) || disputes.goesOn(in: grid)
    if grids.contains(.requests),
      RequestsGridParser.isPart(grid) || !isDisputes && requests.goesOn(in: grid)
    {
      requests.parse(grid, into: &cells)
    }
    if grids.contains(.disputes), isDisputes { disputes.parse(grid, into: &cells) }
    if grids.contains(.proactive),
      ProactiveGridParser.isPart(grid) || proactive.goesOn(in: grid)
    {
      proactive.parse(grid)
    }
  }

  /// Hands over what is kept until all tables are read.
  mutating func finish() {
    proactive.finish(into: &cells)
  }

  /// Takes rows as blank whose labels stand in their section and whose figures stand nowhere.
  mutating func takeBlankRows(of text: ReportText, in document: LaidOutDocument) {
    if let blocks = text.blocks(ofSection: 3, in: document) {
      requests.takeBlankRows(of: blocks, into: &cells)
    }
    if let blocks = text.blocks(ofSection: 4, in: document) {
      disputes.takeBlankRow(of: blocks, into: &cells)
    }
  }
}
