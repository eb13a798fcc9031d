import DocumentModel

/// The tables and lines of one page.
struct PageLayout {
  struct PlacedTable {
    var table: Table
    var box: Box
    var xs: [Double]
    var isOpenAbove: Bool
    var isOpenBelow: Bool
  }

  var tables: [PlacedTable] = []
  var lines: [TextLine] = []
  /// The page with upright text.
  let page: Page
  /// How the page was turned to get the text upright, from which sheet.
  private let turn: SidewaysText.Turn
  private let sheet: (width: Double, height: Double, offset: Double)

  init(
    _ page: Page, tolerances: GridTolerances, turn: SidewaysText.Turn = .none,
    sheet: SheetSplitting.Half? = nil
  ) {
    self.page = page
    self.turn = turn
    self.sheet = (
      sheet?.page.width ?? page.width, sheet?.page.height ?? page.height, sheet?.offset ?? 0
    )
    let glyphs = page.glyphs.filter { $0.isLevel }
    let joining = RuleJoining(tolerances: tolerances)
    let rules = page.rules + page.shadeEdges
    let components = RuleComponents(tolerances: tolerances).components(
      horizontal: joining.joined(rules, along: .horizontal),
      vertical: joining.joined(rules, along: .vertical))
    let boxes = glyphs.map(\.box)
    var lattices = components.compactMap {
      $0.horizontal.count + $0.vertical.count < 3
        ? nil : Lattice($0, tolerances: tolerances, content: boxes)
    }
    lattices = lattices.filter { $0.cells.count > 1 && $0.xs.count > 2 }
    // A table within a cell of another one is part of its text.
    lattices = lattices.filter { inner in
      !lattices.contains {
        $0.box.area > inner.box.area * 1.01 && $0.box.expanded(by: 2).contains(inner.box)
      }
    }
    lattices = lattices.filter { !AlignedTables.isUndivided($0, glyphs) }
    var free: [Glyph] = []
    var inside = [[Glyph]](repeating: [], count: lattices.count)
    for glyph in glyphs {
      if let index = lattices.firstIndex(where: {
        $0.box.contains(x: glyph.box.midX, y: glyph.box.midY)
      }) {
        inside[index].append(glyph)
      } else {
        free.append(glyph)
      }
    }
    for (lattice, glyphs) in zip(lattices, inside) {
      if glyphs.isEmpty { continue }
      tables.append(table(of: lattice, glyphs))
    }
    let aligned = AlignedTables(
      free, horizontal: joining.joined(rules, along: .horizontal),
      vertical: joining.joined(rules, along: .vertical), page: page)
    tables += aligned.tables
    lines = TextAssembly.lines(of: aligned.rest).map { line in
      TextLine(
        page: page.number, box: line.box, text: line.text, fontSize: line.fontSize,
        confidence: line.confidence)
    }
  }

  /// The line with its box where it stands on the sheet.
  func restored(_ line: TextLine) -> TextLine {
    var copy = line
    copy.box = restored(line.box)
    return copy
  }

  /// The table with its boxes where they stand on the sheet; `box` and `xs` stay as they are.
  func restored(_ placed: PlacedTable) -> PlacedTable {
    var copy = placed
    for index in copy.table.fragments.indices {
      copy.table.fragments[index].box = restored(copy.table.fragments[index].box)
    }
    for cell in copy.table.cells.indices {
      for index in copy.table.cells[cell].fragments.indices {
        let box = copy.table.cells[cell].fragments[index].box
        copy.table.cells[cell].fragments[index].box = restored(box)
      }
    }
    return copy
  }

  private func restored(_ box: Box) -> Box {
    var box = turn.restored(box, width: sheet.width, height: sheet.height)
    box.x0 += sheet.offset
    box.x1 += sheet.offset
    return box
  }

  private func table(of lattice: Lattice, _ glyphs: [Glyph]) -> PlacedTable {
    var owners = [Int](repeating: 0, count: (lattice.ys.count - 1) * (lattice.xs.count - 1))
    for (index, cell) in lattice.cells.enumerated() {
      for row in cell.rows {
        for column in cell.columns { owners[row * (lattice.xs.count - 1) + column] = index }
      }
    }
    func owner(x: Double, y: Double) -> Int {
      let column = (lattice.xs.lastIndex { $0 <= x } ?? 0).clamped(to: lattice.xs.count - 2)
      let row = (lattice.ys.lastIndex { $0 <= y } ?? 0).clamped(to: lattice.ys.count - 2)
      return owners[row * (lattice.xs.count - 1) + column]
    }
    var texts = [[Glyph]](repeating: [], count: lattice.cells.count)
    for glyph in glyphs { texts[owner(x: glyph.anchorX, y: glyph.box.midY)].append(glyph) }
    var unmapped = [Int](repeating: 0, count: lattice.cells.count)
    for box in page.unmapped where lattice.box.contains(x: box.midX, y: box.midY) {
      unmapped[owner(x: box.midX, y: box.midY)] += 1
    }
    let cells = lattice.cells.enumerated().map { index, cell in
      TableCell(
        row: cell.rows.lowerBound, column: cell.columns.lowerBound, rowSpan: cell.rows.count,
        columnSpan: cell.columns.count, text: TextAssembly.text(of: texts[index]),
        fragments: [CellFragment(page: page.number, box: lattice.box(of: cell))],
        confidence: texts[index].reduce(1) { min($0, $1.confidence) },
        unmappedCount: unmapped[index])
    }
    return PlacedTable(
      table: Table(
        kind: .ruled, rowCount: lattice.ys.count - 1, columnCount: lattice.xs.count - 1,
        cells: cells, fragments: [CellFragment(page: page.number, box: lattice.box)]),
      box: lattice.box, xs: lattice.xs, isOpenAbove: lattice.isOpenAbove,
      isOpenBelow: lattice.isOpenBelow)
  }
}

extension Box {
  /// Whether the other box lies inside.
  func contains(_ other: Box) -> Bool {
    other.x0 >= x0 && other.y0 >= y0 && other.x1 <= x1 && other.y1 <= y1
  }
}

extension Int {
  func clamped(to upper: Int) -> Int { Swift.max(0, Swift.min(self, upper)) }
}

extension Glyph {
  /// Where its ink lies across: closing CJK punctuation fills the left half of its em and may hang
  /// over the border of its cell.
  var anchorX: Double {
    "、。，．；：！？）」』】》”’".unicodeScalars.contains(scalar)
      ? box.x0 + box.width / 4 : box.midX
  }

  /// Whether it stands upright or lies on its side; slanted text is a watermark behind the page.
  var isLevel: Bool {
    let turn = abs(angle.truncatingRemainder(dividingBy: 90))
    return turn < 3 || turn > 87
  }
}
