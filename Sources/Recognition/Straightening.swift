import CTesseract
import DocumentModel
import Foundation

/// How a picture was turned to make its text upright and level, with the way back.
struct Straightening {
  /// Quarter turns clockwise, 0 to 3.
  var quarters = 0
  /// Radians clockwise about the middle, after the quarter turns.
  var angle = 0.0
  /// Size of the picture as it came, in points.
  var width: Double
  var height: Double

  /// Size of the upright page in points.
  var uprightSize: (width: Double, height: Double) {
    quarters % 2 == 0 ? (width, height) : (height, width)
  }

  /// The box around a box of the upright page as it stands on the page as shown, in points.
  func restored(_ box: DocumentModel.Box) -> DocumentModel.Box {
    let corners = [
      restored(box.x0, box.y0), restored(box.x1, box.y0), restored(box.x0, box.y1),
      restored(box.x1, box.y1),
    ]
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    return DocumentModel.Box(
      x0: xs.reduce(.infinity, min), y0: ys.reduce(.infinity, min),
      x1: xs.reduce(-.infinity, max), y1: ys.reduce(-.infinity, max))
  }

  private func restored(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let size = uprightSize
    let (dx, dy) = (x - size.width / 2, y - size.height / 2)
    let u = size.width / 2 + dx * cos(angle) + dy * sin(angle)
    let v = size.height / 2 - dx * sin(angle) + dy * cos(angle)
    return switch quarters {
    case 1: (v, height - u)
    case 2: (width - u, height - v)
    case 3: (width - v, u)
    default: (u, v)
    }
  }

  /// A page that is turned by less, in radians, stays as sharp as it is.
  private static let leastAngle = 0.03 * Double.pi / 180

  /// The angle in radians clockwise that levels the text of a picture of ink, up to 3.5°; 0 where it
  /// does not show; `scale` are its pixels a point.
  static func levellingAngle(of grey: Raster, ink: Raster, scale: Double) -> Double {
    var angle: Float = 0
    var confidence: Float = 0
    // Below about 50 dpi lines of text run into one another.
    let reduction: Int32 = scale < 2.5 ? 1 : 2
    // Sweep ±3.5° by 0.5°, then search to 0.01°. Where nothing is level, no angle is better than others
    // by as much as this; a few lines of text among noise reach 1.4.
    let failed = pixFindSkewSweepAndSearch(
      ink.pix, &angle, &confidence, 2 * reduction, reduction, 3.5, 0.5, 0.01)
    let coarse = failed == 0 && confidence > 1.3 ? Double(angle) * .pi / 180 : 0
    let exact = Levelness(of: grey).angle(near: coarse)
    return abs(exact) < leastAngle ? 0 : exact
  }
}

extension Raster {
  /// The picture turned clockwise by quarter turns.
  func turned(quarters: Int) -> Raster? {
    quarters == 0 ? self : Raster(pixRotateOrth(pix, Int32(quarters)))
  }

  /// The picture turned clockwise by a small angle in radians; white comes in at the corners.
  func turned(by angle: Double) -> Raster? {
    if angle == 0 { return self }
    return Raster(
      pixRotate(
        pix, Float(angle), Int32(L_ROTATE_AREA_MAP), Int32(L_BRING_IN_WHITE), 0, 0))
  }
}

extension Straightening {
  /// Cosine and sine of an angle in degrees.
  static func direction(degrees: Double) -> (along: Double, across: Double) {
    (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
  }
}
