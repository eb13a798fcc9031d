import CTesseract

/// Lines of dots or dashes: small pieces of ink in a row.
enum DottedLines {
  /// Dots are lighter than lines; darker is ink here.
  private static let threshold = 195
  /// Dashes are no longer, in points.
  private static let longestDash = 12.0
  /// Dots are no thicker, in points.
  private static let thickest = 1.9
  /// Dots stand no farther apart, in points.
  private static let gap = 5.0
  /// Shorter rows are punctuation or noise, in points.
  private static let shortest = 20.0

  /// The lines of one direction, as ink; `others` are lines that are no part of them.
  static func lines(
    in grey: Raster, scale: Double, isHorizontal: Bool, besides others: Raster? = nil
  ) -> Raster? {
    func pixels(_ points: Double) -> Int32 { Int32((points * scale).rounded()) | 1 }
    let long = pixels(longestDash)
    let thick = pixels(thickest)
    let closing = pixels(gap)
    let length = pixels(shortest)
    guard let ink = grey.binarized(below: threshold) else { return nil }
    if let others { pixSubtract(ink.pix, ink.pix, others.pix) }
    guard
      let dots = Raster(
        pixSelectBySize(
          ink.pix, isHorizontal ? long : thick, isHorizontal ? thick : long, 8,
          Int32(L_SELECT_IF_BOTH),
          Int32(L_SELECT_IF_LTE), nil)),
      let wide = Raster(pixDilateBrick(nil, dots.pix, isHorizontal ? 1 : 5, isHorizontal ? 5 : 1)),
      let rows = Raster(
        pixCloseSafeCompBrick(nil, wide.pix, isHorizontal ? closing : 1, isHorizontal ? 1 : closing)
      )
    else { return nil }
    return Raster(
      pixOpenCompBrick(nil, rows.pix, isHorizontal ? length : 1, isHorizontal ? 1 : length))
  }

  /// Between the dashes of a vertical line there is no more, in points, where a horizontal one crosses it:
  /// less than between figures one below the other.
  private static let crossing = 4.0
  /// Shorter vertical lines are figures one below the other, in points.
  private static let shortestUpright = 24.0

  /// Vertical lines of dashes, of which those in the way of horizontal lines are parts of larger pieces;
  /// `across` is the ink of the horizontal lines.
  static func verticals(in grey: Raster, across: Raster, scale: Double) -> Raster? {
    func pixels(_ points: Double) -> Int32 { Int32((points * scale).rounded()) | 1 }
    let thick = pixels(thickest) + 2
    let length = pixels(shortestUpright)
    guard let ink = grey.binarized(below: threshold),
      let bare = Raster(pixSubtract(nil, ink.pix, across.pix)),
      let wide = Raster(pixDilateBrick(nil, bare.pix, 3, 1)),
      let rows = Raster(pixCloseSafeCompBrick(nil, wide.pix, 1, pixels(crossing))),
      let long = Raster(pixOpenCompBrick(nil, rows.pix, 1, length)),
      // Characters one below the other are wider than a line.
      let blocks = Raster(pixOpenCompBrick(nil, long.pix, thick, 1)),
      let around = Raster(pixDilateBrick(nil, blocks.pix, thick, thick)),
      let lines = Raster(pixSubtract(nil, long.pix, around.pix)),
      let found = Raster(pixOpenCompBrick(nil, lines.pix, 1, length)),
      // Parts of broken lines too, however long.
      let dashes = Raster(
        pixSelectBySize(
          bare.pix, thick, 0, 8, Int32(L_SELECT_WIDTH), Int32(L_SELECT_IF_LTE), nil)),
      let result = Raster(pixCopy(nil, found.pix))
    else { return nil }
    // A way through strokes of characters is made of pieces that are wider.
    for (box, line) in found.connectedComponents() {
      guard let line, !isDashed(line, at: box, dashes: dashes, ink: bare) else { continue }
      result.erase(line, at: box)
    }
    return result
  }

  /// Whether much ink on a line is dashes by themselves; others hang together with dashes across.
  private static func isDashed(
    _ line: Raster, at box: PixelBox, dashes: Raster, ink: Raster
  ) -> Bool {
    func count(_ raster: Raster) -> Int {
      raster.clipped(to: box).flatMap { Raster(pixAnd(nil, $0.pix, line.pix)) }?.inkCount ?? 0
    }
    return count(dashes) * 4 >= count(ink)
  }
}

extension Raster {
  /// Takes the ink of another picture out, whose box is in this one.
  fileprivate func erase(_ part: Raster, at box: PixelBox) {
    pixRasterop(
      pix, Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height), Self.without, part.pix,
      0, 0)
  }

  /// Leptonica's destination and not source, a macro that does not import.
  private static let without: Int32 = 0x3 & 0xA
}
