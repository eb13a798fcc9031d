import CTesseract
import DocumentModel

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
  /// The share of a line's places that show it.
  private static let leastShare = 0.96
  /// Known lines stand this far apart, in points: between nearer ones strokes of characters nearly reach
  /// from one to the other, farther ones hold more than a row.
  private static let distance = 18.0...150.0
  /// Lines of one table are no nearer to each other than this, in points.
  private static let apart = 4.0
  /// Parts of one line are no farther beside each other, in points.
  private static let drift = 1.0
  /// What is beside a known line is left out, in points.
  private static let margin = 1.5

  private let grey: GreyPlane
  private let scale: Double

  init(in picture: Raster, scale: Double) {
    grey = GreyPlane(of: picture)
    self.scale = scale
  }

  /// The missing lines of one direction between the known ones across, from top to bottom or from left to
  /// right.
  ///
  /// - Parameters:
  ///   - known: the lines of the same direction that are known.
  ///   - across: the lines of the other direction.
  ///   - axis: the direction.
  /// - Returns: rules from one line across to the next.
  func lines(besides known: [Rule], between across: [Rule], axis: Rule.Axis) -> [Rule] {
    let sorted = across.sorted { $0.position < $1.position }
    return sorted.indices.flatMap { index -> [Rule] in
      var free = [sorted[index].start...sorted[index].end]
      var result: [Rule] = []
      for next in sorted[(index + 1)...] {
        let gap = next.position - sorted[index].position
        guard gap <= Self.distance.upperBound, !free.isEmpty else { break }
        let shared = free.compactMap { $0.common(with: next.start...next.end) }
        free = free.flatMap { $0.without(next.start...next.end) }
        guard gap >= Self.distance.lowerBound else { continue }
        for range in shared {
          result += lines(
            in: range, from: sorted[index].position, to: next.position, besides: known, axis: axis)
        }
      }
      return result
    }
  }

  /// What is missing between parts of one line.
  func bridges(in lines: [Rule]) -> [Rule] {
    let sorted = lines.sorted { $0.start < $1.start }
    return sorted.indices.compactMap { index -> Rule? in
      let upper = sorted[index]
      guard
        let lower = sorted[(index + 1)...].first(where: {
          abs($0.position - upper.position) < Self.drift && $0.start > upper.end
        }), lower.start - upper.end <= Self.distance.upperBound
      else { return nil }
      let middle = Int((upper.position + lower.position) / 2 * scale)
      let reach = Int((Self.drift * scale).rounded())
      let gap = upper.end...lower.start
      guard
        (middle - reach...middle + reach).contains(where: {
          contrast(at: $0, along: gap, axis: upper.axis) != nil
        })
      else { return nil }
      var bridge = upper
      (bridge.start, bridge.end) = (upper.end, lower.start)
      return bridge
    }
  }

  /// The lines from one line to the next within a range of places.
  private func lines(
    in range: ClosedRange<Double>, from start: Double, to end: Double, besides known: [Rule],
    axis: Rule.Axis
  ) -> [Rule] {
    let here = known.filter { $0.start < start + Self.apart && $0.end > end - Self.apart }.map(
      \.position)
    let inner = (start + Self.margin)...(end - Self.margin)
    var result: [(position: Double, contrast: Double)] = []
    var pixel = Int(((range.lowerBound + Self.apart) * scale).rounded(.up))
    let last = Int((range.upperBound - Self.apart) * scale)
    while pixel <= last {
      let position = (Double(pixel) + 0.5) / scale
      if let value = contrast(at: pixel, along: inner, axis: axis) {
        if let best = result.last, position - best.position < Self.apart {
          if value > best.contrast { result[result.count - 1] = (position, value) }
        } else {
          result.append((position, value))
        }
      }
      pixel += 1
    }
    return result.filter { line in !here.contains { abs($0 - line.position) < Self.apart } }.map {
      Rule(axis: axis, position: $0.position, start: start, end: end, thickness: 1 / scale)
    }
  }

  /// How much darker than its sides a line is all along; `nil` where that is no line.
  private func contrast(
    at pixel: Int, along range: ClosedRange<Double>, axis: Rule.Axis
  ) -> Double? {
    let near = Int((Self.sides.lowerBound * scale).rounded())
    let far = Int((Self.sides.upperBound * scale).rounded())
    let first = Int(range.lowerBound * scale)
    let last = Int(range.upperBound * scale)
    let step = max(2, Int((Self.window * scale).rounded()))
    let count = max(1, (last - first) / step)
    var values: [Double] = []
    var failed = 0
    let most = Int((1 - Self.leastShare) * Double(count))
    for index in 0..<count {
      let window = (first + index * step)..<(first + (index + 1) * step)
      let line = grey.mean(across: pixel...pixel, along: window, axis: axis)
      let before = grey.mean(across: (pixel - far)...(pixel - near), along: window, axis: axis)
      let after = grey.mean(across: (pixel + near)...(pixel + far), along: window, axis: axis)
      let value = max(before, after) - line
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

/// The grey of every pixel, row by row.
private struct GreyPlane {
  private let width: Int
  private let height: Int
  private let values: [UInt8]

  init(of picture: Raster) {
    (width, height) = (picture.width, picture.height)
    let words = Int(picture.pix.pointee.wpl)
    guard let data = pixGetData(picture.pix) else {
      values = []
      return
    }
    let (width, height) = (width, height)
    values = Array(unsafeUninitializedCapacity: width * height) { buffer, count in
      for y in 0..<height {
        for x in 0..<width {
          // Leptonica's words hold four pixels, the first one in the highest byte.
          let word = data[y * words + x / 4]
          buffer[y * width + x] = UInt8(truncatingIfNeeded: word >> (8 * (3 - UInt32(x % 4))))
        }
      }
      count = width * height
    }
  }

  /// The mean grey of a part; white outside the picture.
  func mean(across: ClosedRange<Int>, along: Range<Int>, axis: Rule.Axis) -> Double {
    var sum = 0
    var count = 0
    for place in along {
      for other in across {
        let (x, y) = axis == .vertical ? (other, place) : (place, other)
        count += 1
        sum +=
          (0..<width).contains(x) && (0..<height).contains(y) ? Int(values[y * width + x]) : 255
      }
    }
    return Double(sum) / Double(max(1, count))
  }
}

extension ClosedRange<Double> {
  fileprivate func common(with other: ClosedRange<Double>) -> ClosedRange<Double>? {
    let (low, high) = (
      Swift.max(lowerBound, other.lowerBound), Swift.min(upperBound, other.upperBound)
    )
    return low < high ? low...high : nil
  }

  /// What is left of the range outside the other.
  fileprivate func without(_ other: ClosedRange<Double>) -> [ClosedRange<Double>] {
    guard other.lowerBound < upperBound, other.upperBound > lowerBound else { return [self] }
    return [
      lowerBound < other.lowerBound ? lowerBound...other.lowerBound : nil,
      other.upperBound < upperBound ? other.upperBound...upperBound : nil,
    ].compactMap(\.self)
  }
}
