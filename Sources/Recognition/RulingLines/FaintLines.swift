import CTesseract

/// Lines too faint for a threshold: thin, blurred or under noise. Along a line noise averages out and
/// no place is light; across it a line is a narrow ridge.
enum FaintLines {
  /// How far is averaged along a line, in points.
  private static let window = 1.5
  /// A ridge is no wider than this, in points.
  private static let widest = 3.0
  /// Shorter ridges are rows of strokes that happen to align, in points.
  private static let shortest = 40.0
  /// How much darker than its sides a ridge is at its lightest place, in grey levels.
  private static let contrast: Int32 = 25

  /// With more pixels a point, lines show at half as many.
  private static let mostScale = 3.5

  /// The lines of one direction, as ink.
  static func lines(in grey: Raster, scale: Double, isHorizontal: Bool) -> Raster? {
    guard scale > mostScale else {
      return ridges(in: grey, scale: scale, isHorizontal: isHorizontal)
    }
    return Raster(pixScaleAreaMap2(grey.pix))
      .flatMap { ridges(in: $0, scale: scale / 2, isHorizontal: isHorizontal) }
      .flatMap { Raster(pixExpandReplicate($0.pix, 2)) }
  }

  private static func ridges(in grey: Raster, scale: Double, isHorizontal: Bool) -> Raster? {
    let along = Int32((window * scale).rounded()) | 1
    guard
      let kernel = isHorizontal
        ? makeFlatKernel(1, along, 0, along / 2) : makeFlatKernel(along, 1, along / 2, 0)
    else { return nil }
    defer {
      var kernel: UnsafeMutablePointer<L_Kernel>? = kernel
      kernelDestroy(&kernel)
    }
    let across = Int32((2 * widest * scale).rounded()) | 1
    let length = Int32((shortest * scale).rounded()) | 1
    guard let smooth = Raster(pixConvolve(grey.pix, kernel, 8, 1)),
      let even = Raster(
        pixCloseGray(smooth.pix, isHorizontal ? length : 1, isHorizontal ? 1 : length)),
      let ridges = Raster(
        pixTophat(
          even.pix, isHorizontal ? 1 : across, isHorizontal ? across : 1, Int32(L_TOPHAT_BLACK))),
      // Bright is ridge here: what is below the threshold is everything else.
      let others = Raster(pixThresholdToBinary(ridges.pix, contrast)),
      let found = Raster(pixInvert(nil, others.pix)),
      let thick = Raster(pixDilateBrick(nil, found.pix, isHorizontal ? 1 : 3, isHorizontal ? 3 : 1))
    else { return nil }
    return Raster(
      pixOpenCompBrick(nil, thick.pix, isHorizontal ? length : 1, isHorizontal ? 1 : length))
  }
}
