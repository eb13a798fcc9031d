import CTesseract

extension Raster {
  /// Paper whose neighbouring pixels differ more than this, in grey levels, is grainy: its grains join
  /// strokes and ruling lines, and are specks of ink by themselves.
  private static let mostGrain = 6
  /// Standard deviation of the smoothing, in pixels: grains are one pixel wide, strokes two and more.
  private static let smoothing: Float = 0.8

  /// Pixels of two tones are lighter or darker.
  private static let light = 200
  private static let dark = 60

  /// The grey picture made smooth where its paper is grainy; other pictures stay as sharp as they are.
  func withoutGrain() -> Raster {
    grain > Self.mostGrain ? smoothed() : self
  }

  /// The grey picture with its edges made soft.
  func smoothed() -> Raster {
    var (level, upright): (UnsafeMutablePointer<L_Kernel>?, UnsafeMutablePointer<L_Kernel>?)
    guard makeGaussianKernelSep(1, 1, Self.smoothing, 1, &level, &upright) == 0
    else { return self }
    defer {
      kernelDestroy(&level)
      kernelDestroy(&upright)
    }
    return Raster(pixConvolveSep(pix, level, upright, 8, 1)) ?? self
  }

  /// Whether hardly a pixel is neither black nor white: no edge was left smooth.
  var hasTwoTones: Bool {
    guard let light = binarized(below: Self.light), let dark = binarized(below: Self.dark) else {
      return false
    }
    return (light.inkCount - dark.inkCount) * 100 < light.inkCount
  }

  /// How much pixels two apart differ in the middle of the cases, in grey levels; most of a page is paper.
  private var grain: Int {
    var differences: [Int] = []
    for y in stride(from: 0, to: height, by: 16) {
      for x in stride(from: 0, to: width - 2, by: 16) {
        var (one, other): (UInt32, UInt32) = (0, 0)
        pixGetPixel(pix, Int32(x), Int32(y), &one)
        pixGetPixel(pix, Int32(x + 2), Int32(y), &other)
        differences.append(abs(Int(one) - Int(other)))
      }
    }
    return differences.isEmpty ? 0 : differences.sorted()[differences.count / 2]
  }
}
