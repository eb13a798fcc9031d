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
}
