import PageModel

/// Level watermarks over running text: print that is much larger than the text that it lies over.
enum LargePrint {
  /// Its size, in that of the text below it; headings over each other do not lie over one another.
  private static let large = 1.6
  /// Letters lie over each other where they share this much of the smaller one, across and down.
  private static let overlap = 0.3
  /// Letters of one text follow each other at less than this, in em.
  private static let mostGap = 0.6

  /// The places of the glyphs of texts two letters of which lie over smaller print.
  static func places(in glyphs: [Glyph]) -> Set<Int> {
    guard let smallest = glyphs.map(\.fontSize).min() else { return [] }
    let candidates = glyphs.indices.filter {
      glyphs[$0].fontSize > large * smallest && glyphs[$0].confidence == 1
    }
    let sizes = Dictionary(grouping: candidates) { (glyphs[$0].fontSize * 4).rounded() }
    var result: Set<Int> = []
    for members in sizes.values {
      for line in NumberRuns.lines(members, of: glyphs) {
        for run in runs(of: line, in: glyphs) {
          let over = glyphs.indices.count { below in run.contains { lies($0, over: below, glyphs) }
          }
          if over > 1 { result.formUnion(run) }
        }
      }
    }
    return result
  }

  /// The texts that the letters of a line, from left to right, form.
  static func runs(of line: [Int], in glyphs: [Glyph]) -> [[Int]] {
    var runs: [[Int]] = []
    for place in line {
      if let last = runs.last?.last,
        glyphs[place].box.x0 - glyphs[last].box.x1 < mostGap * glyphs[last].fontSize
      {
        runs[runs.count - 1].append(place)
      } else {
        runs.append([place])
      }
    }
    return runs
  }

  private static func lies(_ upper: Int, over lower: Int, _ glyphs: [Glyph]) -> Bool {
    let (one, other) = (glyphs[upper], glyphs[lower])
    guard one.fontSize > large * other.fontSize else { return false }
    let across = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    let down = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return across > overlap * other.box.width && down > overlap * other.box.height
  }
}
