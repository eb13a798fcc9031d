import CTesseract
import Foundation

/// The projection profiles of a picture, of its rows and of its columns: how level the rows, and how upright the columns
/// are at one angle or another. Lines too faint to be ink count too.
struct ProjectionProfile {
  /// Pixels of one strip, along which all is taken for level.
  private static let strip = 16
  /// Darker places count no more than this, in grey levels below paper: text does not outweigh lines.
  private static let darkest = 40

  /// For strips of columns or rows the sums of the rows or columns, strip after strip.
  private struct Sums {
    let values: [Int32]
    /// Rows of a strip of columns, or columns of one of rows.
    let length: Int
    let count: Int

    /// The fourth powers of the steps from line to line where each strip is shifted: the many small
    /// steps of JPEG's blocks, which are level on the page as it came, do not outweigh rows and ruling lines.
    func score(_ shifts: [Int]) -> Double {
      var sums = [Int32](repeating: 0, count: length)
      values.withUnsafeBufferPointer { values in
        sums.withUnsafeMutableBufferPointer { sums in
          for strip in 0..<count {
            let shift = shifts[strip]
            let first = max(0, -shift)
            let base = strip * length + shift
            for place in first..<max(first, min(length, length - shift)) {
              sums[place] &+= values[base + place]
            }
          }
        }
      }
      // The ends lack strips.
      let margin = length / 20
      let end = max(margin, length - margin - 1)
      // Eight steps at a time: thousands of curves are tried on a page.
      var eight = SIMD8<Float>.zero
      sums.withUnsafeBytes { sums in
        func steps(at place: Int) -> SIMD8<Int32> {
          sums.loadUnaligned(fromByteOffset: 4 * place, as: SIMD8<Int32>.self)
        }
        for place in stride(from: margin, to: end - 8, by: 8) {
          let step = SIMD8<Float>(steps(at: place + 1) &- steps(at: place))
          let squared = step * step
          eight += squared * squared
        }
      }
      return Double(eight.sum())
    }

    /// Every so many strips as one.
    func joined(by number: Int) -> Sums {
      let wide = (count + number - 1) / number
      var result = [Int32](repeating: 0, count: wide * length)
      for strip in 0..<count {
        for place in 0..<length {
          result[strip / number * length + place] += values[strip * length + place]
        }
      }
      return Sums(values: result, length: length, count: wide)
    }

    func score(slope: Double) -> Double {
      score(
        (0..<count).map { Int(((Double($0 - count / 2)) * Double(strip) * slope).rounded()) })
    }
  }

  /// Strips of one wide strip.
  private static let wide = 4

  private let rows: Sums
  private let wideRows: Sums
  private let columns: Sums

  /// With more pixels a point, lines show at half as many.
  private static let mostScale = 3.5
  /// Pixels of the picture for each one of the strips.
  private let reduction: Int

  /// - Parameters:
  ///   - grey: the picture.
  ///   - scale: its pixels a point.
  init(of grey: Raster, scale: Double) {
    let small = scale > Self.mostScale ? Raster(pixScaleAreaMap2(grey.pix)) : nil
    reduction = small == nil ? 1 : 2
    let plane = GreyPlane(of: small ?? grey)
    let (width, height) = (plane.width, plane.height)
    let across = (width + Self.strip - 1) / Self.strip
    let down = (height + Self.strip - 1) / Self.strip
    var rows = [Int32](repeating: 0, count: across * height)
    var columns = [Int32](repeating: 0, count: down * width)
    let darkness = (0...255).map { Int32(min(Self.darkest, max(0, ScannedPage.paper - $0))) }
    rows.withUnsafeMutableBufferPointer { rows in
      columns.withUnsafeMutableBufferPointer { columns in
        for y in 0..<height {
          let base = y / Self.strip * width
          for x in 0..<width {
            let dark = darkness[Int(plane.values[y * width + x])]
            columns[base + x] &+= dark
            rows[x / Self.strip * height + y] &+= dark
          }
        }
      }
    }
    self.rows = Sums(values: rows, length: height, count: across)
    wideRows = self.rows.joined(by: Self.wide)
    self.columns = Sums(values: columns, length: width, count: down)
  }

  /// An angle in radians clockwise, and how much better it is than the middle of all that were tried.
  struct Peak {
    var angle: Double
    var distinctness: Double
  }

  /// The steps of the first look at angles and of the second, in radians.
  private static let coarse = 0.1 * Double.pi / 180
  private static let fine = 0.01 * Double.pi / 180

  /// The angle by which turning makes the rows most level, among those within `reach` of another one.
  func skewOfRows(near middle: Double, reach: Double) -> Peak {
    Self.peak(near: middle, reach: reach) { rows.score(slope: tan(-$0)) }
  }

  /// The angle by which turning makes the columns most upright.
  func skewOfColumns(near middle: Double, reach: Double) -> Peak {
    Self.peak(near: middle, reach: reach) { columns.score(slope: tan($0)) }
  }

  /// The angle near another one that makes rows and columns together most level.
  func skew(near middle: Double) -> Double {
    (-10...10).map { middle + Double($0) * Self.fine }
      .map { (angle: $0, score: rows.score(slope: tan(-$0)) + columns.score(slope: tan($0))) }
      .max { $0.score < $1.score }?.angle ?? middle
  }

  /// How level rows are that stand so many pixels further down as `drop` says.
  ///
  /// - Parameters:
  ///   - isCoarse: takes wider strips for level, in less time.
  ///   - drop: of a place across in pixels.
  /// - Returns: a number that grows with it, for one picture alone.
  func score(coarsely isCoarse: Bool, drop: (Double) -> Double) -> Double {
    let (sums, width) = isCoarse ? (wideRows, Self.wide * Self.strip) : (rows, Self.strip)
    return sums.score(
      (0..<sums.count).map {
        let place = (Double($0) + 0.5) * Double(width * reduction)
        return Int((drop(place) / Double(reduction)).rounded())
      })
  }

  private static func peak(
    near middle: Double, reach: Double, score: (Double) -> Double
  ) -> Peak {
    let count = Int((reach / coarse).rounded())
    let tried = (-count...count).map { middle + Double($0) * coarse }
      .map { (angle: $0, score: score($0)) }
    let usual = tried.map(\.score).sorted()[tried.count / 2]
    let best = tried.max { $0.score < $1.score } ?? (middle, 0)
    let finest =
      (-10...10).map { best.angle + Double($0) * fine }
      .map { (angle: $0, score: score($0)) }.max { $0.score < $1.score } ?? best
    return Peak(angle: finest.angle, distinctness: usual > 0 ? finest.score / usual : 1)
  }
}
