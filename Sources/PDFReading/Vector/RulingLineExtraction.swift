import PageModel

/// The lines and pictures among what a page draws.
struct RulingLineExtraction {
  /// The widest thing that is a line rather than an area, in points: borders of 3 pt occur in
  /// office programs' presets, shaded rows are not below 6.
  private static let widestRule = 3.5
  /// A dot, whose sides differ by no more than this ratio, may belong to a line of either direction.
  private static let dot = 0.7
  /// How far a line may slope, relative to its length, and still count as horizontal.
  private static let slope = 0.01

  var rulings: [RulingLine] = []
  var shadeEdges: [RulingLine] = []
  var pictures: [Box] = []
  private var shades: [(box: Box, lightness: Double)] = []
  private let backdrop: Backdrop

  init(drawing: PageDrawing, backdrop: Backdrop) {
    self.backdrop = backdrop
    for (order, shape) in drawing.shapes.enumerated() where shape.alpha > 0.02 {
      switch shape.kind {
      case .stroke: stroke(shape, order)
      case .fill: fill(shape, order)
      case .picture: picture(shape)
      }
    }
    shadeEdges = ShadeEdges.edges(of: shades)
  }

  private mutating func stroke(_ shape: PageDrawing.Shape, _ order: Int) {
    if shape.hasCurves && shape.subpaths.allSatisfy({ $0.points.count > 12 }) { return }
    for subpath in shape.subpaths {
      var points = subpath.points
      if subpath.isClosed, let first = points.first { points.append(first) }
      for (a, b) in zip(points, points.dropFirst()) {
        let dx = abs(a.x - b.x)
        let dy = abs(a.y - b.y)
        if dx < 0.01 && dy < 0.01 { continue }
        let box = Box(x0: a.x, y0: a.y, x1: b.x, y1: b.y)
        if dy <= max(0.3, dx * Self.slope) && dx > dy {
          let pen = Box(
            x0: box.x0, y0: box.midY - shape.penHeight / 2, x1: box.x1,
            y1: box.midY + shape.penHeight / 2)
          add(pen, shape, order)
        } else if dx <= max(0.3, dy * Self.slope) {
          let pen = Box(
            x0: box.midX - shape.penWidth / 2, y0: box.y0, x1: box.midX + shape.penWidth / 2,
            y1: box.y1)
          add(pen, shape, order)
        }
      }
    }
  }

  private mutating func fill(_ shape: PageDrawing.Shape, _ order: Int) {
    let boxes = shape.subpaths.map(\.box)
    if boxes.count == 2, !shape.hasCurves, let ring = frame(boxes[0], boxes[1]) {
      for side in ring { add(side, shape, order) }
      return
    }
    for (box, subpath) in zip(boxes, shape.subpaths) {
      let isThin = min(box.width, box.height) <= Self.widestRule
      // Larger shapes with curves or slopes are letters, seals and drawings.
      if !isThin && (shape.hasCurves || !isRectangle(subpath)) { continue }
      add(box, shape, order)
    }
  }

  /// The four sides of a frame that is filled between two boxes.
  private func frame(_ first: Box, _ second: Box) -> [Box]? {
    let (outer, inner) = first.area > second.area ? (first, second) : (second, first)
    let margins = [
      inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1,
    ]
    guard margins.allSatisfy({ $0 >= -0.01 && $0 <= Self.widestRule }),
      min(inner.width, inner.height) > 2
    else { return nil }
    return [
      Box(x0: outer.x0, y0: outer.y0, x1: outer.x1, y1: inner.y0),
      Box(x0: outer.x0, y0: inner.y1, x1: outer.x1, y1: outer.y1),
      Box(x0: outer.x0, y0: outer.y0, x1: inner.x0, y1: outer.y1),
      Box(x0: inner.x1, y0: outer.y0, x1: outer.x1, y1: outer.y1),
    ].enumerated().filter { margins[[1, 3, 0, 2][$0.offset]] > 0.01 }.map(\.element)
  }

  private func isRectangle(_ subpath: PageDrawing.Subpath) -> Bool {
    let box = subpath.box
    return subpath.points.count >= 4 && subpath.points.count <= 6
      && subpath.points.allSatisfy { point in
        (abs(point.x - box.x0) < 0.1 || abs(point.x - box.x1) < 0.1)
          && (abs(point.y - box.y0) < 0.1 || abs(point.y - box.y1) < 0.1)
      }
  }

  /// Takes a painted box for a ruling line or a shaded area, as far as it shows.
  private mutating func add(_ painted: Box, _ shape: PageDrawing.Shape, _ order: Int) {
    // A hairline has no extent across; the clip must not lose it.
    guard let box = painted.expanded(by: 0.05).intersection(shape.clip)?.expanded(by: -0.05) else {
      return
    }
    guard backdrop.shows(shape.lightness, in: box, order: order, next: order + 1)
    else { return }
    if min(box.width, box.height) <= Self.widestRule {
      if box.width >= Self.dot * box.height {
        rulings.append(
          RulingLine(
            axis: .horizontal, position: box.midY, start: box.x0, end: box.x1,
            thickness: box.height))
      }
      if box.height >= Self.dot * box.width {
        rulings.append(
          RulingLine(
            axis: .vertical, position: box.midX, start: box.y0, end: box.y1, thickness: box.width))
      }
    } else if shape.kind == .fill || shape.kind == .stroke {
      shades.append((box, shape.lightness ?? 0.5))
    }
  }

  private mutating func picture(_ shape: PageDrawing.Shape) {
    for subpath in shape.subpaths {
      guard let box = subpath.box.intersection(shape.clip) else { continue }
      // Some producers draw ruling lines as stretched pictures.
      if min(box.width, box.height) <= Self.widestRule {
        if max(box.width, box.height) > 4 * min(box.width, box.height) {
          let isHorizontal = box.width > box.height
          rulings.append(
            RulingLine(
              axis: isHorizontal ? .horizontal : .vertical,
              position: isHorizontal ? box.midY : box.midX,
              start: isHorizontal ? box.x0 : box.y0, end: isHorizontal ? box.x1 : box.y1,
              thickness: min(box.width, box.height)))
        }
      } else {
        pictures.append(box)
      }
    }
  }
}
