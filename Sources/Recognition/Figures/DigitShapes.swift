import CTesseract

/// The shapes of a document's digits: what most cells that read as a digit look like. A document prints
/// its grids in one font, so that a second reading by its own shapes is independent of what Tesseract
/// knows of fonts.
struct DigitShapes {
  struct Candidate: Hashable {
    var text: String
    /// Likeness of the least like digit to its shape, up to 1.
    var likeness: Double
    /// How much less like the next best digit is, at the place where that is least.
    var margin: Double
    /// Whether there is ink that is no digit and that Tesseract read nothing for, as a lost sign or point.
    var isPartial = false
  }

  /// Digits drawn at one size: grey values row by row, with mean 0 and length 1.
  typealias Shape = [Double]
  private static let height = 18
  private static let width = 16
  /// A digit seen less often has no shape: it would confirm itself.
  private static let fewest = 4
  /// Less like their own shape, samples are misread or dirty.
  private static let leastLikeness = 0.7
  /// Least confidence of a reading that shapes are learnt from.
  private static let leastConfidence = 0.8

  private var shapes: [Character: Shape] = [:]
  /// Typical height, and widest digit, in pixels.
  private(set) var digitHeight = 0
  private var digitWidth = 0

  /// Whether digits were read often enough and none look alike: the document is too worn to confirm any.
  private(set) var isWorn = false

  /// Learns from the cells whose characters stand apart.
  init(of figures: [FigureCell]) {
    var samples: [Character: [Shape]] = [:]
    var heights: [Int] = []
    var widths: [Int] = []
    for figure in figures where figure.reading.confidence >= Self.leastConfidence {
      let digits = Array(figure.reading.text)
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { continue }
      let boxes = figure.content.columnBoxes.filter { $0.height * 2 > figure.content.height }
      guard boxes.count == digits.count else { continue }
      for (digit, box) in zip(digits, boxes) {
        guard let shape = Self.shape(of: box, on: figure.scan) else { continue }
        samples[digit, default: []].append(shape)
        heights.append(box.height)
        widths.append(box.width)
      }
    }
    defer { isWorn = shapes.count < 2 && Self.hasSeveralDigits(figures) }
    guard !heights.isEmpty else { return }
    digitHeight = heights.sorted()[heights.count / 2]
    digitWidth = widths.sorted()[widths.count * 9 / 10]
    learn(samples)
  }

  /// Whether two digits or more were read as often as a shape needs.
  private static func hasSeveralDigits(_ figures: [FigureCell]) -> Bool {
    let digits = figures.flatMap { $0.reading.text.filter(\.isNumber) }
    return Dictionary(grouping: digits) { $0 }.values.count { $0.count >= fewest } >= 2
  }

  private mutating func learn(_ samples: [Character: [Shape]]) {
    var kept = samples
    for _ in 0..<3 {
      shapes = kept.filter { $0.value.count >= Self.fewest }.mapValues(Self.mean)
      // Misread samples are more like another digit.
      for (digit, list) in samples {
        kept[digit] = list.filter { sample in
          guard let best = classified(sample) else { return true }
          return best.digit == digit && best.likeness >= Self.leastLikeness
        }
      }
    }
  }

  /// The figure by the shapes of its digits; `nil` where it is not made of digits that are known.
  func reading(of figure: FigureCell) -> Candidate? {
    guard shapes.count >= 2 else { return nil }
    var result = Candidate(text: "", likeness: 1, margin: 1)
    var marks = figure.reading.text.filter { ".,".contains($0) }[...]
    // A sign may stand so near to a digit, or under its flag, that the two are one across.
    let hasSign = figure.content.pieces.contains {
      $0.width * 2 >= $0.height * 3 && $0.width * 5 > digitHeight && $0.height * 5 < digitHeight * 2
    }
    result.isPartial = hasSign && !figure.reading.text.contains("-")
    for box in withSides(figure.content.columnBoxes) {
      if box.height * 5 < digitHeight * 2 {
        // A point or comma as Tesseract says, or a speck.
        if let mark = marks.first, !result.text.isEmpty,
          box.bottom * 3 > figure.area.bottom * 3 - digitHeight
        {
          result.text.append(mark)
          marks.removeFirst()
        } else if max(box.width, box.height) * 5 > digitHeight {
          result.isPartial = result.isPartial || !figure.reading.text.contains("-")
        }
        continue
      }
      guard box.height * 10 > digitHeight * 6, box.height * 10 < digitHeight * 14,
        let part = digits(in: box, on: figure.scan)
      else { return nil }
      result.text += part.text
      result.likeness = min(result.likeness, part.likeness)
      result.margin = min(result.margin, part.margin)
    }
    // A minus is as good as Tesseract reads it.
    if figure.reading.text.hasPrefix("-"), !result.isPartial { result.text = "-" + result.text }
    return result.text.isEmpty || !marks.isEmpty ? nil : result
  }

  /// The boxes, with those that together are no wider than a digit as one: the sides of a thin 0.
  private func withSides(_ boxes: [PixelBox]) -> [PixelBox] {
    var result: [PixelBox] = []
    for box in boxes {
      if let last = result.last, last.union(box).width * 10 <= digitWidth * 11,
        min(last.height, box.height) * 2 > digitHeight
      {
        result[result.count - 1] = last.union(box)
      } else {
        result.append(box)
      }
    }
    return result
  }

  /// One digit, or several that touch.
  private func digits(in box: PixelBox, on scan: ScannedPage) -> Candidate? {
    let most = max(1, (box.width * 10 + digitWidth * 4) / (digitWidth * 10))
    let fewest = box.width * 10 <= digitWidth * 13 ? 1 : max(1, box.width * 2 / (digitWidth * 3))
    guard most <= 9 else { return nil }
    return (fewest...max(fewest, most)).compactMap { cut(box, into: $0, on: scan) }
      .max { $0.likeness < $1.likeness }
  }

  /// The best way of cutting a box upright into a number of digits.
  private func cut(_ box: PixelBox, into count: Int, on scan: ScannedPage) -> Candidate? {
    if count == 1 {
      guard let shape = Self.shape(of: box, on: scan), let best = classified(shape) else {
        return nil
      }
      return Candidate(text: String(best.digit), likeness: best.likeness, margin: best.margin)
    }
    let width = box.width / count
    var found: Candidate?
    for first in (width * 3 / 4)...max(width * 3 / 4, width * 5 / 4)
    where first > 0 && first < box.width {
      var left = box
      left.width = first
      guard let head = cut(left.tight(on: scan), into: 1, on: scan),
        head.likeness > found?.likeness ?? 0
      else { continue }
      var right = box
      right.x += first
      right.width -= first
      guard let rest = cut(right.tight(on: scan), into: count - 1, on: scan) else { continue }
      let likeness = min(head.likeness, rest.likeness)
      if likeness > found?.likeness ?? 0 {
        found = Candidate(
          text: head.text + rest.text, likeness: likeness, margin: min(head.margin, rest.margin))
      }
    }
    return found
  }

  private func classified(_ sample: Shape) -> (digit: Character, likeness: Double, margin: Double)?
  {
    let ranked = shapes.map { (digit: $0.key, likeness: Self.likeness(sample, $0.value)) }
      .sorted { $0.likeness > $1.likeness }
    guard let best = ranked.first else { return nil }
    let next = ranked.dropFirst().first?.likeness ?? 0
    return (best.digit, best.likeness, best.likeness - next)
  }

  /// Correlation at the best of nine shifts by a pixel.
  static func likeness(_ first: Shape, _ second: Shape) -> Double {
    var best = -1.0
    for dy in -1...1 {
      for dx in -1...1 {
        var sum = 0.0
        for y in max(0, -dy)..<min(height, height - dy) {
          for x in max(0, -dx)..<min(width, width - dx) {
            sum += first[y * width + x] * second[(y + dy) * width + x + dx]
          }
        }
        best = max(best, sum)
      }
    }
    return best
  }

  private static func mean(_ samples: [Shape]) -> Shape {
    var sum = Shape(repeating: 0, count: width * height)
    for sample in samples { for index in sum.indices { sum[index] += sample[index] } }
    return normalized(sum)
  }

  private static func normalized(_ values: Shape) -> Shape {
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? centred.map { $0 / length } : centred
  }

  private static func shape(of box: PixelBox, on scan: ScannedPage) -> Shape? {
    guard box.width > 0, box.height > 0 else { return nil }
    return scan.grey.clipped(to: box.clamped(to: scan.grey.bounds)).flatMap(shape)
  }

  /// The shape of a grey picture that is one digit.
  static func shape(of part: Raster) -> Shape? {
    let scale = Double(height) / Double(max(1, part.height))
    let columns = min(width, max(1, Int((Double(part.width) * scale).rounded())))
    guard let small = Raster(pixScaleToSize(part.pix, Int32(columns), Int32(height))) else {
      return nil
    }
    var values = Shape(repeating: 0, count: width * height)
    let left = (width - columns) / 2
    for y in 0..<height {
      for x in 0..<columns {
        var grey: UInt32 = 255
        pixGetPixel(small.pix, Int32(x), Int32(y), &grey)
        values[y * width + left + x] = 1 - Double(grey) / 255
      }
    }
    return normalized(values)
  }
}

extension PixelBox {
  /// The box around the ink inside.
  fileprivate func tight(on scan: ScannedPage) -> PixelBox {
    guard let part = scan.ink.clipped(to: clamped(to: scan.ink.bounds)) else { return self }
    var found: UnsafeMutablePointer<CTesseract.Box>?
    guard pixClipToForeground(part.pix, nil, &found) == 0, let found else { return self }
    var (left, top, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    boxGetGeometry(found, &left, &top, &width, &height)
    var area: UnsafeMutablePointer<CTesseract.Box>? = found
    boxDestroy(&area)
    return PixelBox(x: x + Int(left), y: y + Int(top), width: Int(width), height: Int(height))
  }
}
