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

  /// Where the named columns lie across the page, in points.
  private var places: [Name: Box] = [:]

  var isEmpty: Bool { entries.isEmpty }
  var names: Set<Name> { Set(entries.map(\.name)) }
  var first: Int { entries.map(\.columns.lowerBound).min() ?? 0 }

  /// The same names for the columns of a table that goes on without a header.
  func carried(onto grid: GridRows) -> ColumnMap {
    var result = ColumnMap()
    result.places = places
    for row in grid.rows {
      for cell in row where cell.columnSpan == 1 {
        guard let x = cell.fragments.first?.box.midX,
          !result.entries.contains(where: { $0.columns.contains(cell.column) })
        else { continue }
        let named = entries.map(\.name).filter { name in
          places[name].map { $0.x0 < x && x < $0.x1 } ?? false
        }
        if named.count == 1 { result.entries.append((cell.columns, named[0])) }
      }
    }
    return result
  }

  mutating func set(_ name: Name, _ cell: TableCell) {
    places[name] = cell.fragments.first?.box
    set(name, cell.columns)
  }

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
