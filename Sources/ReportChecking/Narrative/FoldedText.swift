/// Running text made uniform for matching: full-width letters, digits and signs folded to their
/// ASCII forms, white space removed, lines that a page broke joined again.
///
/// UTF-16 units are enough: every character that matters here is one unit.
struct FoldedText: Sendable {
  /// Paragraphs, none of them empty.
  var paragraphs: [[UInt16]] = []

  init(_ text: String) {
    var line: [UInt16] = []
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" {
        close(&line)
      } else if let unit = Self.folded(scalar) {
        line.append(unit)
      }
    }
    close(&line)
  }

  /// The paragraph of one piece of text, without its white space.
  static func folded(_ text: String) -> [UInt16] { text.unicodeScalars.compactMap(folded) }

  /// The unit that a scalar counts as; `nil` for white space and marks without width.
  static func folded(_ scalar: Unicode.Scalar) -> UInt16? {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x2060, 0x3000, 0xFEFF: nil
    // A full-width comma stays one: only the ASCII comma can separate thousands.
    case 0xFF0C: 0xFF0C
    case 0xFF01...0xFF5E: UInt16(scalar.value - 0xFEE0)
    case 0xFE6A: 0x25  // ﹪
    case 0x25CB, 0x25EF: 0x3007  // ○ ◯ for 〇
    case 0x3014, 0x3010, 0xFE59: 0x28
    case 0x3015, 0x3011, 0xFE5A: 0x29
    case 0...0xFFFF: UInt16(scalar.value)
    default: 0xFFFD
    }
  }

  private mutating func close(_ line: inout [UInt16]) {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else { return }
    if let last = paragraphs.last, Self.runsOn(last, into: line) {
      paragraphs[paragraphs.count - 1] += line
    } else {
      paragraphs.append(line)
    }
  }

  /// Whether a line ends in the middle of a sentence that the next line goes on with.
  private static func runsOn(_ line: [UInt16], into next: [UInt16]) -> Bool {
    guard let last = line.last, let first = next.first else { return false }
    let closers = Self.closers
    if closers.contains(last) || first == 0x28 { return false }
    // Headings have no full stop: short, and begun with a number or bracket.
    let isHeading = line.count <= 24 && (line[0] == 0x28 || Self.isHeadingNumber(line))
    return !isHeading && line.count > 12 && !Self.isHeadingNumber(next)
  }

  private static let closers: Set<UInt16> = Set("。；;！!？?:：”」".utf16)
  private static let numerals: Set<UInt16> = Set("一二三四五六七八九十0123456789".utf16)
  private static let enumerators: Set<UInt16> = Set("、.是".utf16)

  /// `一、`, `3.`, `二是` at the beginning.
  private static func isHeadingNumber(_ line: [UInt16]) -> Bool {
    guard let end = line.prefix(4).firstIndex(where: { !numerals.contains($0) }), end > 0 else {
      return false
    }
    return enumerators.contains(line[end])
  }
}
