import Foundation

/// Fonts' maps often give a radical or a compatibility ideograph where the page shows an ordinary
/// character, because both share a glyph.
extension Unicode.Scalar {
  /// The unified ideograph that the scalar looks like; itself where it is no such form.
  var unified: Unicode.Scalar {
    switch value {
    case 0x2E80...0x2EF3: Self.radicalSupplement[self] ?? self
    // Fonts for simplified Chinese have the form of 通用规范汉字表 under these radicals.
    case 0x2F3E: "户"
    case 0x2FAD: "青"
    case 0x2FC8: "黄"
    case 0x2F00...0x2FD5, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      String(Character(self)).precomposedStringWithCompatibilityMapping.unicodeScalars.first ?? self
    default: self
    }
  }

  /// Equivalents of the CJK Radicals Supplement that the Unicode Character Database gives in
  /// EquivalentUnifiedIdeograph.txt, as far as they are whole characters.
  private static let radicalSupplement: [Unicode.Scalar: Unicode.Scalar] = [
    "⺎": "兀", "⺒": "巳", "⺓": "幺", "⺝": "月", "⺟": "母", "⺠": "民", "⺡": "氵", "⺩": "王", "⺫": "目",
    "⺬": "示", "⺮": "竹", "⺶": "羊", "⺻": "聿", "⺼": "月", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角",
    "⻉": "贝", "⻋": "车", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门", "⻗": "雨", "⻘": "青", "⻙": "韦",
    "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻟": "飠", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼",
    "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
  ]
}
