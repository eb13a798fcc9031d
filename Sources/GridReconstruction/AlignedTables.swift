import DocumentModel

/// Tables that few lines or none divide, found by the alignment of their text.
///
/// It knows geometry and the difference between numbers and words alone. Its steps: lines and
/// segments, runs of lines that agree, columns, rows, cells.
struct AlignedTables {
  private(set) var tables: [PageLayout.PlacedTable] = []
  /// The glyphs that stand in no table.
  private(set) var rest: [Glyph] = []

  init(_ glyphs: [Glyph], horizontal: [Rule], vertical: [Rule], page: Page) {
    let lines = AlignedLine.lines(of: glyphs, vertical: vertical)
    var taken = Set<Int>()
    for range in AlignedRegions(lines: lines, page: page).ranges() {
      let part = Array(lines[range])
      guard let columns = AlignedColumns(part, vertical: vertical) else { continue }
      let placed = part.map { $0.segments.flatMap(columns.placed) }
      let bounds = part.dropFirst().reduce(part[0].box) { $0.union($1.box) }
      let inner = horizontal.filter {
        $0.position > bounds.y0 && $0.position < bounds.y1 && $0.length > 0.8 * bounds.width
      }
      let rows = AlignedRows(placed, labelCount: columns.labelCount, horizontal: inner)
      guard rows.rows.count >= 2 else { continue }
      let cells = AlignedCells(rows, xs: columns.xs, labelCount: columns.labelCount, inner)
      tables.append(cells.placedTable(on: page))
      taken.formUnion(part.flatMap { $0.segments.flatMap(\.indices) })
    }
    rest = glyphs.indices.filter { !taken.contains($0) }.map { glyphs[$0] }
  }

  /// Whether a lattice's upright lines divide columns but no lines divide the rows in it.
  static func isUndivided(_ lattice: Lattice, _ glyphs: [Glyph]) -> Bool {
    guard lattice.xs.count >= 3 else { return false }
    let inside = glyphs.filter { lattice.box.contains(x: $0.box.midX, y: $0.box.midY) }
    let vertical = lattice.xs.map {
      Rule(axis: .vertical, position: $0, start: lattice.box.y0, end: lattice.box.y1, thickness: 0)
    }
    let lines = AlignedLine.lines(of: inside, vertical: vertical)
    let rows = lines.filter { $0.segments.count >= 2 && $0.segments.contains(where: \.isNumeric) }
    let headers = lines.contains {
      $0.segments.count >= 5 && !$0.segments.contains(where: \.isNumeric)
    }
    let count = lattice.ys.count - 1
    return rows.count >= 3 * count || count == 1 && (rows.count >= 2 || headers && rows.count == 1)
  }
}
