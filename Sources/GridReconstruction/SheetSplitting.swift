import DocumentModel

/// Two pages on one sheet become two.
enum SheetSplitting {
  /// The page itself, or its halves where nothing crosses the fold of a landscape sheet.
  ///
  /// Halves keep the sheet's number and coordinates, so that every box stays where it is shown.
  static func pages(of page: Page) -> [Page] {
    guard page.width > 1.2 * page.height, !page.glyphs.isEmpty else { return [page] }
    let fold = page.width / 2
    let gap = 0.01 * page.width
    let crosses = page.glyphs.contains { $0.isLevel && $0.box.x1 > fold - gap && $0.box.x0 < fold + gap }
    let isRuled = page.rules.contains {
      $0.axis == .horizontal && $0.start < fold - gap && $0.end > fold + gap
    }
    guard !crosses, !isRuled else { return [page] }
    func half(_ keeps: (Box) -> Bool) -> Page {
      var copy = page
      copy.glyphs = page.glyphs.filter { keeps($0.box) }
      copy.rules = page.rules.filter { keeps($0.box) }
      copy.shadeEdges = page.shadeEdges.filter { keeps($0.box) }
      copy.unmapped = page.unmapped.filter { keeps($0) }
      return copy
    }
    let left = half { $0.midX < fold }
    let right = half { $0.midX >= fold }
    // One column of text beside an empty half is a page of its own.
    guard left.glyphs.count > 10, right.glyphs.count > 10 else { return [page] }
    return [left, right]
  }
}
