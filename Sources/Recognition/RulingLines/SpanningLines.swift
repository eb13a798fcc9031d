import CTesseract
import PageModel

/// Lines too short and faint to be told by themselves: those that reach from one known line to the next.
/// Strokes of characters never do, for white is left around text.
struct SpanningLines {
  /// What is judged as one place along a line, in points.
  private static let window = 1.2
  /// The sides that a line is darker than are this far from its middle, in points.
  private static let sides = 1.2...2.6
  /// A line is darker than its lighter side by this, in grey levels, and at each place by a share of what
  /// is usual along it: strokes are dark with light between them.
  private static let contrast = 14.0
  private static let evenness = 0.45
  /// A line fainter than noise is darker by this many standard deviations: a page has tens of thousands
  /// of places where one may be.
  private static let deviations: Float = 5
  private static let buriedEvenness: Float = 0.3
  /// At least this share of it is no text.
  private static let paper: Float = 0.5
  /// A line must be so much likelier than paper, as a natural logarithm, were it as dark as others of its
  /// table.
  private static let odds: Float = 9
  /// No more of it is much lighter than the rest.
  private static let mostGaps = 0.25
  /// Lines of one direction may be lighter than those of the other, by this share.
  private static let otherShare: Float = 0.6
  /// Lines lighter than this share of all but the lightest known ones show through the sheet.
  private static let throughPaper = 0.2
  /// The share of a line's places that show it.
  private static let leastShare = 0.96
  /// Known lines stand this far apart, in points: between nearer ones strokes of characters nearly reach
  /// from one to the other, farther ones hold more than a row.
  static let distance = 18.0...150.0
  /// Lines of one table are no nearer to each other than this, in points.
  static let apart = 4.0
  /// What is beside a known line is left out, in points.
  private static let margin = 1.5

  private let grey: GreyPlane
  private let buried: BuriedLines?
  private let scale: Double

  /// - Parameters:
  ///   - picture: the grey picture.
  ///   - buried: lines below its noise.
  ///   - scale: pixels a point.
  init(in picture: Raster, buried: BuriedLines? = nil, scale: Double) {
    grey = GreyPlane(of: picture)
    self.buried = buried
    self.scale = scale
  }

  /// The missing lines of one direction between the known ones across, from top to bottom or from left to
  /// right.
  ///
  /// - Parameters:
  ///   - known: the lines of the same direction that are known.
  ///   - across: the lines of the other direction.
  ///   - axis: the direction.
  /// - Returns: ruling lines from one line across to the next.
  func lines(besides known: [RulingLine], between across: [RulingLine], axis: RulingLine.Axis)
    -> [RulingLine]
  {
    let sorted = across.sorted { $0.position < $1.position }
    let usual =
      buried?.usualContrast(of: known)
      ?? buried?.usualContrast(of: across).map { $0 * Self.otherShare }
    let least = Self.throughPaper * usualContrast(of: known)
    return sorted.indices.flatMap { index -> [RulingLine] in
      var free = [sorted[index].start...sorted[index].end]
      var result: [RulingLine] = []
      for next in sorted[(index + 1)...] {
        let gap = next.position - sorted[index].position
        guard gap <= Self.distance.upperBound, !free.isEmpty else { break }
        let shared = free.compactMap { $0.common(with: next.start...next.end) }
        free = free.flatMap { $0.without(next.start...next.end) }
        guard gap >= Self.distance.lowerBound else { continue }
        for range in shared {
          result += lines(
            in: range, from: sorted[index].position, to: next.position, besides: known, axis: axis,
            usual: usual, least: least)
        }
      }
      return result
    }
  }

  /// The lines from one line to the next within a range of places.
  private func lines(
    in range: ClosedRange<Double>, from start: Double, to end: Double, besides known: [RulingLine],
    axis: RulingLine.Axis, usual: Float?, least: Double
  ) -> [RulingLine] {
    let here = known.filter { $0.start < start + Self.apart && $0.end > end - Self.apart }.map(
      \.position)
    let inner = (start + Self.margin)...(end - Self.margin)
    var result: [(position: Double, contrast: Double)] = []
    // Where a line across ends, one stands.
    var pixel = Int(bounded: ((range.lowerBound - Self.apart / 2) * scale).rounded(.up))
    let last = Int(bounded: (range.upperBound + Self.apart / 2) * scale)
    while pixel <= last {
      let position = (Double(pixel) + 0.5) / scale
      if let value = contrast(
        at: pixel, along: inner, axis: axis, usual: usual, least: least)
      {
        if let best = result.last, position - best.position < Self.apart {
          if value > best.contrast { result[result.count - 1] = (position, value) }
        } else {
          result.append((position, value))
        }
      }
      pixel += 1
    }
    return result.filter { line in !here.contains { abs($0 - line.position) < Self.apart } }.map {
      RulingLine(axis: axis, position: $0.position, start: start, end: end, thickness: 1 / scale)
    }
  }

  /// How much darker than its sides a line is all along, in grey levels or, where it is fainter than
  /// noise, in standard deviations of that; `nil` where there is no line.
  private func contrast(
    at pixel: Int, along range: ClosedRange<Double>, axis: RulingLine.Axis, usual: Float?,
    least: Double
  ) -> Double? {
    if let value = visibleContrast(at: pixel, along: range, axis: axis) {
      return value < least ? nil : value
    }
    let position = (Double(pixel) + 0.5) / scale
    guard let buried, let usual,
      let evidence = buried.evidence(at: position, along: range, axis: axis),
      evidence.mean >= Float(Self.throughPaper) * usual,
      evidence.contrast >= Self.deviations, evidence.evenness >= Self.buriedEvenness,
      evidence.paper >= Self.paper, evidence.likelihood(ofLine: usual) >= Self.odds,
      let gaps = buried.gaps(at: position, along: range, axis: axis, line: evidence.mean),
      gaps <= Self.mostGaps
    else { return nil }
    return Double(evidence.contrast)
  }

  /// How much darker than their sides, in grey levels, all but the lightest of the lines are on average;
  /// 0 without lines.
  private func usualContrast(of lines: [RulingLine]) -> Double {
    let values = lines.compactMap { line -> Double? in
      let middle = Int(bounded: line.position * scale)
      let start = Int(bounded: line.start * scale)
      let along = start..<max(start, Int(bounded: line.end * scale))
      return (middle - 1...middle + 1).map { contrast(at: $0, along: along, axis: line.axis) }.max()
    }
    return values.isEmpty ? 0 : values.sorted()[values.count / 4]
  }

  /// How much darker than its lighter side a place is, in grey levels.
  private func contrast(at pixel: Int, along range: Range<Int>, axis: RulingLine.Axis) -> Double {
    let near = Int(bounded: (Self.sides.lowerBound * scale).rounded())
    let far = Int(bounded: (Self.sides.upperBound * scale).rounded())
    let line = grey.mean(across: pixel...pixel, along: range, axis: axis)
    let before = grey.mean(across: (pixel - far)...(pixel - near), along: range, axis: axis)
    let after = grey.mean(across: (pixel + near)...(pixel + far), along: range, axis: axis)
    return max(before, after) - line
  }

  /// The same in grey levels, of lines that show at each place.
  func visibleContrast(
    at pixel: Int, along range: ClosedRange<Double>, axis: RulingLine.Axis
  ) -> Double? {
    let first = Int(bounded: range.lowerBound * scale)
    let last = Int(bounded: range.upperBound * scale)
    let step = max(2, Int(bounded: (Self.window * scale).rounded()))
    let count = max(1, (last - first) / step)
    var values: [Double] = []
    var failed = 0
    let most = Int(bounded: (1 - Self.leastShare) * Double(count))
    for index in 0..<count {
      let window = (first + index * step)..<(first + (index + 1) * step)
      let value = contrast(at: pixel, along: window, axis: axis)
      values.append(value)
      if value < Self.evenness * Self.contrast {
        failed += 1
        if failed > most { return nil }
      }
    }
    let usual = values.sorted()[count / 2]
    let least = Self.evenness * usual
    guard usual >= Self.contrast, values.count(where: { $0 < least }) <= most,
      values[0] >= least, values[count - 1] >= least
    else { return nil }
    return usual
  }
}

extension ClosedRange<Double> {
  /// What both have; `nil` where that is nothing.
  fileprivate func common(with other: ClosedRange<Double>) -> ClosedRange<Double>? {
    let (low, high) = (
      Swift.max(lowerBound, other.lowerBound), Swift.min(upperBound, other.upperBound)
    )
    return low < high ? low...high : nil
  }

  /// What is left of the range outside the other.
  func without(_ other: ClosedRange<Double>) -> [ClosedRange<Double>] {
    guard other.lowerBound < upperBound, other.upperBound > lowerBound else { return [self] }
    return [
      lowerBound < other.lowerBound ? lowerBound...other.lowerBound : nil,
      other.upperBound < upperBound ? other.upperBound...upperBound : nil,
    ].compactMap(\.self)
  }
}
