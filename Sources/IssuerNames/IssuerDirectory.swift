/// Which of the names that reports are issued under are one body's: 洪泽区人民政府 and 淮安市洪泽区人民政府.
///
/// Two names are taken for one body's where one says the divisions that the other says and more, both end in the same
/// division and organ, only one longer name fits, the division's name is one county's alone, and no year was reported
/// under both. Where one of that fails, they stay two, and `uncertain` says so.
public struct IssuerDirectory: Sendable {
  /// A name that may be another body's.
  public struct Doubt: Hashable, Sendable {
    public var name: String
    /// What it may be short for.
    public var candidates: [String]
    public var reason: Reason
  }

  public enum Reason: String, Sendable {
    /// Several longer names fit.
    case severalFit = "several_fit"
    /// Several counties, or townships, have that name.
    case recurringDivision = "recurring_division"
    /// Both names stand on reports on one year.
    case sameYear = "same_year"
  }

  /// The name that a name is short for, or is an alias of; while the names are united not yet the last one.
  private var bodyOfName: [String: String] = [:]
  private var namesOfBody: [String: [String]] = [:]
  /// In the order of the names.
  public private(set) var uncertain: [Doubt] = []

  /// - Parameters:
  ///   - years: The years that were reported under each name.
  ///   - aliases: What a body that has several names is to be called, by its other names; what is said here holds.
  public init(_ years: [String: Set<Int>], aliases: [String: String] = [:]) {
    let names = years.keys.sorted()
    var free: [String: Set<Int>] = [:]
    for name in names {
      if let body = aliases[name] {
        bodyOfName[name] = body
        free[body, default: []].formUnion(years[name] ?? [])
      } else {
        free[name, default: []].formUnion(years[name] ?? [])
      }
    }
    let parsed = free.keys.sorted().map { (text: $0, name: IssuerName($0)) }
    let alike = Dictionary(grouping: parsed) { [$0.name.divisions.last ?? "", $0.name.organ] }
    for group in alike.values.sorted(by: { $0[0].text < $1[0].text }) {
      unite(group, free)
    }
    let united = bodyOfName
    for name in names { bodyOfName[name] = Self.end(of: name, in: united) }
    // What people say that a body is called, it is called.
    let said = Dictionary(
      aliases.values.sorted().map { (Self.end(of: $0, in: united), $0) }
    ) { first, _ in first }
    for name in names { bodyOfName[name] = bodyOfName[name].map { said[$0] ?? $0 } }
    for name in names { namesOfBody[body(of: name), default: []].append(name) }
    uncertain.sort { $0.name < $1.name }
  }

  /// The last of the names to which one leads.
  private static func end(of name: String, in bodies: [String: String]) -> String {
    var (name, seen) = (name, Set<String>())
    while seen.insert(name).inserted, let next = bodies[name] { name = next }
    return name
  }

  private mutating func unite(
    _ group: [(text: String, name: IssuerName)], _ years: [String: Set<Int>]
  ) {
    // The same in other words or signs: 洪泽区政府, ...（full-width）.
    let forms = Dictionary(grouping: group, by: \.name.divisions)
    var taken = years
    for forms in forms.values where forms.count > 1 {
      let names = forms.map(\.text).sorted { ($1.count, $0) < ($0.count, $1) }
      for other in names.dropFirst() {
        bodyOfName[other] = names[0]
        taken[names[0], default: []].formUnion(years[other] ?? [])
      }
    }
    let distinct = forms.values.compactMap { forms in
      forms.min { ($1.text.count, $0.text) < ($0.text.count, $1.text) }
    }.sorted { $0.text < $1.text }
    let longest = distinct.filter { one in !distinct.contains { one.name.isShorter(than: $0.name) }
    }
    for one in distinct.sorted(by: { $0.name.divisions.count > $1.name.divisions.count }) {
      let fitting = longest.filter { one.name.isShorter(than: $0.name) }
      guard let body = fitting.first else { continue }
      let reason: Reason? =
        fitting.count > 1
        ? .severalFit
        : one.name.isRecurring
          ? .recurringDivision
          : taken[one.text, default: []].isDisjoint(with: taken[body.text, default: []])
            ? nil : .sameYear
      if let reason {
        uncertain.append(
          Doubt(name: one.text, candidates: fitting.map(\.text), reason: reason))
      } else {
        bodyOfName[one.text] = body.text
        taken[body.text, default: []].formUnion(taken[one.text] ?? [])
      }
    }
  }

  /// The body that a name is of, by the name that says most of it; the name itself where nothing is known.
  public func body(of name: String) -> String { bodyOfName[name] ?? name }

  /// All names of a body.
  public func names(of body: String) -> [String] { namesOfBody[body] ?? [] }

  /// In the order of their names.
  public var bodies: [String] { namesOfBody.keys.sorted() }

  /// The bodies of which a name contains these words; exactly that one alone where one is called so.
  public func bodies(matching words: String) -> [String] {
    if let body = bodyOfName[words] { return [body] }
    return bodies.filter { names(of: $0).contains { $0.contains(words) } || $0.contains(words) }
  }

  /// Bodies of whose names a part is like these words but for a few characters, the likest first.
  public func suggestions(for words: String, most: Int = 3) -> [String] {
    let asked = Array(words)
    let limit = max(1, asked.count / Self.charactersForAFault)
    guard asked.count > limit else { return [] }
    return bodies.compactMap { body -> (body: String, distance: Int)? in
      let distance = names(of: body).map { Self.distance(of: asked, within: Array($0)) }.min()
      return distance.flatMap { $0 <= limit ? (body, $0) : nil }
    }
    .sorted { ($0.distance, $0.body) < ($1.distance, $1.body) }.prefix(most).map(\.body)
  }

  /// Who types three characters of a name may have one of them wrong.
  private static let charactersForAFault = 3

  /// How many characters must be changed, added or left out so that words are a part of a text (Sellers, 1980).
  private static func distance(of words: [Character], within text: [Character]) -> Int {
    var column = Array(0...words.count)
    var least = words.count
    for character in text {
      var next = [0]
      for (place, word) in words.enumerated() {
        next.append(
          min(column[place] + (word == character ? 0 : 1), column[place + 1] + 1, next[place] + 1))
      }
      column = next
      least = min(least, column[words.count])
    }
    return least
  }
}

extension IssuerName {
  /// Whether the narrowest division says too little: several cities have a district of that name, or it is a
  /// township's.
  var isRecurring: Bool {
    divisions.last.map { isOfTownship || Self.recurring.contains($0) } ?? true
  }

  /// Districts of one name in several cities (codes of divisions of the Ministry of Civil Affairs), and short names of
  /// zones that many cities have. A name too many here keeps two names apart and says so; one that lacks is kept apart
  /// where two cities report.
  private static let recurring: Set<String> = [
    "鼓楼区", "朝阳区", "西湖区", "长安区", "桥西区", "新华区", "铁西区", "铁东区", "和平区", "河东区", "普陀区", "宝山区", "江北区",
    "白云区", "通州区", "南山区", "向阳区", "青山区", "永定区", "城关区", "龙华区", "桥东区", "海州区", "新城区", "市中区", "城区",
    "郊区", "矿区", "新区", "东区", "西区", "城中区", "城北区", "高新区", "开发区", "经开区",
  ]
}
