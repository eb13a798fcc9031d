import PageModel

/// First step: pieces of lines become whole lines.
struct RulingLineJoining {
  let tolerances: TableTolerances

  /// Lines of one axis, collinear pieces joined, short ones dropped.
  func joined(_ rulings: [RulingLine], along axis: RulingLine.Axis) -> [RulingLine] {
    let pieces = rulings.filter { $0.axis == axis }.sorted {
      ($0.position, $0.start) < ($1.position, $1.start)
    }
    var result: [RulingLine] = []
    var group: [RulingLine] = []
    func flush() {
      guard !group.isEmpty else { return }
      let sorted = group.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
      var open: [RulingLine] = []
      for piece in sorted {
        if let index = open.firstIndex(where: {
          piece.start <= $0.end + tolerances.dash
            && abs(piece.position - $0.position) <= 1
        }) {
          open[index].end = max(open[index].end, piece.end)
          open[index].thickness = max(open[index].thickness, piece.thickness)
        } else {
          open.append(piece)
        }
      }
      result += open
      group = []
    }
    for piece in pieces {
      if let last = group.last, piece.position - last.position > 1 { flush() }
      group.append(piece)
    }
    flush()
    return result.filter { $0.length >= tolerances.shortest }
  }
}

/// Places that lie near each other become one.
struct PositionClusters {
  private(set) var centers: [Double] = []

  /// `within` is how far a place may lie from the last one of its cluster.
  init(_ positions: [Double], within: Double) {
    var group: [Double] = []
    for position in positions.sorted() {
      if let last = group.last, let first = group.first,
        position - last > within || position - first > within * 1.5
      {
        centers.append(group.reduce(0, +) / Double(group.count))
        group = []
      }
      group.append(position)
    }
    if !group.isEmpty { centers.append(group.reduce(0, +) / Double(group.count)) }
  }
}
