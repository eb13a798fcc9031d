import Foundation

/// How level the rows, and how upright the columns of a picture are at one angle or another: lines too
/// faint to be ink count too.
struct Levelness {
  /// Pixels of one strip, along which all is taken for level.
  private static let strip = 16
  /// Darker places count no more than this, in grey levels below paper: text does not outweigh lines.
  private static let darkest = 40
  /// The angles that are tried, in radians about the first one, and their steps.
  private static let widest = 0.7 * Double.pi / 180
  private static let coarse = 0.05 * Double.pi / 180
  private static let fine = 0.01 * Double.pi / 180

  /// For each strip of columns the sum of each row, and for each strip of rows that of each column.
  private let rows: [[Int]]
  private let columns: [[Int]]

  init(of grey: Raster) {
    let plane = GreyPlane(of: grey)
    let (width, height) = (plane.width, plane.height)
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: height), count: (width + Self.strip - 1) / Self.strip)
    var columns = [[Int]](
      repeating: [Int](repeating: 0, count: width), count: (height + Self.strip - 1) / Self.strip)
    let darkness = (0...255).map { min(Self.darkest, max(0, ScannedPage.paper - $0)) }
    for y in 0..<height {
      let row = plane.values[(y * width)..<((y + 1) * width)].map { darkness[Int($0)] }
      columns[y / Self.strip].withUnsafeMutableBufferPointer { sums in
        for x in 0..<width { sums[x] += row[x] }
      }
      for strip in rows.indices {
        let first = strip * Self.strip
        rows[strip][y] = row[first..<min(width, first + Self.strip)].reduce(0, +)
      }
    }
    self.rows = rows
    self.columns = columns
  }

  /// The angle near another one, in radians clockwise, at which turning makes the picture most level.
  func angle(near first: Double) -> Double {
    func best(_ angle: Double, _ reach: Double, _ step: Double) -> Double {
      let count = Int((reach / step).rounded())
      return (-count...count).map { angle + Double($0) * step }
        .map { (angle: $0, score: score($0)) }.max { $0.score < $1.score }?.angle ?? angle
    }
    return best(best(first, Self.widest, Self.coarse), Self.coarse, Self.fine)
  }

  /// The fourth powers of the steps from line to line when sums are taken along an angle: the many small
  /// steps of JPEG's blocks, which are level on the page as it came, do not outweigh rows and rules.
  private func score(_ angle: Double) -> Double {
    Self.score(rows, slope: tan(-angle)) + Self.score(columns, slope: tan(angle))
  }

  private static func score(_ strips: [[Int]], slope: Double) -> Double {
    let length = strips.first?.count ?? 0
    var sums = [Int](repeating: 0, count: length)
    for (index, strip) in strips.enumerated() {
      let shift = Int(((Double(index - strips.count / 2)) * Double(Self.strip) * slope).rounded())
      for place in max(0, -shift)..<max(max(0, -shift), min(length, length - shift)) {
        sums[place] += strip[place + shift]
      }
    }
    var score = 0.0
    // The ends lack strips.
    let margin = length / 20
    for place in margin..<max(margin, length - margin - 1) {
      let step = Double(sums[place + 1] - sums[place])
      score += step * step * step * step
    }
    return score
  }
}
