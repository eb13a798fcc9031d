import CTesseract
import Foundation
import PageModel

/// How a picture was turned to make its text upright and level, with the way back.
struct Deskew {
  /// Quarter turns clockwise, 0 to 3.
  var quarters = 0
  /// Radians clockwise about the middle, after the quarter turns.
  var angle = 0.0
  /// How the paper was bent, on the page made level.
  var curve: Dewarp?
  /// Size of the picture as it came, in points.
  var width: Double
  var height: Double

  /// Size of the upright page in points.
  var uprightSize: (width: Double, height: Double) {
    quarters % 2 == 0 ? (width, height) : (height, width)
  }

  /// The box around a box of the upright page as it stands on the page as shown, in points.
  func restored(_ box: PageModel.Box) -> PageModel.Box {
    let corners = [
      restored(box.x0, box.y0), restored(box.x1, box.y0), restored(box.x0, box.y1),
      restored(box.x1, box.y1),
    ]
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    return PageModel.Box(
      x0: xs.reduce(.infinity, min), y0: ys.reduce(.infinity, min),
      x1: xs.reduce(-.infinity, max), y1: ys.reduce(-.infinity, max))
  }

  private func restored(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let size = uprightSize
    let (dx, dy) = (x - size.width / 2, y + (curve?.drop(at: x) ?? 0) - size.height / 2)
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
  /// How far pages are turned at most, and columns otherwise than rows at least and at most, in radians.
  private static let mostAngle = 4 * Double.pi / 180
  private static let leastShear = 0.1 * Double.pi / 180
  private static let mostShear = 1.5 * Double.pi / 180
  /// Rows and columns at least so much more level than in the middle of all angles; noise reaches 2, and
  /// columns of text 8.
  private static let distinctRows = 5.0
  private static let distinctColumns = 12.0
  /// Lines that a scanner draws down the page are upright on the picture as it came, in radians.
  private static let ownVerticals = 0.08 * Double.pi / 180

  /// Finds the angle and the curve that make an upright picture level, up to 4°, and makes it so; `scale`
  /// are its pixels a point.
  mutating func correct(_ picture: Raster, scale: Double) -> Raster? {
    let profile = ProjectionProfile(of: picture, scale: scale)
    let rows = profile.skewOfRows(near: 0, reach: Self.mostAngle)
    guard rows.distinctness >= Self.distinctRows else { return picture }
    let columns = profile.skewOfColumns(near: rows.angle, reach: Self.mostShear)
    let isSheared =
      columns.distinctness >= Self.distinctColumns && abs(columns.angle) > Self.ownVerticals
      && abs(columns.angle - rows.angle) > Self.leastShear
    angle = isSheared ? columns.angle : profile.skew(near: rows.angle)
    if abs(angle) < Self.leastAngle { angle = 0 }
    guard let level = picture.turned(by: angle) else { return nil }
    let width = Double(picture.width) / scale
    curve = Dewarp.found(
      in: angle == 0 ? profile : ProjectionProfile(of: level, scale: scale),
      tilt: isSheared ? tan(angle - rows.angle) * width / 2 : 0, width: width, scale: scale)
    return curve == nil ? level : corrected(picture, scale: scale)
  }

  /// A picture of the same page, upright, made level and flat.
  func corrected(_ picture: Raster, scale: Double) -> Raster? {
    guard let curve else { return picture.turned(by: angle) }
    guard picture.pix.pointee.d == 1 else {
      return picture.turned(by: angle, flattening: curve, scale: scale)
    }
    return Raster(pixConvert1To8(nil, picture.pix, 255, 0))?
      .turned(by: angle, flattening: curve, scale: scale)?.binarized(below: 128)
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

extension Deskew {
  /// Cosine and sine of an angle in degrees.
  static func direction(degrees: Double) -> (along: Double, across: Double) {
    (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
  }
}
