import CTesseract
import Foundation

/// The ink of seals on a picture: coloured ink, or where the picture shows no colours, a ring of the size
/// that seals have, with its star.
struct Seal {
  /// Where the ink is, with a margin.
  let mask: Raster
  /// The grey of the ink; text that is darker shows through it.
  let level: Int

  /// The seals on a picture; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - color: the coloured ink; `nil` where there is none.
  ///   - grey: the picture in cleaned grey.
  ///   - scale: pixels a point.
  init?(_ color: ColoredInk?, grey: Raster, scale: Double) {
    if let color {
      // A thick star is lighter than thin strokes, whose colour JPEG smears.
      self.init(mask: color.mask, level: grey.level(under: color.ink, rank: 0.15))
    } else {
      guard let ink = grey.binarized(below: ScannedPage.inkThreshold),
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
    copy.clear(mask, level: level, black: black)
    return copy
  }
}

extension Raster {
  /// The grey below which this share of the pixels under a mask is.
  fileprivate func level(under mask: Raster, rank: Float) -> Int {
    var level: Float = 0
    pixGetRankValueMasked(pix, mask.pix, 0, 0, 1, rank, &level, nil)
    return Int(level)
  }
}
