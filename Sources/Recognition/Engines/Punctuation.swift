/// Marks that PP-OCR takes for like ones, or `一` for: it has seen more of those in other places.
enum Punctuation {
  /// Marks of half a width after Chinese characters, and the strokes like `、`.
  private static let wide: [String: String] = [
    ",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "丶": "、",
  ]

  /// The characters with the marks that their neighbours call for.
  static func corrected(_ symbols: [TextEngine.Symbol]) -> [TextEngine.Symbol] {
    let symbols = withOnes(symbols)
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

  /// Hyphens before an ideograph or `、` that follow no digit are `一`; one stroke may have been read twice.
  private static func withOnes(_ symbols: [TextEngine.Symbol]) -> [TextEngine.Symbol] {
    var result: [TextEngine.Symbol] = []
    var run: [TextEngine.Symbol] = []
    func isStroke(_ text: String) -> Bool { ["-", "~", "—"].contains(text) }
    for symbol in symbols {
      if isStroke(symbol.text) {
        run.append(symbol)
        continue
      }
      if var one = run.first, run.contains(where: { $0.text == "-" }), run.count <= 2,
        result.last?.text.isDigit != true,
        symbol.text == "、" || symbol.text == "丶"
          || symbol.text.unicodeScalars.allSatisfy(\.properties.isIdeographic)
      {
        one.text = "一"
        one.box = run.reduce(one.box) { $0.union($1.box) }
        result.append(one)
      } else {
        result += run
      }
      run = []
      result.append(symbol)
    }
    return result + run
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
