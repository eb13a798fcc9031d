import PageModel

/// The columns of the labels left of the numbers, from the extents of narrow segments.
struct StreamLabels {
  /// Borders, from left to right; the last one parts labels and numbers.
  let xs: [Double]
  private let gutters: [ClosedRange<Double>]
  /// Where the segments of each column begin.
  private let starts: [[Double]]
  private let middles: [[Double]]

  var count: Int { xs.count - 1 }

  private struct Cluster {
    var x0: Double
    var x1: Double
    var members: [StreamSegment]

    init(_ members: [StreamSegment]) {
      self.members = members
      x0 = members.map(\.box.x0).min() ?? 0
      x1 = members.map(\.box.x1).max() ?? 0
    }

    /// Members that stand on the line of the segment, apart from it.
    func beside(_ segment: StreamSegment) -> [StreamSegment] {
      members.filter {
        abs($0.box.midY - segment.box.midY) < 0.4 * segment.size
          && ($0.box.x1 <= segment.box.x0 + 0.5 || $0.box.x0 >= segment.box.x1 - 0.5)
      }
    }
  }

  /// The columns of the segments between the left border and the numbers, where vertical ruling lines that
  /// are as tall as most of the table part them if there are any.
  init(_ segments: [StreamSegment], left: Double, right: Double, ruled: [Double]) {
    let borders = ruled.filter { x in
      x > left + 1 && x < right - 1
    }
    var clusters = Self.clusters(segments)
    if !borders.isEmpty {
      let edges = [left] + borders + [right]
      clusters = zip(edges, edges.dropFirst()).map { low, high in
        var cluster = Cluster(segments.filter { $0.box.midX > low && $0.box.midX <= high })
        cluster.x0 = low
        cluster.x1 = high
        return cluster
      }
    }
    var xs = [left]
    var gutters: [ClosedRange<Double>] = []
    for (a, b) in zip(clusters, clusters.dropFirst()) {
      let low = min(a.x1, b.x0)
      let high = max(a.x1, b.x0)
      gutters.append(low...high)
      xs.append((low + high) / 2)
    }
    xs.append(right)
    self.xs = xs
    self.gutters = gutters
    starts = clusters.map { $0.members.map(\.box.x0) }
    middles = clusters.map { $0.members.map(\.box.midX) }
  }

  private static func clusters(_ segments: [StreamSegment]) -> [Cluster] {
    var clusters: [Cluster] = []
    // Narrow ones first: what overlaps two well-founded columns later spans them.
    for segment in segments.sorted(by: { $0.box.width < $1.box.width }) {
      let hits = clusters.indices.filter {
        clusters[$0].x0 < segment.box.x1 - 0.5 && segment.box.x0 < clusters[$0].x1 - 0.5
      }.sorted { clusters[$0].x0 < clusters[$1].x0 }
      if hits.isEmpty {
        clusters.append(Cluster([segment]))
        continue
      }
      let founded = hits.filter { clusters[$0].members.count > 1 }
      if hits.count > 1,
        founded.count > 1
          || zip(hits, hits.dropFirst()).contains(where: {
            areBeside(clusters[$0].members, clusters[$1].members)
          })
      {
        continue
      }
      let target = founded.first ?? hits[0]
      // Beside another member there is another column; what overlaps both spans them.
      let beside = clusters[target].beside(segment)
      if hits.count == 1, !beside.isEmpty {
        clusters[target] = Cluster(beside)
        clusters.append(Cluster([segment]))
        continue
      }
      let members = hits.flatMap { clusters[$0].members } + [segment]
      clusters[target] = Cluster(members)
      for hit in hits.sorted().reversed() where hit != target { clusters.remove(at: hit) }
    }
    clusters.sort { $0.x0 < $1.x0 }
    return joined(clusters, segments)
  }

  /// Labels that never stand side by side are one column.
  private static func joined(_ clusters: [Cluster], _ segments: [StreamSegment]) -> [Cluster] {
    func begin(in cluster: Cluster) -> [StreamSegment] {
      segments.filter { abs($0.box.x0 - cluster.x0) < 0.5 * $0.size }
    }
    var result: [Cluster] = []
    for cluster in clusters {
      if let last = result.last {
        let right = cluster.members + begin(in: cluster)
        if !areBeside(last.members + begin(in: last), right) {
          result[result.count - 1] = Cluster(last.members + cluster.members)
          continue
        }
      }
      result.append(cluster)
    }
    return result
  }

  /// Whether one of the right labels stands beside a left one, or beside a line of the label that this
  /// is a line of; single letters may be those of one word that are set apart.
  private static func areBeside(_ left: [StreamSegment], _ right: [StreamSegment]) -> Bool {
    left.contains { a in
      right.contains {
        $0.box.x0 > a.box.x1 - 0.5 && abs($0.box.midY - a.box.midY) < 0.95 * max($0.size, a.size)
          && $0.glyphs.count + a.glyphs.count > 2
      }
    }
  }

  /// The segment, parted where it stands in several columns with a gap between, with its columns.
  func placed(_ segment: StreamSegment) -> [StreamSegment] {
    for (index, gutter) in gutters.enumerated()
    where xs[index + 1] > segment.box.x0 && xs[index + 1] < segment.box.x1 {
      if let (left, right) = segment.split(within: gutter), isAligned(right, with: index + 1) {
        return placed(left) + placed(right)
      }
    }
    var copy = segment
    let slack = 0.3 * segment.size
    let middle = (xs.lastIndex { $0 <= segment.box.midX } ?? 0).clamped(to: count - 1)
    let covered = (0..<count).filter { column in
      min(xs[column + 1], segment.box.x1) - max(xs[column], segment.box.x0) > slack
    }
    copy.columns = min(covered.first ?? middle, middle)..<(max(covered.last ?? middle, middle) + 1)
    return [copy]
  }

  /// Whether the text begins or has its middle where a good part of the column's text does.
  private func isAligned(_ segment: StreamSegment, with column: Int) -> Bool {
    let slack = 0.35 * segment.size
    let like = max(
      starts[column].count { abs($0 - segment.box.x0) < slack },
      middles[column].count { abs($0 - segment.box.midX) < slack })
    return like >= max(1, starts[column].count / 5)
  }
}
