import PageModel

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

  /// A table has two columns and two rows at least.
  private static let leastCells = 4

  /// A page that paints more areas than this holds a drawing; a form has some hundred cells, each
  /// letter perhaps with a backdrop of its own.
  private static let mostShades = 6000

  /// The edges that lie against another shade or white.
  static func edges(of painted: [Shade]) -> [RulingLine] {
    guard painted.count <= mostShades else { return [] }
    // Words with a backdrop of their own do not show on the same shade.
    let shades = painted.enumerated().filter { place, shade in
      !painted.enumerated().contains { other, area in
        abs(area.lightness - shade.lightness) < Backdrop.leastContrast
          && area.box.contains(shade.box)
          && (other < place || area.box.area > shade.box.area)
      }
    }.map(\.element)
    let groups = groups(among: shades)
    let isTile = tiles(among: shades, in: groups)
    let isCell = cells(among: shades, in: groups, isTile: isTile)
    var result: [RulingLine] = []
    for (index, shade) in shades.enumerated() {
      let box = shade.box
      // The gaps within what is no table, as between words with a backdrop, divide nothing.
      let reach = isTile[index] ? gap : 1
      func hidden(x: Double, y: Double) -> Bool {
        !isCell[index]
          && shades.enumerated().contains { other, area in
            other != index && abs(area.lightness - shade.lightness) < Backdrop.leastContrast
              && area.box.contains(x: x, y: y)
          }
      }
      if !hidden(x: box.midX, y: box.y0 - reach) {
        result.append(
          RulingLine(axis: .horizontal, position: box.y0, start: box.x0, end: box.x1, thickness: 0))
      }
      if !hidden(x: box.midX, y: box.y1 + reach) {
        result.append(
          RulingLine(axis: .horizontal, position: box.y1, start: box.x0, end: box.x1, thickness: 0))
      }
      if !hidden(x: box.x0 - reach, y: box.midY) {
        result.append(
          RulingLine(axis: .vertical, position: box.x0, start: box.y0, end: box.y1, thickness: 0))
      }
      if !hidden(x: box.x1 + reach, y: box.midY) {
        result.append(
          RulingLine(axis: .vertical, position: box.x1, start: box.y0, end: box.y1, thickness: 0))
      }
    }
    return result
  }

  /// For each shade the number of a group; those near each other, directly or by others, are of one.
  private static func groups(among shades: [Shade]) -> [Int] {
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
    return shades.indices.map(root)
  }

  /// For each shade whether its group tiles a box.
  private static func tiles(among shades: [Shade], in groups: [Int]) -> [Bool] {
    var extents: [Int: (bounds: Box, area: Double)] = [:]
    for (group, shade) in zip(groups, shades) {
      let extent = extents[group] ?? (shade.box, 0)
      extents[group] = (extent.bounds.union(shade.box), extent.area + shade.box.area)
    }
    return groups.map { group in
      extents[group].map { $0.area >= leastCoverage * $0.bounds.area } ?? false
    }
  }

  /// For each shade whether it is a cell of a shaded table: of tiles in rows and columns, whose sides
  /// stand below one another. Then its edges count, though cells of one shade may touch. Words with
  /// backgrounds of their own tile their lines, but break them elsewhere in each.
  private static func cells(
    among shades: [Shade], in groups: [Int], isTile: [Bool]
  ) -> [Bool] {
    var members: [Int: [Int]] = [:]
    for index in shades.indices where isTile[index] {
      members[groups[index], default: []].append(index)
    }
    var result = [Bool](repeating: false, count: shades.count)
    for group in members.values where group.count >= leastCells {
      let boxes = group.map { shades[$0].box }
      var bounds = boxes[0]
      for box in boxes { bounds = bounds.union(box) }
      let inner = boxes.filter { $0.x0 > bounds.x0 + nearness }
      let aligned = inner.count { box in
        boxes.contains {
          abs($0.x0 - box.x0) < gap && ($0.y0 >= box.y1 - gap || $0.y1 <= box.y0 + gap)
        }
      }
      guard !inner.isEmpty, Double(aligned) >= leastCoverage * Double(inner.count) else { continue }
      for index in group { result[index] = true }
    }
    return result
  }
}
