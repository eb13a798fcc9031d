import PageModel

/// Print that lies over a table and is none of it: level watermarks, and the letters of seals.
///
/// A cell's text stays in its cell, or goes on into the next one where it is too wide and there is room.
/// Letters that run over the borders of cells and over the text of others are not theirs.
struct ForeignPrint {
  /// Letters of one text follow each other at less than this, in em, and are of one size and line.
  private static let mostGap = 0.6
  private static let sameSize = 0.05
  /// Digits of one figure are nearer than this; figures of cells beside each other are not, in em.
  private static let figureGap = 0.25
  private static let sameLine = 0.1
  /// Letters lie over each other where they share this much of the smaller one, across and down.
  private static let overlap = 0.3
  /// One in so many letters of a text that begins in a blank cell lies over others.
  private static let least = 3
  /// Print of this size, in that of the table's, is none of it where no cell holds it.
  private static let large = 1.6
  /// What of a letter's em box may reach over the borders of its cell: ink leaves a fifth free.
  private static let margin = 0.2

  private let glyphs: [Glyph]
  /// The cell that each glyph's middle lies in, and the boxes of the cells.
  private let places: [Int]
  private let boxes: [Box]
  /// The size of most of the table's print, in points.
  private let usual: Double
  /// The glyphs that are none of the table's, by their place on the page.
  private(set) var onPage: Set<Int> = []
  /// Figures among them that may be the cells' own.
  private(set) var doubtful: [Box] = []

  /// What lies over a table; `page` holds all level glyphs of its page, those at the places `overlaid` are known
  /// to be of none of its text.
  init(over lattice: Lattice, of page: [Glyph], overlaid: Set<Int> = []) {
    let inside = page.indices.filter {
      lattice.box.contains(x: page[$0].box.midX, y: page[$0].box.midY)
    }
    let owners = lattice.owners
    glyphs = inside.map { page[$0] }
    places = glyphs.map { owners.cell(x: $0.anchorX, y: $0.box.midY) }
    boxes = lattice.cells.map(lattice.box(of:))
    var counts: [Double: Int] = [:]
    for glyph in glyphs { counts[glyph.fontSize, default: 0] += 1 }
    usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    let large = Set(glyphs.indices.filter(isTooLarge))
    let known = glyphs.indices.filter { overlaid.contains(inside[$0]) }
    let runs = Set(runs.filter(isForeign).joined()).union(known)
    onPage = Set(large.union(runs).map { inside[$0] })
    doubtful = runs.subtracting(large).union(large.filter { mayBeCells($0, among: large) })
      .subtracting(known).filter { glyphs[$0].scalar.isFigure || glyphs[$0].scalar.isMark }.map {
        glyphs[$0].box
      }
  }

  /// Whether a large glyph is of figures alone, or belongs to no text that runs on over more than two cells:
  /// it may be of a figure that is set too large for its own.
  private func mayBeCells(_ index: Int, among large: Set<Int>) -> Bool {
    var text: Set<Int> = [index]
    var isGrowing = true
    while isGrowing {
      let more = large.subtracting(text).filter { other in
        text.contains { member in
          let (one, two) = (glyphs[member], glyphs[other])
          return abs(one.fontSize - two.fontSize) < Self.sameSize * one.fontSize
            && abs(one.box.midY - two.box.midY) < Self.sameLine * one.fontSize
            && max(one.box.x0, two.box.x0) - min(one.box.x1, two.box.x1)
              < Self.figureGap * one.fontSize
        }
      }
      text.formUnion(more)
      isGrowing = !more.isEmpty
    }
    return Set(text.map { places[$0] }).count <= 2
      || text.allSatisfy { glyphs[$0].scalar.isFigure || glyphs[$0].scalar.isMark }
  }

  /// Whether a glyph is much larger than the table's print and reaches out of its cell.
  private func isTooLarge(_ index: Int) -> Bool {
    let glyph = glyphs[index]
    guard glyph.fontSize > Self.large * usual, glyph.confidence == 1 else { return false }
    let margin = Self.margin * glyph.fontSize
    let ink = Box(
      x0: glyph.box.x0 + margin, y0: glyph.box.y0 + margin, x1: glyph.box.x1 - margin,
      y1: glyph.box.y1 - margin)
    return !boxes[places[index]].contains(ink)
  }

  /// Texts that run over the borders of cells, each from left to right.
  private var runs: [[Int]] {
    var result: [[Int]] = []
    // What was recognised in a picture has boxes that are guesses.
    let digital = glyphs.indices.filter { glyphs[$0].confidence == 1 && abs(glyphs[$0].angle) < 1 }
    let sizes = Dictionary(grouping: digital) { (glyphs[$0].fontSize * 4).rounded() }
    for members in sizes.values {
      for line in NumberRuns.lines(members, of: glyphs) {
        var run: [Int] = []
        for index in line {
          if let last = run.last, !goesOn(glyphs[last], glyphs[index]) {
            result.append(run)
            run = []
          }
          run.append(index)
        }
        result.append(run)
      }
    }
    return result.filter { run in Set(run.map { places[$0] }).count > 1 }
  }

  private func goesOn(_ left: Glyph, _ right: Glyph) -> Bool {
    let gap = right.box.x0 - left.box.x1
    return gap < Self.mostGap * left.fontSize && gap > -Self.overlap * left.fontSize
  }

  /// Whether a text lies over others with two letters at least, and is not the text of one cell that is too
  /// wide: that reaches into the next cell alone, and where it begins, nothing else stands on its line.
  private func isForeign(_ run: [Int]) -> Bool {
    let own = Set(run)
    let over = run.map { index in
      glyphs.indices.filter { !own.contains($0) && lie(glyphs[index], over: glyphs[$0]) }
    }
    let count = over.count { !$0.isEmpty }
    guard count >= 2 else { return false }
    if Set(run.map { places[$0] }).count > 2 { return true }
    let first = glyphs[run[0]].box
    let hasOther = glyphs.indices.contains { index in
      let box = glyphs[index].box
      return !own.contains(index) && places[index] == places[run[0]]
        && min(box.y1, first.y1) - max(box.y0, first.y0) > Self.overlap
          * min(box.height, first.height)
    }
    return hasOther
      || count * Self.least >= run.count && Set(over.joined().map { places[$0] }).count > 1
  }

  private func lie(_ one: Glyph, over other: Glyph) -> Bool {
    let across = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    let down = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return across > Self.overlap * min(one.box.width, other.box.width)
      && down > Self.overlap * min(one.box.height, other.box.height)
  }
}

extension Unicode.Scalar {
  /// Whether it stands for a figure that is not there, or for none.
  fileprivate var isMark: Bool { "/／-－—–−零〇无".unicodeScalars.contains(self) }
}
