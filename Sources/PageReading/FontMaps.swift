import DocumentModel

/// Decides which fonts without a ToUnicode map say what they show.
enum FontMaps {
  /// For a subset font without a map poppler takes glyph numbers for characters, which gives
  /// characters of any script. A font counts as unknown where more than one in twenty of its
  /// characters is none that Chinese official text uses.
  private static let tolerated = 0.05

  static func withdrawUntrustedText(in pages: inout [ReadPage]) {
    var counts: [UInt: (all: Int, strange: Int)] = [:]
    for page in pages {
      for (index, glyph) in page.page.glyphs.enumerated() where !page.mapped[index] {
        counts[page.fonts[index], default: (0, 0)].all += 1
        if !isUsual(glyph.scalar) { counts[page.fonts[index], default: (0, 0)].strange += 1 }
      }
    }
    let untrusted = Set(
      counts.filter { Double($0.value.strange) > tolerated * Double($0.value.all) }.keys)
    guard !untrusted.isEmpty else { return }
    for number in pages.indices {
      let page = pages[number]
      var kept: [Glyph] = []
      for (index, glyph) in page.page.glyphs.enumerated() {
        if !page.mapped[index] && untrusted.contains(page.fonts[index]) {
          pages[number].page.unmapped.append(glyph.box)
        } else {
          kept.append(glyph)
        }
      }
      pages[number].page.glyphs = kept
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
