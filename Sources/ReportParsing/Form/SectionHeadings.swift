import PageModel
import ReportModel

/// The six headings of the form (国办公开办函〔2021〕30号).
enum SectionHeadings {
  static let standard = [
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况", "其他需要报告的事项",
  ]
  private static let folded = standard.map(LabelText.folded)
  /// What the regulation (《政府信息公开条例》第五十条) calls section 4, in whose words some print it.
  private static let regulationWording = (
    number: 4, label: LabelText.folded("因政府信息公开工作被申请行政复议、提起行政诉讼情况")
  )
  private static let numerals: Set<Character> = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  /// A heading has at least four Chinese characters, of three bytes each, and at most 36 characters; spaces may
  /// stand between them.
  private static let leastBytes = 12
  private static let mostBytes = 1000

  struct Heading {
    var number: Int
    var numeral: String?
    var text: String
    /// How much of the standard words it has, 0 to 1.
    var likeness: Double
  }

  /// The heading that a line begins and the next one ends, or `nil` where the line is none or one
  /// without the next.
  static func heading(of line: String, goingOnIn next: String) -> Heading? {
    guard !isOfContents(line), split(LabelText.normalized(line)).0 != nil,
      split(LabelText.normalized(next)).0 == nil,
      let whole = heading(of: line + next),
      whole.likeness > (heading(of: line)?.likeness ?? 0), heading(of: next) == nil
    else { return nil }
    return whole
  }

  /// The heading that a line is, or `nil`.
  static func heading(of line: String) -> Heading? {
    // Most lines and cells are told by their length, before anything is looked at.
    guard line.utf8.count >= leastBytes, line.utf8.count <= mostBytes else { return nil }
    let text = LabelText.normalized(line)
    guard text.count >= 4, text.count <= 36, text.last != "。", text.last?.isNumber != true,
      !isCaption(text)
    else { return nil }
    let (numeral, rest) = split(text)
    let label = LabelText.folded(rest)
    guard label.count >= 4, label.count <= 26 else { return nil }
    var best = (number: 0, likeness: 0.0)
    for (index, words) in folded.enumerated() {
      let likeness = label == words ? 1 : LabelText.similarity(label, words)
      if likeness > best.likeness { best = (index + 1, likeness) }
    }
    let likeness = LabelText.similarity(label, regulationWording.label)
    if likeness > best.likeness { best = (regulationWording.number, likeness) }
    // （一）存在的主要问题 heads a part of section 5.
    let least = text.first == "(" ? 0.9 : numeral == nil ? 0.8 : 0.66
    guard best.likeness >= least else { return nil }
    let printed = line.filter { !$0.isWhitespace }
    return Heading(
      number: best.number, numeral: numeral,
      text: String(printed.dropFirst(printed.count - rest.count)), likeness: best.likeness)
  }

  /// Whether a line of dots leads to a number, as in a contents.
  private static func isOfContents(_ line: String) -> Bool {
    let words = line.reversed().drop(while: \.isWhitespace)
    let number = words.prefix(while: \.isNumber)
    return !number.isEmpty
      && words.dropFirst(number.count).drop(while: \.isWhitespace).prefix(2)
        .allSatisfy { "….·．".contains($0) }
  }

  /// Whether a line is the caption of a table or picture: `表2`, `附表一`, `图3`.
  static func isCaption(_ line: String) -> Bool {
    let text = LabelText.normalized(line)
    guard let word = ["附表", "附图", "表", "图"].first(where: text.hasPrefix) else { return false }
    return text.dropFirst(word.count).first.map {
      $0.isASCII && $0.isNumber || numerals.contains($0)
    }
      ?? false
  }

  /// The numeral before a heading, and the heading.
  private static func split(_ text: String) -> (String?, String) {
    var rest = text[...]
    if rest.first == "(" { rest.removeFirst() }
    if rest.hasPrefix("第") { rest.removeFirst() }
    // Some fonts draw 一 as they draw a dash, and so it is read or typed.
    if let first = rest.first, "—–―─".contains(first), rest.dropFirst().first == "、" {
      return ("一", String(rest.dropFirst(2)))
    }
    let numeral = rest.prefix { numerals.contains($0) || $0.isASCII && $0.isNumber }
    guard !numeral.isEmpty, numeral.count <= 2 else { return (nil, text) }
    var after = rest.dropFirst(numeral.count)
    if after.hasPrefix("部分") { after = after.dropFirst(2) }
    after = after.drop { "、.．,，:)".contains($0) }
    return (String(numeral), String(after))
  }
}
