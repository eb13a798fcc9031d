import PageModel

extension PageLayout {
  /// The table of a lattice with the glyphs that stand in it; `doubtful` holds the boxes of figures that
  /// lie over it and may be its cells'.
  func table(of lattice: Lattice, _ glyphs: [Glyph], doubtful: [Box]) -> PlacedTable {
    let owners = lattice.owners
    var texts = [[Glyph]](repeating: [], count: lattice.cells.count)
    let overflowing = OverflowingText(
      glyphs: glyphs, borders: lattice.cells.map { lattice.xs[$0.columns.lowerBound] })
    var places = overflowing.cells(glyphs.map { owners.cell(x: $0.anchorX, y: $0.box.midY) })
    for run in NumberRuns(glyphs).runs where Set(run.map { places[$0] }).count > 1 {
      let parts = Dictionary(grouping: run) { places[$0] }
      if parts.allSatisfy({
        isCentred($1.map { glyphs[$0] }, in: lattice.box(of: lattice.cells[$0]))
      }) {
        continue
      }
      // The cell that holds the most of the number; text that is too wide reaches to the right.
      let counts = run.reduce(into: [:]) { $0[places[$1], default: 0] += 1 }
      let most = counts.values.max() ?? 0
      guard let holder = run.map({ places[$0] }).first(where: { counts[$0] == most }) else {
        continue
      }
      for index in run { places[index] = holder }
    }
    for (glyph, place) in zip(glyphs, places) { texts[place].append(glyph) }
    // Whether a figure is a stamp's or the cell's is not certain.
    let doubted = Set(doubtful.map { owners.cell(x: $0.midX, y: $0.midY) })
    var unmapped = [Int](repeating: 0, count: lattice.cells.count)
    for box in page.unmapped where lattice.box.contains(x: box.midX, y: box.midY) {
      unmapped[owners.cell(x: box.midX, y: box.midY)] += 1
    }
    let horizontalRulings = page.rulings.filter { $0.axis == .horizontal }
    let cells = lattice.cells.enumerated().map { index, cell in
      TableCell(
        row: cell.rows.lowerBound, column: cell.columns.lowerBound, rowSpan: cell.rows.count,
        columnSpan: cell.columns.count, text: TextAssembly.text(of: texts[index]),
        fragments: [CellFragment(page: page.number, box: lattice.box(of: cell))],
        confidence: texts[index].reduce(1) { min($0, $1.confidence) },
        unmappedCount: unmapped[index],
        isOverprinted: doubted.contains(index) || Overprint.isFound(in: texts[index]),
        isStruckOut: StruckText.isFound(
          in: texts[index], of: lattice.box(of: cell), rulings: horizontalRulings))
    }
    return PlacedTable(
      table: Table(
        kind: .lattice, rowCount: lattice.ys.count - 1, columnCount: lattice.xs.count - 1,
        cells: cells, fragments: [CellFragment(page: page.number, box: lattice.box)]),
      box: lattice.box, xs: lattice.xs, pageWidth: page.width, pageHeight: page.height,
      isOpenAbove: lattice.isOpenAbove, isOpenBelow: lattice.isOpenBelow)
  }

  /// Digits that fill their cell and touch those of the next one are figures of their own where both stand
  /// in the middle of their cells; in em.
  private static let centring = 0.15

  private func isCentred(_ digits: [Glyph], in cell: Box) -> Bool {
    let (left, right) = (digits.map(\.box.x0).min() ?? 0, digits.map(\.box.x1).max() ?? 0)
    return abs((left + right) / 2 - cell.midX) < Self.centring * (digits.first?.fontSize ?? 0)
  }
}
