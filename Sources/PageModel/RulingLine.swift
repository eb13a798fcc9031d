/// A straight, visible line that is horizontal or vertical on the page as shown.
public struct RulingLine: Sendable, Hashable, Codable {
  public enum Axis: String, Sendable, Hashable, Codable {
    case horizontal, vertical
  }

  public var axis: Axis
  /// `y` of a horizontal ruling line, `x` of a vertical one: its centre line, in points.
  public var position: Double
  /// Where it starts: the smaller `x` of a horizontal ruling line, the smaller `y` of a vertical one.
  public var start: Double
  /// Where it ends.
  public var end: Double
  /// Width of the line in points; 0 for the edge of a shaded area.
  public var thickness: Double

  public init(axis: Axis, position: Double, start: Double, end: Double, thickness: Double) {
    self.axis = axis
    self.position = position
    self.start = min(start, end)
    self.end = max(start, end)
    self.thickness = thickness
  }

  public var length: Double { end - start }

  public var box: Box {
    switch axis {
    case .horizontal:
      Box(x0: start, y0: position - thickness / 2, x1: end, y1: position + thickness / 2)
    case .vertical:
      Box(x0: position - thickness / 2, y0: start, x1: position + thickness / 2, y1: end)
    }
  }
}
