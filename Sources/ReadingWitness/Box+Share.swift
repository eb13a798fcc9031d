import PageModel
import ReportModel

extension Box {
  func grown(by margin: Double) -> Box {
    Box(x0: x0 - margin, y0: y0 - margin, x1: x1 + margin, y1: y1 + margin)
  }

  /// How much of it lies in another, from 0 to 1.
  func share(in other: Box) -> Double {
    area > 0 ? (intersection(other)?.area ?? 0) / area : 0
  }

  func distance(to other: Box) -> Double {
    let across = max(0, other.x0 - x1, x0 - other.x1)
    let down = max(0, other.y0 - y1, y0 - other.y1)
    return across * across + down * down
  }

  /// Boxes of a table touch; drawn borders part them by less than this, in points.
  static let touch = 3.0

  /// Whether nothing but a border is between two boxes.
  func touches(_ other: Box) -> Bool { distance(to: other) < Self.touch * Self.touch }
}
