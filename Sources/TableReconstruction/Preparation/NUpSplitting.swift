import PageModel

/// Two pages on one sheet become two.
enum NUpSplitting {
  /// A page, or one of the two on a sheet, in coordinates of its own.
  struct Half {
    var page: Page
    /// How far its left edge lies from the sheet's, in points.
    var offset = 0.0
  }

  /// How far apart the parts of a line that is drawn cell by cell may be, in points.
  private static let joint = 2.0

  /// The page itself, or its halves where next to nothing crosses the fold of a landscape sheet.
  static func pages(of page: Page) -> [Half] {
    guard page.width > 1.2 * page.height, !page.glyphs.isEmpty else { return [Half(page: page)] }
    let fold = page.width / 2
    let gap = 0.01 * page.width
    let crossing = page.glyphs.count {
      $0.isAxisAligned && $0.box.x1 > fold - gap && $0.box.x0 < fold + gap
    }
    // A line that is longer than its page may reach over the fold, if both halves are text.
    let crosses =
      Double(crossing) > 0.004 * Double(page.glyphs.count)
      || crossing > 0 && !(hasText(page, 0..<fold) && hasText(page, fold..<page.width))
    // Lines are drawn cell by cell too: one that ends at the fold goes on beyond it.
    let near = page.rulings.filter {
      $0.axis == .horizontal && $0.start < fold + gap && $0.end > fold - gap
    }
    let isRuled = near.contains { ruling in
      ruling.start < fold && ruling.end > fold
        || near.contains {
          abs($0.position - ruling.position) < 1 && abs($0.start - ruling.end) < Self.joint
        }
    }
    guard !crosses, !isRuled, isWidestGap(fold, of: page) else { return [Half(page: page)] }
    func half(_ offset: Double, _ keeps: (Box) -> Bool) -> Half {
      var copy = page
      copy.width = fold
      copy.glyphs = page.glyphs.filter { keeps($0.box) }.map {
        var glyph = $0
        glyph.box = glyph.box.moved(right: -offset)
        return glyph
      }
      func moved(_ rulings: [RulingLine]) -> [RulingLine] {
        rulings.filter { keeps($0.box) }.map { ruling in
          var copy = ruling
          if ruling.axis == .vertical {
            copy.position -= offset
          } else {
            copy.start -= offset
            copy.end -= offset
          }
          return copy
        }
      }
      copy.rulings = moved(page.rulings)
      copy.shadeEdges = moved(page.shadeEdges)
      copy.unmapped = page.unmapped.filter(keeps).map { $0.moved(right: -offset) }
      return Half(page: copy, offset: offset)
    }
    let left = half(0) { $0.midX < fold }
    let right = half(fold) { $0.midX >= fold }
    // One column of text beside an empty half is a page of its own.
    guard left.page.glyphs.count > 10, right.page.glyphs.count > 10 else {
      return [Half(page: page)]
    }
    return [left, right]
  }

  /// Whether no other gap between the text of a page, from top to bottom, is wider than the one that a
  /// position lies in: columns of one table lie about as far apart.
  private static func isWidestGap(_ fold: Double, of page: Page) -> Bool {
    var reached: Double?
    var own = 0.0
    var widest = 0.0
    for box in page.glyphs.filter(\.isAxisAligned).map(\.box).sorted(by: { $0.x0 < $1.x0 }) {
      if let end = reached, box.x0 > end {
        if end < fold && box.x0 > fold {
          own = box.x0 - end
        } else {
          widest = max(widest, box.x0 - end)
        }
      }
      reached = max(reached ?? box.x1, box.x1)
    }
    // Where lines cross the fold there is no gap.
    return own == 0 || own >= widest
  }

  /// Whether a part of the page holds lines of running text: at least two without a gap that are
  /// longer than half of it.
  private static func hasText(_ page: Page, _ part: Range<Double>) -> Bool {
    let glyphs = page.glyphs.filter { $0.isAxisAligned && part.contains($0.box.midX) }
    let lines = StreamLine.lines(of: glyphs, vertical: [])
    return lines.count { line in
      line.segments.contains { $0.box.width > 0.5 * (part.upperBound - part.lowerBound) }
    } >= 2
  }
}

extension Box {
  fileprivate func moved(right distance: Double) -> Box {
    Box(x0: x0 + distance, y0: y0, x1: x1 + distance, y1: y1)
  }
}
