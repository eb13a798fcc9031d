/// Which of the links of a column are followed.
public struct WantedTitles: Sendable {
  /// Years reported on; empty for all.
  public var years: Set<Int> = []
  /// One of these stands in the title.
  public var words = ["年度报告", "年报"]

  public init() {}

  /// Whether a title is one of a report that is wanted. Where years are wanted, one that names none is not.
  func holds(_ title: String) -> Bool {
    let title = title.filter { !$0.isWhitespace }
    guard words.contains(where: title.contains) else { return false }
    return years.isEmpty || Self.year(of: title).map(years.contains) ?? false
  }

  /// The year that a title names, of several the first: 2024年…, 2024年度….
  static func year(of title: String) -> Int? {
    let digits = title.map { character in
      character.wholeNumberValue.flatMap { character.isNumber ? Character("\($0 % 10)") : nil }
        ?? character
    }
    let text = String(digits)
    for match in text.matches(of: /(?:^|[^0-9])(20[0-9]{2})(?:$|[^0-9])/) {
      if let year = Int(match.1), (2008...2099).contains(year) { return year }
    }
    return nil
  }
}
