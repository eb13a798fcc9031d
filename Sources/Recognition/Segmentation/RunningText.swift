import PageModel

/// Where text stands on a page above, between and below its ruled tables.
enum RunningText {
  /// A line of text, or the text of one cell of a table without ruling lines.
  struct Segment {
    /// Its ink.
    var pieces: [PixelBox]
    var box: PixelBox

    init(_ pieces: [PixelBox]) {
      self.pieces = pieces
      box = PixelBox.around(pieces)
    }
  }

  /// White around what is recognised, in pixels.
  static let border = 12
  /// Smaller pieces are specks, in points; the dots of a colon are larger.
  private static let speck = 1.2

  /// Larger pieces are drawings, in points.
  private static let largest = 60.0
  /// Wide pieces of this height are characters that touch, in points.
  private static let touchingText = 6.0...30.0
  /// A line of text is at least this high, in points.
  private static let shortest = 4.0
  /// White this wide parts two segments, in heights of characters; within several lines at once less
  /// does, as white between words of two lines hardly meets.
  private static let widestGap = 1.15
  private static let widestGapOfLines = 0.4
  /// The number of an item stands no farther from its words, in heights of characters.
  private static let itemGap = 1.5
  /// Ink higher than this is more than one line, in heights of characters.
  private static let highestLine = 1.5
  /// A part that ends with a figure stands at least this far from it, in heights of characters.
  private static let figureGap = 0.5
  /// Words this far from those before them, in heights of characters, are of another cell where they stand
  /// higher or lower by this share of their own.
  private static let stepGap = 0.4
  private static let step = 0.15

  /// The box around the cells of a table.
  static func bounds(of cells: [Box]) -> Box {
    cells.dropFirst().reduce(cells.first ?? Box(x0: 0, y0: 0, x1: 0, y1: 0)) { $0.union($1) }
  }

  /// The segments, from top to bottom and from left to right.
  static func segments(of scan: ScannedPage, around tables: [Box]) -> [Segment] {
    let edges = tables.sorted { $0.y0 < $1.y0 }
    let height = Double(scan.grey.height) / scan.scale
    var gaps: [ClosedRange<Double>] = []
    var top = 0.0
    for table in edges {
      if table.y0 > top { gaps.append(top...table.y0) }
      top = max(top, table.y1)
    }
    if top < height { gaps.append(top...height) }
    return gaps.flatMap { segments(of: pieces(of: scan, in: $0), scale: scan.scale) }
  }

  /// The segments that pieces of ink make up; `scale` are pixels a point.
  static func segments(of pieces: [PixelBox], scale: Double) -> [Segment] {
    let least = Int(bounded: shortest * scale)
    let text = withoutLines(pieces, least: least)
    let parting = Parting(of: text, least: least)
    return parting.joined(parting.parted(text, isColumn: false).map(Segment.init))
      .filter { !parting.isDot($0) }
  }

  /// Ink so many times as high as the usual character, and no wider than this share of its height, may be
  /// an upright line.
  private static let lineHeight = 1.5
  private static let lineWidth = 0.2
  /// It is a stroke where a wider piece at least half as high stands nearer than this, in its heights.
  private static let strokeGap = 0.9

  /// The pieces without upright lines that meet no level ones. The strokes of `川` in a large title stand
  /// beside others as high and wider.
  private static func withoutLines(_ pieces: [PixelBox], least: Int) -> [PixelBox] {
    guard let usual = Parting.characterHeight(of: pieces, least: least) else { return pieces }
    func isLine(_ piece: PixelBox) -> Bool {
      Double(piece.height) > lineHeight * Double(usual)
        && Double(piece.width) < lineWidth * Double(piece.height)
    }
    let lines = Set(pieces.filter(isLine))
    if lines.isEmpty { return pieces }
    let high = pieces.filter { 2 * $0.height > usual && 3 * $0.width > $0.height }
    return pieces.filter { piece in
      !lines.contains(piece)
        || high.contains { other in
          2 * other.height >= piece.height && other.y < piece.bottom && piece.y < other.bottom
            && Double(max(other.x - piece.right, piece.x - other.right))
              < strokeGap * Double(piece.height)
        }
    }
  }

  private static func pieces(of scan: ScannedPage, in gap: ClosedRange<Double>) -> [PixelBox] {
    let all = scan.textPieces.filter { piece in
      let box = scan.box(of: piece)
      return gap.contains(box.midY)
        && (max(box.width, box.height) < largest || touchingText.contains(box.height))
        && !touchesEdge(piece, of: scan)
    }
    return withPoints(all, least: Int(bounded: (speck * scan.scale).rounded(.up)))
  }

  /// White beside a decimal point, in heights of digits; between two digits there is less.
  private static let pointGap = 0.25

  /// The pieces that are no specks, and of those the ones that are decimal points: at the foot of two
  /// characters, with more white beside them than these have between them.
  static func withPoints(_ pieces: [PixelBox], least: Int) -> [PixelBox] {
    let large = pieces.filter { max($0.width, $0.height) >= least }
    let rows = Dictionary(grouping: large) { $0.bottom }
    return large
      + pieces.filter { piece in
        guard max(piece.width, piece.height) < least else { return false }
        let beside = (piece.bottom - 1...piece.bottom + 1).flatMap { rows[$0] ?? [] }
        guard let left = beside.filter({ $0.right <= piece.x }).max(by: { $0.right < $1.right }),
          let right = beside.filter({ $0.x >= piece.right }).min(by: { $0.x < $1.x })
        else { return false }
        let height = Double(min(left.height, right.height))
        let white = Double(right.x - left.right)
        return (pointGap * height...height).contains(white)
      }
  }

  private static func touchesEdge(_ piece: PixelBox, of scan: ScannedPage) -> Bool {
    piece.x <= 1 || piece.y <= 1 || piece.right >= scan.grey.width - 1
      || piece.bottom >= scan.grey.height - 1
  }

  /// Parts ink into lines and these at wide white, again and again: the lines of a label beside a figure
  /// in the middle of its row are lines only once the figure stands apart.
  private struct Parting {
    /// The least height of a line, and the usual one of a character, in pixels.
    let least: Int
    let usual: Int

    init(of pieces: [PixelBox], least: Int) {
      self.least = least
      usual = Self.characterHeight(of: pieces, least: least) ?? least
    }

    /// The height that most characters do not pass; many pieces are parts of one.
    static func characterHeight(of pieces: [PixelBox], least: Int) -> Int? {
      let heights = pieces.map(\.height).filter { $0 >= least }.sorted()
      return heights.isEmpty ? nil : heights[heights.count * 9 / 10]
    }

    func parted(_ pieces: [PixelBox], isColumn: Bool) -> [[PixelBox]] {
      let groups = TextLines.groups(of: pieces, least: least, isProse: !isColumn)
      // In a column, what is low stands for itself: a dash.
      let lines = groups.lines + (isColumn ? characters(of: groups.low) : [])
      return lines.flatMap { line -> [[PixelBox]] in
        let parts = cut(line)
        if lines.count == 1, parts.count == 1 { return figureCut(line) }
        return parts.count == 1
          ? figureCut(line) : parts.flatMap { parted($0, isColumn: true) }
      }
    }

    /// Low pieces as near to each other as the strokes of `三`, which are no dashes.
    private func characters(of low: [[PixelBox]]) -> [[PixelBox]] {
      var result: [[PixelBox]] = []
      for pieces in low {
        if let last = result.last.map(PixelBox.around),
          PixelBox.around(pieces).y - last.bottom < usual / 2,
          PixelBox.around(pieces).union(last).height <= usual * 5 / 4
        {
          result[result.count - 1] += pieces
        } else {
          result.append(pieces)
        }
      }
      return result
    }

    /// Whether it is no more than a dot, or a mark that stands alone.
    func isDot(_ segment: Segment) -> Bool {
      let (width, height) = (segment.box.width, segment.box.height)
      return max(width, height) < least * 4 / 5 && width < 2 * height
    }

    /// The segments with those joined that only the lines above or below them parted: what is near to
    /// each other on one line is read together, as the number of an item with its words.
    func joined(_ segments: [Segment]) -> [Segment] {
      var result: [Segment] = []
      for segment in segments.sorted(by: { $0.box.x < $1.box.x }) {
        if let index = result.firstIndex(where: { goesOn($0, with: segment) }) {
          result[index] = Segment(result[index].pieces + segment.pieces)
        } else {
          result.append(segment)
        }
      }
      return result.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    private func goesOn(_ left: Segment, with right: Segment) -> Bool {
      let (a, b) = (left.box, right.box)
      let overlap = min(a.bottom, b.bottom) - max(a.y, b.y)
      let size = max(least, min(usual, max(a.height, b.height)))
      guard overlap * 10 >= min(a.height, b.height) * 7, !steps(from: a, to: b),
        Double(a.union(b).height) < RunningText.highestLine * Double(size)
      else { return false }
      let gap =
        if isNarrow(right.pieces) {
          RunningText.figureGap
        } else if isNarrow(left.pieces), a.width < size {
          RunningText.itemGap
        } else {
          RunningText.widestGap
        }
      return Double(b.x - a.right) < gap * Double(size)
    }

    private func cut(_ line: [PixelBox]) -> [[PixelBox]] {
      let own = Self.characterHeight(of: line, least: least) ?? usual
      let height = Double(PixelBox.around(line).height)
      let areLines = height > RunningText.highestLine * Double(own)
      let gap = (areLines ? RunningText.widestGapOfLines : RunningText.widestGap) * Double(own)
      let parts = columns(of: line, gap: Int(bounded: gap))
      return areLines ? parts : parts.flatMap { stepCut($0, own) }
    }

    /// A line where words stand higher or lower than those before them: cells whose text is of one line
    /// stand beside others of two.
    private func stepCut(_ line: [PixelBox], _ own: Int) -> [[PixelBox]] {
      var parts: [[PixelBox]] = []
      var before: PixelBox?
      for word in columns(of: line, gap: Int(bounded: RunningText.stepGap * Double(own))) {
        let box = PixelBox.around(word)
        if let before, !steps(from: before, to: box) {
          parts[parts.count - 1] += word
        } else {
          parts.append(word)
        }
        before = box
      }
      return parts
    }

    /// Whether words stand higher or lower than others, at their top and their foot.
    private func steps(from left: PixelBox, to right: PixelBox) -> Bool {
      let size = min(left.height, right.height)
      let rises = [right.y - left.y, right.bottom - left.bottom].map {
        Double($0) / Double(size)
      }
      let isLower = rises.allSatisfy { $0 > RunningText.step }
      let isHigher = rises.allSatisfy { $0 < -RunningText.step }
      return 10 * size > 7 * usual && (isLower || isHigher)
    }

    /// A line whose end, or all of which, is figures as far apart as those of two cells.
    private func figureCut(_ line: [PixelBox]) -> [[PixelBox]] {
      let own = Self.characterHeight(of: line, least: least) ?? usual
      let parts = columns(of: line, gap: Int(bounded: RunningText.figureGap * Double(own)))
      guard parts.count > 1 else { return [line] }
      let figures = parts.reversed().prefix { isNarrow($0) && !isMark($0) }.reversed()
      guard !figures.isEmpty else { return [line] }
      let words = parts.dropLast(figures.count).flatMap(\.self)
      return (words.isEmpty ? [] : [words]) + figures
    }

    /// Whether it is a dash, or all characters are as narrow as digits.
    private func isNarrow(_ part: [PixelBox]) -> Bool {
      let box = PixelBox.around(part)
      if box.height < least { return box.width < 2 * usual }
      return PixelBox.columns(of: part).allSatisfy { $0.count * 20 <= box.height * 17 }
    }

    /// Whether it is a colon or another mark that stands apart from its words.
    private func isMark(_ part: [PixelBox]) -> Bool {
      part.allSatisfy { max($0.width, $0.height) * 4 < usual }
    }

    private func columns(of line: [PixelBox], gap: Int) -> [[PixelBox]] {
      var parts: [[PixelBox]] = []
      var end = Int.min / 2
      for piece in line.sorted(by: { $0.x < $1.x }) {
        if piece.x - end >= max(1, gap) {
          parts.append([piece])
        } else {
          parts[parts.count - 1].append(piece)
        }
        end = max(end, piece.right)
      }
      return parts
    }
  }
}

extension PixelBox {
  /// The stretches across that hold ink, from left to right.
  static func columns(of pieces: [PixelBox]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for piece in pieces.sorted(by: { $0.x < $1.x }) {
      if let last = result.last, piece.x < last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, piece.right)
      } else {
        result.append(piece.x..<piece.right)
      }
    }
    return result
  }

  /// The part inside the other box.
  func clamped(to bounds: PixelBox) -> PixelBox {
    let left = max(x, bounds.x)
    let top = max(y, bounds.y)
    return PixelBox(
      x: left, y: top, width: max(1, min(right, bounds.right) - left),
      height: max(1, min(bottom, bounds.bottom) - top))
  }
}
