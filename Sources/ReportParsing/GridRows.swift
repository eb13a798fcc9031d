import DocumentModel

/// A table by its rows.
struct GridRows {
  /// For every row the cells that it passes through, from left to right.
  let rows: [[TableCell]]
  let columnCount: Int

  init(rows: [[TableCell]], columnCount: Int) {
    self.rows = rows
    self.columnCount = columnCount
  }

  init(_ table: Table) {
    var rows = [[TableCell]](repeating: [], count: table.rowCount)
    for cell in table.cells {
      for row in cell.rows where row < table.rowCount { rows[row].append(cell) }
    }
    self.rows = rows.map { $0.sorted { $0.column < $1.column } }
    columnCount = table.columnCount
  }

  /// Of the rows that are asked for, the one with the most figures: their cells from left to right.
  func figures(where isAsked: ([TableCell]) -> Bool) -> [TableCell] {
    rows.filter(isAsked).map { row in
      row.filter { !$0.text.isEmpty && FigureReading($0.text, unit: .pieces).isReadable }
    }.max { $0.count < $1.count } ?? []
  }
}

/// Which columns of a table a header names.
struct ColumnMap<Name: Hashable> {
  /// The columns of each name, and where they lie across the page, in points.
  private(set) var entries: [(columns: Range<Int>, name: Name, place: Box?)] = []

  var isEmpty: Bool { entries.isEmpty }
  /// Each name once, from left to right.
  var names: [Name] {
    var seen: Set<Name> = []
    return entries.sorted { $0.columns.lowerBound < $1.columns.lowerBound }.map(\.name)
      .filter { seen.insert($0).inserted }
  }
  var first: Int { entries.map(\.columns.lowerBound).min() ?? 0 }

  /// The same names for the columns of a table that goes on without a header.
  func carried(onto grid: GridRows) -> ColumnMap {
    var result = ColumnMap()
    for cell in grid.rows.flatMap({ $0 }) where !cell.text.isEmpty {
      guard let box = cell.fragments.first?.box,
        !result.entries.contains(where: { $0.columns.overlaps(cell.columns) })
      else { continue }
      let named = entries.filter { entry in
        entry.place.map { $0.x0 < box.midX && box.midX < $0.x1 } ?? false
      }
      let covered = entries.count { entry in
        entry.place.map { box.x0 < $0.midX && $0.midX < box.x1 } ?? false
      }
      if covered > 1 { continue }
      if named.count == 1 {
        result.entries.append((cell.columns, named[0].name, named[0].place))
      }
    }
    return result
  }

  /// The same names for a grid whose rows hold these figures: in their order where they are as many,
  /// else by their place. Nothing where the places do not fit, as on a page that is printed at another
  /// scale.
  func carried(onto grid: GridRows, for figures: [TableCell]) -> ColumnMap {
    if figures.count == entries.count {
      var result = ColumnMap()
      let order = entries.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
      for (entry, cell) in zip(order, figures) { result.set(entry.name, cell) }
      return result
    }
    let placed = carried(onto: grid)
    let isFitting =
      placed.names.count == placed.entries.count
      && figures.allSatisfy { cell in placed.entries.contains { $0.columns.overlaps(cell.columns) }
      }
    return isFitting ? placed : ColumnMap()
  }

  mutating func set(_ name: Name, _ cell: TableCell) {
    set(name, cell.columns, place: cell.fragments.first?.box)
  }

  /// Names columns; what was wider keeps the rest, for instance the upper row of a header in two.
  mutating func set(_ name: Name, _ columns: Range<Int>, place: Box? = nil) {
    entries = entries.compactMap { entry in
      guard entry.columns.overlaps(columns) else { return entry }
      let left = entry.columns.lowerBound..<max(entry.columns.lowerBound, columns.lowerBound)
      let right = min(entry.columns.upperBound, columns.upperBound)..<entry.columns.upperBound
      let rest = left.count >= right.count ? left : right
      return rest.isEmpty || entry.name == name ? nil : (rest, entry.name, entry.place)
    }
    entries.append((columns, name, place))
  }

  /// The names whose columns lie for the most part under the cell, or hold the most of it.
  func names(of cell: TableCell) -> [Name] {
    entries.filter { entry in
      let common = entry.columns.clamped(to: cell.columns).count
      return common * 2 > entry.columns.count || common * 2 > cell.columnSpan
    }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }.map(\.name)
  }
}
