import PageModel

/// Fourth step: the rows of a table; numbers anchor them and wrapped labels gather about these.
struct StreamRows {
  struct Row {
    var segments: [StreamSegment]
    var isHeader: Bool
    /// Where it stands among the others.
    var y: Double

    var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  }

  private(set) var rows: [Row] = []
  /// Labels that stand beside several rows.
  private(set) var outer: [StreamSegment] = []

  private typealias Line = (segments: [StreamSegment], y: Double)

  private let em: Double
  /// Whether the header of another section follows.
  private let endsAtHeader: Bool
  private let horizontal: [RulingLine]

  /// The rows of lines of labels and lines of numbers, whose segments are placed in columns.
  init(
    labels lines: [[StreamSegment]], anchors: [[StreamSegment]], labelCount: Int, em: Double,
    endsAtHeader: Bool, horizontal: [RulingLine]
  ) {
    self.em = em
    self.endsAtHeader = endsAtHeader
    self.horizontal = horizontal
    func line(_ segments: [StreamSegment]) -> Line {
      (segments, segments.map(\.box.midY).reduce(0, +) / Double(segments.count))
    }
    var labels: [Line] = []
    for own in lines {
      let leaves = own.filter { $0.columns.contains(labelCount - 1) }
      if !leaves.isEmpty { labels.append(line(leaves)) }
      outer += own.filter { !$0.columns.contains(labelCount - 1) }
    }
    gather(labels, about: anchors.map(line))
  }

  /// Where a label's lines stand about the numbers of their row.
  private enum Alignment: CaseIterable {
    case middle, top, bottom
  }

  /// Gives each label line to a row so that the blocks of lines stand about their numbers alike.
  private mutating func gather(_ labels: [Line], about anchors: [Line]) {
    var best: (cost: Double, blocks: [(lines: Range<Int>, anchor: Int?)])?
    for alignment in Alignment.allCases {
      let candidate = blocks(labels, anchors, alignment)
      if candidate.cost < best?.cost ?? .infinity { best = candidate }
    }
    var isTaken = [Bool](repeating: false, count: anchors.count)
    for block in best?.blocks ?? [] {
      var segments = labels[block.lines].flatMap(\.segments)
      var y = labels[block.lines.lowerBound].y
      if let anchor = block.anchor {
        segments += anchors[anchor].segments
        isTaken[anchor] = true
        y = anchors[anchor].y
      }
      rows.append(Row(segments: segments, isHeader: false, y: y))
    }
    for (index, anchor) in anchors.enumerated() where !isTaken[index] {
      // Its label does not reach the last column of labels.
      let beside = outer.indices.filter { abs(outer[$0].box.midY - anchor.y) < 0.4 * em }
      var segments = anchor.segments
      if let label = beside.max(by: {
        outer[$0].columns.upperBound < outer[$1].columns.upperBound
      }) {
        segments.append(outer.remove(at: label))
      }
      rows.append(Row(segments: segments, isHeader: false, y: anchor.y))
    }
  }

  private func blocks(
    _ labels: [Line], _ anchors: [Line], _ alignment: Alignment
  ) -> (cost: Double, blocks: [(lines: Range<Int>, anchor: Int?)]) {
    typealias Step = (cost: Double, lines: Int, usesAnchor: Bool)
    // The usual distance of lines of one label: the nearest ones are of one.
    let gaps = zip(labels, labels.dropFirst()).map { $1.y - $0.y }.filter { $0 > 0.9 * em }.sorted()
    let pitch = gaps.isEmpty ? 1.3 * em : max(1.3 * em, min(gaps[gaps.count / 5], 3 * em))
    let full = labels.map(width).max() ?? 0
    let rightmost = labels.map(end).max() ?? 0
    var table = [[Step]](
      repeating: [Step](repeating: (.infinity, 0, false), count: anchors.count + 1),
      count: labels.count + 1)
    table[0][0].cost = 0
    for i in 0...labels.count {
      for k in 0...anchors.count {
        func offer(_ cost: Double, _ lines: Int, _ usesAnchor: Bool) {
          if cost < table[i][k].cost { table[i][k] = (cost, lines, usesAnchor) }
        }
        if k > 0 { offer(table[i][k - 1].cost + 0.9, 0, true) }
        var n = 1
        var joint = 0.0
        while n <= min(i, 6) {
          let block = (i - n)..<i
          if n > 1 {
            let gap = labels[i - n + 1].y - labels[i - n].y
            if beginsItem(labels[i - n + 1]) { joint += 1 }
            if gap > 1.4 * pitch || isRuled(labels[i - n], labels[i - n].y, labels[i - n + 1].y) {
              break
            }
            joint += 0.2 + max(0, gap - pitch) / em
            // Text goes on below a line when that is full.
            if width(labels[i - n]) < min(full, width(labels[i - n + 1])) - em
              || end(labels[i - n]) < rightmost - 1.2 * em && width(labels[i - n]) < full - 1.2 * em
            {
              joint += 0.5
            }
          }
          // The name of the next section stands alone above its header.
          let alone = n == 1 && i == labels.count && endsAtHeader ? 0.2 : 0.45
          offer(table[i - n][k].cost + alone + 1.2 * joint, n, false)
          if k > 0 {
            let low = labels[block.lowerBound].y
            let high = labels[i - 1].y
            let y =
              switch alignment {
              case .middle: (low + high) / 2
              case .top: low
              case .bottom: high
              }
            let distance = abs(y - anchors[k - 1].y) / em
            if distance < 1.2, !isRuled(labels[i - 1], y, anchors[k - 1].y) {
              offer(table[i - n][k - 1].cost + distance + joint, n, true)
            }
          }
          n += 1
        }
      }
    }
    var result: [(lines: Range<Int>, anchor: Int?)] = []
    var i = labels.count
    var k = anchors.count
    while i > 0 || k > 0 {
      let step = table[i][k]
      if step.lines > 0 {
        result.append(((i - step.lines)..<i, step.usesAnchor ? k - 1 : nil))
      }
      i -= step.lines
      if step.usesAnchor { k -= 1 }
    }
    return (table[labels.count][anchors.count].cost, result.reversed())
  }

  /// Whether a line begins as an item of a list does, which goes on with no label above it.
  private func beginsItem(_ line: Line) -> Bool {
    guard let first = line.segments.min(by: { $0.box.x0 < $1.box.x0 }) else { return false }
    return String(String.UnicodeScalarView(first.glyphs.map(\.scalar))).isNumberedItem
  }

  private func width(_ line: Line) -> Double {
    (line.segments.map(\.box.x1).max() ?? 0) - (line.segments.map(\.box.x0).min() ?? 0)
  }

  private func end(_ line: Line) -> Double { line.segments.map(\.box.x1).max() ?? 0 }

  /// Whether a horizontal ruling line passes the line's label between two heights.
  private func isRuled(_ line: Line, _ from: Double, _ to: Double) -> Bool {
    let low = min(from, to)
    let high = max(from, to)
    guard high - low > 0.3 * em, let x = line.segments.first?.box.midX else { return false }
    return horizontal.contains {
      $0.position > low && $0.position < high && $0.start < x && $0.end > x
    }
  }
}
