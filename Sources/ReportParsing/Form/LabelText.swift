import Foundation
import PageModel
import ReportModel

/// Labels as the grids' words, whatever way they are printed.
enum LabelText {
  /// Compatibility forms folded (full-width, Kangxi radicals, compatibility ideographs), white space
  /// and everything that is no letter or digit left out.
  ///
  /// So are marks of notes, but for the number that a label begins with.
  static func folded(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        normalized(NoteMark.removed(fromLabel: text)).unicodeScalars.filter {
          isChinese($0) || $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }

  /// Compatibility forms folded and white space left out.
  static func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
    var needsFolding = false
    var hasSpaces = false
    for scalar in text.unicodeScalars where !isChinese(scalar) {
      needsFolding = needsFolding || isCompatible(scalar)
      hasSpaces = hasSpaces || scalar.properties.isWhitespace
    }
    if !needsFolding && !hasSpaces { return text }
    let folded = needsFolding ? text.precomposedStringWithCompatibilityMapping : text
    return String(
      String.UnicodeScalarView(folded.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  /// The characters of common Chinese text, which are letters as they stand.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value)
  }

  /// Whether a character may be another form of one.
  private static func isCompatible(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0x2FDF).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
      || (0xFE30...0xFE4F).contains(scalar.value) || (0xFF00...0xFFEF).contains(scalar.value)
      || (0x2460...0x249B).contains(scalar.value) || scalar.value >= 0x2F800
  }

  /// The share of two-letter pairs that two texts have in common (Dice), 0 to 1.
  static func similarity(_ first: String, _ second: String) -> Double {
    func pairs(_ text: String) -> [UInt64] {
      let letters = text.unicodeScalars.map { UInt64($0.value) }
      guard letters.count > 1 else { return letters }
      return zip(letters, letters.dropFirst()).map { $0 << 32 | $1 }
    }
    var left = pairs(first)
    let right = pairs(second)
    guard !left.isEmpty, !right.isEmpty else { return 0 }
    let total = left.count + right.count
    var common = 0
    for pair in right {
      if let index = left.firstIndex(of: pair) {
        left.swapAt(index, left.count - 1)
        left.removeLast()
        common += 1
      }
    }
    return 2 * Double(common) / Double(total)
  }
}
