import PageModel

/// Glyphs become lines of text in reading order.
struct TextAssembly {
  struct Line {
    var glyphs: [Glyph]
    var box: Box

    /// The text; a space stands where words of Latin letters part or a gap is wider than an em.
    var text: String {
      var scalars = String.UnicodeScalarView()
      var previous: Glyph?
      for glyph in glyphs {
        if let previous {
          let gap = glyph.box.x0 - previous.box.x1
          let size = min(previous.fontSize, glyph.fontSize)
          let isLatin = previous.scalar.isLatinLetter && glyph.scalar.isLatinLetter
          if gap > (isLatin ? 0.18 : 0.9) * size { scalars.append(" ") }
        }
        scalars.append(glyph.scalar)
        previous = glyph
      }
      return String(scalars)
    }

    var fontSize: Double {
      var counts: [Double: Int] = [:]
      for glyph in glyphs { counts[glyph.fontSize, default: 0] += 1 }
      return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }

    var confidence: Double { glyphs.reduce(1) { min($0, $1.confidence) } }
  }

  /// Lines from top to bottom, each from left to right.
  static func lines(of glyphs: [Glyph]) -> [Line] {
    var lines: [Line] = []
    for glyph in glyphs.sorted(by: { ($0.box.midY, $0.box.x0) < ($1.box.midY, $1.box.x0) }) {
      var index = lines.count - 1
      var found: Int?
      while index >= 0, index >= lines.count - 4 {
        let line = lines[index]
        let overlap = min(line.box.y1, glyph.box.y1) - max(line.box.y0, glyph.box.y0)
        if overlap > 0.5 * min(line.box.height, glyph.box.height) {
          found = index
          break
        }
        index -= 1
      }
      if let found {
        lines[found].glyphs.append(glyph)
        let isUsual = glyph.fontSize > 0.7 * lines[found].glyphs[0].fontSize
        let box = lines[found].box
        lines[found].box = box.union(glyph.box)
        if !isUsual || lines[found].box.height > 1.4 * max(box.height, glyph.box.height) {
          lines[found].box.y0 = box.y0
          lines[found].box.y1 = box.y1
        }
      } else {
        lines.append(Line(glyphs: [glyph], box: glyph.box))
      }
    }
    for index in lines.indices { lines[index].glyphs.sort { $0.box.x0 < $1.box.x0 } }
    return lines.sorted { $0.box.y0 < $1.box.y0 }
  }

  /// The text of a cell: lines joined by `\n`; columns from right to left where it is set vertically.
  static func text(of glyphs: [Glyph]) -> String {
    guard glyphs.count > 1 else { return glyphs.first.map { String(Character($0.scalar)) } ?? "" }
    let lines = lines(of: glyphs)
    if isVertical(glyphs, lines) {
      // Turned, a column is a line that runs downwards.
      let turned = glyphs.map { glyph in
        var copy = glyph
        copy.box = Box(
          x0: glyph.box.y0, y0: -glyph.box.x1, x1: glyph.box.y1, y1: -glyph.box.x0)
        return copy
      }
      return Self.lines(of: turned).map(\.text).joined(separator: "\n")
    }
    return lines.map(\.text).joined(separator: "\n")
  }

  /// Whether characters stand nearer to each other downwards than across.
  private static func isVertical(_ glyphs: [Glyph], _ lines: [Line]) -> Bool {
    guard lines.count >= 3, lines.contains(where: { $0.glyphs.count > 1 }) else { return false }
    var across: [Double] = []
    for line in lines {
      for (a, b) in zip(line.glyphs, line.glyphs.dropFirst()) {
        across.append(b.box.midX - a.box.midX)
      }
    }
    let down = zip(lines, lines.dropFirst()).map { $1.box.midY - $0.box.midY }
    guard let nearest = across.min(), let pitch = down.min() else { return false }
    let size = glyphs[0].fontSize
    return nearest > 1.15 * size && nearest > 1.2 * pitch
  }
}

extension Unicode.Scalar {
  var isLatinLetter: Bool {
    (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
  }
}
