import CTesseract

/// How much darker than what is above and below them the places of each row of a picture are.
struct RowContrast {
  /// Darker places count no more than this, in grey levels below paper.
  private static let darkest = 70
  /// How far the sides of a line are averaged along it, in points.
  private static let window = 10.0
  /// The middles of the sides are so many pixels from that of a line; all are three pixels high.
  private static let distance = 4
  /// At least this share of the places of a side is no text.
  private static let leastPaper = 0.4

  /// A place speaks for a line where its contrast is more than this, in grey levels, and in standard
  /// deviations of noise; longer lines may be lighter.
  private static let biases: [(least: Float, deviations: Float)] = [(2, 1.5), (1.2, 0.8)]
  /// No place counts for more, as a multiple of that: strokes do not make up for gaps.
  private static let mostContrast: Float = 4
  /// A line ends where what speaks against it is worth a gap of this length, in points.
  private static let gap: Float = 8
  /// Text that crosses a line counts this share of a gap.
  private static let textShare: Float = 0.3
  /// How unlikely noise is that looks like a line, as a natural logarithm: a page has 2 million places.
  private static let surprise: Float = 17
  /// Shorter lines are strokes, in points.
  private static let shortest = 28.0

  /// The least deviation, in grey levels: pictures of two tones have none on paper.
  private static let leastNoise: Float = 0.7

  let width: Int
  let height: Int
  private let scale: Double
  private let reach: Int
  /// How much darker than paper each pixel is, in grey levels; `text` where a character stands.
  private let dark: [Int8]
  private static let text = Int8.min
  /// The sums and counts of the window about each pixel, on its row.
  private let sums: [Int16]
  private let counts: [UInt8]
  /// The usual contrast of a window that is no line, and its standard deviation.
  private var usual: Float = 0
  private var deviation: Float = 0

  /// - Parameters:
  ///   - grey: the picture.
  ///   - text: the places of characters.
  ///   - scale: pixels a point, 3.5 at most.
  init(of grey: Raster, text: Raster, scale: Double) {
    let plane = GreyPlane(of: grey)
    let (width, height) = (plane.width, plane.height)
    let reach = max(1, Int((Self.window * scale / 2).rounded()))
    let dark = Self.darkness(of: plane, besides: text)
    var sums = [Int16](repeating: 0, count: width * height)
    var counts = [UInt8](repeating: 0, count: width * height)
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        dark.withUnsafeBufferPointer { dark in
          for y in 0..<height {
            // The window moves on by a pixel at each step.
            var (sum, count) = (0, 0)
            func add(_ x: Int, _ sign: Int) {
              guard (0..<width).contains(x), dark[y * width + x] != Self.text else { return }
              sum += sign * Int(dark[y * width + x])
              count += sign
            }
            for x in 0..<reach { add(x, 1) }
            for x in 0..<width {
              add(x + reach, 1)
              add(x - reach - 1, -1)
              sums[y * width + x] = Int16(truncatingIfNeeded: sum)
              counts[y * width + x] = UInt8(truncatingIfNeeded: count)
            }
          }
        }
      }
    }
    (self.width, self.height, self.scale, self.reach) = (width, height, scale, reach)
    (self.dark, self.sums, self.counts) = (dark, sums, counts)
    (usual, deviation) = noise()
  }

  /// How much darker than paper each pixel is, `text` at characters.
  private static func darkness(of plane: GreyPlane, besides text: Raster) -> [Int8] {
    let (width, height) = (plane.width, plane.height)
    let words = Int(text.pix.pointee.wpl)
    guard let marks = pixGetData(text.pix), text.width == width, text.height == height else {
      return [Int8](repeating: 0, count: width * height)
    }
    let values = (0...255).map { Int8(max(-darkest, min(darkest, ScannedPage.paper - $0))) }
    return Array(unsafeUninitializedCapacity: width * height) { buffer, count in
      plane.values.withUnsafeBufferPointer { greys in
        values.withUnsafeBufferPointer { values in
          for y in 0..<height {
            let row = y * width
            for x in 0..<width {
              let isText = marks[y * words + x >> 5] >> (31 - UInt32(x & 31)) & 1 == 1
              buffer[row + x] = isText ? Self.text : values[Int(greys[row + x])]
            }
          }
        }
      }
      count = width * height
    }
  }

  private var rows: Range<Int> {
    let margin = Self.distance + 1
    return margin..<max(margin, height - margin)
  }

  /// The mean darkness of the windows about the places of a row, three rows high; not a number where most
  /// of one is text.
  private func means(_ y: Int, _ range: Range<Int>) -> [Float] {
    let least = Int((Self.leastPaper * Double(3 * (2 * reach + 1))).rounded(.up))
    let first = y * width + range.lowerBound
    return Array(unsafeUninitializedCapacity: range.count) { buffer, initialized in
      sums.withUnsafeBufferPointer { sums in
        counts.withUnsafeBufferPointer { counts in
          for offset in 0..<range.count {
            let place = first + offset
            let count =
              Int(counts[place - width]) + Int(counts[place]) + Int(counts[place + width])
            let sum = Int(sums[place - width]) + Int(sums[place]) + Int(sums[place + width])
            buffer[offset] = count < least ? .nan : Float(sum) / Float(count)
          }
        }
      }
      initialized = range.count
    }
  }

  /// How much darker than its darker side each place of a row is; not a number at text.
  private func contrasts(_ y: Int, _ range: Range<Int>) -> [Float] {
    contrasts(
      y, range, above: means(y - Self.distance, range), below: means(y + Self.distance, range))
  }

  private func contrasts(
    _ y: Int, _ range: Range<Int>, above: [Float], below: [Float]
  ) -> [Float] {
    let first = y * width + range.lowerBound
    return Array(unsafeUninitializedCapacity: range.count) { buffer, initialized in
      dark.withUnsafeBufferPointer { dark in
        for offset in 0..<range.count {
          let place = first + offset
          let (upper, own, lower) = (dark[place - width], dark[place], dark[place + width])
          let isText = upper == Self.text || own == Self.text || lower == Self.text
          buffer[offset] =
            isText
            ? .nan
            : Float(Int(upper) + Int(own) + Int(lower)) / 3
              - Float.maximum(above[offset], below[offset])
        }
      }
      initialized = range.count
    }
  }

  /// From the middle of the contrasts of windows, since few places are lines.
  private func noise() -> (usual: Float, deviation: Float) {
    var sample: [Float] = []
    for y in rows where y % 7 == 0 {
      let own = means(y, 0..<width)
      let above = means(y - Self.distance, 0..<width)
      let below = means(y + Self.distance, 0..<width)
      for x in stride(from: 0, to: width, by: 11) {
        let value = own[x] - Float.maximum(above[x], below[x])
        if !value.isNaN { sample.append(value) }
      }
    }
    guard !sample.isEmpty else { return (0, 0) }
    let usual = sample.sorted()[sample.count / 2]
    return (
      usual, max(Self.leastNoise, 1.48 * sample.map { abs($0 - usual) }.sorted()[sample.count / 2])
    )
  }

  /// The lines, as ink that is so many pixels high, that are on average darker than their sides by at
  /// least so many grey levels.
  func lines(height: Int, contrast least: Float) -> Raster? {
    guard let found = pixCreate(Int32(width), Int32(self.height), 1).flatMap({ Raster($0) }) else {
      return nil
    }
    // Sums of steps that fall on average pass a height with a chance of e to the -2 · fall · height /
    // variance; that of a window, whose places depend on one another, is known.
    let variance = deviation * deviation * Float(2 * reach + 1)
    let scores = Self.biases.map { bias in
      let bias = max(bias.least, bias.deviations * deviation)
      let worth = max(
        Self.surprise * variance / (2 * (bias - usual)), Float(Self.shortest * scale) * bias)
      return (bias, worth)
    }
    // The side below a row is the side above another.
    var above: [[Float]] = []
    for y in rows {
      let below = means(y + Self.distance, 0..<width)
      above.append(below)
      let side =
        above.count > 2 * Self.distance
        ? above.removeFirst() : means(y - Self.distance, 0..<width)
      let contrasts = contrasts(y, 0..<width, above: side, below: below)
      for (bias, worth) in scores {
        for line in lines(in: contrasts, bias: bias, worth: worth)
        where Self.mean(of: contrasts[line]) >= least {
          let place = PixelBox(
            x: line.lowerBound, y: y - height / 2, width: line.count, height: height)
          found.fill(place, isInk: true)
        }
      }
    }
    return found
  }

  /// The mean of what is no text.
  private static func mean(of contrasts: ArraySlice<Float>) -> Float {
    let known = contrasts.filter { !$0.isNaN }
    return known.isEmpty ? 0 : known.reduce(0, +) / Float(known.count)
  }

  /// The stretches of a row where the contrasts beyond the bias add up to what a line is worth.
  private func lines(in contrasts: [Float], bias: Float, worth: Float) -> [Range<Int>] {
    let drop = bias * Self.gap * Float(scale)
    let shortest = Int(Self.shortest * scale)
    // In most rows all that speaks for a line together is worth less than one.
    let top = Self.mostContrast * bias
    let most = contrasts.reduce(Float(0)) { $0 + ($1 > bias ? min($1, top) - bias : 0) }
    guard most >= worth else { return [] }
    var result: [Range<Int>] = []
    var (start, score, best, end) = (0, Float(0), Float(0), 0)
    func close() {
      if best >= worth, end - start >= shortest { result.append(start..<end) }
    }
    for x in contrasts.indices {
      let value = contrasts[x]
      score +=
        value.isNaN ? -bias * Self.textShare : min(value, top) - bias
      if score > best { (best, end) = (score, x + 1) }
      if score <= 0 || score < best - drop {
        close()
        (start, score, best, end) = (x + 1, 0, 0, x + 1)
      }
    }
    close()
    return result
  }

  /// What a part of a row shows.
  struct Evidence {
    /// How much darker than its sides it is on average, in grey levels.
    var mean: Float
    /// How much darker paper would be, and the standard deviation of that.
    var usual: Float
    var noise: Float
    /// The mean of its lightest part as a share of that of all.
    var evenness: Float
    /// The share of it that is no text.
    var paper: Float

    /// How much darker than paper it is, in standard deviations.
    var contrast: Float { (mean - usual) / noise }

    /// How much likelier it is a line of this mean than paper, as a natural logarithm; what is no darker
    /// than paper is no line.
    func likelihood(ofLine line: Float) -> Float {
      guard line > usual else { return -.infinity }
      let expected = (line - usual) / noise
      return expected * (contrast - expected / 2)
    }
  }

  /// What the part of a row from one place to another shows; `nil` outside the picture and under text.
  func evidence(row y: Int, from start: Int, to end: Int) -> Evidence? {
    guard rows.contains(y), start >= 0, end <= width, start < end else { return nil }
    // Strokes of characters stop short of lines: the ends count by themselves.
    var edges = [start, start + reach]
    while edges[edges.count - 1] + 3 * reach < end {
      edges.append(edges[edges.count - 1] + 2 * reach)
    }
    if end - reach > edges[edges.count - 1] { edges.append(end - reach) }
    edges.append(end)
    let contrasts = contrasts(y, start..<end)
    var (total, known) = (Float(0), 0)
    var means: [Float] = []
    for (first, last) in zip(edges, edges.dropFirst()) where last > first {
      var (sum, own) = (Float(0), 0)
      for value in contrasts[(first - start)..<(min(last, end) - start)] where !value.isNaN {
        sum += value
        own += 1
      }
      (total, known) = (total + sum, known + own)
      if own * 2 >= last - first { means.append(sum / Float(own)) }
    }
    guard known > 0 else { return nil }
    let mean = total / Float(known)
    let windows = Float(known) / Float(2 * reach + 1)
    return Evidence(
      mean: mean, usual: usual, noise: deviation / windows.squareRoot(),
      evenness: mean > 0 ? (means.min() ?? mean) / mean : 0,
      paper: Float(known) / Float(end - start))
  }

  /// What is judged as one place of a line is at least this long, in points, and long enough for noise to
  /// be this share of the line's contrast.
  private static let place = 1.2
  private static let noiseShare: Float = 0.2
  /// What is darker than its sides by less is no line, in grey levels.
  private static let leastLine: Float = 0.5
  /// A place is of the line where it is darker than its sides by this share of what is usual.
  private static let placeShare: Float = 0.4

  /// The share of the places of a row from one to another that are lighter than a line of this mean; `nil`
  /// where most is text.
  func gaps(row y: Int, from start: Int, to end: Int, line: Float) -> Double? {
    guard rows.contains(y), start >= 0, end <= width, start < end, line >= Self.leastLine else {
      return nil
    }
    let need = deviation / (Self.noiseShare * line)
    let step = max(
      Int((Self.place * scale).rounded(.up)), Int((need * need * Float(2 * reach + 1)).rounded(.up))
    )
    let contrasts = contrasts(y, start..<end)
    var (known, light) = (0, 0)
    for first in stride(from: 0, to: end - start - step + 1, by: step) {
      let values = contrasts[first..<(first + step)].filter { !$0.isNaN }
      guard values.count * 2 >= step else { continue }
      known += 1
      if values.reduce(0, +) < Self.placeShare * line * Float(values.count) { light += 1 }
    }
    return known * step * 2 < end - start || known == 0 ? nil : Double(light) / Double(known)
  }
}
