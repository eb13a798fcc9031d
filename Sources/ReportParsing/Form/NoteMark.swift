/// Marks that point at a note: raised, lowered and circled numbers, and asterisks. They are no part of
/// what they stand at, though compatibility folding (NFKC) makes digits of most of them.
enum NoteMark {
  /// Superscripts and subscripts, enclosed numbers (`①`, `⑴`, `⒈`, `❶`, `㈠`), and signs.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB2, 0xB3, 0xB9, 0x2070...0x2089: true
    case 0x2460...0x249B, 0x24EA...0x24FF, 0x2776...0x2793: true
    case 0x3220...0x3229, 0x3251...0x325F, 0x3280...0x3289, 0x32B1...0x32BF: true
    case 0x2020, 0x2021, 0x203B: true
    default: false
    }
  }

  /// What stands in a cell without its marks, and the marks; `nil` where a mark parts digits, so that it is
  /// not clear what they are of.
  static func parted(_ text: String) -> (text: String, marks: String)? {
    guard text.unicodeScalars.contains(where: isMark) else { return (text, "") }
    var plain = String.UnicodeScalarView()
    var marks = String.UnicodeScalarView()
    var isParted = false
    for scalar in text.unicodeScalars {
      if isMark(scalar) {
        marks.append(scalar)
        isParted = isParted || plain.last { !$0.properties.isWhitespace }.map(isDigit) ?? false
      } else {
        if isParted && isDigit(scalar) { return nil }
        isParted = isParted && scalar.properties.isWhitespace
        plain.append(scalar)
      }
    }
    return (String(plain), String(marks))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.numericType != nil
  }

  /// A label without its marks; the number that it begins with is its own.
  static func removed(fromLabel text: String) -> String {
    guard text.unicodeScalars.contains(where: isMark) else { return text }
    let start = text.unicodeScalars.prefix(while: isMark)
    return String(
      String.UnicodeScalarView(
        Array(start) + text.unicodeScalars.dropFirst(start.count).filter { !isMark($0) }))
  }
}
