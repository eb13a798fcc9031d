import CTesseract
import PageModel

/// Tells strokes of characters from vertical lines by the ink beside them.
struct LineStrokes {
  /// A line ends no farther from a horizontal line than this, in points.
  private static let reach = 4.0
  /// Lines that end as near as this to a horizontal line touch it, in points.
  private static let touch = 0.5
  /// Horizontal lines nearer to each other are the two of a double one, in points.
  private static let double = 5.0
  /// Ink of the characters that a stroke is part of is this far from its middle, in points.
  private static let beside = 1.3...2.3
  /// Where this share of a line's places has such ink, it is a stroke: text keeps away from lines, at
  /// least on one side.
  private static let crossed = 0.12

  /// Rows in which strokes may reach from line to line are lower, in points.
  private static let lowRow = 30.0
  /// By this share a part of a line is more broken than the rest where it is strokes.
  private static let moreGaps = 0.25
  /// More of a line that is not dotted has no gaps.
  private static let solid = 0.1

  private let ink: Raster
  private let horizontals: [RulingLine]
  private let buried: BuriedLines?
  private let scale: Double

  /// - Parameters:
  ///   - ink: the ink that is no line's.
  ///   - horizontals: the horizontal lines.
  ///   - buried: what shows along lines.
  ///   - scale: pixels a point.
  init(ink: Raster, horizontals: [RulingLine], buried: BuriedLines? = nil, scale: Double) {
    self.ink = ink
    self.buried = buried
    self.horizontals = horizontals
    self.scale = scale
  }

  /// The parts of a line that are no strokes, and the strokes: ends that stop short of the horizontal line that
  /// they would end at and have ink beside them, and what has ink on both sides, but not in the middle of
  /// a line most of which has none: labels may be wider than their cells.
  func parted(_ vertical: RulingLine) -> (lines: [RulingLine], strokes: [RulingLine]) {
    let crossing = horizontals.filter {
      vertical.position > $0.start - Self.reach && vertical.position < $0.end + Self.reach
    }
    let (whole, ends) = trimmed(vertical, crossing: crossing)
    var (line, strokes) = (whole, ends)
    var lines: [RulingLine] = []
    for horizontal in crossing.map(\.position).sorted() + [line.end] {
      guard horizontal > line.start + Self.double, horizontal <= line.end else { continue }
      var part = line
      part.end = horizontal
      if hasInk(beside: part, onBothSides: true) {
        strokes.append(part)
      } else if let last = lines.last, last.end == part.start {
        lines[lines.count - 1].end = horizontal
      } else {
        lines.append(part)
      }
      line.start = horizontal
    }
    let left = lines.reduce(0) { $0 + $1.length }
    guard left * 2 > whole.length, let first = lines.first, let last = lines.last else {
      return (lines, strokes)
    }
    var middle = whole
    (middle.start, middle.end) = (first.start, last.end)
    return ([middle], strokes.filter { $0.end <= middle.start || $0.start >= middle.end })
  }

  /// The line without strokes at its ends, and these.
  private func trimmed(
    _ vertical: RulingLine, crossing: [RulingLine]
  ) -> (line: RulingLine, strokes: [RulingLine]) {
    var line = vertical
    var strokes: [RulingLine] = []
    func cut(_ start: Double, _ end: Double) -> Bool {
      var part = vertical
      (part.start, part.end) = (start, end)
      guard hasInk(beside: part, onBothSides: false) else { return false }
      strokes.append(part)
      return true
    }
    let above = crossing.filter { $0.position < line.start + Self.reach }.map(\.position).max()
    let first = crossing.map(\.position).filter { $0 > line.start + Self.double }.min()
    if let above, let first, line.start - above > Self.touch, first < line.end - Self.double,
      cut(line.start, first)
    {
      line.start = first
    }
    let below = crossing.filter { $0.position > line.end - Self.reach }.map(\.position).min()
    let last = crossing.map(\.position).filter { $0 < line.end - Self.double }.max()
    if let below, let last, below - line.end > Self.touch, last > line.start + Self.double,
      cut(last, line.end)
    {
      line.end = last
    }
    let edges = crossing.map(\.position).sorted()
    if let first = edges.first(where: { $0 > line.start + Self.double }),
      first < line.end - Self.double, isBroken(line, from: line.start, to: first)
    {
      strokes.append(line.part(from: line.start, to: first))
      line.start = first
    }
    if let last = edges.last(where: { $0 < line.end - Self.double }),
      last > line.start + Self.double, isBroken(line, from: last, to: line.end)
    {
      strokes.append(line.part(from: last, to: line.end))
      line.end = last
    }
    return (line, strokes)
  }

  /// Whether a part at the end of a line has more gaps than the rest, as strokes of characters in a low row.
  private func isBroken(_ line: RulingLine, from start: Double, to end: Double) -> Bool {
    guard end - start < Self.lowRow else { return false }
    let rest = start == line.start ? end...line.end : line.start...start
    guard let own = buried?.gaps(of: line, along: (start + 1)...(end - 1)),
      let usual = buried?.gaps(of: line, along: rest)
    else { return false }
    return usual < Self.solid && own > usual + Self.moreGaps
  }

  /// Whether ink stands beside much of a part of a line.
  private func hasInk(beside part: RulingLine, onBothSides: Bool) -> Bool {
    // Horizontal lines cross it at the end.
    let top = Int(bounded: ((part.start + 1) * scale).rounded())
    let bottom = Int(bounded: ((part.end - 1) * scale).rounded())
    guard bottom > top else { return false }
    let near = Int(bounded: (Self.beside.lowerBound * scale).rounded())
    let far = max(near + 1, Int(bounded: (Self.beside.upperBound * scale).rounded()))
    let middle = Int(bounded: part.position * scale)
    func rows(from left: Int) -> Int {
      let place = PixelBox(x: left, y: top, width: far - near, height: bottom - top)
      guard let side = ink.clipped(to: place.clamped(to: ink.bounds)),
        let row = Raster(pixDilateBrick(nil, side.pix, Int32(2 * side.width + 1), 1))
      else { return 0 }
      return row.inkCount / max(1, row.width)
    }
    let sides = [rows(from: middle - far), rows(from: middle + near)].map {
      Double($0) >= Self.crossed * Double(bottom - top)
    }
    return onBothSides ? sides.allSatisfy(\.self) : sides.contains(true)
  }
}

extension RulingLine {
  /// The part of the line from one place along it to another.
  fileprivate func part(from start: Double, to end: Double) -> RulingLine {
    var part = self
    (part.start, part.end) = (start, end)
    return part
  }
}
