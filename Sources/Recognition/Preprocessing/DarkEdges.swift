import CTesseract

/// Dark bands along the sides of a picture: the shadow of the spine, the lid of the scanner. On
/// pictures of one bit they are specks that cleaning of grey pictures cannot remove.
enum DarkEdges {
  /// Width of the strips that are looked at, in points.
  private static let strip = 2.0
  /// A band begins where this share of a strip is ink, and ends where less than `faintest` is.
  private static let dark = 0.2
  private static let faintest = 0.03
  /// Narrower bands are ruling lines at the edge, in points.
  private static let narrowest = 8.0
  /// Bands end at this share of the picture.
  private static let widest = 0.1

  /// Makes dark bands along the sides of a grey picture paper, and gives the part inside of them.
  static func clear(from picture: Raster, scale: Double) -> PixelBox {
    guard let ink = picture.binarized(below: ScannedPage.inkThreshold) else {
      return picture.bounds
    }
    let columns = counts(pixCountPixelsByColumn(ink.pix))
    let (width, height) = (picture.width, picture.height)
    let left = band(columns, across: height, scale: scale)
    let right = band(columns.reversed(), across: height, scale: scale)
    // What is left of rows between dark sides, which would make every row dark.
    let between = PixelBox(x: left, y: 0, width: width - left - right, height: height)
    guard let rest = ink.clipped(to: between) else { return picture.bounds }
    let rows = counts(pixCountPixelsByRow(rest.pix, nil))
    let top = band(rows, across: between.width, scale: scale)
    let bottom = band(rows.reversed(), across: between.width, scale: scale)
    for box in [
      PixelBox(x: 0, y: 0, width: left, height: height),
      PixelBox(x: width - right, y: 0, width: right, height: height),
      PixelBox(x: 0, y: 0, width: width, height: top),
      PixelBox(x: 0, y: height - bottom, width: width, height: bottom),
    ] where box.width > 0 && box.height > 0 {
      picture.fill(box, with: ScannedPage.paper)
    }
    return PixelBox(x: left, y: top, width: between.width, height: height - top - bottom)
  }

  /// How many lines of pixels from the first one belong to a dark band; `counts` are their inks.
  private static func band(_ counts: [Int], across: Int, scale: Double) -> Int {
    let step = max(1, Int(strip * scale))
    var end = 0
    var isDark = false
    while end + step <= Int(widest * Double(counts.count)) {
      let share = Double(counts[end..<(end + step)].reduce(0, +)) / Double(step * across)
      isDark = isDark || share > dark
      if share < faintest { break }
      end += step
    }
    return isDark && Double(end) >= narrowest * scale ? end : 0
  }

  private static func counts(_ numbers: UnsafeMutablePointer<Numa>?) -> [Int] {
    guard let numbers else { return [] }
    defer {
      var numbers: UnsafeMutablePointer<Numa>? = numbers
      numaDestroy(&numbers)
    }
    return (0..<numaGetCount(numbers)).map { index in
      var value: Int32 = 0
      numaGetIValue(numbers, index, &value)
      return Int(value)
    }
  }
}

extension Raster {
  /// Paints a box in one grey.
  func fill(_ box: PixelBox, with grey: Int) {
    guard
      let area = boxCreate(Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height))
    else { return }
    defer {
      var area: UnsafeMutablePointer<CTesseract.Box>? = area
      boxDestroy(&area)
    }
    pixSetInRectArbitrary(pix, area, UInt32(grey))
  }
}
