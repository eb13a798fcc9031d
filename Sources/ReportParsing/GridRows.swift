import DocumentModel

/// A table by its rows.
struct GridRows {
  /// For every row the cells that it passes through, from left to right.
  let rows: [[TableCell]]
  let columnCount: Int

  init(_ table: Table) {
    var rows = [[TableCell]](repeating: [], count: table.rowCount)
    for cell in table.cells {
      for row in cell.rows where row < table.rowCount { rows[row].append(cell) }
    }
    self.rows = rows.map { $0.sorted { $0.column < $1.column } }
    columnCount = table.columnCount
  }
}

/// Which columns of a table a header names.
struct ColumnMap<Name: Hashable> {
  private(set) var entries: [(columns: Range<Int>, name: Name)] = []

  var isEmpty: Bool { entries.isEmpty }
  var names: Set<Name> { Set(entries.map(\.name)) }
  var first: Int { entries.map(\.columns.lowerBound).min() ?? 0 }

  mutating func set(_ name: Name, _ columns: Range<Int>) {
    entries.removeAll { $0.columns.overlaps(columns) }
    entries.append((columns, name))
  }

  /// The names whose columns lie for the most part under the cell, or hold the most of it.
  func names(of cell: TableCell) -> [Name] {
    entries.filter { entry in
      let common = entry.columns.clamped(to: cell.columns).count
      return common * 2 > entry.columns.count || common * 2 > cell.columnSpan
    }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }.map(\.name)
  }
}
