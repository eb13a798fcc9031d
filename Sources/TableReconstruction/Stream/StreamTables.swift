import PageModel

/// Tables that few lines or none divide, found by the alignment of their text.
///
/// It knows geometry and the difference between numbers and words alone. Its steps: lines and
/// segments, runs of lines that agree, sections under a header of their own, columns, rows, cells.
struct StreamTables {
  private(set) var tables: [PageLayout.PlacedTable] = []
  /// The glyphs that stand in no table.
  private(set) var rest: [Glyph] = []

  /// The tables of a page whose own content begins at `top`, in points; above it stands what was moved
  /// there.
  init(_ glyphs: [Glyph], horizontal: [RulingLine], vertical: [RulingLine], page: Page, top: Double)
  {
    let lines = StreamLine.lines(of: glyphs, vertical: vertical)
    var taken = Set<Int>()
    for range in StreamRegions(lines: lines, page: page, top: top).ranges() {
      let part = Array(lines[range])
      guard
        let grid = StreamGrid(
          part, horizontal: horizontal, vertical: vertical, middle: page.width / 2)
      else {
        continue
      }
      tables.append(grid.placedTable(on: page))
      taken.formUnion(part.flatMap { $0.segments.flatMap(\.indices) })
    }
    rest = glyphs.indices.filter { !taken.contains($0) }.map { glyphs[$0] }
  }

  /// A lattice of no more cells is hardly a grid.
  private static let few = 8

  /// Whether the lines of a lattice do not divide its columns or its rows: most numbers share their
  /// cell with another one or stand below words or, where there are none, one cell holds the words of
  /// many columns.
  static func isUndivided(_ lattice: Lattice, _ glyphs: [Glyph]) -> Bool {
    guard lattice.xs.count >= 3 else { return false }
    let inside = glyphs.filter { lattice.box.contains(x: $0.box.midX, y: $0.box.midY) }
    // Upright lines alone may be a row that a break left, but no more than one.
    let isRow = lattice.isOpenAbove && lattice.isOpenBelow && lattice.ys.count == 2
    var total = 0
    var sharing = 0
    var crowded = 0
    for cell in lattice.cells {
      let box = lattice.box(of: cell)
      let own = inside.filter { box.contains(x: $0.box.midX, y: $0.box.midY) }
      let lines = StreamLine.lines(of: own, vertical: [])
      let numbersOfLines = lines.map { StreamSegment.grouped($0.segments.filter(\.isNumeric)) }
      let numbers = numbersOfLines.flatMap { $0 }
      total += numbers.count
      // A long number may go on in a second line.
      let areBeside = numbersOfLines.contains { $0.count > 1 }
      let pitch = (numbers.last?[0].box.midY ?? 0) - (numbers.first?[0].box.midY ?? 0)
      if areBeside || numbers.count > (isRow ? 1 : 2) || pitch > 1.8 * (numbers.first?[0].size ?? 0)
      {
        sharing += numbers.count
        crowded += numbers.count > 2 ? 2 : 1
      }
      let isBelow = lines.count > 1 && numbers.count == 1 && lines[lines.count - 1].hasNumbers
      if isBelow, let words = lines.first?.segments.first, words.isWords {
        sharing += 1
        crowded += 1
      }
      let isHeader = lines.contains { line in
        let words = line.segments.count { $0.glyphs.count > 1 }
        return words >= 5 || lattice.ys.count == 2 && words >= 2
      }
      if numbers.isEmpty, isHeader {
        sharing += 1
        crowded += 2
      }
    }
    // A single cell with two numbers, as one with a note, tells nothing of a grid of many.
    let isTold = crowded > 1 || lattice.cells.count <= few
    return sharing > 0 && isTold && 2 * sharing >= total
  }
}
