import PageModel

/// Lines of words that stand closely above each other: the text of one cell of a header.
struct StreamBlock {
  var segments: [StreamSegment]

  var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  var size: Double { segments[0].size }
  private var top: StreamSegment { segments.min { $0.box.midY < $1.box.midY } ?? segments[0] }

  /// Whether the line above belongs to the block: near, and aligned with it.
  private func takes(
    _ line: StreamSegment, within reach: Double, horizontal: [RulingLine]
  ) -> Bool {
    let pitch = top.box.midY - line.box.midY
    let isAligned =
      abs(line.box.midX - box.midX) < 0.7 * size || abs(line.box.x0 - box.x0) < 0.3 * size
    let isRuled = horizontal.contains {
      $0.position > line.box.midY && $0.position < top.box.midY && $0.start < line.box.midX
        && $0.end > line.box.midX
    }
    return pitch > 0.5 * size && pitch < reach * size && isAligned && !isRuled
  }

  /// The usual distance of lines of one cell, and the most that is taken for one, in their size.
  private static let usualPitch = 1.65
  private static let widestPitch = 2.2

  /// How far lines of one cell may be apart: the lines nearest to each other are of one.
  private static func reach(of lines: [StreamSegment]) -> Double {
    let pitches = lines.flatMap { line in
      lines.compactMap { other -> Double? in
        let pitch = (other.box.midY - line.box.midY) / line.size
        let isBelow = other.box.x0 < line.box.x1 && line.box.x0 < other.box.x1
        return isBelow && pitch > 0.9 ? pitch : nil
      }
    }
    return min(widestPitch, max(usualPitch, 1.1 * (pitches.min() ?? 0)))
  }

  /// The words right above the columns, and those that stand above several of them.
  static func leaves(
    _ header: [StreamSegment], columns: [StreamColumns.Column], em: Double, horizontal: [RulingLine]
  ) -> (leaves: [StreamBlock], spanning: [StreamSegment]) {
    var leaves: [StreamBlock] = []
    var spanning: [StreamSegment] = []
    let divided = header.flatMap { $0.parted(between: columns) }
    let parts = divided.flatMap { $0.parted(over: columns, like: divided) }
    let reach = reach(of: parts)
    for line in parts.sorted(by: { $0.box.midY > $1.box.midY }) {
      let below = leaves.indices.filter {
        leaves[$0].box.x0 < line.box.x1 && line.box.x0 < leaves[$0].box.x1
          && leaves[$0].box.midY > line.box.midY + 0.3 * em
      }
      let covered = columns.count { $0.x0 < line.box.x1 && line.box.x0 < $0.x1 }
      if covered > 1 && columns.count > 1 || below.count > 1 {
        spanning.append(line)
      } else if below.isEmpty {
        let isOver = spanning.contains {
          $0.box.x0 < line.box.x1 && line.box.x0 < $0.box.x1 && $0.box.midY > line.box.midY
        }
        if isOver { spanning.append(line) } else { leaves.append(StreamBlock(segments: [line])) }
      } else if leaves[below[0]].takes(line, within: reach, horizontal: horizontal) {
        leaves[below[0]].segments.append(line)
      } else {
        spanning.append(line)
      }
    }
    spanning += Self.cropped(&leaves, em: em)
    return (leaves, spanning)
  }

  /// Takes from the blocks the wider lines on top without which they stand as the others do: words
  /// over several columns may be as narrow as one of them and as near as its own words.
  private static func cropped(_ leaves: inout [StreamBlock], em: Double) -> [StreamSegment] {
    guard leaves.count >= 4 else { return [] }
    let middle = leaves.map(\.box.midY).sorted()[leaves.count / 2]
    let top = leaves.map(\.box.y0).sorted()[leaves.count / 2]
    func distance(_ box: Box) -> Double { abs(box.midY - middle) + abs(box.y0 - top) }
    var taken: [StreamSegment] = []
    for index in leaves.indices {
      while leaves[index].segments.count > 1 {
        let segments = leaves[index].segments.sorted { $0.box.midY < $1.box.midY }
        let rest = StreamBlock(segments: Array(segments.dropFirst()))
        guard distance(rest.box) < distance(leaves[index].box) - 0.5 * em,
          distance(rest.box) < 0.6 * em, segments[0].box.width > rest.box.width + 0.8 * em
        else { break }
        taken.append(segments[0])
        leaves[index] = rest
      }
    }
    return taken
  }

  /// Words over several columns as blocks.
  static func blocks(_ segments: [StreamSegment], horizontal: [RulingLine]) -> [StreamBlock] {
    var blocks: [StreamBlock] = []
    let reach = reach(of: segments)
    for line in segments.sorted(by: { $0.box.midY > $1.box.midY }) {
      if let index = blocks.firstIndex(where: {
        $0.takes(line, within: reach, horizontal: horizontal)
          && line.box.width < 1.3 * $0.box.width + 2 * line.size
          && $0.box.width < 1.3 * line.box.width + 2 * line.size
      }) {
        blocks[index].segments.append(line)
      } else {
        blocks.append(StreamBlock(segments: [line]))
      }
    }
    return blocks
  }
}

extension StreamSegment {
  /// The parts of the segment that stand over different columns, where gaps between its glyphs that
  /// are wider than its usual ones lie between the numbers of these columns.
  fileprivate func parted(between columns: [StreamColumns.Column]) -> [StreamSegment] {
    guard glyphs.count > 1 else { return [self] }
    let gaps = zip(glyphs, glyphs.dropFirst()).map { $1.box.x0 - $0.box.x1 }
    if let letters = letters(over: columns, gaps) { return letters }
    let usual = gaps.sorted()[(gaps.count - 1) / 2]
    for (a, b) in zip(columns, columns.dropFirst()) {
      let cut = glyphs.indices.dropFirst().filter {
        let middle = (glyphs[$0 - 1].box.x1 + glyphs[$0].box.x0) / 2
        return gaps[$0 - 1] > usual + 0.15 * size && middle > (a.x0 + a.x1) / 2
          && middle < (b.x0 + b.x1) / 2
      }.max { gaps[$0 - 1] < gaps[$1 - 1] }
      guard let cut else { continue }
      return [part(0..<cut)] + part(cut..<glyphs.count).parted(between: columns)
    }
    return [self]
  }

  /// The parts of the segment that begin where words on other lines of the header do, if each stands
  /// over a column of its own: words that fill the width of their cells nearly touch.
  fileprivate func parted(
    over columns: [StreamColumns.Column], like header: [StreamSegment]
  ) -> [StreamSegment] {
    func covered(_ box: Box) -> [Int] {
      columns.indices.filter { columns[$0].x0 < box.x1 && box.x0 < columns[$0].x1 }
    }
    let places = covered(box)
    guard places.count > 1 else { return [self] }
    let starts = glyphs.indices.filter { index in
      index == 0
        || glyphs[index].box.x0 - glyphs[index - 1].box.x1 > 0.2 * size
          && header.contains {
            abs($0.box.midY - box.midY) > 0.5 * size
              && abs($0.box.x0 - glyphs[index].box.x0) < 0.1 * size
          }
    }
    let parts = parts(from: starts)
    return parts.map { covered($0.box) } == places.map { [$0] } ? parts : [self]
  }

  /// The letters one by one, where they are set apart and each stands over a column of its own: lines
  /// of words that are set upright in narrow columns.
  private func letters(
    over columns: [StreamColumns.Column], _ gaps: [Double]
  ) -> [StreamSegment]? {
    guard gaps.allSatisfy({ $0 > 0.2 * size }) else { return nil }
    let places = glyphs.map { glyph in
      columns.firstIndex {
        abs(($0.x0 + $0.x1) / 2 - glyph.box.midX) < 0.5 * size
          || abs($0.x0 - glyph.box.x0) < 0.3 * size
      }
    }
    guard !places.contains(nil), Set(places).count == places.count else { return nil }
    return zip(indices, glyphs).map { StreamSegment(indices: [$0], glyphs: [$1]) }
  }
}
