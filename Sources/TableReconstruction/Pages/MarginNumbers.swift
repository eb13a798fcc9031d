import PageModel

/// Figures that stand beside the column of a page's text. Where they count its lines, they are dropped; others
/// that are printed in another size than the line beside them are lines of their own.
enum MarginNumbers {
  /// Words of a line stand nearer than this to each other, in em; in print of another size, than a part of it.
  private static let mostGap = 2.0
  private static let mostGapOfSizes = 0.25
  private static let sameSize = 0.1
  /// A piece of so many characters is of running text; labels and dates are shorter.
  private static let ofText = 10

  /// The places of numbers that count a page's lines, where they stand outside of all that is no figure: beside
  /// lines they look like a column of a table without ruling lines. What stands between the lines of a table is a cell's.
  ///
  /// `others` are places of glyphs that are of no text, `tables` the areas of ruled tables, in points.
  static func places(in glyphs: [Glyph], besides others: Set<Int>, tables: [Box]) -> [Int] {
    let text = glyphs.indices.filter { !others.contains($0) && !glyphs[$0].scalar.isFigure }
    guard let left = text.map({ glyphs[$0].box.x0 }).min(),
      let right = text.map({ glyphs[$0].box.x1 }).max()
    else { return [] }
    let outside = glyphs.indices.filter {
      !others.contains($0) && (glyphs[$0].box.midX < left || glyphs[$0].box.midX > right)
    }
    let areOfTable = outside.contains { place in
      tables.contains { $0.contains(x: glyphs[place].box.midX, y: glyphs[place].box.midY) }
    }
    if areOfTable { return [] }
    let numbers = NumberRuns.lines(outside, of: glyphs)
    let isOneEach = numbers.allSatisfy { LargePrint.runs(of: $0, in: glyphs).count == 1 }
    return isOneEach && numbers.count >= manyNumbers
      && countUp(numbers.map { $0.map { glyphs[$0] } }) ? outside : []
  }

  /// The lines without such numbers.
  static func parted(from lines: [TextAssembly.Line]) -> [TextAssembly.Line] {
    let pieces = lines.map(pieces)
    // A number may touch the line beside it.
    let text = pieces.joined().filter { $0.count >= ofText }.map {
      $0.filter { !$0.scalar.isFigure }
    }.filter { !$0.isEmpty }
    guard let left = text.map({ $0[0].box.x0 }).min(),
      let right = text.map({ $0[$0.count - 1].box.x1 }).max()
    else { return lines }
    func isBeside(_ piece: [Glyph]) -> Bool {
      let middle = (piece[0].box.x0 + piece[piece.count - 1].box.x1) / 2
      return (middle < left || middle > right) && piece.allSatisfy(\.scalar.isFigure)
    }
    let areOfLines = countUp(pieces.flatMap { $0.filter(isBeside) })
    return zip(lines, pieces).flatMap { line, pieces -> [TextAssembly.Line] in
      let numbers = pieces.filter(isBeside)
      let glyphs = pieces.filter { !isBeside($0) }.flatMap { $0 }
      if numbers.isEmpty { return [line] }
      if areOfLines { return glyphs.isEmpty ? [] : [Self.line(glyphs)] }
      let isAlike = numbers.joined().contains {
        abs($0.fontSize - line.fontSize) < sameSize * line.fontSize
      }
      return isAlike || glyphs.isEmpty ? [line] : ([glyphs] + numbers).map(Self.line)
    }
  }

  private static func line(_ glyphs: [Glyph]) -> TextAssembly.Line {
    TextAssembly.Line(
      glyphs: glyphs, box: glyphs.dropFirst().reduce(glyphs[0].box) { $0.union($1.box) })
  }

  /// Some numbers of lines may be lost among the text; so many show that the others count up all the same.
  private static let manyNumbers = 4

  /// Whether numbers from top to bottom each are one more than the one before, or of many some two more; other
  /// figures in a margin may be a table's.
  private static func countUp(_ numbers: [[Glyph]]) -> Bool {
    let values = numbers.map { Int(String(String.UnicodeScalarView($0.map(\.scalar)))) ?? -1 }
    let steps = values.count >= manyNumbers ? 1...2 : 1...1
    return values.count > 1
      && zip(values, values.dropFirst()).allSatisfy {
        steps.contains($1.subtractingReportingOverflow($0).partialValue)
      }
  }

  private static func pieces(of line: TextAssembly.Line) -> [[Glyph]] {
    var pieces: [[Glyph]] = []
    for glyph in line.glyphs {
      if let last = pieces.last?.last,
        glyph.box.x0 - last.box.x1 < gap(between: last, glyph)
      {
        pieces[pieces.count - 1].append(glyph)
      } else {
        pieces.append([glyph])
      }
    }
    return pieces
  }

  private static func gap(between left: Glyph, _ right: Glyph) -> Double {
    let size = max(left.fontSize, right.fontSize)
    let isAlike = abs(left.fontSize - right.fontSize) < sameSize * size
    return (isAlike ? mostGap : mostGapOfSizes) * size
  }
}
