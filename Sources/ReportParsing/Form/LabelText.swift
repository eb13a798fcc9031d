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
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }

  /// Compatibility forms folded and white space left out.
  static func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
    let needsFolding = text.unicodeScalars.contains {
      (0x2E80...0x2FDF).contains($0.value) || (0xF900...0xFAFF).contains($0.value)
        || (0xFE30...0xFE4F).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
        || (0x2460...0x249B).contains($0.value) || $0.value >= 0x2F800
    }
    let folded = needsFolding ? text.precomposedStringWithCompatibilityMapping : text
    return String(
      String.UnicodeScalarView(folded.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  /// The share of two-letter pairs that two texts have in common (Dice), 0 to 1.
  static func similarity(_ first: String, _ second: String) -> Double {
    func pairs(_ text: String) -> [Substring] {
      let letters = Array(text)
      guard letters.count > 1 else { return letters.isEmpty ? [] : [text[...]] }
      return text.indices.dropLast().map { text[$0...text.index(after: $0)] }
    }
    var left = pairs(first)
    let right = pairs(second)
    guard !left.isEmpty, !right.isEmpty else { return 0 }
    let total = left.count + right.count
    var common = 0
    for pair in right {
      if let index = left.firstIndex(of: pair) {
        left.remove(at: index)
        common += 1
      }
    }
    return 2 * Double(common) / Double(total)
  }
}
