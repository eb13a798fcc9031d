import CPoppler
import PageModel

/// What of a page can show, and how large pages are that are read: a damaged or hostile file names
/// places and sizes without bound, and numbers that are none.
struct PageBounds {
  /// Sides of pages in points: 3 to 14,400 (PDF 32000-1, annex C), with room for what rounding leaves.
  private static let sides = 1.0...14_401.0

  let width: Double
  let height: Double

  /// `nil` for a page that has no area, or a larger one than any paper.
  init?(width: Double, height: Double) {
    guard Self.sides.contains(width), Self.sides.contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  var longestSide: Double { max(width, height) }

  /// Places from which something might reach into the page: a page further on each side.
  private func holds(x: Double, y: Double) -> Bool {
    // False for what is no number.
    x >= -width && x <= 2 * width && y >= -height && y <= 2 * height
  }

  /// Whether a character of this size at this place can be one that shows; larger ones than the page
  /// show no more than an edge.
  func holds(x: Double, y: Double, size: Double) -> Bool {
    holds(x: x, y: y) && size > 0 && size <= longestSide
  }

  /// Whether all of a rectangle lies on the page or around it.
  func holds(_ rectangle: PopplerRectangle) -> Bool {
    holds(x: rectangle.x1, y: rectangle.y1) && holds(x: rectangle.x2, y: rectangle.y2)
  }

  /// The place, brought nearer where it lies far outside; `nil` for what is no number.
  func limited(x: Double, y: Double) -> (x: Double, y: Double)? {
    guard !x.isNaN, !y.isNaN else { return nil }
    return (min(max(x, -width), 2 * width), min(max(y, -height), 2 * height))
  }

  /// A length, no longer than the page; 0 for what is no number.
  func limited(_ length: Double) -> Double { length.isNaN ? 0 : min(abs(length), longestSide) }
}
