import PageModel

/// Fifth step: sections, columns and rows put together on common borders.
struct StreamGrid {
  private var cells: StreamCells

  /// The grid of lines on a page whose middle is at `middle`, in points.
  init?(_ lines: [StreamLine], horizontal: [RulingLine], vertical: [RulingLine], middle: Double) {
    guard let found = StreamSections(lines, middle: middle) else { return nil }
    let em = found.em
    let bounds = lines.dropFirst().reduce(lines[0].box) { $0.union($1.box) }
    let ruled = Self.uprights(vertical, bounds)
    let hasLabels = found.sections.contains { !$0.labels.isEmpty || !$0.headerLabels.isEmpty }
    let left = bounds.x0 - 1
    let right = bounds.x1 + 1
    let border = hasLabels ? Self.border(found, ruled) : left
    let labels = StreamLabels(
      found.sections.flatMap { $0.labels.flatMap { $0 } }, left: left,
      right: max(border, left + 0.1), ruled: ruled)
    let labelCount = hasLabels ? labels.count : 0
    let columns = found.sections.map {
      StreamColumns(
        $0, left: border, right: right, em: em, ruled: ruled, horizontal: horizontal)
    }
    guard columns.contains(where: { !$0.columns.isEmpty }) else { return nil }
    let xs = Self.union(
      hasLabels ? labels.xs : [left], columns.filter { !$0.columns.isEmpty }.map(\.xs),
      reach: 0.3 * em)
    guard xs.count >= 2 else { return nil }
    var rows: [StreamRows.Row] = []
    var outer: [StreamSegment] = []
    for (index, (section, columns)) in zip(found.sections, columns).enumerated() {
      let spread = StreamSpread(columns: columns, xs: xs)
      if !section.header.isEmpty {
        rows += spread.headers(
          section, labelCount: labelCount, em: em, horizontal: horizontal)
      }
      let own = section.labels.map { $0.flatMap(labels.placed) }
      let body = StreamRows(
        labels: own, anchors: section.anchors.map(spread.placed), labelCount: labelCount, em: em,
        endsAtHeader: index + 1 < found.sections.count, horizontal: horizontal)
      rows += body.rows
      outer += body.outer
    }
    rows += found.bands.map { band in
      var segment = band
      segment.columns = 0..<(xs.count - 1)
      return StreamRows.Row(segments: [segment], isHeader: true, y: band.box.midY)
    }
    // One row alone is a table where a break left it.
    guard rows.count >= 2 || rows.first?.segments.count ?? 0 >= 5 else { return nil }
    rows.sort { $0.y < $1.y }
    cells = StreamCells(rows, outer: outer, xs: xs, labelCount: labelCount, horizontal: horizontal)
  }

  func placedTable(on page: Page) -> PageLayout.PlacedTable { cells.placedTable(on: page) }

  /// Positions of vertical ruling lines that pass a good part of the table: in headers they may be missing.
  private static func uprights(_ vertical: [RulingLine], _ bounds: Box) -> [Double] {
    vertical.filter {
      min($0.end, bounds.y1) - max($0.start, bounds.y0) > 0.35 * bounds.height
        && $0.position > bounds.x0 - 12 && $0.position < bounds.x1 + 12
    }.map(\.position).sorted()
  }

  /// Where labels end and numbers begin.
  private static func border(_ found: StreamSections, _ ruled: [Double]) -> Double {
    let starts = found.sections.flatMap { $0.header + $0.anchors.flatMap { $0 } }
      .map(\.box.x0).filter { $0 > found.labelEnd }
    let start = min(found.valueStart, starts.min() ?? found.valueStart)
    if let ruling = ruled.last(where: {
      $0 > found.labelEnd - 1 && $0 < max(start, found.valueStart) + 1
    }) {
      return ruling
    }
    return (found.labelEnd + max(start, found.labelEnd)) / 2
  }

  /// All borders in their order; those that lie nearly on one another are one.
  private static func union(
    _ labels: [Double], _ sections: [[Double]], reach: Double
  ) -> [Double] {
    var result = labels
    for x in sections.flatMap({ $0 }).sorted()
    where !result.contains(where: { abs($0 - x) < reach }) {
      result.append(x)
    }
    return result.sorted()
  }
}

/// The columns of a section among those of the whole table.
struct StreamSpread {
  let columns: StreamColumns
  let xs: [Double]

  /// The table's columns for those of the section: at least one, also where the borders of a narrow one
  /// both became one of the table's, which may be its last.
  private func range(_ own: Range<Int>) -> Range<Int> {
    func nearest(_ x: Double) -> Int {
      xs.indices.min { abs(xs[$0] - x) < abs(xs[$1] - x) } ?? 0
    }
    let low = min(nearest(columns.xs[own.lowerBound]), xs.count - 2)
    return low..<max(low + 1, nearest(columns.xs[own.upperBound]))
  }

  /// The numbers of a row, in the columns that they stand in.
  func placed(_ row: [StreamSegment]) -> [StreamSegment] {
    guard !columns.columns.isEmpty else { return row }
    return row.map { segment in
      var copy = segment
      let index = columns.index(of: segment)
      copy.columns = range(index..<(index + 1))
      return copy
    }
  }

  /// The rows of the header: one for each level above the words that stand right over the columns.
  func headers(
    _ section: StreamSections.Section, labelCount: Int, em: Double, horizontal: [RulingLine]
  ) -> [StreamRows.Row] {
    guard !columns.columns.isEmpty else { return [] }
    let blocks = StreamBlock.blocks(columns.spanning, horizontal: horizontal)
    let ranges = StreamSpans.ranges(of: blocks, over: columns.columns, em: em)
    var rows: [StreamRows.Row] = []
    for (block, own) in zip(blocks, ranges).sorted(by: { $0.0.box.midY < $1.0.box.midY }) {
      let segments = block.segments.map { placed($0, own) }
      let y = block.box.midY
      let isFree = rows.last.map { row in
        y - row.y < 0.45 * em
          && !row.segments.contains { $0.columns.overlaps(segments[0].columns) }
      }
      if isFree == true {
        rows[rows.count - 1].segments += segments
      } else {
        rows.append(StreamRows.Row(segments: segments, isHeader: true, y: y))
      }
    }
    var leaves: [StreamSegment] = []
    for (index, column) in columns.columns.enumerated() {
      leaves += (column.header?.segments ?? []).map { placed($0, index..<(index + 1)) }
    }
    let labels = (section.headerLabels + columns.labelHeader).map { segment in
      var copy = segment
      copy.columns = 0..<max(1, labelCount)
      return copy
    }
    let all = leaves + labels
    guard let bottom = all.map(\.box.midY).max() else { return rows }
    rows.append(
      StreamRows.Row(
        segments: all, isHeader: true, y: max(bottom, (rows.last?.y ?? bottom) + 0.01)))
    return rows
  }

  private func placed(_ segment: StreamSegment, _ own: Range<Int>) -> StreamSegment {
    var copy = segment
    copy.columns = range(own)
    return copy
  }
}
