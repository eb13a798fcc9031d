import PageModel

/// Lines around what stands on a page, with others for a head, a foot or a side: no table, though they
/// cross each other and leave cells.
enum PageFrame {
  /// A frame that has words of its own, as a running head, takes up this much of the page's width and
  /// height, and what it is drawn around this much of the frame.
  private static let page = 0.75
  private static let inside = 0.6
  /// A head, a foot and a side line make nine cells.
  private static let mostCells = 9

  /// Whether a lattice is drawn around tables and holds nothing else.
  static func isOne(
    _ outer: Lattice, around lattices: [Lattice], of page: Page, content: [Box]
  ) -> Bool {
    let inner = lattices.map(\.box).filter {
      outer.box.area > $0.area * 1.01 && outer.box.expanded(by: 2).contains($0)
    }
    guard !inner.isEmpty, outer.cells.count <= mostCells else { return false }
    let cells = outer.cells.map(outer.box(of:))
    let holders = cells.filter { cell in inner.contains { cell.expanded(by: 2).contains($0) } }
    guard holders.count == 1, let holder = holders.first,
      inner.allSatisfy({ holder.expanded(by: 2).contains($0) })
    else { return false }
    if holder.area > inside * outer.box.area, outer.box.width > Self.page * page.width,
      outer.box.height > Self.page * page.height
    {
      return true
    }
    return !content.contains {
      outer.box.contains(x: $0.midX, y: $0.midY) && !holder.contains(x: $0.midX, y: $0.midY)
    }
  }
}
