import DocumentModel

/// Edges of shaded areas.
enum ShadeEdges {
  typealias Shade = (box: Box, lightness: Double)

  /// A gap between equally shaded neighbours that is narrower than this does not show, in points: a
  /// browser's narrowest spacing between cells is a pixel, 0.75.
  private static let gap = 0.3
  /// Shades nearer than this belong together, in points.
  private static let nearness = 1.5
  /// Shaded cells of a table leave no more of it blank than the spacing between them.
  private static let leastCoverage = 0.8

  /// A page that paints more areas than this holds a drawing; a form has some hundred cells, each
  /// letter perhaps with a background of its own.
  private static let mostShades = 6000

  /// The edges that lie against another shade or white.
  static func edges(of painted: [Shade]) -> [Rule] {
    guard painted.count <= mostShades else { return [] }
    // Words with a background of their own do not show on the same shade.
    let shades = painted.enumerated().filter { place, shade in
      !painted.enumerated().contains { other, area in
        abs(area.lightness - shade.lightness) < Background.leastContrast
          && area.box.contains(shade.box)
          && (other < place || area.box.area > shade.box.area)
      }
    }.map(\.element)
    let isTile = tiles(among: shades)
    var result: [Rule] = []
    for (index, shade) in shades.enumerated() {
      let box = shade.box
      // The gaps within what is no table, as between words with a background, divide nothing.
      let reach = isTile[index] ? gap : 1
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

  /// For each shade whether it and those near it, directly or by others, tile a box.
  private static func tiles(among shades: [Shade]) -> [Bool] {
    var parents = Array(shades.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    for (index, shade) in shades.enumerated() {
      let near = shade.box.expanded(by: nearness)
      for other in 0..<index where near.intersection(shades[other].box) != nil {
        parents[root(index)] = root(other)
      }
    }
    var groups: [Int: (bounds: Box, area: Double)] = [:]
    for (index, shade) in shades.enumerated() {
      let group = groups[root(index)] ?? (shade.box, 0)
      groups[root(index)] = (group.bounds.union(shade.box), group.area + shade.box.area)
    }
    return shades.indices.map { index in
      groups[root(index)].map { $0.area >= leastCoverage * $0.bounds.area } ?? false
    }
  }
}
