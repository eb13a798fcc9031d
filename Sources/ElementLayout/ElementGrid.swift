import PageModel
import ReportModel

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
  /// The rows, from 0, that have fewer or more columns than those around them.
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

  /// So many rows of one width at the least are a grid, so many at the most a slip among them; several grids
  /// may be one table.
  private static let leastOfGrid = 3
  private static let mostOfSlip = 2

  /// Rows of another width than those above and below; empty ones say nothing.
  private static func uneven(_ widths: [Int]) -> Set<Int> {
    var runs: [(width: Int, rows: [Int])] = []
    for (row, width) in widths.enumerated() where width > 0 {
      if runs.last?.width == width {
        runs[runs.count - 1].rows.append(row)
      } else {
        runs.append((width, [row]))
      }
    }
    let uneven = runs.indices.filter { index in
      let around = [index - 1, index + 1].filter(runs.indices.contains).map { runs[$0] }
      return runs[index].rows.count <= mostOfSlip && Set(around.map(\.width)).count == 1
        && around.contains { $0.rows.count >= leastOfGrid }
    }
    return Set(uneven.flatMap { runs[$0].rows })
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
