/// Years in Chinese numerals in recognised lines: 〇 is taken for many a sign, and for two.
enum RecognizedYears {
  /// `二O〇二四年`, `二@二五年` → `二〇二四年`, `二〇二五年`: where 〇 is misread nothing else is a year. A
  /// month after it says so too where the first 〇 is lost: `二二%年一月`.
  static func mended(_ text: String) -> String {
    guard text.contains("二"), text.contains("年") else { return text }
    let whole = /二[〇○零ΟОOoQ0口5%@。]{1,3}([一二三])(?:([一二三四五六七八九])|[〇○零ΟОOoQ0口5%@。]{1,2})年/
    let torn = /(^|[^一二三四五六七八九十百〇])二([一二三])[〇○零ΟОOoQ0口5%@。]{1,2}年(?=[一二三四五六七八九十]{1,2}月)/
    return text.replacing(whole) { "二〇\($0.output.1)\($0.output.2 ?? "〇")年" }
      .replacing(torn) { "\($0.output.1)二〇\($0.output.2)〇年" }
  }
}
