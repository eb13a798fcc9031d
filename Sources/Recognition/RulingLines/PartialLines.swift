import PageModel

/// Completes lines of which parts are known, from one line across to the next.
struct PartialLines {
  /// A line must be so much likelier than paper, as a natural logarithm, in a cell where nothing of it is
  /// known, and in one where it would end otherwise, as no line does.
  private static let newOdds: Float = 7
  private static let restOdds: Float = -4
  /// Less of a line within a cell may belong to the next one, in points.
  private static let leastKnown = 12.0
  /// In a cell where nothing of it is known, a line is broken no more than elsewhere by this share: strokes
  /// of characters are. In a cell that is not beside a known part it is less.
  private static let moreGaps = 0.25
  private static let fewGaps = 0.1
  /// Lower cells that are not beside a known part are left, in points: strokes fill them.
  private static let leastAlone = 9.0
  /// Lines across may end this much short of one, in points.
  private static let nearEnd = 12.0
  /// Parts of one line are no farther beside each other, in points.
  private static let drift = 1.0

  private let visible: SpanningLines
  private let buried: BuriedLines?
  private let scale: Double

  /// - Parameters:
  ///   - visible: tells lines that show at each place.
  ///   - buried: tells lines that do not.
  ///   - scale: pixels a point.
  init(_ visible: SpanningLines, buried: BuriedLines?, scale: Double) {
    self.visible = visible
    self.buried = buried
    self.scale = scale
  }

  /// What is missing of known lines.
  ///
  /// - Parameters:
  ///   - lines: the known lines of one direction.
  ///   - across: those of the other.
  ///   - strokes: what was told from lines as strokes of characters.
  /// - Returns: ruling lines that go on where the known ones end.
  func rest(of lines: [RulingLine], across: [RulingLine], besides strokes: [RulingLine])
    -> [RulingLine]
  {
    tracks(of: lines).flatMap { track -> [RulingLine] in
      let position = longest(of: track).position
      let edges = across.filter {
        $0.start < position + Self.nearEnd && $0.end > position - Self.nearEnd
      }.map(\.position).sorted()
      let own = strokes.filter { abs($0.position - position) < Self.drift }
      return zip(edges, edges.dropFirst()).flatMap {
        rest(of: track, from: $0, to: $1, besides: own)
      }
    }
  }

  /// The parts of each line.
  private func tracks(of lines: [RulingLine]) -> [[RulingLine]] {
    var result: [[RulingLine]] = []
    for line in lines.sorted(by: { $0.position < $1.position }) {
      if let last = result.last?.last, line.position - last.position < Self.drift {
        result[result.count - 1].append(line)
      } else {
        result.append([line])
      }
    }
    return result
  }

  private func longest(of track: [RulingLine]) -> RulingLine {
    track.dropFirst().reduce(track[0]) { $1.length > $0.length ? $1 : $0 }
  }

  /// What is missing of a line from one line across to the next.
  private func rest(
    of track: [RulingLine], from start: Double, to end: Double, besides strokes: [RulingLine]
  ) -> [RulingLine] {
    let apart = SpanningLines.apart
    guard (apart...SpanningLines.distance.upperBound).contains(end - start) else { return [] }
    var free = [start...end]
    for part in track {
      free = free.flatMap { $0.without((part.start - apart)...(part.end + apart)) }
    }
    return free.filter { gap in
      !strokes.contains { $0.start < gap.upperBound && $0.end > gap.lowerBound }
        && isLine(track, in: gap, from: start, to: end)
    }.map { gap in
      var part = longest(of: track)
      part.start = gap.lowerBound == start ? start : gap.lowerBound - apart
      part.end = gap.upperBound == end ? end : gap.upperBound + apart
      return part
    }
  }

  /// Whether a line is in a gap between its parts, of a cell from one line across to the next.
  private func isLine(
    _ track: [RulingLine], in gap: ClosedRange<Double>, from start: Double, to end: Double
  ) -> Bool {
    let line = longest(of: track)
    let known = end - start - (gap.upperBound - gap.lowerBound)
    guard known < Self.leastKnown else { return shows(line, along: gap, odds: Self.restOdds) }
    let goesOn = track.contains {
      abs($0.end - start) < SpanningLines.apart || abs($0.start - end) < SpanningLines.apart
    }
    guard goesOn || end - start >= Self.leastAlone,
      isUnbroken(line, along: gap, most: goesOn ? Self.moreGaps : Self.fewGaps)
    else { return false }
    // Cells that are several rows high stand at the ends of the rows.
    let isInner =
      line.axis == .horizontal && track.contains { $0.end < gap.upperBound }
      && track.contains { $0.start > gap.lowerBound }
    return shows(line, along: gap, odds: isInner ? Self.restOdds : Self.newOdds)
  }

  /// Whether a known line shows within a range where it is missing.
  private func shows(_ line: RulingLine, along range: ClosedRange<Double>, odds: Float) -> Bool {
    if range.upperBound - range.lowerBound >= SpanningLines.distance.lowerBound {
      let middle = Int(bounded: line.position * scale)
      let places = middle - 1...middle + 1
      let axis = line.axis
      if places.contains(where: {
        visible.visibleContrast(at: $0, along: range, axis: axis) != nil
      }) {
        return true
      }
    }
    guard let buried,
      let usual = buried.evidence(of: line, along: line.start...line.end).map(\.mean).max()
    else { return false }
    return buried.evidence(of: line, along: range).contains {
      $0.likelihood(ofLine: usual) >= odds
    }
  }

  /// Whether a line has no more gaps within a range than elsewhere.
  private func isUnbroken(
    _ line: RulingLine, along range: ClosedRange<Double>, most: Double
  ) -> Bool {
    guard let own = buried?.gaps(of: line, along: range),
      let usual = buried?.gaps(of: line, along: line.start...line.end)
    else { return false }
    return own <= usual + most
  }
}
