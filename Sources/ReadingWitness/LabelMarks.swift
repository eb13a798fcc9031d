import PageModel
import ReportModel

/// What tells the labels of a grid's rows, or of its columns, apart: the pairs of characters that stand
/// in one of them and in none of the others.
///
/// It comes from the form alone (`StandardGrid`), and takes no part in how the parser names labels. A
/// misprinted character spoils two pairs; the others still tell the label.
struct LabelMarks<Name: Comparable & Hashable & Sendable>: Sendable {
  private let owners: [UInt64: Name]

  /// - Parameters:
  ///   - labels: The label of each name.
  ///   - others: Texts that stand near the labels and name none of them, such as those of groups.
  init(_ labels: [(name: Name, label: String)], besides others: [String] = []) {
    let common = Set(others.flatMap { Self.pairs(of: Array($0.unicodeScalars)) })
    var owners: [UInt64: Name] = [:]
    var shared = common
    for (name, label) in labels {
      for pair in Self.pairs(of: Array(label.unicodeScalars)) {
        if let owner = owners[pair], owner != name { shared.insert(pair) }
        owners[pair] = name
      }
    }
    self.owners = owners.filter { !shared.contains($0.key) }
  }

  enum Verdict: Equatable {
    case own
    /// None of its own pairs stands there, but several of another name, or all that it has.
    case other(Name)
    /// None of its own pairs stands there, though it has several and words do stand there.
    case none
    case unknown
  }

  /// So many pairs of a label are not all misprinted.
  private static var fewestPairs: Int { 3 }
  /// What is left of a label that a break cuts may be so few characters.
  private static var ofTail: Int { 3 }
  /// A pair of another label may stand in running text by chance; so many do not.
  private static var chance: Int { 2 }

  /// What a text at the place of a name's label says of it.
  func verdict(on name: Name, in text: [Unicode.Scalar]) -> Verdict {
    let counts = counts(in: text)
    let words = text.count(where: \.properties.isIdeographic)
    let known = owners.values.count { $0 == name }
    // One pair of many may stand in other words: 文件 of 行政规范性文件 in 其他文件.
    if let count = counts[name], count > 1 || known <= Self.fewestPairs || words <= Self.ofTail {
      return .own
    }
    let others = counts.filter { other, count in
      count >= min(Self.chance, owners.values.count { $0 == other })
    }
    if let most = others.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      return .other(most.key)
    }
    return known >= Self.fewestPairs && words > 1 ? .none : .unknown
  }

  /// Whether a text has what tells this name, and nothing that tells another.
  func tells(_ name: Name, in text: [Unicode.Scalar]) -> Bool {
    let counts = counts(in: text)
    return counts.count == 1 && counts[name] != nil
  }

  /// Whether a text has a pair that tells this name, among other words: lines of narrow headers that stand beside
  /// each other mix.
  func mentions(_ name: Name, in text: [Unicode.Scalar]) -> Bool { counts(in: text)[name] != nil }

  /// Whether a text has what tells more than one name.
  func namesSeveral(_ text: [Unicode.Scalar]) -> Bool {
    counts(in: text).count { $0.value >= Self.fewestPairs } > 1
  }

  /// How many pairs of each name stand in a text.
  private func counts(in text: [Unicode.Scalar]) -> [Name: Int] {
    var result: [Name: Int] = [:]
    for pair in Self.pairs(of: text) {
      if let owner = owners[pair] { result[owner, default: 0] += 1 }
    }
    return result
  }

  private static func pairs(of text: [Unicode.Scalar]) -> Set<UInt64> {
    let ideographs = text.filter { $0.properties.isIdeographic }
    return Set(
      zip(ideographs, ideographs.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) })
  }
}
