import PageModel

/// A run of glyphs on one line without a wide gap: a word, a number, a piece of a cell's text.
struct StreamSegment {
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
    box.x1 = glyphs.map(\.inkEnd).max() ?? box.x1
  }

  var size: Double { glyphs.map(\.fontSize).max() ?? 0 }

  /// A space that parts thousands is no wider than this, in em; columns stand farther apart.
  private static let thousandsGap = 0.8

  /// The numbers of a line, from left to right, where groups of thousands with spaces between them are one.
  static func grouped(_ numbers: [StreamSegment]) -> [[StreamSegment]] {
    numbers.reduce(into: []) { groups, number in
      if let last = groups.last?.last, number.glyphs.count == 3,
        number.glyphs.allSatisfy(\.scalar.isDigit), last.glyphs.allSatisfy(\.scalar.isDigit),
        last.glyphs.count <= 3, number.box.x0 - last.box.x1 < thousandsGap * number.size
      {
        groups[groups.count - 1].append(number)
      } else {
        groups.append([number])
      }
    }
  }

  /// Whether it is a number, perhaps with a short unit, or a sign that stands for one.
  var isNumeric: Bool {
    let scalars = glyphs.map(\.scalar)
    let letters = scalars.count { $0.properties.isAlphabetic }
    guard scalars.contains(where: \.isDigit) else {
      return scalars.allSatisfy(\.standsForNone)
        || scalars.count == 1 && Self.noneInWords.contains(scalars[0])
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

  /// Words that stand in cells as figures do, each alone.
  private static let noneInWords = Set("零〇无".unicodeScalars)

  /// Whether it begins with a letter and holds no digit.
  var isWords: Bool {
    glyphs[0].scalar.properties.isAlphabetic && !glyphs.contains { $0.scalar.isDigit }
  }

  /// Whether it is a number with a note in brackets.
  var isNoted: Bool {
    let rest = glyphs.map(\.scalar).drop { $0.isDigit || ",.，．".unicodeScalars.contains($0) }
    guard glyphs[0].scalar.isDigit, let next = rest.first else { return false }
    return "（(".unicodeScalars.contains(next)
  }

  /// Words and the number, or the sign for none, that ends the segment, if the two do not touch.
  func lastNumber() -> (words: StreamSegment, number: StreamSegment)? {
    guard !isNumeric,
      let end = glyphs.lastIndex(where: {
        !$0.scalar.isDigit && !",.，．".unicodeScalars.contains($0.scalar)
          && !$0.scalar.standsForNone
      }), end + 1 < glyphs.count, glyphs[end + 1].box.x0 - glyphs[end].inkEnd > 0.15 * size
    else { return nil }
    return (part(0..<(end + 1)), part((end + 1)..<glyphs.count))
  }

  /// The parts between gaps that are wider than those of a word, though too narrow for two cells.
  var pieces: [StreamSegment] {
    let starts = glyphs.indices.filter {
      $0 == 0 || glyphs[$0].box.x0 - glyphs[$0 - 1].inkEnd > 0.3 * size
    }
    return parts(from: starts)
  }

  /// The segment cut at the glyphs that parts begin with, the first one of all among them.
  func parts(from starts: [Int]) -> [StreamSegment] {
    zip(starts, starts.dropFirst() + [glyphs.count]).map { part($0..<$1) }
  }

  /// Some of the glyphs.
  func part(_ range: Range<Int>) -> StreamSegment {
    StreamSegment(indices: Array(indices[range]), glyphs: Array(glyphs[range]))
  }

  /// Both parts where the glyphs stand apart within the given range, wider than the usual gap.
  func split(within gutter: ClosedRange<Double>) -> (StreamSegment, StreamSegment)? {
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
    return (part(0..<best.at), part(best.at..<glyphs.count))
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }

  /// Whether it is a sign that fills the place of a number.
  fileprivate var standsForNone: Bool {
    properties.generalCategory == .dashPunctuation || "/／\\─━*".unicodeScalars.contains(self)
  }
}

/// A line of a page as the segments that stand on it.
struct StreamLine {
  var segments: [StreamSegment]

  var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  var size: Double { segments.map(\.size).max() ?? 0 }
  var midY: Double { segments.map(\.box.midY).reduce(0, +) / Double(segments.count) }

  var hasNumbers: Bool { segments.contains { $0.isNumeric || $0.isNoted } }

  /// Whether it may be a row: one wide gap, or many; a heading's number before its text is none.
  var isDivided: Bool {
    segments.count > 2
      || segments.count == 2 && segments[1].box.x0 - segments[0].box.x1 > 2.2 * size
  }

  /// Segments that stand alone below or above one of the other line.
  func shares(with other: StreamLine) -> Int {
    segments.count { segment in
      let hits = other.segments.filter { $0.box.x0 < segment.box.x1 && segment.box.x0 < $0.box.x1 }
      return hits.count == 1
    }
  }

  /// First step: glyphs become lines, these become segments at gaps and at vertical ruling lines.
  ///
  /// Glyphs of one line share their middle, so that a number set beside a label of two lines is a
  /// line of its own.
  static func lines(of glyphs: [Glyph], vertical: [RulingLine]) -> [StreamLine] {
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
    let lines = groups.map { group in
      let sorted = group.indices.sorted { glyphs[$0].box.x0 < glyphs[$1].box.x0 }
      let wide = segments(sorted, of: glyphs, vertical: vertical, gap: 0.8)
      // Cells of a header stand nearer to each other than those of numbers.
      let near = segments(sorted, of: glyphs, vertical: vertical, gap: 0.45)
      let isHeader = near.count >= 5 && wide.count >= 2 && !near.contains(where: \.isNumeric)
      return StreamLine(segments: isHeader ? near : wide)
    }
    return lines.reduce(into: []) { lines, line in
      if let last = lines.last, last.isLevel(with: line) {
        let segments = (last.segments + line.segments).sorted { $0.box.x0 < $1.box.x0 }
        lines[lines.count - 1] = StreamLine(segments: segments)
      } else {
        lines.append(line)
      }
    }
  }

  /// Lines of numbers nearer than this, in em, are of one row: some printers set the cells of a row a
  /// little above or below each other, and no rows stand so near.
  private static let sameRow = 0.4
  /// Raised digits are smaller than this share of those that they are marks of, or nearer than this, in em.
  private static let sameSize = 0.9
  private static let leastGap = 0.5

  /// Whether both have numbers of one size that stand level enough for one row, each in a place of its own;
  /// in pictures, places are guesses.
  private func isLevel(with other: StreamLine) -> Bool {
    guard hasNumbers, other.hasNumbers, abs(other.midY - midY) < Self.sameRow * size,
      min(size, other.size) > Self.sameSize * max(size, other.size),
      (segments + other.segments).allSatisfy({ $0.glyphs.allSatisfy { $0.confidence == 1 } })
    else { return false }
    return segments.allSatisfy { one in
      other.segments.allSatisfy {
        max(one.box.x0 - $0.box.x1, $0.box.x0 - one.box.x1) > Self.leastGap * size
      }
    }
  }

  private static func segments(
    _ sorted: [Int], of glyphs: [Glyph], vertical: [RulingLine], gap: Double
  ) -> [StreamSegment] {
    // Letters may be set apart, all by about the same distance.
    let letters = zip(sorted, sorted.dropFirst()).compactMap { a, b -> Double? in
      guard !glyphs[a].scalar.isDigit, !glyphs[b].scalar.isDigit else { return nil }
      return (glyphs[b].box.x0 - glyphs[a].box.x1) / glyphs[b].fontSize
    }.sorted()
    let usual = letters.isEmpty ? 0 : letters[letters.count / 2]
    let gap = usual < 0.75 ? max(gap, usual + 0.4) : gap
    // The digits of one number are set alike: a wider gap between two parts two numbers.
    let digits =
      zip(sorted, sorted.dropFirst()).compactMap { a, b -> Double? in
        guard glyphs[a].scalar.isDigit, glyphs[b].scalar.isDigit else { return nil }
        return (glyphs[b].box.x0 - glyphs[a].box.x1) / glyphs[b].fontSize
      }.min() ?? 0
    var segments: [StreamSegment] = []
    var run: [Int] = []
    func flush() {
      if !run.isEmpty {
        segments.append(StreamSegment(indices: run, glyphs: run.map { glyphs[$0] }))
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
        let areDigits = glyphs[last].scalar.isDigit && glyphs[index].scalar.isDigit
        let widest = areDigits ? min(gap, max(0, digits) + 0.2) : gap
        if isRuled || right.x0 - left.x1 > widest * glyphs[index].fontSize { flush() }
      }
      run.append(index)
    }
    flush()
    return segments
  }
}
