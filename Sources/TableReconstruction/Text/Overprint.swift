import PageModel

/// Characters that lie over each other: two texts in one place, of which neither can be read for sure.
enum Overprint {
  /// Neighbours overlap by less than this of the narrower one: kerning and fonts that stand in for others
  /// bring letters nearer.
  private static let mostAcross = 0.4
  /// Lines of one text overlap by less than this of the lower one: tight lines are 0.8 em apart.
  private static let mostDown = 0.4

  /// Whether figures of a cell lie over other characters of it. What was recognised in a picture has
  /// boxes that are guesses.
  static func isFound(in glyphs: [Glyph]) -> Bool {
    guard glyphs.count > 1, glyphs.contains(where: { $0.scalar.isFigure }) else { return false }
    let sorted = glyphs.filter { $0.confidence == 1 && abs($0.angle) < 1 }.sorted {
      $0.box.x0 < $1.box.x0
    }
    for (place, glyph) in sorted.enumerated() {
      for other in sorted[(place + 1)...] {
        if other.box.x0 > glyph.box.x1 { break }
        // How wide a point or a comma is depends on the font.
        guard
          glyph.scalar.isDigit && other.scalar.isCharacter
            || other.scalar.isDigit && glyph.scalar.isCharacter
        else { continue }
        let across = min(glyph.box.x1, other.box.x1) - other.box.x0
        let down = min(glyph.box.y1, other.box.y1) - max(glyph.box.y0, other.box.y0)
        if across > mostAcross * min(glyph.box.width, other.box.width),
          down > mostDown * min(glyph.box.height, other.box.height)
        {
          return true
        }
      }
    }
    return false
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }

  /// Whether it is a digit or a letter.
  fileprivate var isCharacter: Bool { isDigit || properties.isAlphabetic }
}
