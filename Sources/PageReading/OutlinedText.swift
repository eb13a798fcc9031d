import DocumentModel

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
    var lines: [[Box]] = []
    var core = 0.0...0.0
    for piece in pieces.sorted(by: { $0.midY < $1.midY }) {
      // The middles of characters decide: strokes that reach into the next line join nothing.
      let own = (piece.y0 + piece.height / 4)...(piece.y1 - piece.height / 4)
      if !lines.isEmpty, own.lowerBound <= core.upperBound {
        lines[lines.count - 1].append(piece)
        core = core.lowerBound...max(core.upperBound, own.upperBound)
      } else {
        lines.append([piece])
        core = own
      }
    }
    return lines.flatMap(parts)
  }

  private static func parts(of line: [Box]) -> [Box] {
    let height = line.dropFirst().reduce(line[0]) { $0.union($1) }.height
    var result: [Box] = []
    for piece in line.sorted(by: { $0.x0 < $1.x0 }) {
      if let last = result.last, piece.x0 - last.x1 < height {
        result[result.count - 1] = last.union(piece)
      } else {
        result.append(piece)
      }
    }
    return result.filter { $0.height > 3 || $0.width > 3 }
  }
}
