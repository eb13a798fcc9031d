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

  /// The lines of one direction, as ink.
  static func lines(in grey: Raster, scale: Double, isLevel: Bool) -> Raster? {
    func pixels(_ points: Double) -> Int32 { Int32((points * scale).rounded()) | 1 }
    let long = pixels(longestDash)
    let thick = pixels(thickest)
    let closing = pixels(gap)
    let length = pixels(shortest)
    guard let ink = grey.ink(below: threshold),
      let dots = Raster(
        pixSelectBySize(
          ink.pix, isLevel ? long : thick, isLevel ? thick : long, 8, Int32(L_SELECT_IF_BOTH),
          Int32(L_SELECT_IF_LTE), nil)),
      let wide = Raster(pixDilateBrick(nil, dots.pix, isLevel ? 1 : 5, isLevel ? 5 : 1)),
      let rows = Raster(
        pixCloseSafeBrick(nil, wide.pix, isLevel ? closing : 1, isLevel ? 1 : closing))
    else { return nil }
    return Raster(pixOpenBrick(nil, rows.pix, isLevel ? length : 1, isLevel ? 1 : length))
  }
}
