import PageModel

/// What lies under a place on the page at a moment of drawing, and what covers it later.
struct Backdrop {
  private struct Area {
    var box: Box
    /// What the same shape leaves out within the box: a frame is painted as two boxes.
    var holes: [Box]
    var lightness: Double?
    var order: Int

    func covers(_ other: Box) -> Bool {
      box.coversMost(of: other) && !holes.contains { $0.coversMost(of: other) }
    }
  }

  /// Lines in a shade this close to what is under them do not show. A ruling line in grey 0.9 on white does.
  static let leastContrast = 0.03

  /// What is thinner, in points, is a line.
  private static let thickest = 3.0
  /// Shapes of more parts are many areas painted at once.
  private static let mostFrameParts = 64

  private var areas: [Area] = []
  private let pageArea: Double

  /// The areas among the shapes of a page of `width` by `height` points.
  init(shapes: [PageDrawing.Shape], width: Double, height: Double) {
    pageArea = max(1, width * height)
    for (order, shape) in shapes.enumerated()
    where shape.kind != .stroke && shape.alpha > 0.99 && !shape.hasCurves {
      let boxes = shape.subpaths.compactMap { $0.box.intersection(shape.clip) }
      for (place, box) in boxes.enumerated() where min(box.width, box.height) > Self.thickest {
        func isInside(_ inner: Int, _ outer: Int) -> Bool {
          inner != outer && boxes[outer].area > boxes[inner].area
            && boxes[outer].expanded(by: 0.01).contains(boxes[inner])
        }
        let isFrame = boxes.count <= Self.mostFrameParts
        if isFrame, boxes.indices.count(where: { isInside(place, $0) }) % 2 == 1 { continue }
        let holes = isFrame ? boxes.indices.filter { isInside($0, place) }.map { boxes[$0] } : []
        // Thin all round it is lines and no area.
        let isLines = holes.contains {
          box.width - $0.width <= 2 * Self.thickest && box.height - $0.height <= 2 * Self.thickest
        }
        if isLines { continue }
        areas.append(Area(box: box, holes: holes, lightness: shape.lightness, order: order))
      }
    }
  }

  /// Lightness under most of a box when `order` shapes have been drawn; `nil` over a picture or pattern.
  private func lightness(under box: Box, before order: Int) -> Double? {
    for area in areas.reversed() where area.order < order && area.covers(box) {
      return area.lightness
    }
    return 1
  }

  /// Whether something is painted over most of the box from shape `next` on; a picture counts where
  /// it covers most of the page, because smaller ones are often transparent. What is painted once
  /// more in the same place covers nothing.
  private func isCovered(_ box: Box, _ lightness: Double?, from next: Int) -> Bool {
    for area in areas.reversed() {
      if area.order < next { return false }
      if area.lightness == lightness, area.box.expanded(by: 0.1).contains(box),
        box.expanded(by: 0.1).contains(area.box)
      {
        continue
      }
      if area.covers(box) && (area.lightness != nil || area.box.area > pageArea / 2) {
        return true
      }
    }
    return false
  }

  /// Whether a mark of this lightness shows in the box: what was drawn before shape `order` lies
  /// under it, what was drawn from shape `next` on lies over it.
  func shows(_ lightness: Double?, in box: Box, order: Int, next: Int) -> Bool {
    if let lightness, lightness > 0.9 || !areas.isEmpty,
      let under = self.lightness(under: box, before: order),
      abs(under - lightness) < Self.leastContrast
    {
      return false
    }
    return !isCovered(box, lightness, from: next)
  }
}

extension Box {
  /// Whether the middle of the other box and half of it, or more, lie inside.
  fileprivate func coversMost(of other: Box) -> Bool {
    guard contains(x: other.midX, y: other.midY) else { return false }
    let width = min(x1, other.x1) - max(x0, other.x0)
    let height = min(y1, other.y1) - max(y0, other.y0)
    return width * 2 >= other.width && height * 2 >= other.height
  }
}
