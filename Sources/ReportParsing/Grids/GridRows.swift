import PageModel
import ReportModel

/// A table by its rows.
struct GridRows {
  /// For every row the cells that it passes through, from left to right.
  let rows: [[TableCell]]
  let columnCount: Int
  /// Whether its columns lie where their boxes say.
  var isPlaced = true

  /// Where the table begins and ends across its page, in points; `nil` where nothing says so.
  var edges: (left: Double, right: Double)? {
    let boxes = rows.joined().compactMap { $0.fragments.first?.box }
    guard let left = boxes.map(\.x0).min(), let right = boxes.map(\.x1).max() else { return nil }
    return (left, right)
  }

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
    isPlaced = table.isPlaced
  }

  /// Of the rows that are asked for, the one with the most figures: their cells from left to right.
  func figures(where isAsked: ([TableCell]) -> Bool) -> [TableCell] {
    rows.filter(isAsked).map { row in
      row.filter { !$0.text.isEmpty && ParsedFigure($0.text, unit: .pieces).isReadable }
    }.max { $0.count < $1.count } ?? []
  }
}

/// Which columns of a table a header names.
struct ColumnMap<Name: Hashable> {
  /// The columns of each name, and where they lie across the page, in points.
  private(set) var entries: [(columns: Range<Int>, name: Name, place: Box?)] = []
  /// The edges of the table that the places are of.
  var edges: (left: Double, right: Double)?

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
    guard grid.isPlaced else { return result }
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

  /// Widths of two tables differ by less where both are printed at the same scale.
  private static var scaleTolerance: Double { 0.03 }

  /// Whether the columns of a table that goes on without a header lie where those of these names do,
  /// as far as their cells tell: a column more or less at one side leaves as many, each for another name.
  func fits(_ grid: GridRows) -> Bool {
    let pairs = entries.compactMap { entry -> (own: Box, other: Box)? in
      let cell = grid.rows.joined().first { $0.columns == entry.columns }
      guard let own = entry.place, let other = cell?.fragments.first?.box else { return nil }
      return (own, other)
    }
    return pairs.count < 2 || !Self.contradicts(pairs, shift: shift(onto: grid))
  }

  /// How far a table lies beside the one of these places as a whole, in points: pages are laid onto the
  /// glass of a scanner, each a little elsewhere.
  private func shift(onto grid: GridRows) -> Double {
    guard let edges, let other = grid.edges else { return 0 }
    let (left, right) = (other.left - edges.left, other.right - edges.right)
    return abs(left - right) < Self.edgeTolerance ? (left + right) / 2 : 0
  }

  /// Both edges of a table lie beside their places by as much, in points.
  private static var edgeTolerance: Double { 8 }

  /// Whether columns of the same scale lie half a column or more beside their places.
  private static func contradicts(
    _ pairs: [(own: Box, other: Box)], shift: Double
  ) -> Bool {
    let own = pairs.map(\.own.midX)
    let other = pairs.map(\.other.midX)
    let span = (own.max() ?? 0) - (own.min() ?? 0)
    let otherSpan = (other.max() ?? 0) - (other.min() ?? 0)
    guard span > 0, abs(otherSpan / span - 1) < scaleTolerance else { return false }
    return pairs.contains { abs($0.own.midX + shift - $0.other.midX) >= 0.5 * $0.own.width }
  }

  /// The same names for a grid whose rows hold these figures: in their order where they are as many and
  /// their places do not contradict, else by their place. Nothing where the places do not fit, as on a
  /// page that is printed at another scale.
  func carried(onto grid: GridRows, for figures: [TableCell]) -> ColumnMap {
    let order = entries.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    let pairs = zip(order, figures).compactMap { entry, cell -> (own: Box, other: Box)? in
      guard let own = entry.place, let other = cell.fragments.first?.box else { return nil }
      return (own, other)
    }
    if figures.count == entries.count, !Self.contradicts(pairs, shift: shift(onto: grid)) {
      var result = ColumnMap()
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
