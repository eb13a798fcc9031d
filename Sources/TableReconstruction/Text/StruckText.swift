import PageModel

/// Figures that a line crosses out: what they said is taken back.
enum StruckText {
  /// The part of a character's box where a line through it lies, from its top: fonts' boxes reach from
  /// 0.86 to 1.2 em above the line on which digits stand, and such lines lie 0.25 to 0.4 em above it.
  /// Lines under words lie below 0.8.
  private static let middle = 0.3...0.72
  /// The most that such a line is thick, in em.
  private static let thickest = 0.15
  /// A line through a figure that fills its cell may reach over the cell's sides by this, in points.
  private static let reach = 3.0
  /// Borders lie on the edges of their cell, within this, in points: half a thick pen.
  private static let border = 1.0

  /// Whether a level line that begins and ends within a cell, or about there, runs through figures of it.
  static func isFound(in glyphs: [Glyph], of cell: Box, rulings: [RulingLine]) -> Bool {
    glyphs.contains { glyph in
      guard glyph.scalar.isFigure, glyph.confidence == 1, abs(glyph.angle) < 1 else { return false }
      let box = glyph.box
      return rulings.contains { ruling in
        guard ruling.axis == .horizontal, ruling.position > box.y0, ruling.position < box.y1,
          ruling.start > cell.x0 - reach, ruling.end < cell.x1 + reach,
          !isBorder(ruling, of: cell),
          ruling.thickness < thickest * glyph.fontSize
        else { return false }
        return middle.contains((ruling.position - box.y0) / box.height)
          && min(ruling.end, box.x1) - max(ruling.start, box.x0) > 0.6 * box.width
      }
    }
  }

  /// Borders that are drawn cell by cell go from side to side; a line through a figure that was taken for one does
  /// not.
  private static func isBorder(_ ruling: RulingLine, of cell: Box) -> Bool {
    (ruling.position <= cell.y0 + border || ruling.position >= cell.y1 - border)
      && ruling.start < cell.x0 + border && ruling.end > cell.x1 - border
  }
}
