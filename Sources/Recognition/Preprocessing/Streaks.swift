import CTesseract

/// Streaks that dust on the glass of a scanner or a worn drum leaves: thin and straight along the sensor,
/// from one edge of the sheet to the other, which no ruling line reaches.
struct Streaks {
  /// The sheet is looked at in so many windows one after the other. The first, the last and this many in
  /// all show a streak half as dark as at an end of the sheet; in others there is text beside it.
  private static let windows = 20
  private static let fewest = 12
  /// How far from an end of the sheet, in points, there is no table.
  private static let edge = 10.0
  /// A streak is darker than its sides by this, in grey levels.
  private static let contrast: Float = 3
  /// Wider bands are no streaks, in points.
  private static let widest = 3.0
  /// A level line at the end of the sheet takes more than this share of the width: a table ends there.
  private static let line = 0.3

  /// A column of pixels of a streak, or a row where `isLevel`.
  fileprivate struct Strand {
    var position: Int
    var isLevel: Bool
    /// Its grey on paper.
    var level: Int
  }

  private let strands: [Strand]

  /// - Parameters:
  ///   - grey: the picture, cleaned.
  ///   - sheet: the part of it inside of dark bands.
  ///   - scale: pixels a point.
  init(on grey: Raster, sheet: PixelBox, scale: Double) {
    var strands = Self.uprights(on: grey, sheet: sheet, scale: scale)
    if let lying = grey.turned(quarters: 1) {
      let place = PixelBox(
        x: grey.height - sheet.bottom, y: sheet.x, width: sheet.height, height: sheet.width)
      strands += Self.uprights(on: lying, sheet: place, scale: scale).map {
        Strand(position: grey.height - 1 - $0.position, isLevel: true, level: $0.level)
      }
    }
    self.strands = strands
  }

  /// Where they are, in a picture of this size; `nil` without any.
  func mask(like picture: Raster) -> Raster? {
    guard !strands.isEmpty,
      let mask = Raster(pixCreate(Int32(picture.width), Int32(picture.height), 1))
    else { return nil }
    for strand in strands { mask.fill(strand.place(in: picture), isInk: true) }
    return mask
  }

  /// The picture without the streaks, `nil` where there are none; what is as dark as `black` stays where
  /// they are much lighter.
  func cleared(from picture: Raster, black: Int) -> Raster? {
    guard !strands.isEmpty, let copy = Raster(pixCopy(nil, picture.pix)) else { return nil }
    for strand in strands {
      let place = strand.place(in: picture)
      guard let part = picture.clipped(to: place),
        let all = Raster(pixCreate(Int32(place.width), Int32(place.height), 1))
      else { continue }
      all.fill(all.bounds, isInk: true)
      // White would make paper beside it a stroke.
      part.clear(all, level: strand.level, to: ScannedPage.paper, black: black)
      copy.put(part, x: place.x, y: place.y)
    }
    return copy
  }

  private static func uprights(
    on grey: Raster, sheet: PixelBox, scale: Double
  ) -> [Strand] {
    let plane = GreyPlane(of: grey)
    let edge = Int(Self.edge * scale)
    let side = Int((widest * scale).rounded(.up))
    guard sheet.height > max(windows, 4 * edge), sheet.width > max(2 * side, 4 * edge) else {
      return []
    }
    // A dark band that was made paper shows nothing at its end.
    let ends = [sheet.y..<(sheet.y + edge), (sheet.bottom - edge)..<sheet.bottom].filter {
      !hasLine(in: $0, of: plane, sheet: sheet)
    }
    func contrasts(_ rows: Range<Int>) -> (means: [Float], contrasts: [Float]) {
      let means = means(of: plane, rows: rows)
      var contrasts = [Float](repeating: 0, count: plane.width)
      for x in (sheet.x + side)..<(sheet.right - side) {
        contrasts[x] = min(means[x - side], means[x + side]) - means[x]
      }
      return (means, contrasts)
    }
    let outer = ends.map(contrasts)
    let inner = (0..<windows).map { window in
      contrasts(
        (sheet.y + sheet.height * window / windows)..<(sheet.y + sheet.height * (window + 1)
          / windows)
      ).contrasts
    }
    let isStreak = (0..<plane.width).map { x in
      let least = (outer.map { $0.contrasts[x] }.max() ?? 0) / 2
      return least > contrast / 2 && inner[0][x] > least && inner[windows - 1][x] > least
        && inner.count { $0[x] > least } >= fewest
    }
    return runs(of: isStreak).filter { Double($0.count) <= widest * scale }
      // What is blurred beside it.
      .flatMap { max(0, $0.lowerBound - 1)..<min(plane.width, $0.upperBound + 1) }
      .map { x in
        let level = outer.map { $0.means[x] }.min() ?? 0
        return Strand(position: x, isLevel: false, level: min(ScannedPage.paper, Int(level)))
      }
  }

  private static func hasLine(in rows: Range<Int>, of plane: GreyPlane, sheet: PixelBox) -> Bool {
    rows.contains { y in
      let dark = (sheet.x..<sheet.right).count {
        plane.values[y * plane.width + $0] < ScannedPage.inkThreshold
      }
      return Double(dark) > line * Double(sheet.width)
    }
  }

  /// The mean grey of each column.
  private static func means(of plane: GreyPlane, rows: Range<Int>) -> [Float] {
    var sums = [Int32](repeating: 0, count: plane.width)
    plane.values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        for y in rows {
          let row = y * plane.width
          for x in 0..<plane.width { sums[x] += Int32(values[row + x]) }
        }
      }
    }
    return sums.map { Float($0) / Float(max(1, rows.count)) }
  }

  private static func runs(of flags: [Bool]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for (index, flag) in flags.enumerated() where flag {
      if let last = result.last, last.upperBound == index {
        result[result.count - 1] = last.lowerBound..<(index + 1)
      } else {
        result.append(index..<(index + 1))
      }
    }
    return result
  }
}

extension Streaks.Strand {
  fileprivate func place(in picture: Raster) -> PixelBox {
    isLevel
      ? PixelBox(x: 0, y: position, width: picture.width, height: 1)
      : PixelBox(x: position, y: 0, width: 1, height: picture.height)
  }
}

extension Raster {
  /// What lies over the text is at least this much lighter than text that is told from it.
  private static let leastContrast = 40

  /// Makes the places of a mask that are no darker than a level as light as `light`; what is as dark as
  /// `black` stays, where the level is much lighter.
  func clear(_ mask: Raster, level: Int, to light: Int = 255, black: Int) {
    if level - black < Self.leastContrast {
      pixSetMasked(pix, mask.pix, UInt32(ScannedPage.paper))
    } else {
      let white = black + (level - black) * 255 / light
      pixGammaTRCMasked(pix, pix, mask.pix, 1, Int32(black), Int32(white))
    }
  }
}
