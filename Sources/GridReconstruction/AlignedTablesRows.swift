import DocumentModel

/// Fourth step: the rows of a table; numbers anchor them and wrapped labels gather about these.
struct AlignedRows {
  struct Row {
    var segments: [AlignedSegment]
    var isHeader: Bool

    var box: Box { segments.dropFirst().reduce(segments[0].box) { $0.union($1.box) } }
  }

  /// From top to bottom.
  private(set) var rows: [Row] = []
  /// Labels that stand beside several rows.
  private(set) var outer: [AlignedSegment] = []

  private typealias Line = (segments: [AlignedSegment], y: Double)

  private let em: Double
  private let horizontal: [Rule]

  /// The rows of the table's lines, whose segments are placed in columns.
  init(_ lines: [[AlignedSegment]], labelCount: Int, horizontal: [Rule]) {
    let sizes = lines.flatMap { $0.map(\.size) }.sorted()
    em = sizes.isEmpty ? 1 : sizes[sizes.count / 2]
    self.horizontal = horizontal
    var anchors: [Line] = []
    var headers: [Line] = []
    var labels: [Line] = []
    func line(_ segments: [AlignedSegment]) -> Line {
      (segments, segments.map(\.box.midY).reduce(0, +) / Double(segments.count))
    }
    for segments in lines {
      let values = segments.filter { $0.columns.lowerBound >= labelCount }
      if values.contains(where: \.isNumeric) {
        anchors.append(line(values))
      } else if !values.isEmpty {
        headers.append(line(values))
      }
    }
    let zones = Self.zones(headers.map(\.y), anchors: anchors.map(\.y), em: em)
    for segments in lines {
      let own = segments.filter { $0.columns.lowerBound < labelCount }
      guard !own.isEmpty else { continue }
      let whole = line(own)
      if zones.contains(where: { $0.contains(whole.y) }) {
        headers.append(whole)
        continue
      }
      let leaves = own.filter { $0.columns.contains(labelCount - 1) }
      if !leaves.isEmpty { labels.append(line(leaves)) }
      outer += own.filter { !$0.columns.contains(labelCount - 1) }
    }
    addHeaders(headers)
    gather(labels, about: anchors)
    rows.sort { $0.box.midY < $1.box.midY }
  }

  /// Stretches of headers without a row of numbers between.
  private static func zones(_ headers: [Double], anchors: [Double], em: Double) -> [ClosedRange<
    Double
  >] {
    var zones: [ClosedRange<Double>] = []
    for y in headers {
      if let last = zones.last, !anchors.contains(where: { $0 > last.upperBound && $0 < y }),
        y - last.upperBound < 6 * em
      {
        zones[zones.count - 1] = last.lowerBound...(y + 0.4 * em)
      } else {
        zones.append((y - 0.4 * em)...(y + 0.4 * em))
      }
    }
    return zones
  }

  private mutating func addHeaders(_ lines: [Line]) {
    var last: Double?
    for line in lines.sorted(by: { $0.y < $1.y }) {
      if let last, line.y - last < 0.45 * em {
        rows[rows.count - 1].segments += line.segments
      } else {
        rows.append(Row(segments: line.segments, isHeader: true))
        last = line.y
      }
    }
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
      if let anchor = block.anchor {
        segments += anchors[anchor].segments
        isTaken[anchor] = true
      }
      rows.append(Row(segments: segments, isHeader: false))
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
      rows.append(Row(segments: segments, isHeader: false))
    }
  }

  private func blocks(
    _ labels: [Line], _ anchors: [Line], _ alignment: Alignment
  ) -> (cost: Double, blocks: [(lines: Range<Int>, anchor: Int?)]) {
    typealias Step = (cost: Double, lines: Int, usesAnchor: Bool)
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
            if gap > 1.8 * em || isRuled(labels[i - n].y, labels[i - n + 1].y) { break }
            joint += 0.2 + max(0, gap / em - 1.3)
            // Text goes on below a line when that is full.
            if width(labels[i - n]) < width(labels[i - n + 1]) - em { joint += 0.5 }
          }
          offer(table[i - n][k].cost + 0.45 + 1.2 * joint, n, false)
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
            if distance < 1.2, !isRuled(min(y, anchors[k - 1].y), max(y, anchors[k - 1].y)) {
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

  private func width(_ line: Line) -> Double {
    (line.segments.map(\.box.x1).max() ?? 0) - (line.segments.map(\.box.x0).min() ?? 0)
  }

  private func isRuled(_ above: Double, _ below: Double) -> Bool {
    below - above > 0.3 * em
      && horizontal.contains { $0.position > above && $0.position < below }
  }
}
