import PageModel

/// Small raised or lowered digits beside larger characters: marks that point at a note.
///
/// They become the superscripts and subscripts of Unicode, so that whoever reads the text knows them from
/// the digits of a figure.
enum NoteMarks {
  /// The size of a mark in that of what it stands at: programs set 0.58 to 0.7.
  private static let sizes = 0.35...0.8
  /// A mark's baseline is higher or lower than the other one by this at least, in the size of what it
  /// stands at: programs raise by 0.3 to 0.5 and lower by 0.14; print of another size in the middle of the
  /// same line has its baseline up to 0.15 higher.
  private static let leastRise = 0.2
  private static let leastFall = 0.1
  /// So near does a mark stand to its character, in the character's size.
  private static let reach = 0.3
  /// What an em box has below the baseline (`PDFReading` gives such boxes).
  private static let descent = 0.12
  private static let superscripts: [Unicode.Scalar] = [
    "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
  ]

  /// The page with its raised and lowered digits as superscripts and subscripts, which stand on the line
  /// of what they belong to.
  static func marked(_ page: Page) -> Page {
    let largest = page.glyphs.reduce(0) { max($0, $1.fontSize) }
    let small = page.glyphs.indices.filter {
      let glyph = page.glyphs[$0]
      // The sizes of what was recognised in a picture are guesses.
      return isDigit(glyph.scalar) && glyph.fontSize < sizes.upperBound * largest
        && glyph.confidence == 1 && abs(glyph.angle) < 1
    }
    guard !small.isEmpty else { return page }
    // Marks are rarer than what they stand at; a stamp or a watermark is not.
    let counts = Dictionary(grouping: page.glyphs, by: size(of:)).mapValues(\.count)
    var result = page
    let overlaid = FaintPrint.places(in: page.glyphs)
    let order = page.glyphs.indices.filter { !overlaid.contains($0) }.sorted {
      page.glyphs[$0].box.midY < page.glyphs[$1].box.midY
    }
    let heights = order.map { page.glyphs[$0].box.midY }
    // From left to right: a second digit of a mark stands at the first one.
    for index in small.sorted(by: { page.glyphs[$0].box.x0 < page.glyphs[$1].box.x0 }) {
      let glyph = page.glyphs[index]
      var place = heights.partitioningIndex { $0 >= glyph.box.midY - largest }
      while place < order.count, heights[place] <= glyph.box.midY + largest {
        let other = result.glyphs[order[place]]
        place += 1
        guard order[place - 1] != index, let shift = shift(of: glyph, at: other),
          isMark(other.scalar)
            || counts[size(of: glyph), default: 0] < counts[size(of: other), default: 0]
        else { continue }
        result.glyphs[index].scalar = mark(glyph.scalar, isRaised: shift > 0)
        result.glyphs[index].box.y0 = other.box.y0
        result.glyphs[index].box.y1 = other.box.y1
        break
      }
    }
    return result
  }

  /// In quarters of a point.
  private static func size(of glyph: Glyph) -> Double { (glyph.fontSize * 4).rounded() }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    superscripts.contains(scalar) || (0x2080...0x2089).contains(scalar.value)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func mark(_ digit: Unicode.Scalar, isRaised: Bool) -> Unicode.Scalar {
    let value = Int(digit.value - 0x30)
    return isRaised ? superscripts[value] : Unicode.Scalar(UInt32(0x2080 + value)) ?? digit
  }

  /// How far a digit is raised at another character, in points, negative where it is lowered; `nil` where
  /// it is no mark of that. At a mark stands its second digit.
  private static func shift(of glyph: Glyph, at other: Glyph) -> Double? {
    let gap = max(glyph.box.x0 - other.box.x1, other.box.x0 - glyph.box.x1)
    guard abs(other.angle) < 1, gap < reach * other.fontSize,
      gap > -reach * other.fontSize
    else { return nil }
    if isMark(other.scalar) {
      let size = max(glyph.fontSize, other.fontSize)
      guard abs(glyph.fontSize - other.fontSize) < 0.1 * size, glyph.box.midX > other.box.midX,
        other.box.y0 <= glyph.box.midY, glyph.box.midY <= other.box.y1
      else { return nil }
      return superscripts.contains(other.scalar) ? 1 : -1
    }
    guard sizes.contains(glyph.fontSize / max(1, other.fontSize)) else { return nil }
    let shift = baseline(other) - baseline(glyph)
    let isAtLine =
      glyph.box.midY > other.box.y0 - reach * other.fontSize
      && glyph.box.midY < other.box.y1 + reach * other.fontSize
    let isOff = shift > leastRise * other.fontSize || shift < -leastFall * other.fontSize
    return isAtLine && isOff ? shift : nil
  }

  private static func baseline(_ glyph: Glyph) -> Double {
    glyph.box.y1 - descent * glyph.box.height
  }
}
