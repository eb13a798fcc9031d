import PageModel
import ReportModel

/// The issuer's name in recognised lines, which title, first sentence and signature say alike: what
/// most of them, and the surest, read is the name.
enum RecognizedNames {
  /// Of so many characters one may be misread.
  private static let tolerance = 4

  /// What comes before the words that a title, a sentence and a signature go on with.
  private static let ends = ["人民政府", "办事处", "委员会", "局", "管理委员会", "厅"]

  /// The lines with every reading of a name that differs little from a surer one made that one.
  static func mended(_ lines: [TextLine]) -> [TextLine] {
    var votes: [String: Double] = [:]
    for name in Set(lines.compactMap(Self.name)) {
      votes[name] = lines.reduce(0) { $0 + ($1.text.contains(name) ? $1.confidence : 0) }
    }
    var better: [String: String] = [:]
    for (name, vote) in votes {
      let best = votes.filter { isAlike($0.key, name) && $0.value > vote }
        .max { ($0.value, $1.key) < ($1.value, $0.key) }
      if let best { better[name] = best.key }
    }
    return lines.map { line in
      var line = line
      if let name = name(in: line), let other = better[name] {
        line.text = line.text.replacing(name, with: other)
      }
      return line
    }
  }

  /// Names of one length that differ in few characters, not in the last ones before 人民政府.
  private static func isAlike(_ one: String, _ other: String) -> Bool {
    let differing = zip(one, other).count { $0 != $1 }
    return one.count == other.count && differing > 0 && differing <= one.count / tolerance
  }

  /// The name that a line begins with; `nil` where the line is running text.
  private static func name(in line: TextLine) -> String? {
    let text = line.text
    guard line.confidence < 1, text.count <= 40 else { return nil }
    for end in ends {
      guard let range = text.firstRange(of: end), text[..<range.lowerBound].count >= 3 else {
        continue
      }
      let name = String(text[..<range.upperBound])
      let isName = name.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }
      return isName && !name.contains("关于") ? name : nil
    }
    return nil
  }
}
