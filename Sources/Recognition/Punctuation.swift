/// Marks that PP-OCR takes for like ones: it has seen more of those in other places.
enum Punctuation {
  /// Marks of half a width after Chinese characters, and the strokes like `、`.
  private static let wide: [String: String] = [
    ",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "丶": "、",
  ]

  /// The characters with the marks that their neighbours call for.
  static func corrected(_ symbols: [TextEngine.Symbol]) -> [TextEngine.Symbol] {
    var result = symbols
    for index in symbols.indices {
      let before = index > 0 ? symbols[index - 1].text : ""
      let after = symbols[(index + 1)...].prefix(4).map(\.text)
      if symbols[index].text == "，", before.isDigit, groupsDigits(after) {
        result[index].text = ","
      } else if let mark = wide[symbols[index].text],
        !(before.isDigit && after.first?.isDigit == true)
      {
        result[index].text = mark
      }
    }
    return result
  }

  /// Whether exactly three digits follow.
  private static func groupsDigits(_ after: [String]) -> Bool {
    after.count >= 3 && after.prefix(3).allSatisfy(\.isDigit)
      && !(after.count > 3 && after[3].isDigit)
  }
}

extension String {
  fileprivate var isDigit: Bool { count == 1 && first?.isASCII == true && first?.isNumber == true }
}
