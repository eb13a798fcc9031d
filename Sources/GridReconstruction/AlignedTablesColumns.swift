import DocumentModel

/// Third step: the columns of a table from the extents of its narrow segments.
struct AlignedColumns {
  /// Borders, from left to right.
  private(set) var xs: [Double] = []
  /// Number of the columns left of the first one that holds numbers.
  private(set) var labelCount = 0
  private var gutters: [ClosedRange<Double>] = []

  private struct Cluster {
    var x0: Double
    var x1: Double
    var members: [AlignedSegment]
    var isNumeric: Bool { members.contains(where: \.isNumeric) }
    var midX: Double { (x0 + x1) / 2 }

    var start: Double { members.filter(\.isNumeric).map(\.box.x0).min() ?? x0 }
    var end: Double { members.filter(\.isNumeric).map(\.box.x1).max() ?? x1 }

    init(_ members: [AlignedSegment]) {
      self.members = members
      x0 = members.map(\.box.x0).min() ?? 0
      x1 = members.map(\.box.x1).max() ?? 0
    }

    /// Whether a member stands on the line of the segment, apart from it.
    func holds(beside segment: AlignedSegment) -> Bool {
      members.contains {
        abs($0.box.midY - segment.box.midY) < 0.4 * segment.size
          && ($0.box.x1 <= segment.box.x0 + 0.5 || $0.box.x0 >= segment.box.x1 - 0.5)
      }
    }
  }

  init?(_ lines: [AlignedLine], vertical: [Rule]) {
    let segments = lines.flatMap(\.segments)
    guard let first = segments.first else { return nil }
    let bounds = segments.reduce(first.box) { $0.union($1.box) }
    var clusters: [Cluster] = []
    // Narrow ones first: what overlaps two well-founded columns later spans them.
    for segment in segments.sorted(by: { $0.box.width < $1.box.width }) {
      let hits = clusters.indices.filter {
        clusters[$0].x0 < segment.box.x1 - 0.5 && segment.box.x0 < clusters[$0].x1 - 0.5
      }
      if hits.isEmpty {
        clusters.append(Cluster([segment]))
        continue
      }
      let founded = hits.filter { clusters[$0].members.count > 1 || clusters[$0].isNumeric }
      if hits.count > 1, founded.count > 1 { continue }
      let target = founded.first ?? hits[0]
      // Beside another member there is another column; what overlaps both spans them.
      if hits.count == 1, clusters[target].holds(beside: segment) {
        let others = clusters[target].members.filter {
          $0.box.x1 <= segment.box.x0 + 0.5 || $0.box.x0 >= segment.box.x1 - 0.5
        }
        clusters[target] = Cluster(others)
        clusters.append(Cluster([segment]))
        continue
      }
      if hits.count > 1, !segment.isNumeric, clusters[target].isNumeric { continue }
      for hit in hits {
        clusters[target].x0 = min(clusters[target].x0, clusters[hit].x0)
        clusters[target].x1 = max(clusters[target].x1, clusters[hit].x1)
        if hit != target { clusters[target].members += clusters[hit].members }
      }
      clusters[target].x0 = min(clusters[target].x0, segment.box.x0)
      clusters[target].x1 = max(clusters[target].x1, segment.box.x1)
      clusters[target].members.append(segment)
      for hit in hits.reversed() where hit != target { clusters.remove(at: hit) }
    }
    clusters.sort { $0.x0 < $1.x0 }
    clusters = Self.withoutChance(clusters)
    guard clusters.count >= 2 else { return nil }
    labelCount = clusters.firstIndex(where: \.isNumeric) ?? 1
    xs = [bounds.x0 - 1]
    for (a, b) in zip(clusters, clusters.dropFirst()) {
      // Headers may stick out of a column: its numbers tell where it ends.
      let low = min(a.end, b.start)
      let high = max(a.end, b.start)
      gutters.append(low...high)
      let ruled = vertical.first { $0.position > low && $0.position < high }
      xs.append(ruled?.position ?? (low + high) / 2)
    }
    xs.append(bounds.x1 + 1)
  }

  /// Without clusters that are no columns: labels that never stand side by side are one column;
  /// a header between two columns of numbers that are no further apart than others spans them.
  private static func withoutChance(_ clusters: [Cluster]) -> [Cluster] {
    guard let firstValue = clusters.firstIndex(where: \.isNumeric) else { return clusters }
    var labels: [Cluster] = []
    for cluster in clusters[..<firstValue] {
      if let last = labels.last {
        let isBeside = last.members.contains { a in
          cluster.members.contains { abs($0.box.midY - a.box.midY) < 0.95 * max($0.size, a.size) }
        }
        if !isBeside {
          labels[labels.count - 1].x1 = max(last.x1, cluster.x1)
          labels[labels.count - 1].members += cluster.members
          continue
        }
      }
      labels.append(cluster)
    }
    var values = Array(clusters[firstValue...])
    let numeric = values.filter(\.isNumeric)
    let pitches = zip(numeric, numeric.dropFirst()).map { $1.midX - $0.midX }.sorted()
    if pitches.count >= 2 {
      let pitch = pitches[0]
      values = values.filter { cluster in
        guard !cluster.isNumeric else { return true }
        let before = numeric.last { $0.midX < cluster.midX }?.midX ?? cluster.midX - 2 * pitch
        let after = numeric.first { $0.midX > cluster.midX }?.midX ?? cluster.midX + 2 * pitch
        return after - before > 1.6 * pitch
      }
    }
    return labels + values
  }

  var count: Int { xs.count - 1 }

  /// The segment, parted where it stands in several columns with a gap between, with its columns.
  func placed(_ segment: AlignedSegment) -> [AlignedSegment] {
    for (index, gutter) in gutters.enumerated()
    where xs[index + 1] > segment.box.x0 && xs[index + 1] < segment.box.x1 {
      if let (left, right) = segment.split(within: gutter) { return placed(left) + placed(right) }
    }
    var copy = segment
    let slack = 0.3 * segment.size
    let middle = (xs.lastIndex { $0 <= segment.box.midX } ?? 0).clamped(to: count - 1)
    let covered = (0..<count).filter { column in
      let overlap = min(xs[column + 1], segment.box.x1) - max(xs[column], segment.box.x0)
      // Labels reach over columns of labels; headers may stick out of a column of numbers.
      return column < labelCount
        ? overlap > slack : overlap > 0.4 * (xs[column + 1] - xs[column])
    }
    let isValue = segment.isNumeric && middle >= labelCount
    let first = isValue ? middle : min(covered.first ?? middle, middle)
    let last = isValue ? middle : max(covered.last ?? middle, middle)
    copy.columns = first..<(last + 1)
    return [copy]
  }
}
