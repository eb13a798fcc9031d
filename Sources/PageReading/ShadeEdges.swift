import DocumentModel

/// Edges of shaded areas.
enum ShadeEdges {
  /// A gap between equally shaded neighbours that is narrower than this does not show, in points: a
  /// browser's narrowest spacing between cells is a pixel, 0.75.
  private static let reach = 0.3

  /// The edges that lie against another shade or white.
  static func edges(of shades: [(box: Box, lightness: Double)]) -> [Rule] {
    var result: [Rule] = []
    for (index, shade) in shades.enumerated() {
      let box = shade.box
      func hidden(x: Double, y: Double) -> Bool {
        shades.enumerated().contains { other, area in
          other != index && abs(area.lightness - shade.lightness) < Background.leastContrast
            && area.box.contains(x: x, y: y)
        }
      }
      if !hidden(x: box.midX, y: box.y0 - reach) {
        result.append(
          Rule(axis: .horizontal, position: box.y0, start: box.x0, end: box.x1, thickness: 0))
      }
      if !hidden(x: box.midX, y: box.y1 + reach) {
        result.append(
          Rule(axis: .horizontal, position: box.y1, start: box.x0, end: box.x1, thickness: 0))
      }
      if !hidden(x: box.x0 - reach, y: box.midY) {
        result.append(
          Rule(axis: .vertical, position: box.x0, start: box.y0, end: box.y1, thickness: 0))
      }
      if !hidden(x: box.x1 + reach, y: box.midY) {
        result.append(
          Rule(axis: .vertical, position: box.x1, start: box.y0, end: box.y1, thickness: 0))
      }
    }
    return result
  }
}
