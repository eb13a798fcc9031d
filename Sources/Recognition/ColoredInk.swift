import CTesseract

/// The coloured ink of a picture: seals, signatures, marks.
struct ColoredInk {
  /// Channels of coloured ink differ by more, in levels of 255.
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

extension Raster {
  /// The grey of a picture in colour. Coloured ink is as light as its lightest channel, so that a red seal
  /// vanishes and the black text under it stays; elsewhere colour is noise, which is left out.
  func grey(_ color: ColoredInk?) -> Raster? {
    guard let grey = Raster(pixConvertRGBToGray(pix, 0, 0, 0)) else { return nil }
    if let color, let light = withoutColor() {
      pixCombineMasked(grey.pix, light.pix, color.mask.pix)
    }
    return grey
  }
}
