/// Pieces of ink become lines of level text.
enum TextLines {
  private struct Line {
    /// Where the middles of its characters are.
    var core: Range<Int>
    var box: PixelBox
    var pieces: [PixelBox]

    mutating func add(_ other: Line) {
      core =
        min(core.lowerBound, other.core.lowerBound)..<max(core.upperBound, other.core.upperBound)
      box = box.union(other.box)
      pieces += other.pieces
    }
  }

  /// The boxes of the lines, from top to bottom; a line lower than `least` pixels, such as a row of
  /// dots, belongs to the nearest other one.
  static func lines(of pieces: [PixelBox], least: Int) -> [PixelBox] {
    groups(of: pieces, least: least).lines.map(PixelBox.around)
  }

  /// The pieces of each line, from top to bottom, and those of low lines that no other one is near to.
  /// `isProse` where most lines are long.
  static func groups(
    of pieces: [PixelBox], least: Int, isProse: Bool = false
  ) -> (lines: [[PixelBox]], low: [[PixelBox]]) {
    // The middles of characters decide: strokes that reach into the next line join nothing.
    var lines: [Line] = []
    for piece in pieces.sorted(by: { $0.y + $0.height / 4 < $1.y + $1.height / 4 }) {
      let core = (piece.y + piece.height / 4)..<(piece.bottom - piece.height / 4 + 1)
      let line = Line(core: core, box: piece, pieces: [piece])
      if let last = lines.last, core.lowerBound < last.core.upperBound {
        lines[lines.count - 1].add(line)
      } else {
        lines.append(line)
      }
    }
    lines = withTopStrokes(lines)
    if isProse { lines = wholeCharacters(lines) }
    var result = lines.filter { $0.box.height >= least }
    var low: [[PixelBox]] = []
    for line in lines where line.box.height < least {
      func distance(_ other: Line) -> Int {
        max(other.box.y - line.box.bottom, line.box.y - other.box.bottom)
      }
      if let nearest = result.indices.min(by: { distance(result[$0]) < distance(result[$1]) }),
        distance(result[nearest]) < least
      {
        result[nearest].add(line)
      } else {
        low.append(line.pieces)
      }
    }
    return (result.map(\.pieces), low)
  }

  /// Strokes at the top or foot of characters, as those of `云` and `石`, that stand apart lie within the
  /// height of their line.
  private static func withTopStrokes(_ lines: [Line]) -> [Line] {
    var result: [Line] = []
    for line in lines {
      if let last = result.last {
        let shared = min(last.box.bottom, line.box.bottom) - max(last.box.y, line.box.y)
        let isBeside =
          line.box.x < last.box.right && last.box.x < line.box.right
          && shared * 5 > 3 * min(last.box.height, line.box.height)
        if isBeside {
          result[result.count - 1].add(line)
          continue
        }
      }
      result.append(line)
    }
    return result
  }

  /// A character by itself whose upper and lower part stand apart (`告`, `总`) is one line.
  private static func wholeCharacters(_ lines: [Line]) -> [Line] {
    let heights = lines.filter { $0.box.width > 8 * $0.box.height }.map(\.box.height).sorted()
    guard !heights.isEmpty else { return lines }
    let typical = heights[heights.count / 2]
    var result: [Line] = []
    for line in lines {
      if var whole = result.last {
        whole.add(line)
        let isLow = max(result[result.count - 1].box.height, line.box.height) * 5 < typical * 4
        if isLow, isCharacter(whole, of: result[result.count - 1], line) {
          result[result.count - 1] = whole
          continue
        }
      }
      result.append(line)
    }
    return result
  }

  /// Whether two lines together are as high as wide, near to each other, and no white runs down between
  /// characters.
  private static func isCharacter(_ whole: Line, of upper: Line, _ lower: Line) -> Bool {
    let (width, height) = (whole.box.width, whole.box.height)
    guard height * 5 <= width * 6, width * 4 <= height * 5,
      (lower.box.y - upper.box.bottom) * 4 < height
    else { return false }
    var reach = whole.box.x
    for piece in whole.pieces.sorted(by: { $0.x < $1.x }) {
      if (piece.x - reach) * 20 > width { return false }
      reach = max(reach, piece.right)
    }
    return true
  }
}

extension PixelBox {
  /// The box around all boxes, of which there is one at least.
  static func around(_ boxes: [PixelBox]) -> PixelBox {
    boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
  }
}
