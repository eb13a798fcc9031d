import DocumentModel
import Foundation

/// What a value cell says.
struct FigureReading {
  var value: Double?
  /// A bracketed note, a unit of counting, or a unit that was converted.
  var note: String?
  var isConverted = false
  var isReadable = true
  /// Whether it says a number.
  var isFigure: Bool { isReadable && value != nil }

  private static let blanks: Set<String> = [
    "", "/", "\\", "─", "无", "*", "∕", "⁄", "一一", "_", "／", "|",
  ]
  private static let countUnits: Set<String> = ["件", "项", "次", "个", "宗", "条", "份", "起", "人次", "件次"]

  /// - Parameters:
  ///   - text: the cell's text as printed.
  ///   - unit: the unit of the cell's column.
  init(_ text: String, unit: FigureUnit) {
    let plain = LabelText.normalized(text)
    if Self.blanks.contains(plain) || plain.count <= 3 && plain.allSatisfy(\.isDash) { return }
    var scalars = Array(plain)
    // Punctuation that hangs over from the label beside the cell.
    if let first = scalars.first, "、。;,".contains(first), scalars.count > 1 {
      scalars.removeFirst()
      note = String(first)
    }
    var isNegative = false
    if let first = scalars.first, first.isDash {
      isNegative = true
      scalars.removeFirst()
    } else if scalars.first == "+" {
      scalars.removeFirst()
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
        note = word
        break
      }
    } else if let word = Self.countUnits.first(where: { suffix.hasPrefix($0) }) {
      suffix.removeFirst(word.count)
      note = word
    }
    if !suffix.isEmpty {
      guard let first = suffix.first, let last = suffix.last, "([【〔".contains(first),
        ")]】〕".contains(last)
      else {
        isReadable = false
        return
      }
      note = suffix
    }
    value = Double((isNegative ? "-" : "") + digits + (shift == 0 ? "" : "e\(shift)"))
    if value == nil { isReadable = false }
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
