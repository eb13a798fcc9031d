import TestSupport

/// A grid of cells with random spans, sizes and texts, as it is to be printed.
struct RandomGrid {
  enum Style: CaseIterable {
    case strokes, filledRectangles, cellRectangles, dashes, doubledStrokes, frames
  }

  struct Cell: Hashable {
    var row: Int
    var column: Int
    var rowSpan: Int
    var columnSpan: Int
    var text: String
  }

  var style: Style
  /// The lines between columns, in points from the left edge of the page.
  private(set) var xs: [Double]
  /// The lines between rows, in points from the upper edge of the page that the row is on.
  private(set) var ys: [Double]
  private(set) var cells: [Cell] = []

  /// - Parameters:
  ///   - seed: what the grid depends on, beside its style.
  ///   - style: how its lines are drawn.
  ///   - top: where the grid begins.
  ///   - height: how high it is at most.
  ///   - spans: whether cells may span rows and columns.
  init(seed: UInt64, style: Style, top: Double = 100, height: Double = 600, spans: Bool = true) {
    var random = SplitMix(seed: seed)
    self.style = style
    let columns = Int.random(in: 2...7, using: &random)
    let rows = Int.random(in: 2...12, using: &random)
    var x = Double.random(in: 40...60, using: &random)
    xs = [x]
    for _ in 0..<columns {
      x += Double.random(in: 45...480 / Double(columns), using: &random)
      xs.append(x)
    }
    var y = top
    ys = [y]
    for _ in 0..<rows {
      y += Double.random(in: 20...max(21, min(48, height / Double(rows))), using: &random)
      ys.append(y)
    }
    place(rows: rows, columns: columns, spans: spans, using: &random)
  }

  /// Fills the places in reading order, now and then with a cell that spans several.
  ///
  /// The first row and the first column stay unspanned, so that every line of the grid shows.
  private mutating func place(
    rows: Int, columns: Int, spans: Bool, using random: inout SplitMix
  ) {
    var taken: Set<Int> = []
    for row in 0..<rows {
      for column in 0..<columns where !taken.contains(row * columns + column) {
        var cell = Cell(row: row, column: column, rowSpan: 1, columnSpan: 1, text: "")
        if spans, row > 0, column > 0, Int.random(in: 0..<5, using: &random) == 0 {
          let free = (column..<columns).prefix { !taken.contains(row * columns + $0) }.count
          cell.columnSpan = Int.random(in: 1...free, using: &random)
          cell.rowSpan = Int.random(in: 1...min(3, rows - row), using: &random)
        }
        for y in row..<(row + cell.rowSpan) {
          for x in column..<(column + cell.columnSpan) { taken.insert(y * columns + x) }
        }
        cell.text = Self.text(isLabel: row == 0 || column == 0, using: &random)
        cells.append(cell)
      }
    }
  }

  private static func text(isLabel: Bool, using random: inout SplitMix) -> String {
    let words = ["规章", "行政许可", "总计", "其他", "自然人", "处罚"]
    switch Int.random(in: 0..<10, using: &random) {
    case 0 where !isLabel: return ""
    case 0...3 where !isLabel, 0: return words.randomElement(using: &random) ?? ""
    case _ where isLabel: return words.randomElement(using: &random) ?? ""
    default: return String(Int.random(in: 0...99_999, using: &random))
    }
  }
}
