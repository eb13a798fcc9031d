import PageModel

/// Tables without ruling lines that a break cut where one part alone does not tell its columns: the parts
/// are read as if they stood on one page, where their places make sense.
struct PageBridging {
  /// Headers have no more lines: four levels of three.
  private static let mostLines = 12
  /// What a break leaves of a table that does not make a table itself.
  private static let mostTailLines = 6
  /// How far the words come to stand above the figures, in their size: as lines of a table do.
  private static let distance = 0.6

  let tolerances: TableTolerances
  let marginalia: Marginalia

  /// The layouts, with words at the foot of a page moved into the table that they are the header of,
  /// and tables moved to where their last rows are.
  func bridged(_ layouts: [PageLayout]) -> [PageLayout] {
    var result = layouts
    for index in layouts.indices.dropFirst() {
      let upper = result[index - 1]
      let lower = result[index]
      if let (upper, lower) = header(of: upper, above: lower) ?? table(of: upper, above: lower) {
        result[index - 1] = upper
        result[index] = lower
      }
    }
    return result
  }

  /// The words at the foot of a page above the columns that the next page begins with.
  private func header(
    of upper: PageLayout, above lower: PageLayout
  ) -> (upper: PageLayout, lower: PageLayout)? {
    guard let table = lower.tables.min(by: { $0.box.y0 < $1.box.y0 }), table.table.kind == .stream,
      lower.turn == upper.turn, abs(lower.page.width - upper.page.width) < 1,
      lower.lines.allSatisfy({
        $0.box.midY > table.box.y0 || marginalia.contains($0, of: lower.page)
      })
    else { return nil }
    let words = trailing(of: upper)
    let border = table.xs[min(table.labelCount ?? 0, table.xs.count - 1)]
    guard let last = words.last, words.contains(where: \.isDivided),
      words.contains(where: { $0.segments.contains { $0.box.midX > border } })
    else { return nil }
    let glyphs = words.flatMap { $0.segments.flatMap(\.glyphs) }
    let span = (words[0].box.y0 - last.size)...(last.box.y1 + last.size)
    let preface = preface(
      glyphs, of: upper, within: span, onto: table.box.y0 - Self.distance * last.size)
    let merged = lower.adding(preface, tolerances: tolerances)
    guard let whole = merged.tables.min(by: { $0.box.y0 < $1.box.y0 }),
      whole.table.kind == .stream, whole.box.y0 < last.midY + preface.shift,
      whole.table.rowCount > table.table.rowCount
    else { return nil }
    let taken = Set(
      words.filter { $0.midY + preface.shift > whole.box.y0 }.flatMap {
        $0.segments.flatMap(\.glyphs)
      })
    return (upper.removing(taken, tolerances: tolerances), merged)
  }

  /// A page's last table above the few lines that the next page begins with, where these are rows of
  /// it.
  private func table(
    of upper: PageLayout, above lower: PageLayout
  ) -> (upper: PageLayout, lower: PageLayout)? {
    guard let table = upper.tables.max(by: { $0.box.y1 < $1.box.y1 }), table.table.kind == .stream,
      table.table.fragments.count == 1, lower.turn == upper.turn,
      abs(lower.page.width - upper.page.width) < 1,
      upper.lines.allSatisfy({
        $0.box.midY < table.box.y1 || marginalia.contains($0, of: upper.page)
      }),
      let first = lower.lines.filter({ !marginalia.contains($0, of: lower.page) })
        .min(by: { $0.box.y0 < $1.box.y0 }),
      lower.tables.allSatisfy({ $0.box.y0 > first.box.midY })
    else { return nil }
    let glyphs = upper.loose.filter { table.box.contains(x: $0.box.midX, y: $0.box.midY) }
    let preface = preface(
      glyphs, of: upper, within: table.box.y0...table.box.y1,
      onto: first.box.y0 - Self.distance * first.fontSize)
    let merged = lower.adding(preface, tolerances: tolerances)
    let rest = lower.lines.count - merged.lines.count
    guard let whole = merged.tables.min(by: { $0.box.y0 < $1.box.y0 }),
      merged.tables.count == lower.tables.count + 1, (1...Self.mostTailLines).contains(rest),
      whole.table.rowCount > table.table.rowCount,
      whole.table.columnCount >= table.table.columnCount,
      whole.table.cells.contains(where: {
        $0.row >= table.table.rowCount && $0.text.unicodeScalars.contains(where: \.isFigure)
      })
    else { return nil }
    return (upper.removing(Set(glyphs), tolerances: tolerances), merged)
  }

  /// Glyphs of a page and the ruling lines between two heights, moved so that they end at a height of the
  /// next page.
  private func preface(
    _ glyphs: [Glyph], of upper: PageLayout, within span: ClosedRange<Double>, onto end: Double
  ) -> PageLayout.Preface {
    let bottom = glyphs.map(\.box.y1).max() ?? 0
    let shift = end - bottom
    return PageLayout.Preface(
      glyphs: glyphs.map { $0.moved(down: shift) },
      rulings: (upper.page.rulings + upper.page.shadeEdges).filter {
        $0.box.y0 > span.lowerBound && $0.box.y1 < span.upperBound
      }.map { $0.moved(down: shift) },
      boundary: end + Self.distance * (glyphs.map(\.fontSize).max() ?? 0) / 2, shift: shift,
      restored: upper.restored, pageNumber: upper.page.number)
  }

  /// The lines at the foot of a page below its last figures, from top to bottom.
  private func trailing(of layout: PageLayout) -> [StreamLine] {
    let margin = layout.lines.filter { marginalia.contains($0, of: layout.page) }.map(\.box)
    let floor =
      layout.tables.filter { placed in
        placed.table.kind == .lattice
          || placed.table.cells.contains { $0.text.unicodeScalars.contains(where: \.isFigure) }
      }.map(\.box.y1).max() ?? 0
    let glyphs = layout.loose.filter { glyph in
      glyph.box.midY > floor
        && !margin.contains { $0.contains(x: glyph.box.midX, y: glyph.box.midY) }
    }
    let lines = StreamLine.lines(of: glyphs, vertical: [])
    return Array(
      lines.suffix(while: { !$0.hasNumbers || $0.segments.count == 1 }).suffix(Self.mostLines))
  }
}

extension Array {
  fileprivate func suffix(while predicate: (Element) -> Bool) -> ArraySlice<Element> {
    let start = lastIndex { !predicate($0) }.map { $0 + 1 } ?? startIndex
    return self[start...]
  }
}

extension Glyph {
  fileprivate func moved(down distance: Double) -> Glyph {
    var copy = self
    copy.box.y0 += distance
    copy.box.y1 += distance
    return copy
  }
}

extension RulingLine {
  fileprivate func moved(down distance: Double) -> RulingLine {
    var copy = self
    if axis == .horizontal {
      copy.position += distance
    } else {
      copy.start += distance
      copy.end += distance
    }
    return copy
  }
}
