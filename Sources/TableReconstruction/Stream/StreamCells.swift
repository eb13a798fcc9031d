import PageModel

/// Last step: cells from the segments of the rows; what stands beside several rows spans them.
struct StreamCells {
  private struct Cell {
    var rows: Range<Int>
    var columns: Range<Int>
    var segments: [StreamSegment]

    var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  }

  private let xs: [Double]
  private let labelCount: Int
  private var ys: [Double] = []
  private var cells: [Cell] = []
  private let rows: [StreamRows.Row]

  /// The cells of at least one row, from top to bottom, whose segments are placed in columns.
  init(
    _ rows: [StreamRows.Row], outer: [StreamSegment], xs: [Double], labelCount: Int,
    horizontal: [RulingLine]
  ) {
    self.labelCount = labelCount
    self.xs = xs
    self.rows = rows
    ys = [rows[0].box.y0 - 1]
    for (a, b) in zip(rows, rows.dropFirst()) {
      let middle = (a.box.y1 + b.box.y0) / 2
      let ruling = horizontal.first {
        $0.position > a.y && $0.position < b.y && $0.length > 0.8 * (xs[xs.count - 1] - xs[0])
      }
      ys.append(max(ruling?.position ?? middle, ys[ys.count - 1] + 0.1))
    }
    ys.append(max(rows[rows.count - 1].box.y1 + 1, ys[ys.count - 1] + 0.1))
    for (index, row) in rows.enumerated() {
      var own: [Cell] = []
      for segment in row.segments.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
        if let last = own.last, last.columns.overlaps(segment.columns) {
          let upper = max(last.columns.upperBound, segment.columns.upperBound)
          own[own.count - 1].columns = last.columns.lowerBound..<upper
          own[own.count - 1].segments.append(segment)
        } else {
          own.append(Cell(rows: index..<(index + 1), columns: segment.columns, segments: [segment]))
        }
      }
      cells += own
    }
    addOuter(outer)
  }

  private func isFree(_ row: Int, _ columns: Range<Int>) -> Bool {
    !cells.contains { $0.rows.contains(row) && $0.columns.overlaps(columns) }
  }

  /// Labels beside several rows: each is as tall as it must be to stand in the middle of its rows.
  private mutating func addOuter(_ segments: [StreamSegment]) {
    var groups: [Range<Int>: [Cell]] = [:]
    for segment in segments.sorted(by: { $0.box.midY < $1.box.midY }) {
      var blocks = groups[segment.columns] ?? []
      let reach = segment.glyphs.count == 1 ? 3.2 : 1.7
      if let last = blocks.last?.segments.last, !last.isNumeric,
        segment.box.midY - last.box.midY < reach * segment.size
      {
        blocks[blocks.count - 1].segments.append(segment)
      } else {
        blocks.append(Cell(rows: 0..<1, columns: segment.columns, segments: [segment]))
      }
      groups[segment.columns] = blocks
    }
    for columns in groups.keys.sorted(by: {
      ($0.lowerBound, $0.upperBound) > ($1.lowerBound, $1.upperBound)
    }) {
      let blocks = groups[columns] ?? []
      for (index, block) in blocks.enumerated() {
        let y = block.box.midY
        let above = index > 0 ? blocks[index - 1].box : nil
        let nearest =
          rows.indices.filter { isFree($0, columns) }.min {
            abs(rows[$0].box.midY - y) < abs(rows[$1].box.midY - y)
          }
        guard let nearest else {
          attach(block)
          continue
        }
        func isOpen(_ row: Int) -> Bool {
          rows.indices.contains(row) && !rows[row].isHeader && isFree(row, columns)
            && rows[row].box.midY > above?.y1 ?? -.infinity
        }
        var low = nearest
        while isOpen(low - 1) { low -= 1 }
        // The rows reach as far below the middle of the label as above it.
        let next = index + 1 < blocks.count ? blocks[index + 1].box.y0 : .infinity
        var high = nearest
        while isOpen(high + 1), rows[high + 1].box.midY < next,
          ys[high + 2] - y < y - ys[low] + 0.4 * (ys[high + 2] - ys[high + 1])
        {
          high += 1
        }
        cells.append(Cell(rows: low..<(high + 1), columns: columns, segments: block.segments))
      }
    }
  }

  /// Text for which no place is free joins the cell that it stands nearest to.
  private mutating func attach(_ block: Cell) {
    let near = cells.indices.filter { cells[$0].columns.overlaps(block.columns) }.min {
      abs(cells[$0].box.midY - block.box.midY) < abs(cells[$1].box.midY - block.box.midY)
    }
    if let near { cells[near].segments += block.segments }
  }

  /// Whether a row at the edge of the table has a label alone: a break may have cut it.
  private func isCut(_ row: StreamRows.Row) -> Bool {
    !row.isHeader && rows.count > 3 && row.segments.allSatisfy { !$0.isNumeric && !$0.isNoted }
  }

  /// The table, blank cells where nothing stands.
  func placedTable(on page: Page) -> PageLayout.PlacedTable {
    let columnCount = xs.count - 1
    var isCovered = [Bool](repeating: false, count: rows.count * columnCount)
    for cell in cells {
      for row in cell.rows {
        for column in cell.columns { isCovered[row * columnCount + column] = true }
      }
    }
    var all = cells
    for place in isCovered.indices where !isCovered[place] {
      let row = place / columnCount
      let column = place % columnCount
      all.append(Cell(rows: row..<(row + 1), columns: column..<(column + 1), segments: []))
    }
    all.sort {
      ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound)
    }
    let box = Box(x0: xs[0], y0: ys[0], x1: xs[columnCount], y1: ys[rows.count])
    let result = all.map { cell in
      let glyphs = cell.segments.flatMap(\.glyphs)
      let box = Box(
        x0: xs[cell.columns.lowerBound], y0: ys[cell.rows.lowerBound],
        x1: xs[cell.columns.upperBound], y1: ys[cell.rows.upperBound])
      return TableCell(
        row: cell.rows.lowerBound, column: cell.columns.lowerBound, rowSpan: cell.rows.count,
        columnSpan: cell.columns.count, text: TextAssembly.text(of: glyphs),
        fragments: [CellFragment(page: page.number, box: box)],
        confidence: glyphs.reduce(1) { min($0, $1.confidence) },
        unmappedCount: page.unmapped.count { box.contains(x: $0.midX, y: $0.midY) },
        isStruckOut: StruckText.isFound(in: glyphs, of: box, rulings: page.rulings))
    }
    return PageLayout.PlacedTable(
      table: Table(
        kind: .stream, rowCount: rows.count, columnCount: columnCount, cells: result,
        fragments: [CellFragment(page: page.number, box: box)]),
      box: box, xs: xs, pageWidth: page.width, pageHeight: page.height,
      isOpenAbove: isCut(rows[0]), isOpenBelow: isCut(rows[rows.count - 1]),
      labelCount: labelCount)
  }
}
