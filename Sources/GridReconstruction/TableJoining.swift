import DocumentModel

/// Tables that go on over pages become one.
struct TableJoining {
  let tolerances: GridTolerances

  /// Whether the second table, first on its page, goes on with the first one, last on the page before.
  func continues(_ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable) -> Bool {
    let reach = 3 * tolerances.snap
    return second.agrees(with: first) || abs(first.box.x0 - second.box.x0) < reach && abs(first.box.x1 - second.box.x1) < reach
  }

  /// Both as one table: rows one below the other, columns united.
  func joined(
    _ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable
  ) -> PageLayout.PlacedTable {
    let second = second.moved(onto: first)
    let clusters = PositionClusters(first.xs + second.xs, within: 1.5 * tolerances.snap)
    let xs = clusters.centers
    var cells: [TableCell] = []
    let isCut = first.isOpenBelow || second.isOpenAbove
    let offset = first.table.rowCount - (isCut ? 1 : 0)
    func moved(_ cell: TableCell, xs old: [Double], by rows: Int) -> TableCell {
      var copy = cell
      let left = clusters.nearest(to: old[cell.column])
      let right = clusters.nearest(to: old[cell.column + cell.columnSpan])
      copy.column = left
      copy.columnSpan = max(1, right - left)
      copy.row += rows
      return copy
    }
    for cell in first.table.cells { cells.append(moved(cell, xs: first.xs, by: 0)) }
    for cell in second.table.cells {
      let below = moved(cell, xs: second.xs, by: offset)
      if isCut, cell.row == 0,
        let index = cells.firstIndex(where: {
          $0.rows.upperBound == first.table.rowCount && $0.columns == below.columns
        })
      {
        if !below.text.isEmpty {
          cells[index].text += (cells[index].text.isEmpty ? "" : "\n") + below.text
        }
        cells[index].rowSpan = max(
          cells[index].rowSpan, below.rows.upperBound - cells[index].row)
        cells[index].fragments += below.fragments
        cells[index].confidence = min(cells[index].confidence, below.confidence)
        cells[index].unmappedCount += below.unmappedCount
      } else {
        cells.append(below)
      }
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    return PageLayout.PlacedTable(
      table: Table(
        kind: first.table.kind, rowCount: offset + second.table.rowCount,
        columnCount: max(1, xs.count - 1), cells: cells,
        fragments: first.table.fragments + second.table.fragments),
      box: second.box, xs: xs, isOpenAbove: first.isOpenAbove, isOpenBelow: second.isOpenBelow)
  }
}
