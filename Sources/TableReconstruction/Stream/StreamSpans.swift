import PageModel

/// The columns that words above several of them stand for.
enum StreamSpans {
  /// For each block the columns that it spans; blocks side by side share none.
  ///
  /// Words stand in the middle of what they span, or where it begins. As many columns are covered
  /// as that allows.
  static func ranges(
    of blocks: [StreamBlock], over columns: [StreamColumns.Column], em: Double
  ) -> [Range<Int>] {
    var result = [Range<Int>](repeating: 0..<1, count: blocks.count)
    var above: [Range<Int>] = []
    let setting = Setting(of: columns, blocks, em: em)
    for level in levels(of: blocks, em: em) {
      let middle = level.map { blocks[$0].box.midY }.reduce(0, +) / Double(level.count)
      // A column whose own words stand as high has no others above them.
      let isFree = columns.map { column in
        column.header.map { $0.box.y0 + 0.3 * em > middle } ?? true
      }
      let boxes = level.map { blocks[$0].box }
      let centred = best(boxes, isFree, above) { range, box in
        abs(
          (columns[range.lowerBound].middle + columns[range.upperBound - 1].middle) / 2 - box.midX)
      } pitch: {
        pitch(columns)
      }
      let leading = best(boxes, isFree, above) { range, box in
        abs((columns[range.lowerBound].header?.box.x0 ?? columns[range.lowerBound].x0) - box.x0)
      } pitch: {
        pitch(columns)
      }
      let isLeading =
        switch setting {
        case .leading: leading.score > -.infinity
        case .centred: centred.score == -.infinity
        case .unknown: leading.score > centred.score
        }
      let ranges = isLeading ? leading.ranges : centred.ranges
      for (index, range) in zip(level, ranges) { result[index] = range }
      above += ranges
    }
    return result
  }

  /// How words stand over what they name, from those right above the numbers.
  private enum Setting {
    case leading, centred, unknown

    init(of columns: [StreamColumns.Column], _ blocks: [StreamBlock], em: Double) {
      // The lines of one cell begin or have their middle below each other.
      var lines = (leading: 0, centred: 0)
      for block in columns.compactMap(\.header) + blocks {
        for segment in block.segments.dropFirst() {
          let first = block.segments[0].box
          guard abs(segment.box.width - first.width) > 0.5 * em else { continue }
          if abs(segment.box.x0 - first.x0) < 0.1 * em { lines.leading += 1 }
          if abs(segment.box.midX - first.midX) < 0.1 * em { lines.centred += 1 }
        }
      }
      if lines.leading != lines.centred {
        self = lines.leading > lines.centred ? .leading : .centred
        return
      }
      // So do they over numbers, unless they are as wide.
      let offsets = columns.compactMap { column in
        column.header.map { header in
          (
            leading: abs(header.box.x0 - column.x0),
            centred: abs(header.box.midX - (column.x0 + column.x1) / 2)
          )
        }
      }
      let leading = offsets.map(\.leading).reduce(0, +)
      let centred = offsets.map(\.centred).reduce(0, +)
      if max(leading, centred) < 0.1 * em * Double(offsets.count) {
        self = .unknown
      } else if leading < centred / 3 {
        self = .leading
      } else {
        self = centred < leading / 3 ? .centred : .unknown
      }
    }
  }

  /// Blocks of about the same height, each from left to right.
  private static func levels(of blocks: [StreamBlock], em: Double) -> [[Int]] {
    var levels: [[Int]] = []
    for index in blocks.indices.sorted(by: { blocks[$0].box.midY < blocks[$1].box.midY }) {
      if let last = levels.last?.last,
        blocks[index].box.midY - blocks[last].box.midY < 0.45 * em
      {
        levels[levels.count - 1].append(index)
      } else {
        levels.append([index])
      }
    }
    return levels.map { $0.sorted { blocks[$0].box.midX < blocks[$1].box.midX } }
  }

  private static func pitch(_ columns: [StreamColumns.Column]) -> Double {
    let pitches = zip(columns, columns.dropFirst()).map { $1.middle - $0.middle }.sorted()
    return pitches.isEmpty ? 1 : max(1, pitches[pitches.count / 2])
  }

  /// What covering a range is worth: of two ways to cover as much the more even one is likelier.
  private static func breadth(_ range: Range<Int>) -> Double {
    Double(range.count) - 0.01 * Double(range.count * range.count)
  }

  private static func best(
    _ boxes: [Box], _ isFree: [Bool], _ above: [Range<Int>],
    _ offset: (Range<Int>, Box) -> Double, pitch: () -> Double
  ) -> (score: Double, ranges: [Range<Int>]) {
    let count = isFree.count
    let pitch = pitch()
    // scores[j][c]: the first j boxes over the first c columns.
    var scores = [[Double]](
      repeating: [Double](repeating: 0, count: count + 1), count: boxes.count + 1)
    var steps = [[Range<Int>?]](
      repeating: [Range<Int>?](repeating: nil, count: count + 1), count: boxes.count + 1)
    for j in boxes.indices {
      scores[j + 1][0] = -.infinity
      for end in 1...max(1, count) where end <= count {
        scores[j + 1][end] = scores[j + 1][end - 1]
        for start in stride(from: end - 1, through: 0, by: -1) {
          guard isFree[start] else { break }
          let range = start..<end
          // What stands below others stands below one of them.
          guard
            above.allSatisfy({
              !$0.overlaps(range) || $0.clamped(to: range) == range
            })
          else { continue }
          let score =
            scores[j][start] + breadth(range) - 4 * offset(range, boxes[j]) / pitch
          if score > scores[j + 1][end] {
            scores[j + 1][end] = score
            steps[j + 1][end] = range
          }
        }
      }
    }
    var ranges: [Range<Int>] = []
    var end = count
    for j in boxes.indices.reversed() {
      while end > 0, steps[j + 1][end] == nil { end -= 1 }
      guard end > 0, let range = steps[j + 1][end] else {
        return (-.infinity, boxes.map { _ in 0..<1 })
      }
      ranges.append(range)
      end = range.lowerBound
    }
    return (scores[boxes.count][count], ranges.reversed())
  }
}
