import PageModel

/// Numbers that reach over a line of the table: their digits belong to one cell.
///
/// Where another font stands in for the one that was meant, digits are wider than their cell allows.
struct NumberRuns {
  /// Places of the digits of each number, from left to right.
  private(set) var runs: [[Int]] = []

  /// The numbers among the glyphs; digits follow each other at the distance that is usual among them.
  init(_ glyphs: [Glyph]) {
    let digits = glyphs.indices.filter { glyphs[$0].scalar.isFigure }
    let lines = Self.lines(digits, of: glyphs)
    let gaps = lines.flatMap { line in
      zip(line, line.dropFirst()).map { Self.gap(glyphs[$0], glyphs[$1]) }.filter { $0 < 0.8 }
    }.sorted()
    guard !gaps.isEmpty else { return }
    let usual = gaps[gaps.count / 2]
    for line in lines {
      var run: [Int] = []
      for place in line {
        if let last = run.last, abs(Self.gap(glyphs[last], glyphs[place]) - usual) > 0.06 {
          if run.count > 1 { runs.append(run) }
          run = []
        }
        run.append(place)
      }
      if run.count > 1 { runs.append(run) }
    }
  }

  /// The distance between two glyphs in em.
  private static func gap(_ left: Glyph, _ right: Glyph) -> Double {
    (right.box.x0 - left.box.x1) / max(1, right.fontSize)
  }

  /// The places in lines, each from left to right.
  static func lines(_ places: [Int], of glyphs: [Glyph]) -> [[Int]] {
    var lines: [[Int]] = []
    for place in places.sorted(by: { glyphs[$0].box.midY < glyphs[$1].box.midY }) {
      if let last = lines.last?.last,
        glyphs[place].box.midY - glyphs[last].box.midY < 0.1 * glyphs[place].fontSize
      {
        lines[lines.count - 1].append(place)
      } else {
        lines.append([place])
      }
    }
    return lines.map { $0.sorted { glyphs[$0].box.x0 < glyphs[$1].box.x0 } }
  }
}

extension Unicode.Scalar {
  /// Whether it is a part of a number.
  var isFigure: Bool {
    properties.generalCategory == .decimalNumber || self == "." || self == ","
  }
}
