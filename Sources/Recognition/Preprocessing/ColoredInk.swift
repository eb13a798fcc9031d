import CTesseract

/// The coloured ink of a picture: seals, signatures, marks.
struct ColoredInk {
  /// Channels of coloured ink differ by more on average over two by two pixels, in levels of 255.
  private static let leastColor: Int32 = 45
  /// How far around coloured ink its colour is smeared, in points.
  private static let margin = 0.8

  let ink: Raster
  /// The ink with a margin.
  let mask: Raster

  /// The coloured ink; `nil` where there is none.
  ///
  /// JPEG keeps one colour for two by two pixels: singly, the edges of black ink have the colour of the
  /// paper.
  ///
  /// - Parameters:
  ///   - picture: in colour, its paper grey.
  ///   - scale: pixels a point.
  init?(in picture: Raster, scale: Double) {
    var isEmpty: Int32 = 0
    let reach = Int32((Self.margin * scale).rounded(.up)) * 2 + 1
    guard let small = Raster(pixScaleAreaMap2(picture.pix)),
      let found = Raster(pixMaskOverColorPixels(small.pix, Self.leastColor, 1)),
      pixZero(found.pix, &isEmpty) == 0, isEmpty == 0,
      let ink = Raster(
        pixScaleToSize(found.pix, Int32(picture.width), Int32(picture.height))),
      let mask = Raster(pixDilateBrick(nil, ink.pix, reach, reach))
    else { return nil }
    (self.ink, self.mask) = (ink, mask)
  }
}
