/// The few font sizes of a page: the ink of lines in one font is not equally high.
struct FontSizes {
  /// Ink of ideographs, and of digits, is as high as this share of the font size.
  static let ideographs = 0.92
  static let digits = 0.72

  /// Lines whose sizes differ less may be in one font.
  private static let tolerance = 0.12
  /// A line farther from each of the sizes is in a font of its own.
  private static let reach = 0.25

  private var sizes: [Double] = []

  /// The sizes of lines of text, each with its length.
  init(of lines: [(size: Double, length: Double)]) {
    var rest = lines.filter { $0.size > 0 }.sorted { $0.size < $1.size }
    while !rest.isEmpty {
      func near(_ size: Double) -> [(size: Double, length: Double)] {
        rest.filter { abs($0.size - size) <= Self.tolerance * size }
      }
      let best =
        rest.map { near($0.size) }.max {
          $0.reduce(0) { $0 + $1.length } < $1.reduce(0) { $0 + $1.length }
        } ?? []
      let size = Self.median(of: best)
      sizes.append(size)
      rest.removeAll { abs($0.size - size) <= max(Self.reach, Self.tolerance) * size }
    }
  }

  private static func median(of lines: [(size: Double, length: Double)]) -> Double {
    let half = lines.reduce(0) { $0 + $1.length } / 2
    var sum = 0.0
    for line in lines {
      sum += line.length
      if sum >= half { return line.size }
    }
    return lines.last?.size ?? 0
  }

  /// The size of the page's that a line's ink tells of; low ink, as that of `一` or a dash, tells nothing.
  func size(like size: Double) -> Double {
    guard let nearest = sizes.min(by: { abs($0 - size) < abs($1 - size) }) else { return size }
    let isLow = size < (sizes.min() ?? size)
    return isLow || abs(nearest - size) <= Self.reach * nearest ? nearest : size
  }
}
