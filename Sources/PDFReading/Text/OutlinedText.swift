import PageModel

/// Text that is drawn as filled outlines instead of letters, as programs do that write a file anew and
/// cannot keep a font's boldness.
enum OutlinedText {
  /// The heights of pieces of characters, in points; larger ones are drawings.
  private static let heights = 0.8...40.0
  /// Fewer pieces are a bullet or a small drawing.
  private static let fewest = 12
  /// What is lighter is an ornament.
  private static let lightest = 0.5

  /// The boxes of its lines, cut at gaps wider than a character.
  static func lines(of drawing: PageDrawing) -> [Box] {
    let pieces = drawing.shapes.filter {
      $0.kind == .fill && $0.hasCurves && $0.lightness ?? 1 < lightest && $0.alpha > 0.5
    }.flatMap { $0.subpaths.map(\.box) }.filter {
      heights.contains(max($0.width, $0.height)) && $0.height < heights.upperBound
    }
    guard pieces.count >= fewest else { return [] }
    let sizes = pieces.map(\.height).sorted()
    let em = sizes[sizes.count * 9 / 10]
    let (tall, low) = (pieces.filter { $0.height > em / 2 }, pieces.filter { $0.height <= em / 2 })
    var lines = joined(tall, within: 0.8 * em)
    // Strokes that lie join the line that they stand in.
    var rest: [Box] = []
    for stroke in low.sorted(by: { $0.x0 < $1.x0 }) {
      let index = lines.firstIndex { line in
        let reach = line.expanded(by: 0.8 * em)
        let isNear = stroke.x0 < reach.x1 && stroke.x1 > reach.x0
        return isNear && abs(stroke.midY - line.midY) < 0.6 * max(em, line.height)
      }
      if let index { lines[index] = lines[index].union(stroke) } else { rest.append(stroke) }
    }
    lines += joined(rest, within: 0.8 * em)
    return separate(lines, em: em).filter { max($0.width, $0.height) > 0.3 * em }
  }

  /// Lines that lie over one another, or go on, are one.
  private static func separate(_ lines: [Box], em: Double) -> [Box] {
    var result: [Box] = []
    for line in lines.sorted(by: { $0.area > $1.area }) {
      let index = result.firstIndex {
        let goesOn =
          abs($0.midY - line.midY) < 0.25 * em && $0.x0 < line.x1 + 0.3 * em
          && line.x0 < $0.x1 + 0.3 * em
        return goesOn || $0.intersection(line).map { $0.area > 0.3 * line.area } ?? false
      }
      if let index { result[index] = result[index].union(line) } else { result.append(line) }
    }
    return result
  }

  /// Pieces beside each other become lines.
  private static func joined(_ pieces: [Box], within gap: Double) -> [Box] {
    var lines: [(box: Box, core: ClosedRange<Double>)] = []
    for piece in pieces.sorted(by: { $0.x0 < $1.x0 }) {
      // The middles of characters decide: strokes that reach into the next line join nothing.
      let core = (piece.y0 + piece.height / 4)...(piece.y1 - piece.height / 4)
      if let index = lines.firstIndex(where: {
        $0.core.overlaps(core) && piece.x0 - $0.box.x1 < gap
      }) {
        lines[index].box = lines[index].box.union(piece)
      } else {
        lines.append((piece, core))
      }
    }
    return lines.map(\.box)
  }
}
