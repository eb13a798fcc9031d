import CTesseract
import PageModel

/// Lines fainter than the noise about them, which show by their length alone: along a line noise averages
/// out. Text is left out, since its strokes would outweigh such lines.
struct BuriedLines {
  /// With more pixels a point, lines show at half as many.
  private static let mostScale = 3.5
  /// Blurred text is at least as high and wide, in points.
  private static let leastText = 3.0
  /// What is longer or higher is no stroke of a character, in points; side by side, strokes that lie join.
  private static let longestStroke = 48.0
  private static let highestStroke = 16.0

  /// Darker on average over nine pixels may be a character.
  private static let faint = 195

  /// What is darker than its sides by less than this share of the page's ink is the back of the sheet,
  /// which shows through.
  private static let throughPaper: Float = 0.12

  private let horizontal: RowContrast
  private let vertical: RowContrast
  /// Pixels of the picture for each one of the planes.
  private let reduction: Int
  private let scale: Double
  /// How much darker than paper ink is in the middle of the cases, in grey levels; 0 without ink.
  private let ink: Float

  /// - Parameters:
  ///   - grey: the picture.
  ///   - scale: pixels a point.
  init?(in grey: Raster, scale: Double) {
    let isFine = scale > Self.mostScale
    let small = isFine ? Raster(pixScaleAreaMap2(grey.pix)) : grey
    reduction = isFine ? 2 : 1
    self.scale = scale / Double(reduction)
    guard let small, let text = Self.text(in: small, scale: self.scale),
      let lying = small.turned(quarters: 1), let lyingText = text.turned(quarters: 1)
    else { return nil }
    ink = Self.contrast(ofInkIn: small)
    horizontal = RowContrast(of: small, text: text, scale: self.scale)
    vertical = RowContrast(of: lying, text: lyingText, scale: self.scale)
  }

  /// The lines of one direction, as ink.
  func ink(isHorizontal: Bool) -> Raster? {
    // Figures may stand close to lines.
    let height = reduction == 1 ? 3 : 1
    let least = Self.throughPaper * ink
    guard let found = (isHorizontal ? horizontal : vertical).lines(height: height, contrast: least)
    else {
      return nil
    }
    let standing = isHorizontal ? found : found.turned(quarters: 3)
    return reduction == 1
      ? standing : standing.flatMap { Raster(pixExpandReplicate($0.pix, Int32(reduction))) }
  }

  /// What the place of a line shows; `nil` outside the picture and under text.
  ///
  /// - Parameters:
  ///   - position: where it stands across, in points.
  ///   - range: from where to where, in points.
  ///   - axis: its direction.
  /// - Returns: how much darker than its sides it is, and how far paper would be.
  func evidence(
    at position: Double, along range: ClosedRange<Double>, axis: RulingLine.Axis
  ) -> RowContrast.Evidence? {
    let (row, start, end) = place(position, range, axis)
    return plane(axis).evidence(row: row, from: start, to: end)
  }

  /// What a range along a known line shows, a pixel to either side too.
  func evidence(of line: RulingLine, along range: ClosedRange<Double>) -> [RowContrast.Evidence] {
    positions(of: line).compactMap { evidence(at: $0, along: range, axis: line.axis) }
  }

  /// How much darker than their sides, in grey levels, all but the lightest of the lines are.
  func usualContrast(of lines: [RulingLine]) -> Float? {
    let means = lines.compactMap { line in
      evidence(of: line, along: line.start...line.end).map(\.mean).max()
    }
    return means.isEmpty ? nil : means.sorted()[means.count / 4]
  }

  private func positions(of line: RulingLine) -> [Double] {
    [-1, 0, 1].map { line.position + $0 / scale }
  }

  /// The share of what is between two places along a line that is much lighter than the line itself; `nil`
  /// where most is text.
  func gaps(of line: RulingLine, along range: ClosedRange<Double>) -> Double? {
    positions(of: line).compactMap { position -> Double? in
      evidence(at: position, along: line.start...line.end, axis: line.axis).flatMap {
        gaps(at: position, along: range, axis: line.axis, line: $0.mean)
      }
    }.min()
  }

  /// The share of a place that is much lighter than a line of this mean contrast; `nil` where most is text.
  func gaps(
    at position: Double, along range: ClosedRange<Double>, axis: RulingLine.Axis, line: Float
  ) -> Double? {
    let (row, start, end) = place(position, range, axis)
    return plane(axis).gaps(row: row, from: start, to: end, line: line)
  }

  private func plane(_ axis: RulingLine.Axis) -> RowContrast {
    axis == .vertical ? vertical : horizontal
  }

  /// The row and where it starts and ends, in pixels of the plane.
  private func place(
    _ position: Double, _ range: ClosedRange<Double>, _ axis: RulingLine.Axis
  ) -> (row: Int, start: Int, end: Int) {
    let start = Int(bounded: range.lowerBound * scale)
    let end = Int(bounded: range.upperBound * scale)
    let row = Int(bounded: position * scale)
    guard axis == .vertical else { return (row, start, end) }
    // A quarter turn clockwise brings the left side to the top and the foot to the left.
    return (row, vertical.width - end, vertical.width - start)
  }

  private static func contrast(ofInkIn grey: Raster) -> Float {
    var counts = [Int](repeating: 0, count: 256)
    for value in GreyPlane(of: grey).values { counts[Int(value)] += 1 }
    let ink = counts[..<ScannedPage.inkThreshold]
    let total = ink.reduce(0, +)
    var seen = 0
    let middle = ink.indices.first { grey in
      seen += ink[grey]
      return 2 * seen > total
    }
    return middle.map { Float(ScannedPage.paper - $0) } ?? 0
  }

  /// The characters, faint ones too, with what is blurred around them.
  private static func text(in grey: Raster, scale: Double) -> Raster? {
    let length = Int32(bounded: (longestStroke * scale).rounded())
    let height = Int32(bounded: (highestStroke * scale).rounded())
    let least = Int32(bounded: (leastText * scale).rounded())
    guard let ink = Raster(pixBlockconv(grey.pix, 1, 1))?.binarized(below: faint),
      let horizontal = Raster(pixOpenCompBrick(nil, ink.pix, length, 1)),
      let vertical = Raster(pixOpenCompBrick(nil, ink.pix, 1, height)),
      let bare = Raster(pixSubtract(nil, ink.pix, horizontal.pix)),
      let rest = Raster(pixSubtract(nil, bare.pix, vertical.pix)),
      let large = Raster(
        pixSelectBySize(
          rest.pix, least, least, 8, Int32(L_SELECT_IF_BOTH), Int32(L_SELECT_IF_GTE), nil))
    else { return nil }
    return Raster(pixDilateBrick(nil, large.pix, 5, 5))
  }
}
