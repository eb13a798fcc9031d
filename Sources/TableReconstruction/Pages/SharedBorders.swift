/// The borders of the columns of two tables, one below the other, as those of one table.
///
/// A border of one table is taken for one of the other where it lies near it; borders of the same
/// table stay apart, however narrow its columns are.
struct SharedBorders {
  /// All borders, from left to right.
  private(set) var xs: [Double]
  /// For each border of the first table, and of the second, its place among all.
  private(set) var first: [Int] = []
  private(set) var second: [Int] = []

  /// Both ascending; borders nearer than `reach` may be the same.
  init(_ first: [Double], _ second: [Double], within reach: Double) {
    // The nearest pairs come first; they never cross.
    var partners: [Int: Int] = [:]
    let pairs = first.indices.flatMap { a in
      second.indices.compactMap { b in
        abs(first[a] - second[b]) < reach ? (a: a, b: b) : nil
      }
    }.sorted { abs(first[$0.a] - second[$0.b]) < abs(first[$1.a] - second[$1.b]) }
    for pair in pairs where partners[pair.a] == nil {
      let isFree = partners.allSatisfy { a, b in
        a < pair.a && b < pair.b || a > pair.a && b > pair.b
      }
      if isFree { partners[pair.a] = pair.b }
    }
    let owners = Dictionary(uniqueKeysWithValues: partners.map { ($0.value, $0.key) })
    xs = []
    var a = 0
    var b = 0
    while a < first.count || b < second.count {
      if a < first.count, let partner = partners[a], partner == b {
        xs.append((first[a] + second[b]) / 2)
        self.first.append(xs.count - 1)
        self.second.append(xs.count - 1)
        a += 1
        b += 1
      } else if a < first.count, partners[a] == nil,
        b == second.count || owners[b] != nil || first[a] <= second[b]
      {
        xs.append(first[a])
        self.first.append(xs.count - 1)
        a += 1
      } else {
        xs.append(second[b])
        self.second.append(xs.count - 1)
        b += 1
      }
    }
    xs.sort()
  }
}
