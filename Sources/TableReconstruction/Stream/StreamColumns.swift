import PageModel

/// Fourth step: the columns of numbers in a section, from the numbers and the words above them.
struct StreamColumns {
  struct Column {
    /// The extent of its numbers; of its header where there are none.
    var x0: Double
    var x1: Double
    /// The words right above the numbers.
    var header: StreamBlock?

    var start: Double { min(x0, header?.box.x0 ?? x0) }
    var end: Double { max(x1, header?.box.x1 ?? x1) }
    /// The middle of the column as far as text tells.
    var middle: Double { header?.box.midX ?? (x0 + x1) / 2 }
  }

  private(set) var columns: [Column]
  /// Borders, from left to right.
  private(set) var xs: [Double] = []
  /// Words above several columns.
  private(set) var spanning: [StreamSegment] = []
  /// Words above the labels.
  private(set) var labelHeader: [StreamSegment] = []

  /// The columns right of `left`, up to `right`; `ruled` are the positions of vertical ruling lines that pass
  /// a good part of the table, horizontal ruling lines part words above each other.
  init(
    _ section: StreamSections.Section, left: Double, right: Double, em: Double, ruled: [Double],
    horizontal: [RulingLine]
  ) {
    let numbers = section.anchors.map { $0.filter { $0.isNumeric || $0.isNoted } }
    let borders = ([left] + ruled.filter { $0 > left + 1 && $0 < right - 1 } + [right])
    if borders.count > 3 {
      columns = zip(borders, borders.dropFirst()).map { Column(x0: $0, x1: $1) }
      xs = borders
      let blocks = StreamBlock.leaves(
        section.header, columns: columns, em: em, horizontal: horizontal)
      spanning = blocks.spanning
      for leaf in blocks.leaves {
        let column = index(at: leaf.box.midX)
        if columns[column].header == nil {
          columns[column].header = leaf
        } else {
          spanning += leaf.segments
        }
      }
      return
    }
    columns = Self.clusters(numbers, em: em)
    var blocks = StreamBlock.leaves(
      section.header, columns: columns, em: em, horizontal: horizontal)
    if let ordered = Self.ordered(numbers, columns) {
      let others = StreamBlock.leaves(
        section.header, columns: ordered, em: em, horizontal: horizontal)
      if others.leaves.count == ordered.count {
        columns = ordered
        blocks = others
      }
    }
    spanning = blocks.spanning
    match(
      blocks.leaves, em: em,
      hasLabels: !section.labels.isEmpty && section.headerLabels.isEmpty)
    xs = [left]
    for (a, b) in zip(columns, columns.dropFirst()) {
      // Headers may stick out of a column: its numbers tell where it ends.
      let gap = a.end < b.start ? (a.end, b.start) : (a.x1, b.x0)
      let middle = (gap.0 + gap.1) / 2
      let ruling = ruled.first { $0 > min(a.x1, a.end) && $0 < max(b.x0, b.start) }
      xs.append(max(ruling ?? middle, xs[xs.count - 1] + 0.1))
    }
    xs.append(max(right, xs[xs.count - 1] + 0.1))
  }

  /// The column that holds the position.
  func index(at x: Double) -> Int {
    (xs.lastIndex { $0 <= x } ?? 0).clamped(to: columns.count - 1)
  }

  /// The column whose numbers the segment stands with.
  func index(of segment: StreamSegment) -> Int {
    let overlaps = columns.map { min($0.x1, segment.box.x1) - max($0.x0, segment.box.x0) }
    guard let best = overlaps.max(), best > 0 else { return index(at: segment.box.midX) }
    return overlaps.firstIndex(of: best) ?? 0
  }

  /// Where numbers of one column agree: their left ends, middles or right ends.
  private enum Edge: CaseIterable {
    case middle, right, left

    func position(_ box: Box) -> Double {
      switch self {
      case .middle: box.midX
      case .right: box.x1
      case .left: box.x0
      }
    }
  }

  /// Numbers that stand below each other, aligned in the way that needs the fewest columns without
  /// putting two numbers of one row into one.
  private static func clusters(_ rows: [[StreamSegment]], em: Double) -> [Column] {
    var best: (clashes: Int, clusters: [[(row: Int, box: Box)]])?
    for edge in Edge.allCases {
      let all = rows.enumerated().flatMap { row, segments in
        segments.map { (row: row, box: $0.box) }
      }.sorted { edge.position($0.box) < edge.position($1.box) }
      var clusters: [[(row: Int, box: Box)]] = []
      for item in all {
        if let last = clusters.last?.last,
          edge.position(item.box) - edge.position(last.box) < 0.6 * em
        {
          clusters[clusters.count - 1].append(item)
        } else {
          clusters.append([item])
        }
      }
      let clashes = clusters.reduce(0) { $0 + $1.count - Set($1.map(\.row)).count }
      if (clashes, clusters.count) < (best?.clashes ?? .max, best?.clusters.count ?? .max) {
        best = (clashes, clusters)
      }
    }
    var result: [(rows: Set<Int>, column: Column)] = []
    for cluster in best?.clusters ?? [] {
      let rows = Set(cluster.map(\.row))
      let x0 = cluster.map(\.box.x0).min() ?? 0
      let x1 = cluster.map(\.box.x1).max() ?? 0
      // Numbers that overlap across and never share a row are of one column.
      if let last = result.last, x0 < last.column.x1, rows.isDisjoint(with: last.rows) {
        result[result.count - 1].rows.formUnion(rows)
        result[result.count - 1].column.x0 = min(last.column.x0, x0)
        result[result.count - 1].column.x1 = max(last.column.x1, x1)
      } else {
        result.append((rows, Column(x0: x0, x1: x1)))
      }
    }
    return result.map(\.column).sorted { $0.x0 < $1.x0 }
  }

  /// The numbers by their order in their row, where that makes fewer columns: rows may be set otherwise
  /// than others. Each row must have as many, and no column may be divided or stand over another one.
  private static func ordered(_ rows: [[StreamSegment]], _ columns: [Column]) -> [Column]? {
    let rows = rows.filter { !$0.isEmpty }
    guard let count = rows.first?.count, count >= 2, count < columns.count,
      rows.allSatisfy({ $0.count == count })
    else { return nil }
    let result = (0..<count).map { place in
      let boxes = rows.map { row in row.map(\.box).sorted { $0.x0 < $1.x0 }[place] }
      return Column(x0: boxes.map(\.x0).min() ?? 0, x1: boxes.map(\.x1).max() ?? 0)
    }
    let isParted = zip(result, result.dropFirst()).allSatisfy { $0.x1 < $1.x0 }
    return isParted ? result : nil
  }

  /// Gives each column the words above it; words above no numbers make a column of their own.
  ///
  /// Numbers are set to the left, the middle or the right below words that are set likewise or in
  /// the middle: the way is taken in which all words fit best.
  private mutating func match(_ leaves: [StreamBlock], em: Double, hasLabels: Bool) {
    guard !leaves.isEmpty else { return }
    let leaves = leaves.sorted { $0.box.midX < $1.box.midX }
    let before = [columns.first.map { $0.x0 - 4 * em } ?? 0] + columns.map(\.x1)
    let after = columns.map(\.x0) + [columns.last.map { $0.x1 + 4 * em } ?? 0]
    let ways: [(Column, Int, Box) -> Double] = [
      { column, _, box in box.midX - (column.x0 + column.x1) / 2 },
      { column, _, box in box.x0 - column.x0 },
      { column, _, box in box.x1 - column.x1 },
      { column, i, box in box.midX - (before[i] + column.x1) / 2 },
      { column, i, box in box.midX - (column.x0 + after[i + 1]) / 2 },
    ]
    let found = ways.map { (way: $0, matching: matching(leaves, em: em, $0)) }
    guard let best = found.min(by: { $0.matching.cost < $1.matching.cost }) else { return }
    var owners = [Int?](repeating: nil, count: leaves.count)
    for pair in best.matching.pairs {
      columns[pair.column].header = leaves[pair.leaf]
      owners[pair.leaf] = pair.column
    }
    for (index, leaf) in leaves.enumerated() where owners[index] == nil {
      // Words set wide: together they fit the column better than one part of them.
      let beside = [index - 1, index + 1].first { other in
        guard leaves.indices.contains(other), let owner = owners[other],
          let header = columns[owner].header,
          let line = header.segments.last(where: {
            abs($0.box.midY - leaf.box.midY) < 0.4 * em
          })
        else { return false }
        let part = abs(best.way(columns[owner], owner, header.box))
        let whole = abs(best.way(columns[owner], owner, header.box.union(leaf.box)))
        let areLetters = line.box.width < 1.2 * em && leaf.box.width < 1.2 * em
        return whole < part || areLetters && whole < part + 0.1 * em
      }
      if let owner = beside.flatMap({ owners[$0] }) {
        columns[owner].header?.segments += leaf.segments
        owners[index] = owner
      }
    }
    for (index, leaf) in leaves.enumerated() where owners[index] == nil {
      // Words above the labels, set in the middle, may stand right of the longest one.
      if index == 0, hasLabels, let first = columns.first, leaf.box.x1 < first.x0 {
        labelHeader += leaf.segments
        continue
      }
      let isOver = columns.contains { $0.x0 < leaf.box.x1 && leaf.box.x0 < $0.x1 }
      // Words high above a gap between columns span those at its sides.
      let isBetween =
        columns.contains { $0.x1 < leaf.box.x0 } && columns.contains { $0.x0 > leaf.box.x1 }
        && columns.contains { $0.header.map { $0.box.y0 > leaf.box.y1 - 0.2 * em } ?? false }
      if isOver || isBetween, columns.count > 1 {
        spanning += leaf.segments
      } else {
        columns.append(Column(x0: leaf.box.x0, x1: leaf.box.x1, header: leaf))
      }
    }
    columns.sort { $0.middle < $1.middle }
  }

  /// The cheapest way to give words to columns in their order.
  private func matching(
    _ leaves: [StreamBlock], em: Double, _ offset: (Column, Int, Box) -> Double
  ) -> (cost: Double, pairs: [(leaf: Int, column: Int)]) {
    let missing = 2.0
    var costs = [[Double]](
      repeating: [Double](repeating: 0, count: columns.count + 1), count: leaves.count + 1)
    for i in 0...leaves.count {
      for k in 0...columns.count where i + k > 0 {
        var cost = Double.infinity
        if i > 0 { cost = min(cost, costs[i - 1][k] + missing) }
        if k > 0 { cost = min(cost, costs[i][k - 1] + missing) }
        if i > 0, k > 0 {
          let distance = abs(offset(columns[k - 1], k - 1, leaves[i - 1].box)) / em
          cost = min(cost, costs[i - 1][k - 1] + min(distance, 3.9))
        }
        costs[i][k] = cost
      }
    }
    var pairs: [(leaf: Int, column: Int)] = []
    var i = leaves.count
    var k = columns.count
    while i > 0, k > 0 {
      if costs[i][k] == costs[i - 1][k] + missing {
        i -= 1
      } else if costs[i][k] == costs[i][k - 1] + missing {
        k -= 1
      } else {
        pairs.append((i - 1, k - 1))
        i -= 1
        k -= 1
      }
    }
    return (costs[leaves.count][columns.count], pairs)
  }
}
