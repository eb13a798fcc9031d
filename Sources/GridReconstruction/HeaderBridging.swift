import DocumentModel

/// Headers without rules that a break parted from their figures: the words at the foot of a page are
/// read above the columns that the next page begins with, where their places make sense.
struct HeaderBridging {
  /// Headers have no more lines: four levels of three.
  private static let mostLines = 12
  /// How far the words come to stand above the figures, in their size: as lines of a table do.
  private static let distance = 0.6

  let tolerances: GridTolerances
  let marginalia: Marginalia

  /// The layouts, with words at the foot of a page moved into the table that they are the header of.
  func bridged(_ layouts: [PageLayout]) -> [PageLayout] {
    var result = layouts
    for index in layouts.indices.dropFirst() {
      if let (upper, lower) = bridge(result[index - 1], result[index]) {
        result[index - 1] = upper
        result[index] = lower
      }
    }
    return result
  }

  private func bridge(
    _ upper: PageLayout, _ lower: PageLayout
  ) -> (upper: PageLayout, lower: PageLayout)? {
    guard let table = lower.tables.min(by: { $0.box.y0 < $1.box.y0 }), table.table.kind == .aligned,
      lower.isLevel, upper.isLevel, abs(lower.page.width - upper.page.width) < 1,
      lower.lines.allSatisfy({
        $0.box.midY > table.box.y0 || marginalia.contains($0, of: lower.page)
      })
    else { return nil }
    let words = trailing(of: upper)
    guard let last = words.last, last.midY > upper.page.height / 2,
      words.contains(where: \.isDivided)
    else { return nil }
    let boundary = table.box.y0
    let shift = boundary - Self.distance * last.size - last.box.y1
    let glyphs = words.flatMap { $0.segments.flatMap(\.glyphs) }
    let top = words[0].box.y0 - last.size
    let preface = PageLayout.Preface(
      glyphs: glyphs.map { $0.moved(down: shift) },
      rules: (upper.page.rules + upper.page.shadeEdges).filter {
        $0.box.y0 > top && $0.box.y1 < last.box.y1 + last.size
      }.map { $0.moved(down: shift) },
      boundary: boundary, shift: shift, restored: upper.restored,
      pageNumber: upper.page.number)
    let merged = lower.adding(preface, tolerances: tolerances)
    guard let whole = merged.tables.min(by: { $0.box.y0 < $1.box.y0 }),
      whole.table.kind == .aligned, whole.box.y0 < last.midY + shift,
      whole.table.rowCount > table.table.rowCount
    else { return nil }
    let taken = Set(
      words.filter { $0.midY + shift > whole.box.y0 }.flatMap { $0.segments.flatMap(\.glyphs) })
    return (upper.removing(taken, tolerances: tolerances), merged)
  }

  /// The lines at the foot of a page below its last figures, from top to bottom.
  private func trailing(of layout: PageLayout) -> [AlignedLine] {
    let margin = layout.lines.filter { marginalia.contains($0, of: layout.page) }.map(\.box)
    let floor =
      layout.tables.filter { placed in
        placed.table.kind == .ruled
          || placed.table.cells.contains { $0.text.contains(where: \.isNumber) }
      }.map(\.box.y1).max() ?? 0
    let glyphs = layout.loose.filter { glyph in
      glyph.box.midY > floor
        && !margin.contains { $0.contains(x: glyph.box.midX, y: glyph.box.midY) }
    }
    let lines = AlignedLine.lines(of: glyphs, vertical: [])
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

extension Rule {
  fileprivate func moved(down distance: Double) -> Rule {
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
