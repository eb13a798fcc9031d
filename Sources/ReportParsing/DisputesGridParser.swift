import DocumentModel

/// Reads the section-4 grid.
struct DisputesGridParser {
  private(set) var isFound = false
  private var blocks = ColumnMap<DisputeBlock>()
  private var outcomes = ColumnMap<DisputeOutcome>()
  private var columnCount = 0

  static func isPart(_ grid: GridRows) -> Bool {
    var count = 0
    for row in grid.rows {
      for cell in row {
        if Labels.block(cell.text) != nil { count += 2 }
        if [.upheld, .corrected, .pending].contains(Labels.outcome(cell.text)) { count += 1 }
      }
    }
    return count >= 6
  }

  mutating func parse(_ grid: GridRows, into cells: inout CellCollection) {
    if grid.columnCount != columnCount {
      blocks = ColumnMap()
      outcomes = ColumnMap()
    }
    columnCount = grid.columnCount
    var isHeaderSeen = !outcomes.isEmpty
    for (index, row) in grid.rows.enumerated() {
      let own = row.filter { $0.row == index }
      let named = own.filter { Labels.block($0.text) != nil || Labels.outcome($0.text) != nil }
      let isRequest = own.contains { cell in
        guard let name = Labels.requestRow(cell.text) else { return false }
        return name != .otherOther && name != .total && name != .other
      }
      if isRequest { continue }
      if !named.isEmpty,
        own.contains(where: {
          Labels.block($0.text) != nil
            || [.upheld, .corrected, .pending].contains(Labels.outcome($0.text))
        })
      {
        for cell in own {
          if let block = Labels.block(cell.text) { blocks.set(block, cell.columns) }
          if let outcome = Labels.outcome(cell.text) { outcomes.set(outcome, cell.columns) }
        }
        isHeaderSeen = true
        continue
      }
      guard isHeaderSeen, outcomes.entries.count >= 10, blocks.entries.count == 3 else { continue }
      let values = own.filter { !outcomes.names(of: $0).isEmpty }
      guard values.count * 2 >= outcomes.entries.count, !isFound else { continue }
      guard values.allSatisfy({ $0.text.count < 30 }) else { continue }
      isFound = true
      for cell in own { take(cell, into: &cells) }
    }
  }

  private func take(_ cell: TableCell, into cells: inout CellCollection) {
    let names = outcomes.names(of: cell)
    let places = blocks.names(of: cell)
    if names.count == 1, places.count == 1 {
      cells.take(cell, as: places[0].cell(names[0]))
    } else if names.count > 1 {
      let ids = places.flatMap { block in Set(names).map(block.cell) }
      cells.refuse(cell, spanning: ids.sorted())
    } else {
      cells.leave(cell, label: "行政复议、行政诉讼")
    }
  }
}
