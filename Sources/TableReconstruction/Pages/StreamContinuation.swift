import PageModel

/// Aligned tables that go on over pages: the borders of their columns lie near each other only.
extension PageLayout.PlacedTable {
  /// Whether most columns of numbers stand below those of the table on the page before.
  func agrees(with previous: PageLayout.PlacedTable) -> Bool {
    guard table.kind == .stream, previous.table.kind == .stream else { return false }
    if hasColumns(of: previous) { return true }
    let count = min(xs.count, previous.xs.count) - 1
    guard count >= 4, xs.count <= previous.xs.count + 1 else { return false }
    let places = Array(xs.indices.reversed().prefix(count - 1))
    return zip(places, previous.xs.indices.reversed()).allSatisfy {
      abs(xs[$0] - previous.xs[$1]) < min(reach(at: $0), previous.reach(at: $1))
    }
  }

  /// Whether there are as many columns of numbers as in the other table, one below the other.
  private func hasColumns(of previous: PageLayout.PlacedTable) -> Bool {
    guard let labelCount, let count = previous.labelCount, labelCount > 0, count > 0,
      xs.count - labelCount == previous.xs.count - count, xs.count - labelCount >= 5
    else { return false }
    let own = xs[labelCount...]
    let others = previous.xs[count...]
    return zip(zip(own, own.dropFirst()), zip(others, others.dropFirst())).allSatisfy {
      own, other in
      let common = min(own.1, other.1) - max(own.0, other.0)
      return common > 0.4 * min(own.1 - own.0, other.1 - other.0)
    }
  }

  /// How far a border may lie from where it lay before: well inside the columns at its sides.
  private func reach(at border: Int) -> Double {
    let left = border > 0 ? xs[border] - xs[border - 1] : .infinity
    let right = border + 1 < xs.count ? xs[border + 1] - xs[border] : .infinity
    return 0.45 * min(left, right)
  }

  /// The table with its borders moved onto those of the table on the page before.
  ///
  /// The border between labels and numbers depends on how long the labels of a page are: the same
  /// one is meant.
  func moved(onto previous: PageLayout.PlacedTable) -> PageLayout.PlacedTable {
    guard table.kind == .stream, previous.table.kind == .stream else { return self }
    var copy = self
    let isSame = hasColumns(of: previous)
    for (index, x) in xs.enumerated() {
      if isSame, let labelCount, let count = previous.labelCount, index >= labelCount {
        copy.xs[index] = previous.xs[index - labelCount + count]
        continue
      }
      guard
        let near = previous.xs.indices.min(by: {
          abs(previous.xs[$0] - x) < abs(previous.xs[$1] - x)
        }), abs(previous.xs[near] - x) < min(reach(at: index), previous.reach(at: near))
      else { continue }
      copy.xs[index] = previous.xs[near]
    }
    if let labelCount, let count = previous.labelCount, labelCount > 0, count > 0 {
      let border = previous.xs[count]
      copy.xs[labelCount] = border
      // Borders of labels keep their order left of it.
      for index in stride(from: labelCount - 1, through: 0, by: -1)
      where copy.xs[index] >= copy.xs[index + 1] - 6 {
        copy.xs[index] = copy.xs[index + 1] - 6
      }
    }
    return copy
  }
}
