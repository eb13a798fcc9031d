import DocumentModel

/// A run of glyphs on one line without a wide gap: a word, a number, a piece of a cell's text.
struct AlignedSegment {
  /// Places of the glyphs in the array that they were found in.
  var indices: [Int]
  var glyphs: [Glyph]
  var box: Box
  /// Columns that it stands in, once they are known.
  var columns: Range<Int> = 0..<1

  init(indices: [Int], glyphs: [Glyph]) {
    self.indices = indices
    self.glyphs = glyphs
    box = glyphs.dropFirst().reduce(glyphs[0].box) { $0.union($1.box) }
  }

  var size: Double { glyphs.map(\.fontSize).max() ?? 0 }

  /// Whether it is a number, perhaps with a short unit, or a sign that stands for one.
  var isNumeric: Bool {
    let scalars = glyphs.map(\.scalar)
    let letters = scalars.count { $0.properties.isAlphabetic }
    guard scalars.contains(where: \.isDigit) else {
      return scalars.allSatisfy {
        $0.properties.generalCategory == .dashPunctuation || "/／\\─━*".unicodeScalars.contains($0)
      }
    }
    guard letters > 0 else {
      return !(scalars.last.map { ".．、".unicodeScalars.contains($0) } ?? true)
    }
    // `3件` but not `3.其他`: the unit follows the last digit at once.
    guard letters <= 2, scalars[0].isDigit, let last = scalars.lastIndex(where: \.isDigit),
      last + 1 < scalars.count
    else { return false }
    return scalars[last + 1].properties.isAlphabetic
  }

  /// Both parts where the glyphs stand apart within the given range, wider than the usual gap.
  func split(within gutter: ClosedRange<Double>) -> (AlignedSegment, AlignedSegment)? {
    var best: (gap: Double, at: Int)?
    for index in glyphs.indices.dropFirst() {
      let left = glyphs[index - 1].box.x1
      let right = glyphs[index].box.x0
      let middle = (left + right) / 2
      if right - left > 0.2 * size, gutter.contains(middle), right - left > best?.gap ?? 0 {
        best = (right - left, index)
      }
    }
    guard let best else { return nil }
    return (
      AlignedSegment(
        indices: Array(indices[..<best.at]), glyphs: Array(glyphs[..<best.at])),
      AlignedSegment(
        indices: Array(indices[best.at...]), glyphs: Array(glyphs[best.at...]))
    )
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }
}

/// A line of a page as the segments that stand on it.
struct AlignedLine {
  var segments: [AlignedSegment]

  var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  var size: Double { segments.map(\.size).max() ?? 0 }
  var midY: Double { segments.map(\.box.midY).reduce(0, +) / Double(segments.count) }

  /// Whether it may be a row: one wide gap, or many; a heading's number before its text is none.
  var isDivided: Bool {
    segments.count > 2
      || segments.count == 2 && segments[1].box.x0 - segments[0].box.x1 > 2.2 * size
  }

  /// Segments that stand alone below or above one of the other line.
  func shares(with other: AlignedLine) -> Int {
    segments.count { segment in
      let hits = other.segments.filter { $0.box.x0 < segment.box.x1 && segment.box.x0 < $0.box.x1 }
      return hits.count == 1
    }
  }

  /// First step: glyphs become lines, these become segments at gaps and at upright rules.
  ///
  /// Glyphs of one line share their middle, so that a number set beside a label of two lines is a
  /// line of its own.
  static func lines(of glyphs: [Glyph], vertical: [Rule]) -> [AlignedLine] {
    var groups: [(indices: [Int], sum: Double)] = []
    for index in glyphs.indices.sorted(by: { glyphs[$0].box.midY < glyphs[$1].box.midY }) {
      let glyph = glyphs[index]
      if let last = groups.last,
        abs(glyph.box.midY - last.sum / Double(last.indices.count)) < 0.28 * glyph.fontSize
      {
        groups[groups.count - 1].indices.append(index)
        groups[groups.count - 1].sum += glyph.box.midY
      } else {
        groups.append(([index], glyph.box.midY))
      }
    }
    return groups.map { group in
      let sorted = group.indices.sorted { glyphs[$0].box.x0 < glyphs[$1].box.x0 }
      let wide = segments(sorted, of: glyphs, vertical: vertical, gap: 0.8)
      // Cells of a header stand nearer to each other than those of numbers.
      let near = segments(sorted, of: glyphs, vertical: vertical, gap: 0.45)
      let isHeader = near.count >= 5 && wide.count >= 2 && !near.contains(where: \.isNumeric)
      return AlignedLine(segments: isHeader ? near : wide)
    }
  }

  private static func segments(
    _ sorted: [Int], of glyphs: [Glyph], vertical: [Rule], gap: Double
  ) -> [AlignedSegment] {
    var segments: [AlignedSegment] = []
    var run: [Int] = []
    func flush() {
      if !run.isEmpty {
        segments.append(AlignedSegment(indices: run, glyphs: run.map { glyphs[$0] }))
      }
      run = []
    }
    for index in sorted {
      if let last = run.last {
        let left = glyphs[last].box
        let right = glyphs[index].box
        let isRuled = vertical.contains {
          $0.position > left.midX && $0.position < right.midX && $0.start < right.midY
            && $0.end > right.midY
        }
        if isRuled || right.x0 - left.x1 > gap * glyphs[index].fontSize { flush() }
      }
      run.append(index)
    }
    flush()
    return segments
  }
}

/// Second step: the runs of lines that are tables.
struct AlignedRegions {
  let lines: [AlignedLine]
  let page: Page

  /// Ranges of lines, from top to bottom.
  func ranges() -> [Range<Int>] {
    guard let left = lines.map(\.box.x0).min(), let right = lines.map(\.box.x1).max() else {
      return []
    }
    let rows = lines.indices.filter(isRow)
    var result: [Range<Int>] = []
    var start: Int?
    var last = 0
    var densest = 0
    func close() {
      if let first = start { result.append(first..<(last + 1)) }
      start = nil
      densest = 0
    }
    for row in rows {
      let count = lines[row].segments.count
      if start != nil {
        let between = (last + 1)..<row
        let size = lines[last].size
        if between.contains(where: { isText($0, width: right - left, size: size) }) {
          close()
        }
      }
      if let first = start, densest >= 2, Double(count) >= 1.5 * Double(densest), count >= 6,
        let heading = (first..<row).last(where: { isHeading($0, left: left, right: right) })
      {
        // The columns change below a line that stands alone: that line parts two tables.
        let above = rows.filter { $0 >= first && $0 < heading }
        let below = rows.first { $0 > heading } ?? row
        if let end = above.last {
          last = end
          close()
          start = below
        }
      }
      if start == nil { start = row }
      densest = max(densest, count)
      last = row
    }
    close()
    return result.filter(isTable).map(extended)
  }

  /// Whether the line is divided as another one near it is.
  private func isRow(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.isDivided, !isPageNumber(index) else { return false }
    if line.segments.count >= 5 { return true }
    let near = max(0, index - 9)..<min(lines.count, index + 10)
    return near.contains {
      $0 != index && lines[$0].isDivided && agree(line, lines[$0])
    }
  }

  /// Whether segments stand below each other or, set to the right below centred headers, are as many.
  private func agree(_ a: AlignedLine, _ b: AlignedLine) -> Bool {
    a.shares(with: b) >= 2 || a.segments.count >= 3 && a.segments.count == b.segments.count
  }

  private func isPageNumber(_ index: Int) -> Bool {
    let line = lines[index]
    let isOuter = line.midY < page.height / 9 || line.midY > page.height * 8 / 9
    let text = line.segments.flatMap(\.glyphs).map { String(Character($0.scalar)) }.joined()
    return isOuter && line.segments.count <= 3 && index > 0 && line.box.width < page.width / 4
      && Marginalia.isPageNumber(text)
  }

  /// Running text is wide, headings are larger than the tables.
  private func isText(_ index: Int, width: Double, size: Double) -> Bool {
    let line = lines[index]
    guard !line.isDivided else { return false }
    return line.box.width > 0.62 * width || line.size > 1.15 * size && line.box.width > 5 * size
  }

  private func isHeading(_ index: Int, left: Double, right: Double) -> Bool {
    let line = lines[index]
    return !line.isDivided && line.box.width > 5 * line.size
      && line.box.x0 < left + (right - left) / 2
  }

  /// At least three rows that agree or five columns.
  private func isTable(_ range: Range<Int>) -> Bool {
    let rows = range.filter(isRow)
    if rows.contains(where: { lines[$0].segments.count >= 5 }) { return true }
    let agreeing = rows.filter { row in
      rows.count { $0 != row && agree(lines[row], lines[$0]) } >= 2
    }
    return agreeing.count >= 3 && rows.contains { lines[$0].segments.contains(where: \.isNumeric) }
  }

  /// The run with what belongs to it above and below: headers set over several columns, bands as
  /// there are others of within, the rest of wrapped labels.
  private func extended(_ range: Range<Int>) -> Range<Int> {
    let rows = range.filter(isRow)
    let size = lines[rows[0]].size
    let boxes = rows.map { lines[$0].box }
    let left = boxes.map(\.x0).min() ?? 0
    let right = boxes.map(\.x1).max() ?? 0
    let middle = (left + right) / 2
    let bands = range.map { lines[$0] }.filter { $0.segments.count == 1 }.map(\.box)
    var range = range
    while range.lowerBound > 0 {
      let line = lines[range.lowerBound - 1]
      let next = lines[range.lowerBound]
      let isNear = next.midY - line.midY < 3.2 * size
      let isLike = abs(line.size - size) < 0.08 * size
      let isHeader =
        line.box.x0 > left + 0.3 * (right - left) && line.box.x1 <= right + size
        && !(abs(line.box.midX - middle) < size && line.box.width > 8 * size)
      let isBand = bands.contains {
        (abs($0.x0 - line.box.x0) < 2 || abs($0.midX - line.box.midX) < 2)
          && ($0.x0 < left + 2 || abs($0.midX - middle) < size)
      }
      let isLabel = line.box.x0 >= left - size && next.midY - line.midY < 0.95 * size
      guard isNear, isLike, isHeader || isBand && line.segments.count == 1 || isLabel else { break }
      range = (range.lowerBound - 1)..<range.upperBound
    }
    while range.upperBound < lines.count {
      let line = lines[range.upperBound]
      let above = lines[range.upperBound - 1]
      let isLike = abs(line.size - size) < 0.08 * size
      // The lower half of a label whose values stand beside its middle.
      let isLabel = line.midY - above.midY < 0.95 * size
      let isIndex =
        line.segments.count == 1 && line.box.width < 1.5 * size
        && line.midY - above.midY < 2 * size
      guard isLike, isLabel || isIndex, !isPageNumber(range.upperBound),
        line.box.x1 < left + 0.6 * (right - left)
      else { break }
      range = range.lowerBound..<(range.upperBound + 1)
    }
    return range
  }
}
