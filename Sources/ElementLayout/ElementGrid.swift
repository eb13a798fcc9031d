import DocumentModel

/// A table of a document without pages, its cells in columns as browsers and word processors show them
/// (HTML Living Standard, 4.9.12).
struct ElementGrid {
  struct Cell {
    /// First row and column, from 0.
    var row: Int
    var column: Int
    var rowSpan: Int
    var columnSpan: Int
    /// The cell that the document has; `nil` where it has none and the grid would have a hole.
    var source: ElementCell?
  }

  /// In row-major order of their first place.
  private(set) var cells: [Cell] = []
  private(set) var rowCount = 0
  private(set) var columnCount = 0
  /// The rows, from 0, that have fewer or more columns than most.
  private(set) var unevenRows: Set<Int> = []
  /// Whether the document's table has more than is read.
  private(set) var isCut = false

  /// Standard grids have 36 rows and 15 columns.
  static let mostRows = 1000
  static let mostColumns = 100

  init(_ table: ElementTable) {
    isCut = table.rows.count > Self.mostRows
    let rows = table.rows.prefix(Self.mostRows)
    rowCount = rows.count
    // For each column the first row that is free again.
    var free: [Int] = []
    var widths: [Int] = []
    for (index, row) in rows.enumerated() {
      var column = 0
      for source in row {
        while column < free.count, free[column] > index { column += 1 }
        guard column < Self.mostColumns else {
          isCut = true
          break
        }
        let asked = min(source.columnSpan, Self.mostColumns - column)
        // A cell from above stands in the way: it goes no further.
        let span = (0..<asked).first { column + $0 < free.count && free[column + $0] > index }
        let columns = span ?? asked
        let height = min(source.rowSpan, rowCount - index)
        while free.count < column + columns { free.append(0) }
        for place in column..<(column + columns) { free[place] = index + height }
        cells.append(
          Cell(
            row: index, column: column, rowSpan: height, columnSpan: columns, source: source))
        column += columns
      }
      widths.append((free.lastIndex { $0 > index } ?? -1) + 1)
    }
    columnCount = free.count
    unevenRows = Self.uneven(widths)
    fill(widths)
  }

  /// The rows that differ from the width that most have; empty ones say nothing.
  private static func uneven(_ widths: [Int]) -> Set<Int> {
    var counts: [Int: Int] = [:]
    for width in widths where width > 0 { counts[width, default: 0] += 1 }
    guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return []
    }
    return Set(widths.indices.filter { widths[$0] > 0 && widths[$0] != usual })
  }

  /// Gives places that no cell takes a blank one.
  private mutating func fill(_ widths: [Int]) {
    var taken = [Bool](repeating: false, count: rowCount * columnCount)
    for cell in cells {
      for row in cell.row..<(cell.row + cell.rowSpan) {
        for column in cell.column..<(cell.column + cell.columnSpan) {
          taken[row * columnCount + column] = true
        }
      }
    }
    for place in taken.indices where !taken[place] {
      let (row, column) = (place / columnCount, place % columnCount)
      cells.append(Cell(row: row, column: column, rowSpan: 1, columnSpan: 1, source: nil))
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
  }
}
