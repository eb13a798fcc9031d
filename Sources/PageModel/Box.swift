/// A rectangle on a page as shown (after `/Rotate`), in PDF points.
///
/// The origin is the top left corner of the crop box and `y` grows downwards, so `y0` is the upper
/// edge. In JSON a box is the array `[x0, y0, x1, y1]`.
public struct Box: Sendable, Hashable {
  public var x0: Double
  public var y0: Double
  public var x1: Double
  public var y1: Double

  /// A box from its edges; swapped edges are put in order.
  public init(x0: Double, y0: Double, x1: Double, y1: Double) {
    self.x0 = min(x0, x1)
    self.y0 = min(y0, y1)
    self.x1 = max(x0, x1)
    self.y1 = max(y0, y1)
  }

  public var width: Double { x1 - x0 }
  public var height: Double { y1 - y0 }
  public var area: Double { width * height }
  public var midX: Double { (x0 + x1) / 2 }
  public var midY: Double { (y0 + y1) / 2 }

  /// The smallest box that holds both.
  public func union(_ other: Box) -> Box {
    Box(
      x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
  }

  /// The common part, or `nil` where the boxes do not overlap by any area.
  public func intersection(_ other: Box) -> Box? {
    let left = max(x0, other.x0)
    let right = min(x1, other.x1)
    let top = max(y0, other.y0)
    let bottom = min(y1, other.y1)
    return left < right && top < bottom ? Box(x0: left, y0: top, x1: right, y1: bottom) : nil
  }

  /// Whether the other box lies inside; borders count.
  public func contains(_ other: Box) -> Bool {
    other.x0 >= x0 && other.y0 >= y0 && other.x1 <= x1 && other.y1 <= y1
  }

  /// Whether the point lies inside or on the edge.
  public func contains(x: Double, y: Double) -> Bool {
    x >= x0 && x <= x1 && y >= y0 && y <= y1
  }

  /// The box moved outwards by `margin` points on every side (inwards where negative).
  public func expanded(by margin: Double) -> Box {
    Box(x0: x0 - margin, y0: y0 - margin, x1: x1 + margin, y1: y1 + margin)
  }
}

extension Box: Codable {
  public init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    self.init(
      x0: try values.decode(Double.self), y0: try values.decode(Double.self),
      x1: try values.decode(Double.self), y1: try values.decode(Double.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(x0)
    try values.encode(y0)
    try values.encode(x1)
    try values.encode(y1)
  }
}
