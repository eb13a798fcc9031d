import PageModel

/// Decides which fonts say what they show.
enum FontMaps {
  /// The characters of one font that have a ToUnicode map, or of those that have none.
  private struct Part: Hashable {
    var font: UInt
    var isMapped: Bool
  }

  /// For a subset font without a map poppler takes glyph numbers for characters, which gives
  /// characters of any script; programs that write a file anew cut maps to a byte or number the
  /// characters as they come, which gives letters with accents and dingbats. A font counts as unknown
  /// where more than one in twenty of its characters is none that official text uses.
  private static let tolerated = 0.05
  /// A foreign name in a font that has a map is no sign of a wrong one.
  private static let toleratedMapped = 3

  /// A font with as many ideographs is one of text, and one of its characters that has no Unicode value
  /// is text too; those of a font of symbols are bullets.
  private static let fewestIdeographs = 20

  /// Moves the characters of fonts that are not believed, and those that no text has, to the unmapped
  /// ones; whether a font of text lacks some of its characters.
  static func withdrawUntrustedText(in pages: inout [ReadPage]) -> Bool {
    withdrawFonts(in: &pages)
    return withdrawLetters(in: &pages)
  }

  /// A map that was cut in part has marks for some ideographs.
  private static func withdrawLetters(in pages: inout [ReadPage]) -> Bool {
    var ideographs: [UInt: Int] = [:]
    var marks: [UInt: Int] = [:]
    for page in pages {
      for (index, glyph) in page.page.glyphs.enumerated() {
        if glyph.scalar.properties.isIdeographic { ideographs[page.fonts[index], default: 0] += 1 }
        if isNoText(glyph.scalar) { marks[page.fonts[index], default: 0] += 1 }
      }
    }
    let texts = Set(ideographs.filter { $0.value >= fewestIdeographs }.keys)
    let cut = texts.filter { marks[$0] ?? 0 >= toleratedMapped }
    for number in pages.indices where !cut.isEmpty {
      let page = pages[number]
      let isCut = page.page.glyphs.indices.map {
        cut.contains(page.fonts[$0]) && isNoText(page.page.glyphs[$0].scalar)
      }
      pages[number].keep { !isCut[$0] }
    }
    return !cut.isEmpty || pages.contains { !$0.unmappedFonts.isDisjoint(with: texts) }
  }

  /// Marks that official text does not use, and letters with accents.
  private static func isNoText(_ scalar: Unicode.Scalar) -> Bool {
    "|{}^`\\".unicodeScalars.contains(scalar) || isMadeUp(scalar)
  }

  private static func withdrawFonts(in pages: inout [ReadPage]) {
    var counts: [Part: (all: Int, strange: Int)] = [:]
    for page in pages {
      for (index, glyph) in page.page.glyphs.enumerated() {
        let part = Part(font: page.fonts[index], isMapped: page.mapped[index])
        counts[part, default: (0, 0)].all += 1
        if part.isMapped ? isMadeUp(glyph.scalar) : !isUsual(glyph.scalar) {
          counts[part, default: (0, 0)].strange += 1
        }
      }
    }
    let untrusted = Set(
      counts.filter { part, count in
        Double(count.strange) > tolerated * Double(count.all)
          && count.strange > (part.isMapped ? toleratedMapped : 0)
      }.keys)
    guard !untrusted.isEmpty else { return }
    for number in pages.indices {
      let page = pages[number]
      pages[number].keep {
        !untrusted.contains(Part(font: page.fonts[$0], isMapped: page.mapped[$0]))
      }
    }
  }

  /// Characters that no script of China's languages uses but that wrong maps are full of.
  private static func isMadeUp(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x36F, 0x2700...0x27BF: true
    default: false
    }
  }

  private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xBF, 0xD7, 0xF7: true
    case 0x2000...0x22FF, 0x2460...0x26FF: true
    case 0x2E80...0x30FF, 0x31C0...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    case 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF: true
    default: scalar.value >= 0x20000 && scalar.value < 0x32000
    }
  }
}

extension ReadPage {
  /// Keeps the glyphs at the places that are wanted; the others are unmapped.
  fileprivate mutating func keep(_ isWanted: (Int) -> Bool) {
    let all = page.glyphs.indices
    page.unmapped += all.filter { !isWanted($0) }.map { page.glyphs[$0].box }
    let kept = all.filter(isWanted)
    (page.glyphs, fonts, mapped) = (
      kept.map { page.glyphs[$0] }, kept.map { fonts[$0] }, kept.map { mapped[$0] }
    )
  }
}
