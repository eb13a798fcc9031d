import DocumentModel

/// Aligned tables that go on over pages: the borders of their columns lie near each other only.
extension PageLayout.PlacedTable {
  /// Whether most columns of numbers stand below those of the table on the page before.
  func agrees(with previous: PageLayout.PlacedTable) -> Bool {
    guard table.kind == .aligned, previous.table.kind == .aligned else { return false }
    let count = min(xs.count, previous.xs.count) - 1
    guard count >= 4, xs.count <= previous.xs.count + 1 else { return false }
    let pairs = zip(xs.reversed(), previous.xs.reversed()).prefix(count - 1)
    return pairs.allSatisfy { abs($0 - $1) < 0.4 * narrowest }
  }

  private var narrowest: Double { zip(xs, xs.dropFirst()).map { $1 - $0 }.min() ?? 0 }

  /// The table with its borders moved onto those of the table on the page before.
  func moved(onto previous: PageLayout.PlacedTable) -> PageLayout.PlacedTable {
    guard table.kind == .aligned, previous.table.kind == .aligned else { return self }
    var copy = self
    let reach = 0.45 * narrowest
    copy.xs = xs.map { x in
      previous.xs.min { abs($0 - x) < abs($1 - x) }.flatMap { abs($0 - x) < reach ? $0 : nil } ?? x
    }
    return copy
  }
}
