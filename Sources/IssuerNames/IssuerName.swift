/// A body's name, cut into the divisions that it stands in and what remains: 江苏省 · 淮安市 · 洪泽区 | 人民政府.
///
/// Divisions are told by the characters that end their names (Constitution, article 30: 省、自治区、直辖市; 自治州、县、
/// 自治县、市; 市辖区; 乡、民族乡、镇; beside them 盟、旗、地区、街道, which the Ministry of Civil Affairs lists as well).
public struct IssuerName: Hashable, Sendable {
  /// How far down a division stands: what it is a part of has a lower one.
  enum Level: Int, Comparable, Sendable {
    case province, prefecture, county, township

    static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
  }

  /// From the widest to the narrowest, as far as the name says them.
  let divisions: [String]
  /// The level of the narrowest division.
  let level: Level?
  /// What remains, in the words that are used most: 政府 as 人民政府.
  let organ: String

  public init(_ text: String) {
    var rest = Substring(Self.plain(text))
    var divisions: [String] = []
    var level: Level?
    while let (division, next) = Self.division(at: rest) {
      divisions.append(String(division))
      level = next
      rest = rest.dropFirst(division.count)
    }
    self.divisions = divisions
    self.level = level
    organ = Self.organ(String(rest))
  }

  /// Full-width forms as plain ones, without spaces.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.precomposedPlain.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  /// What ends a division's name, the longer first.
  private static let endings: [(ending: String, level: Level)] = [
    ("自治区", .province), ("自治州", .prefecture), ("自治县", .county), ("自治旗", .county),
    ("地区", .prefecture),
    ("街道", .township), ("省", .province), ("州", .prefecture), ("盟", .prefecture), ("市", .prefecture),
    ("县", .county), ("区", .county), ("旗", .county), ("镇", .township), ("乡", .township),
  ]
  /// The longest is 积石山保安族东乡族撒拉族自治县.
  private static let longest = 16
  /// What may end a name of two characters.
  private static let short: Set = ["县", "区"]
  private static let marks = Set("省州盟市县区旗镇乡")
  /// The division that a text begins with.
  private static func division(at text: Substring) -> (Substring, Level)? {
    let characters = Array(text.prefix(longest + 2))
    guard characters.count > 2 else { return nil }
    for end in 2...min(longest, characters.count - 1) {
      let name = text.prefix(end)
      guard let (ending, level) = endings.first(where: { name.hasSuffix($0.ending) }) else {
        continue
      }
      let own = end - ending.count
      // 城区 and 易县 are names; 新乡 is none, but the beginning of one.
      if own < (Self.short.contains(ending) ? 1 : 2) { continue }
      // The name goes on: 杭州市, 景德镇市, 东乡族自治县; but 南通市市场监督管理局.
      let after = characters[end]
      if after == "族" || marks.contains(after) && after != characters[end - 1] { continue }
      return (name, level)
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
