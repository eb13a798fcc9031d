/// A body's name, cut into the divisions that it stands in and what remains: 江苏省 · 淮安市 · 洪泽区 | 人民政府.
///
/// Divisions are told by the characters that end their names (Constitution, article 30: 省、自治区、直辖市; 自治州、县、
/// 自治县、市; 市辖区; 乡、民族乡、镇; beside them 盟、旗、地区、街道, which the Ministry of Civil Affairs lists as well).
public struct IssuerName: Hashable, Sendable {
  /// From the widest to the narrowest, as far as the name says them.
  let divisions: [String]
  /// Whether the narrowest division is a township: their names recur in many counties.
  let isOfTownship: Bool
  /// What remains, in the words that are used most: 政府 as 人民政府.
  let organ: String

  public init(_ text: String) {
    var rest = Substring(Self.plain(text))
    var divisions: [String] = []
    while let division = Self.division(at: rest) {
      divisions.append(String(division))
      rest = rest.dropFirst(division.count)
    }
    self.divisions = divisions
    isOfTownship =
      divisions.last.map { name in Self.townships.contains { name.hasSuffix($0) } } ?? false
    organ = Self.organ(String(rest))
  }

  /// Full-width forms as plain ones, without spaces.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.precomposedPlain.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  private static let townships = ["街道", "镇", "乡"]
  /// What ends a division's name, the longer first.
  private static let endings =
    ["自治区", "自治州", "自治县", "自治旗", "地区"] + townships + ["省", "州", "盟", "市", "县", "区", "旗"]
  /// The longest is 积石山保安族东乡族撒拉族自治县.
  private static let longest = 16
  /// What may end a name of two characters.
  private static let short: Set = ["县", "区"]
  private static let marks = Set("省州盟市县区旗镇乡")

  /// The division that a text begins with.
  private static func division(at text: Substring) -> Substring? {
    let characters = Array(text.prefix(longest + 2))
    guard characters.count > 2 else { return nil }
    for end in 2...min(longest, characters.count - 1) {
      let name = text.prefix(end)
      guard let ending = endings.first(where: name.hasSuffix) else { continue }
      let own = end - ending.count
      // 城区 and 易县 are names; 新乡 is none, but the beginning of one.
      if own < (Self.short.contains(ending) ? 1 : 2) { continue }
      // The name goes on: 杭州市, 景德镇市, 东乡族自治县; but 南通市市场监督管理局.
      let after = characters[end]
      if after == "族" || marks.contains(after) && after != characters[end - 1] { continue }
      return name
    }
    return nil
  }

  /// Short forms of organs' names, beside the ones that the Organic Law of local governments has.
  private static let shortForms: [(short: String, whole: String)] = [
    ("人民政府", "人民政府"), ("政府", "人民政府"), ("管委会", "管理委员会"),
  ]

  private static func organ(_ text: String) -> String {
    // What remains of 石泉街道办.
    if text == "办" { return "办事处" }
    guard let form = shortForms.first(where: { text.hasSuffix($0.short) }) else { return text }
    return String(text.dropLast(form.short.count)) + form.whole
  }

  /// Whether the other name says the same divisions and more of them, and ends in the same one.
  func isShorter(than other: IssuerName) -> Bool {
    guard organ == other.organ, divisions.count < other.divisions.count,
      divisions.last == other.divisions.last
    else { return false }
    var rest = other.divisions[...]
    for division in divisions {
      guard let place = rest.firstIndex(of: division) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }
}

extension String {
  /// Full-width letters and brackets as plain ones.
  fileprivate var precomposedPlain: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          (0xFF01...0xFF5E).contains(scalar.value)
            ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }))
  }
}
