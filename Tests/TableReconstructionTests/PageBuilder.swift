import PageModel

/// A page drawn by hand: lines and texts at points, as page reading would deliver them.
struct PageBuilder {
  private(set) var page: Page

  init(number: Int = 1, width: Double = 595, height: Double = 842) {
    page = Page(number: number, width: width, height: height)
  }

  /// Writes characters side by side from (`x`, `y`), the upper left corner; ASCII is half as wide.
  mutating func write(
    _ text: String, x: Double, y: Double, size: Double = 10, lightness: Double = 0,
    angle: Double = 0
  ) {
    var x = x
    for scalar in text.unicodeScalars {
      let width = scalar.isASCII ? size / 2 : size
      if scalar != " " {
        page.glyphs.append(
          Glyph(
            scalar: scalar, box: Box(x0: x, y0: y, x1: x + width, y1: y + size), fontSize: size,
            angle: angle, lightness: lightness))
      }
      x += width
    }
  }

  mutating func horizontal(_ y: Double, from start: Double, to end: Double) {
    page.rulings.append(
      RulingLine(axis: .horizontal, position: y, start: start, end: end, thickness: 0.5))
  }

  mutating func vertical(_ x: Double, from start: Double, to end: Double) {
    page.rulings.append(
      RulingLine(axis: .vertical, position: x, start: start, end: end, thickness: 0.5))
  }

  /// Draws a grid of lines between the edges with a text in each cell, row by row.
  mutating func grid(
    x: [Double], y: [Double], _ rows: [[String]], isOpenAbove: Bool = false,
    isOpenBelow: Bool = false
  ) {
    for (index, edge) in y.enumerated() {
      if index == 0 && isOpenAbove || index == y.count - 1 && isOpenBelow { continue }
      horizontal(edge, from: x[0], to: x[x.count - 1])
    }
    for edge in x { vertical(edge, from: y[0], to: y[y.count - 1]) }
    for (row, texts) in rows.enumerated() {
      for (column, text) in texts.enumerated() {
        write(text, x: x[column] + 4, y: y[row] + 5)
      }
    }
  }

  /// The page a quarter turn clockwise: what stood upright now reads downwards.
  func turned() -> Page {
    func turned(_ box: Box) -> Box {
      Box(
        x0: page.height - box.y1, y0: box.x0, x1: page.height - box.y0, y1: box.x1)
    }
    var result = Page(number: page.number, width: page.height, height: page.width)
    result.glyphs = page.glyphs.map { glyph in
      var glyph = glyph
      glyph.box = turned(glyph.box)
      glyph.angle = 90
      return glyph
    }
    result.rulings = page.rulings.map { ruling in
      ruling.axis == .horizontal
        ? RulingLine(
          axis: .vertical, position: page.height - ruling.position, start: ruling.start,
          end: ruling.end,
          thickness: ruling.thickness)
        : RulingLine(
          axis: .horizontal, position: ruling.position, start: page.height - ruling.end,
          end: page.height - ruling.start, thickness: ruling.thickness)
    }
    return result
  }
}

extension Table {
  /// The texts by row and column of the cells' first places; lines of a cell are joined.
  var texts: [[String]] {
    var result = [[String]](repeating: [], count: rowCount)
    for cell in cells { result[cell.row].append(cell.text.split(separator: "\n").joined()) }
    return result
  }
}
