import PageModel

/// The fold of a sheet that shows two pages side by side, as a book lies on the glass.
enum Fold {
  /// Two pages are so many times as wide as high at least.
  static let leastAspect = 1.2
  /// Nothing crosses the fold, and this share of the width beside it.
  private static let gap = 0.01
  /// A page has as many pieces of ink, or is blank.
  private static let fewestPieces = 50

  /// Where it is, in points from the left; `nil` for one page.
  ///
  /// - Parameters:
  ///   - sheet: its ruling lines and, as characters without a Unicode value, its pieces of ink.
  ///   - quarters: how the picture was turned to be upright.
  /// - Returns: the middle of the sheet where nothing crosses it.
  static func place(on sheet: Page, quarters: Int) -> Double? {
    guard quarters == 0, sheet.width > leastAspect * sheet.height else { return nil }
    let fold = sheet.width / 2
    let reach = gap * sheet.width
    func crosses(_ start: Double, _ end: Double) -> Bool {
      start < fold + reach && end > fold - reach
    }
    let isCrossed =
      sheet.unmapped.contains { crosses($0.x0, $0.x1) }
      || sheet.rulings.contains { $0.axis == .horizontal && crosses($0.start, $0.end) }
    let left = sheet.unmapped.count { $0.midX < fold }
    return isCrossed || min(left, sheet.unmapped.count - left) < fewestPieces ? nil : fold
  }
}
