/// What a browser shows of words and line breaks: white space drawn together, lines as they break.
struct InlineText {
  /// Lines without white space at their ends; blank ones left out.
  private(set) var lines: [String] = []
  /// How far the beginning of the last line is moved in by spaces, in widths of a letter.
  private(set) var indents: [Double] = []
  /// Whether figures are crossed out.
  private(set) var isStruckOut = false
  /// Whether a mark that points at a note stands in it.
  var hasNote = false
  private var line = ""
  private var indent = 0.0
  private var isSpaceDue = false

  var text: String { lines.joined(separator: "\n") }

  mutating func append(_ text: String, isStruckOut isStruck: Bool) {
    for scalar in text.unicodeScalars {
      if Self.isInvisible(scalar) { continue }
      if scalar.properties.isWhitespace {
        if line.isEmpty {
          // Spaces that are not drawn together, as wide as browsers show them.
          if scalar == "\u{3000}" { indent += 1 } else if scalar == "\u{A0}" { indent += 0.5 }
        } else {
          isSpaceDue = true
        }
        continue
      }
      if isSpaceDue {
        line += " "
        isSpaceDue = false
      }
      line.unicodeScalars.append(scalar)
      if isStruck, scalar.properties.numericType != nil { isStruckOut = true }
    }
  }

  mutating func breakLine() {
    if !line.isEmpty {
      lines.append(line)
      indents.append(indent)
    }
    (line, indent, isSpaceDue) = ("", 0, false)
  }

  /// Marks of no width: they part nothing and are no part of anything.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: true
    case 0...8, 0xE...0x1F, 0x7F: true
    default: false
    }
  }
}
