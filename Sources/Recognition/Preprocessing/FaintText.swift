import CTesseract

/// Text that is faint beside the ruling lines and headings of its page: a pale print, a copy of a copy.
enum FaintText {
  /// Characters whose darkest pixels are lighter, in the middle of the cases, are made as dark as usual
  /// ones; in grey levels.
  private static let lightest = 110.0
  private static let usualDarkest = 60.0
  /// Characters are so high, and no wider than the upper end, in points.
  private static let height = 4.0...20.0
  /// Fewer pieces tell nothing of a page.
  private static let fewestPieces = 20

  /// The picture with all ink so much darker that its characters are as dark as usual, its paper as it was;
  /// the same picture where they are.
  static func darkened(_ picture: Raster, scale: Double) -> Raster {
    guard let usual = darkness(of: picture, scale: scale), usual > lightest else { return picture }
    let paper = Double(ScannedPage.paper)
    let slope = (paper - usualDarkest) / (paper - usual)
    let black = usual - usualDarkest / slope
    return Raster(
      pixGammaTRC(nil, picture.pix, 1, Int32(black), Int32(black + 255 / slope))) ?? picture
  }

  /// The grey of the darkest pixel of the pieces in the middle of the cases.
  private static func darkness(of picture: Raster, scale: Double) -> Double? {
    guard let faint = ScannedPage.faintInk(of: picture) else { return nil }
    let plane = GreyPlane(of: picture)
    let darkest = faint.componentBoxes().filter {
      height.contains(Double($0.height) / scale)
        && Double($0.width) <= height.upperBound * scale
    }.map { box in
      (box.y..<box.bottom).reduce(UInt8.max) { least, y in
        let row = (y * plane.width + box.x)..<(y * plane.width + box.right)
        return min(least, plane.values[row].min() ?? .max)
      }
    }.sorted()
    return darkest.count < fewestPieces ? nil : Double(darkest[darkest.count / 2])
  }
}
