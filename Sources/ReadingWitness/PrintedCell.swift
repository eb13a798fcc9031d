import PageModel
import ReportModel

/// What is printed inside of a cell's box, read once more from the characters alone.
struct PrintedCell {
  /// The ASCII digits of all that stands in the box, in reading order.
  private(set) var digits: [Unicode.Scalar] = []
  /// The same without small raised ones.
  private(set) var plainDigits: [Unicode.Scalar] = []
  /// The first figure: its sign, its digits and its point.
  private(set) var figure = ""
  private(set) var figureDigitCount = 0
  /// Whether 元 stands after the figure, or 亿.
  private(set) var unit: Unicode.Scalar?
  /// Whether the box holds numerals that are words: 零, 〇.
  private(set) var isZeroInWords = false
  /// Whether the figure goes on in another line.
  private(set) var isBroken = false
  /// Whether its first line says 0 alone: figures do not begin so, the other line is another row's.
  private(set) var isBrokenZero = false
  /// Why the characters of the figure may be of more than one.
  private(set) var fault: Fault?

  enum Fault {
    /// Digits lie over one another.
    case overlapping
    /// Digits of one line differ in size or height, and none is a raised note.
    case uneven
    /// Digits stand far apart on a line.
    case apart
    /// Digits stand on two lines though the first had room for more, farther apart than lines of a
    /// cell, nearer ones may be of an indented paragraph; or so far apart as lines never are; or on three
    /// and more, several on each: the figures of three rows look like that.
    case stacked
  }

  /// A digit smaller than this part of the figure's largest is no digit of the figure.
  private static let smallest = 0.8
  /// Digits of one figure are at least this far from middle to middle, in em: the narrowest fonts in
  /// use set them at 0.41 (Arial Narrow 0.456, DIN Condensed 0.41).
  private static let leastPitch = 0.3
  /// The widest gap between digits of a figure, in em: full-width digits leave half an em, and a
  /// separator that is a space a quarter.
  private static let widestGap = 0.75
  /// The same behind a mark: a full-width comma is an em wide, of which its box may hold but half.
  private static let widestGapAfterMark = 1.25
  /// Lines of a cell are no farther apart than this, in em; rows of a table hardly ever nearer.
  private static let widestPitch = 1.45
  /// No lines of a paragraph are set farther apart than this, in em: double spacing is 2 × 1.3 at most.
  private static let rowPitch = 2.6
  /// How much the middles of a line's digits may differ in height, in em.
  private static let unevenness = 0.1
  /// What a cell keeps free on both sides of its text together, in points: Word and WPS keep 0.19 cm a side.
  private static let padding = 10.8

  init() {}

  init(_ indices: [Int], of page: PrintedPage, width: Double) {
    let lines = page.lines(indices).map { $0.map { page.characters[$0] } }
    let largest = lines.joined().filter(\.isDigit).map(\.size).max() ?? 0
    digits = lines.joined().filter(\.isDigit).map(\.scalar)
    plainDigits = lines.joined().filter { $0.isDigit && $0.size >= Self.smallest * largest }
      .map(\.scalar)
    isZeroInWords =
      !lines.isEmpty && lines.joined().allSatisfy { "零〇".unicodeScalars.contains($0.scalar) }
    read(lines, largest, width)
  }

  /// Where the reading of a figure stands.
  private struct Cursor {
    /// The last digit, where the figure ends so far and whether in a mark, and where its line begins.
    var digit: PrintedPage.Character
    var end: Double
    var isMark = false
    var lineStart: Double
    var line: Int
    /// How many digits each line has so far.
    var counts: [Int]
  }

  private mutating func read(
    _ lines: [[PrintedPage.Character]], _ largest: Double, _ width: Double
  ) {
    var sign = ""
    var cursor: Cursor?
    defer {
      if let counts = cursor?.counts, counts.count > 2, counts.allSatisfy({ $0 > 1 }) {
        fault = fault ?? .stacked
      }
    }
    for (number, line) in lines.enumerated() {
      for character in line where !character.isDigit || character.size >= Self.smallest * largest {
        if character.isDigit {
          if let cursor { check(cursor, character, of: line, number, width: width) }
          if figureDigitCount == 0 { figure = sign }
          figure.unicodeScalars.append(character.scalar)
          figureDigitCount += 1
          let start = cursor?.line == number ? cursor?.lineStart : nil
          var counts = cursor?.counts ?? []
          if start == nil { counts.append(0) }
          counts[counts.count - 1] += 1
          cursor = Cursor(
            digit: character, end: character.box.x1, lineStart: start ?? character.box.x0,
            line: number, counts: counts)
        } else if figureDigitCount == 0 {
          if character.isSign {
            sign = "-"
          } else if character.scalar.properties.isIdeographic {
            sign = ""
          }
        } else if character.scalar == "." {
          figure.append(".")
          // One that begins a line goes with the digits behind it.
          if cursor?.line == number { cursor?.end = character.box.x1 }
          cursor?.isMark = true
        } else if Self.separators.contains(character.scalar) {
          // One that begins a line goes with the digits behind it.
          if cursor?.line == number { cursor?.end = character.box.x1 }
          cursor?.isMark = true
        } else {
          unit = line.first { "元亿".unicodeScalars.contains($0.scalar) }?.scalar
          return
        }
      }
    }
  }

  private static let separators = Set(",，'’ ".unicodeScalars)

  /// Looks whether a digit of a line goes on with the figure.
  private mutating func check(
    _ before: Cursor, _ digit: PrintedPage.Character, of characters: [PrintedPage.Character],
    _ line: Int, width: Double
  ) {
    if line != before.line {
      isBroken = true
      if figure == "0", !before.isMark { isBrokenZero = true }
    }
    guard before.digit.isExact, digit.isExact, fault == nil else { return }
    let size = max(before.digit.size, digit.size)
    if line != before.line {
      // Lines break at a mark before all of the next group, elsewhere before any digit.
      let group = characters.prefix { $0.isDigit || Self.separators.contains($0.scalar) }
      let broken = before.isMark ? group : characters.prefix(1)
      let room = max((broken.last?.box.x1 ?? 0) - (broken.first?.box.x0 ?? 0), 0.4 * size)
      let hadRoom = before.end - before.lineStart + 1.2 * room < width - Self.padding
      let pitch = digit.box.midY - before.digit.box.midY
      if pitch > (hadRoom ? Self.widestPitch : Self.rowPitch) * size { fault = .stacked }
      return
    }
    if digit.box.midX - before.digit.box.midX < Self.leastPitch * size {
      fault = .overlapping
    } else if digit.box.x0 - before.end
      > (before.isMark ? Self.widestGapAfterMark : Self.widestGap) * size
    {
      fault = .apart
    } else if abs(digit.box.midY - before.digit.box.midY) > Self.unevenness * size
      || min(before.digit.size, digit.size) < 0.9 * size
    {
      fault = .uneven
    }
  }

  /// Whether the printed figure is this value, in a column of this unit.
  func means(_ value: Double, isExact: Bool) -> Bool {
    if figureDigitCount == 0 { return value == 0 && isZeroInWords }
    // A Double holds every whole number of fifteen digits.
    guard figureDigitCount <= 15, let printed = Double(figure) else {
      return !isExact && digitsAgree(value)
    }
    let factor = unit == "元" ? 1e-4 : unit == "亿" ? 1e4 : 1
    return [1, factor].contains { abs(printed * $0 - value) <= 1e-9 * max(1, abs(value)) }
      || !isExact && digitsAgree(value)
  }

  /// Whether a recognised figure has the digits of the value: its marks may have been mended.
  private func digitsAgree(_ value: Double) -> Bool {
    let text = Int(exactly: value).map { String($0) } ?? String(value)
    let own = figure.filter { $0.isASCII && $0.isNumber }
    return text.filter { $0.isASCII && $0.isNumber } == own
  }
}

extension PrintedPage.Character {
  fileprivate var isSign: Bool {
    "-−–—‐‑﹣减".unicodeScalars.contains(scalar)
  }
}
