import CTesseract
import Foundation

/// The ink of seals on a picture: coloured ink, or where the picture shows no colours, a ring of the size
/// that seals have, with its star.
struct Seal {
  /// Where the ink is, with a margin.
  let mask: Raster
  /// The grey of the ink; text that is darker shows through it.
  let level: Int

  /// Text is at least this much darker than a seal that it is told from.
  private static let leastContrast = 40

  /// The seals on a picture; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - colored: the picture in colour.
  ///   - grey: the picture in cleaned grey.
  ///   - scale: pixels a point.
  init?(on colored: Raster, grey: Raster, scale: Double) {
    if let ink = colored.coloredInk() {
      let reach = Int32((0.8 * scale).rounded(.up)) * 2 + 1
      guard let mask = Raster(pixDilateBrick(nil, ink.pix, reach, reach)) else { return nil }
      // A thick star is lighter than thin strokes, whose colour JPEG smears.
      self.init(mask: mask, level: grey.level(under: ink, rank: 0.15))
    } else {
      guard let ink = grey.ink(below: ScannedPage.inkThreshold),
        let mask = SealRings.mask(in: ink, scale: scale),
        let own = Raster(pixAnd(nil, mask.pix, ink.pix))
      else { return nil }
      self.init(mask: mask, level: grey.level(under: own, rank: 0.5))
    }
  }

  private init(mask: Raster, level: Int) {
    self.mask = mask
    self.level = level
  }

  /// The picture without the seals; what is as dark as `black` stays.
  func cleared(from picture: Raster, black: Int) -> Raster? {
    guard let copy = Raster(pixCopy(nil, picture.pix)) else { return nil }
    if level - black < Self.leastContrast {
      pixSetMasked(copy.pix, mask.pix, UInt32(ScannedPage.paper))
    } else {
      pixGammaTRCMasked(copy.pix, copy.pix, mask.pix, 1, Int32(black), Int32(level))
    }
    return copy
  }
}

extension Raster {
  /// The coloured ink of a picture in colour; `nil` where there is none.
  fileprivate func coloredInk() -> Raster? {
    var isEmpty: Int32 = 0
    guard let colored = Raster(pixMaskOverColorPixels(pix, 45, 1)),
      pixZero(colored.pix, &isEmpty) == 0, isEmpty == 0
    else { return nil }
    return colored
  }

  /// The grey below which this share of the pixels under a mask is.
  fileprivate func level(under mask: Raster, rank: Float) -> Int {
    var level: Float = 0
    pixGetRankValueMasked(pix, mask.pix, 0, 0, 1, rank, &level, nil)
    return Int(level)
  }
}
