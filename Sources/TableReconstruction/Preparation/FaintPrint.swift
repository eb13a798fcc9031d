import PageModel

/// Print that is lighter than a page's text and lies over it: watermarks, and the letters of seals.
///
/// Where some of the letters that are printed in one size and tone lie over darker ones, or follow the edge
/// of a seal, none of them is of the page's text, wherever they stand.
enum FaintPrint {
  /// Lighter than most of the page's text by this at least: the red of seals is lighter than black by
  /// 0.3, the grey of watermarks by more.
  private static let leastDifference = 0.2
  /// Letters lie over each other where they share this much of the smaller one, across and down.
  private static let overlap = 0.3
  /// So many lie over others: one may by mistake.
  private static let least = 2
  /// A year is printed over and over where it stands so often.
  private static let leastYears = 3

  private static let yearLength = 4
  /// Text is turned by quarters, and watermarks all in one way: four differ. In degrees, by which letters of a
  /// seal are apart at least.
  private static let turn = 10.0
  private static let leastTurns = 5

  private struct Kind: Hashable {
    /// In quarters of a point.
    var size: Double
    /// In twentieths.
    var tone: Double

    init(_ glyph: Glyph) {
      size = (glyph.fontSize * 4).rounded()
      tone = (glyph.lightness * 20).rounded()
    }
  }

  /// The places of these letters among all glyphs of a page.
  static func places(in glyphs: [Glyph]) -> Set<Int> {
    var tones: [Double: Int] = [:]
    for glyph in glyphs { tones[glyph.lightness, default: 0] += 1 }
    guard tones.count > 1,
      let usual = tones.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key
    else { return [] }
    let kinds = Dictionary(
      grouping: glyphs.indices.filter {
        glyphs[$0].lightness > usual + leastDifference && glyphs[$0].confidence == 1
      }, by: { Kind(glyphs[$0]) })
    guard !kinds.isEmpty else { return [] }
    let darker = glyphs.indices.filter { glyphs[$0].lightness <= usual + leastDifference }
      .sorted { glyphs[$0].box.midY < glyphs[$1].box.midY }
    let tallest = darker.reduce(0) { max($0, glyphs[$1].box.height) }
    var result: Set<Int> = []
    for members in kinds.values {
      var count = 0
      for member in members where count < least {
        if liesOver(glyphs[member], any: darker, of: glyphs, tallest: tallest) { count += 1 }
      }
      // The middle of a seal is no letter.
      result.formUnion(members.filter { glyphs[$0].scalar == "★" })
      if count >= least || isSeal(members, of: glyphs) {
        result.formUnion(words(members, of: glyphs))
      }
    }
    return result
  }

  /// Those that are of a word: a figure that stands alone may be a cell's, whatever lies over it, but a year
  /// that is printed over and over is none.
  private static func words(_ members: [Int], of glyphs: [Glyph]) -> [Int] {
    let runs = NumberRuns.lines(members, of: glyphs).flatMap { LargePrint.runs(of: $0, in: glyphs) }
    let texts = runs.map { $0.map { glyphs[$0].scalar } }
    if texts.count >= leastYears, texts[0].count >= yearLength, texts.allSatisfy({ $0 == texts[0] })
    {
      return members
    }
    return runs.filter { !$0.allSatisfy { glyphs[$0].scalar.isFigure } }.flatMap { $0 }
  }

  /// Whether letters are turned in as many ways as those of a seal, which follow its edge.
  private static func isSeal(_ members: [Int], of glyphs: [Glyph]) -> Bool {
    let turns = Set(members.map { (glyphs[$0].angle / turn).rounded() })
    return turns.count >= leastTurns
  }

  /// Whether a glyph lies over one of others, whose middles descend.
  private static func liesOver(
    _ glyph: Glyph, any others: [Int], of glyphs: [Glyph], tallest: Double
  ) -> Bool {
    let top = glyph.box.y0 - tallest
    var place = others.partitioningIndex { glyphs[$0].box.midY >= top }
    while place < others.count {
      let other = glyphs[others[place]].box
      guard other.midY <= glyph.box.y1 + tallest else { return false }
      let across = min(glyph.box.x1, other.x1) - max(glyph.box.x0, other.x0)
      let down = min(glyph.box.y1, other.y1) - max(glyph.box.y0, other.y0)
      if across > overlap * min(glyph.box.width, other.width)
        && down > overlap * min(glyph.box.height, other.height)
      {
        return true
      }
      place += 1
    }
    return false
  }
}

extension Array {
  /// The first index whose element fulfils the condition, where all after it do.
  func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
