/// Headings in recognised lines: six texts are known, and a line that is much like one and like nothing
/// else is that heading; one that ends another line stands by itself.
enum RecognizedHeadings {
  /// A heading of six characters bears so many misread ones; longer ones more.
  private static let tolerance = 3
  private static let numerals = Array("一二三四五六")

  /// The headings of either edition, by their numbers (国办公开办函〔2019〕60号, 〔2021〕30号).
  private static let known: [(number: Int, text: [Character])] =
    SectionHeadings.standard.enumerated().map { ($0 + 1, Array($1)) } + [
      (4, Array("因政府信息公开工作被申请行政复议、提起行政诉讼情况")),
      (5, Array("政府信息公开工作存在的主要问题及改进情况")),
    ]

  /// The line's parts: text before a heading, and the heading; the line alone where it has none.
  static func parts(of line: String) -> [String] {
    let text = line.filter { !$0.isWhitespace }
    // `…用得上。二、主动公开政府信息情况`
    for (number, words) in known {
      let ending = "\(numerals[number - 1])、" + String(words)
      guard text.hasSuffix(ending), text.dropLast(ending.count).last.map("。；;.".contains) == true
      else { continue }
      return [String(text.dropLast(ending.count)), ending]
    }
    guard SectionHeadings.heading(of: text) == nil, let heading = heading(in: Array(text)) else {
      return [line]
    }
    return [heading]
  }

  /// The heading that a line means: it is nearly as long, and begins with the numeral or a sign for it.
  private static func heading(in text: [Character]) -> String? {
    guard let last = text.last, !"。，；：".contains(last),
      let mark = text.prefix(3).firstIndex(where: { "、.,，".contains($0) })
    else { return nil }
    let rest = Array(text[(mark + 1)...])
    let near = known.filter { number, words in
      RecognizedLabels.distance(rest, words) <= words.count / tolerance
    }
    guard let (number, words) = near.first, Set(near.map(\.number)).count == 1 else { return nil }
    return "\(numerals[number - 1])、" + String(words)
  }
}
