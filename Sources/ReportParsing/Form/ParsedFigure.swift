import Foundation
import PageModel
import ReportModel

/// What a value cell says.
struct ParsedFigure {
  var value: Double?
  /// What stands beside the digits: a bracketed note, a mark, a unit of counting, a word, or a unit that
  /// was converted.
  var note: String?
  var isConverted = false
  var isReadable = true
  /// Whether it says a number.
  var isFigure: Bool { isReadable && value != nil }
  /// Whether `note` is a unit of counting alone.
  var isUnit: Bool { note.map { $0.count <= 2 && !hasMark } ?? false }
  /// Whether `note` holds words or a raised or circled number, which points at a note elsewhere.
  private var hasMark = false

  /// Digits that a number of the greatest precision tells apart (IEEE 754 double: 15 decimal ones).
  private static let mostDigits = 15

  private static let blanks: Set<String> = [
    "", "/", "\\", "─", "无", "*", "∕", "⁄", "一一", "_", "／", "|",
  ]
  private static let countUnits: Set<String> = ["件", "项", "次", "个", "宗", "条", "份", "起", "人次", "件次"]

  /// - Parameters:
  ///   - text: the cell's text as printed.
  ///   - unit: the unit of the cell's column.
  init(_ text: String, unit: FigureUnit) {
    guard let (unmarked, marks) = NoteMark.parted(text) else {
      isReadable = false
      return
    }
    let plain = LabelText.normalized(unmarked)
    if !marks.isEmpty {
      note = marks
      hasMark = true
      // A mark alone points at a note and is no figure, and no blank either.
      isReadable = !plain.isEmpty
    }
    if Self.blanks.contains(plain) || plain.count <= 3 && plain.allSatisfy(\.isDash) { return }
    var scalars = Array(plain)
    // Punctuation that hangs over from the label beside the cell.
    if let first = scalars.first, "、。;,".contains(first), scalars.count > 1 {
      scalars.removeFirst()
      note = (note ?? "") + String(first)
    }
    let sign = Self.sign(takenFrom: &scalars)
    if let word = sign.word {
      note = (note ?? "") + word
      hasMark = true
    }
    if let zero = Self.zeros.first(where: { scalars.first == $0 }) {
      scalars[0] = "0"
      note = (note ?? "") + String(zero)
      hasMark = true
    }
    var digits = ""
    var index = 0
    while index < scalars.count {
      let character = scalars[index]
      if character.isASCII && character.isNumber || character == "." && !digits.contains(".") {
        digits.append(character)
      } else if ",，'’".contains(character), Self.isGroup(scalars, after: index) {
      } else {
        break
      }
      index += 1
    }
    let rest = String(scalars[index...])
    guard digits.contains(where: \.isNumber), digits.last != "." else {
      isReadable = false
      return
    }
    var shift = 0
    var suffix = rest
    if unit == .tenThousandYuan {
      for (word, places) in [("万元", 0), ("亿元", 4), ("元", -4), ("万", 0)]
      where suffix.hasPrefix(word) {
        suffix.removeFirst(word.count)
        shift = places
        isConverted = places != 0
        note = (note ?? "") + word
        break
      }
    } else if let word = Self.countUnits.first(where: { suffix.hasPrefix($0) }) {
      suffix.removeFirst(word.count)
      note = (note ?? "") + word
    }
    if !suffix.isEmpty {
      guard let first = suffix.first, let last = suffix.last, "([【〔".contains(first),
        ")]】〕".contains(last)
      else {
        isReadable = false
        return
      }
      note = hasMark ? (note ?? "") + suffix : suffix
    }
    let significant = digits.drop { $0 == "0" || $0 == "." }
    guard significant.count(where: \.isNumber) <= Self.mostDigits else {
      isReadable = false
      return
    }
    value = Double((sign.isNegative ? "-" : "") + digits + (shift == 0 ? "" : "e\(shift)"))
    if value == nil { isReadable = false }
  }

  /// Words before the figure of a change, and whether they make it negative.
  private static let changes: [(word: String, isNegative: Bool)] = [
    ("减少", true), ("减", true), ("增加", false), ("增", false),
  ]
  private static let zeros: [Character] = ["零", "〇"]

  /// What says whether a figure is negative, taken away from before it, with the word if it is one.
  private static func sign(
    takenFrom text: inout [Character]
  ) -> (isNegative: Bool, word: String?) {
    if let first = text.first, first.isDash || first == "+" {
      text.removeFirst()
      return (first != "+", nil)
    }
    guard let change = changes.first(where: { text.starts(with: $0.word) }) else {
      return (false, nil)
    }
    text.removeFirst(change.word.count)
    return (change.isNegative, change.word)
  }

  /// Whether three digits and no fourth follow a separator.
  private static func isGroup(_ text: [Character], after index: Int) -> Bool {
    let next = text[(index + 1)...].prefix(4)
    return next.count >= 3 && next.prefix(3).allSatisfy { $0.isASCII && $0.isNumber }
      && (next.count == 3 || !(next.last?.isNumber ?? false))
  }
}

extension Character {
  /// Whether it is a dash, a hyphen or a minus: fonts give the same sign out as any of them.
  fileprivate var isDash: Bool {
    self == "−" || unicodeScalars.allSatisfy { $0.properties.generalCategory == .dashPunctuation }
  }
}
