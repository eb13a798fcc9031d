import CTesseract
import Foundation

/// How far rows stand below where they would if the paper lay flat: a page beside the spine of a book, or
/// under a lid that is not closed, is drawn with rows that rise and fall while its columns stay upright.
struct Dewarp: Equatable {
  /// Of Legendre's polynomials from the first to the fourth degree, over the width of the page from -1 to
  /// 1, in points.
  var coefficients: [Double]
  /// Width of the page in points.
  var width: Double

  /// How far down the row is that belongs to the middle of the page, in points.
  func drop(at x: Double) -> Double {
    let t = min(1, max(-1, 2 * x / width - 1))
    let squared = t * t
    let values = [
      t, (3 * squared - 1) / 2, t * (5 * squared - 3) / 2,
      (35 * squared * squared - 30 * squared + 3) / 8,
    ]
    return zip(coefficients, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Coefficients that are tried, in points; paper that bends by more is not read.
  private static let first = (-4...4).map { 0.75 * Double($0) }
  private static let second = (-16...16).map { 0.5 * Double($0) }
  private static let third = (-4...4).map { 0.75 * Double($0) }
  /// Steps of the closer look.
  private static let steps = [0.25, 0.1]
  /// How much more level the rows of a curve are than those of flat paper, where the paper is curved.
  private static let better = 1.3

  /// The curve that makes rows most level.
  ///
  /// - Parameters:
  ///   - profile: of the picture made level.
  ///   - tilt: by how many points the rows' right end is lower than the middle.
  ///   - width: of the picture in points.
  ///   - scale: pixels a point.
  /// - Returns: the tilt alone, `nil` without one, where flat paper does almost as well.
  static func found(
    in profile: ProjectionProfile, tilt: Double, width: Double, scale: Double
  ) -> Dewarp? {
    func score(_ coefficients: [Double], coarsely isCoarse: Bool) -> Double {
      let curve = Dewarp(coefficients: coefficients, width: width)
      return profile.score(coarsely: isCoarse) { curve.drop(at: $0 / scale) * scale }
    }
    let flat = score([tilt, 0, 0, 0], coarsely: false)
    var best = (curve: [tilt, 0, 0, 0], score: 0.0)
    func isBetter(_ curve: [Double], coarsely isCoarse: Bool = false) -> Bool {
      let value = score(curve, coarsely: isCoarse)
      guard value > best.score else { return false }
      best = (curve, value)
      return true
    }
    for one in first {
      for two in second {
        for three in third { _ = isBetter([tilt + one, two, three, 0], coarsely: true) }
      }
    }
    best.score = score(best.curve, coarsely: false)
    for step in steps {
      while best.curve.indices.contains(where: { index in
        [-step, step].contains { change in
          var curve = best.curve
          curve[index] += change
          return isBetter(curve)
        }
      }) {}
    }
    if best.score > better * flat { return Dewarp(coefficients: best.curve, width: width) }
    return tilt == 0 ? nil : Dewarp(coefficients: [tilt, 0, 0, 0], width: width)
  }
}

extension Raster {
  /// The grey picture turned clockwise by an angle in radians and made flat.
  func turned(by angle: Double, flattening curve: Dewarp, scale: Double) -> Raster? {
    guard let result = Raster(pixCreate(Int32(width), Int32(height), 8)),
      let words = pixGetData(result.pix)
    else { return nil }
    let plane = GreyPlane(of: self)
    let (width, height) = (plane.width, plane.height)
    let (middleX, middleY) = (Float(width) / 2, Float(height) / 2)
    let (along, across) = (Float(cos(angle)), Float(sin(angle)))
    let drops = (0..<width).map { Float(curve.drop(at: Double($0) / scale) * scale) }
    let stride = Int(result.pix.pointee.wpl)
    plane.values.withUnsafeBufferPointer { values in
      for y in 0..<height {
        var word: UInt32 = 0
        for x in 0..<width {
          let (right, down) = (Float(x) - middleX, Float(y) + drops[x] - middleY)
          let sourceX = middleX + right * along + down * across
          let sourceY = middleY - right * across + down * along
          let (left, top) = (Int(sourceX.rounded(.down)), Int(sourceY.rounded(.down)))
          var grey: UInt32 = 255
          if left >= 0, top >= 0, left + 1 < width, top + 1 < height {
            let place = top * width + left
            let (partX, partY) = (sourceX - Float(left), sourceY - Float(top))
            let upper =
              Float(values[place]) * (1 - partX) + Float(values[place + 1]) * partX
            let lower =
              Float(values[place + width]) * (1 - partX)
              + Float(values[place + width + 1]) * partX
            grey = UInt32(upper * (1 - partY) + lower * partY + 0.5)
          }
          // Leptonica's words hold four pixels, the first one in the highest byte.
          word |= grey << UInt32(8 * (3 - x % 4))
          if x % 4 == 3 || x == width - 1 {
            words[y * stride + x / 4] = word
            word = 0
          }
        }
      }
    }
    return result
  }
}
