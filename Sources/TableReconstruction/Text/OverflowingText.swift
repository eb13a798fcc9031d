import PageModel

/// Text that is too wide for its cell and reaches over the line into the next one.
///
/// Where another font stands in for the one that was meant, letters are wider than their cell allows.
struct OverflowingText {
  /// Letters nearer than this go on with each other, in em.
  private static let reach = 0.2
  /// A letter crosses a line that it reaches over by this much, in em.
  private static let overlap = 0.05
  /// What reaches over is a small part of its text: no more than a third of what is in its cell.
  private static let ratio = 3

  let glyphs: [Glyph]
  /// Where each cell begins, in points from the left edge.
  let borders: [Double]

  /// The cell of each glyph, by its index in `borders`, where overflowing letters go with the cell of
  /// the text that they end. `cells` holds those in which their middles lie.
  func cells(_ cells: [Int]) -> [Int] {
    var result = cells
    let members = Dictionary(grouping: glyphs.indices) { cells[$0] }
    for line in NumberRuns.lines(Array(glyphs.indices), of: glyphs) {
      for (end, next) in zip(line.indices, line.indices.dropFirst())
      where cells[line[end]] != cells[line[next]] && goesOn(line[end], line[next]) {
        let tail = run(line[next...], in: cells, withFigures: false)
        let text = run(line[...end].reversed(), in: cells, withFigures: true)
        let rest = (members[cells[line[next]]] ?? []).filter { !tail.contains($0) }
        guard !tail.isEmpty, tail.count * Self.ratio <= text.count,
          !rest.isEmpty || tail.count == 1,
          crosses(line[end], line[next], into: cells[line[next]]) || areFigures(rest, beside: line)
        else { continue }
        for place in tail { result[place] = cells[line[end]] }
      }
    }
    return result
  }

  /// Whether the first glyph or the second, the next one, lies on the line left of the second one's
  /// cell, or the second closes what stands there.
  private func crosses(_ first: Int, _ second: Int, into cell: Int) -> Bool {
    let size = max(1, glyphs[second].fontSize)
    return glyphs[second].box.x0 < borders[cell] - Self.overlap * size
      || glyphs[first].box.x1 > borders[cell] + Self.overlap * size
      || glyphs[second].isClosing && glyphs[second].box.x0 < borders[cell] + 2 * Self.overlap * size
  }

  /// Whether a cell holds a number, and that on another line.
  private func areFigures(_ places: [Int], beside line: [Int]) -> Bool {
    !places.isEmpty
      && places.allSatisfy { glyphs[$0].scalar.isFigure && !line.contains($0) }
  }

  /// The glyphs of one cell that follow each other from the first one on.
  private func run(
    _ line: some Collection<Int>, in cells: [Int], withFigures: Bool
  ) -> [Int] {
    var result: [Int] = []
    for place in line {
      if let last = result.last {
        let (left, right) =
          glyphs[last].box.x0 < glyphs[place].box.x0 ? (last, place) : (place, last)
        if cells[place] != cells[last] || !goesOn(left, right) { break }
      }
      if !withFigures && glyphs[place].scalar.isFigure { break }
      result.append(place)
    }
    return result
  }

  private func goesOn(_ left: Int, _ right: Int) -> Bool {
    let size = max(1, glyphs[right].fontSize)
    return (glyphs[right].box.x0 - glyphs[left].box.x1) / size < Self.reach
      && abs(glyphs[left].fontSize - glyphs[right].fontSize) < 0.1 * size
  }
}
