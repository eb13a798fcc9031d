import DocumentModel

/// Numbers that stand beside the column of a page's text, as those of its lines: they are of no line.
enum MarginNumbers {
  /// Words of a line stand nearer than this to each other, in em; in print of another size, than a part of it.
  private static let mostGap = 2.0
  private static let mostGapOfSizes = 0.25
  private static let sameSize = 0.1
  /// A piece of so many characters is of running text; labels and dates are shorter.
  private static let ofText = 10

  /// The lines without such numbers.
  static func removed(from lines: [TextAssembly.Line]) -> [TextAssembly.Line] {
    let pieces = lines.map(pieces)
    let text = pieces.joined().filter { $0.count >= ofText }
    guard let left = text.map({ $0[0].box.x0 }).min(),
      let right = text.map({ $0[$0.count - 1].box.x1 }).max()
    else { return lines }
    func isBeside(_ piece: [Glyph]) -> Bool {
      let middle = (piece[0].box.x0 + piece[piece.count - 1].box.x1) / 2
      return (middle < left || middle > right) && piece.allSatisfy(\.scalar.isFigure)
    }
    guard countUp(pieces.flatMap { $0.filter(isBeside) }) else { return lines }
    return zip(lines, pieces).compactMap { line, pieces in
      let glyphs = pieces.filter { !isBeside($0) }.flatMap { $0 }
      guard glyphs.count < line.glyphs.count else { return line }
      guard let first = glyphs.first else { return nil }
      return TextAssembly.Line(
        glyphs: glyphs, box: glyphs.dropFirst().reduce(first.box) { $0.union($1.box) })
    }
  }

  /// Whether numbers from top to bottom each are one more than the one before; other figures in a margin may be a
  /// table's.
  private static func countUp(_ numbers: [[Glyph]]) -> Bool {
    let values = numbers.map { Int(String(String.UnicodeScalarView($0.map(\.scalar)))) ?? -1 }
    return values.count > 1 && zip(values, values.dropFirst()).allSatisfy { $1 - 1 == $0 }
  }

  private static func pieces(of line: TextAssembly.Line) -> [[Glyph]] {
    var pieces: [[Glyph]] = []
    for glyph in line.glyphs {
      if let last = pieces.last?.last,
        glyph.box.x0 - last.box.x1 < gap(between: last, glyph)
      {
        pieces[pieces.count - 1].append(glyph)
      } else {
        pieces.append([glyph])
      }
    }
    return pieces
  }

  private static func gap(between left: Glyph, _ right: Glyph) -> Double {
    let size = max(left.fontSize, right.fontSize)
    let isAlike = abs(left.fontSize - right.fontSize) < sameSize * size
    return (isAlike ? mostGap : mostGapOfSizes) * size
  }
}
