import CTesseract
import Foundation

/// Rings of seals on pictures without colours, found by their shape: a Hough transform of the long thin
/// pieces of ink that are no lines.
enum SealRings {
  /// Radii of round seals in points: 38 to 45 mm across (State Council 国发〔1999〕25号: 42 mm for
  /// counties and townships), and as they come out of scaled copies.
  private static let radii = 48...68
  /// Pieces are at least this long, in points; characters are smaller.
  private static let shortestArc = 18.0
  /// This share of the circle is ink, and this much less of circles just inside and outside of it.
  private static let coverage = 0.7
  private static let contrast = 0.25
  /// How far a ring reaches to both sides of its circle, in points.
  private static let halfWidth = 2.5
  private static let mostSeals = 3
  /// More points than this are thinned out; fewer are no ring.
  private static let mostPoints = 2500
  private static let fewestPoints = 80

  private struct Circle {
    var x: Double
    var y: Double
    var radius: Double

    /// Places around it, two degrees apart, for a circle larger by `offset`.
    func places(_ offset: Double = 0) -> [(x: Double, y: Double)] {
      (0..<180).map { step in
        let angle = Double(step) * .pi / 90
        return (x + (radius + offset) * cos(angle), y + (radius + offset) * sin(angle))
      }
    }
  }

  /// Rings and stars with a margin; `nil` where there are none.
  static func mask(in ink: Raster, scale: Double) -> Raster? {
    // To about a pixel a point.
    let reduction = scale > 3.5 ? 4 : 2
    guard let arcs = arcs(of: ink, scale: scale), let small = arcs.reduced(by: reduction),
      let all = ink.reduced(by: reduction)
    else { return nil }
    let unit = scale / Double(reduction)
    var points = small.points()
    var circles: [Circle] = []
    while circles.count < mostSeals, points.count >= fewestPoints {
      guard let circle = circle(through: points, width: small.width, height: small.height, unit),
        isRing(circle, in: all, unit)
      else { break }
      circles.append(circle)
      points.removeAll {
        abs(hypot(Double($0.x) - circle.x, Double($0.y) - circle.y) - circle.radius) < 3 * unit
      }
    }
    guard !circles.isEmpty, let mask = Raster(pixCreateTemplate(ink.pix)) else { return nil }
    for circle in circles { paint(circle, times: Double(reduction), on: mask, ink, scale: scale) }
    return mask
  }

  /// The long pieces of ink without straight lines.
  private static func arcs(of ink: Raster, scale: Double) -> Raster? {
    let line = Int32(40 * scale)
    let length = Int32(shortestArc * scale)
    guard let level = Raster(pixOpenCompBrick(nil, ink.pix, line, 1)),
      let upright = Raster(pixOpenCompBrick(nil, ink.pix, 1, line)),
      let lines = Raster(pixOr(nil, level.pix, upright.pix)),
      let wide = Raster(pixDilateBrick(nil, lines.pix, 3, 3)),
      let rest = Raster(pixSubtract(nil, ink.pix, wide.pix))
    else { return nil }
    return Raster(
      pixSelectBySize(
        rest.pix, length, length, 8, Int32(L_SELECT_IF_EITHER), Int32(L_SELECT_IF_GTE), nil))
  }

  /// The circle that most points lie on; lengths in pixels.
  private static func circle(
    through all: [(x: Int, y: Int)], width: Int, height: Int, _ unit: Double
  ) -> Circle? {
    let step = (all.count + mostPoints - 1) / mostPoints
    let points = stride(from: 0, to: all.count, by: step).map { all[$0] }
    var best: (votes: Int, circle: Circle)?
    for radius in radii {
      let length = Double(radius) * unit
      let offsets = Circle(x: 0, y: 0, radius: length).places().map {
        (x: Int($0.x.rounded()), y: Int($0.y.rounded()))
      }
      var votes = [UInt16](repeating: 0, count: width * height)
      for point in points {
        for offset in offsets {
          let x = point.x + offset.x
          let y = point.y + offset.y
          if x >= 0, y >= 0, x < width, y < height { votes[y * width + x] += 1 }
        }
      }
      guard let most = votes.max(), Int(most) > best?.votes ?? 0,
        let place = votes.firstIndex(of: most)
      else { continue }
      best = (
        Int(most), Circle(x: Double(place % width), y: Double(place / width), radius: length)
      )
    }
    return best?.circle
  }

  /// Whether there is ink all around the circle and less beside it.
  private static func isRing(_ circle: Circle, in ink: Raster, _ unit: Double) -> Bool {
    func share(_ offset: Double) -> Double {
      let near = circle.places(offset).count { place in
        (-1...1).contains { dy in
          (-1...1).contains { dx in ink[Int(place.x.rounded()) + dx, Int(place.y.rounded()) + dy] }
        }
      }
      return Double(near) / 180
    }
    let own = share(0)
    let beside = max(share(5 * unit), share(-5 * unit))
    return own >= coverage && beside <= own - contrast
  }

  /// Paints the ring, and the ink of the star in its middle, on a mask that is larger than the
  /// circle's picture by a factor.
  private static func paint(
    _ circle: Circle, times factor: Double, on mask: Raster, _ ink: Raster, scale: Double
  ) {
    let (x, y, radius) = (circle.x * factor, circle.y * factor, circle.radius * factor)
    let half = halfWidth * scale
    let star = starRadius(x, y, radius, in: ink, scale: scale)
    let reach = Int(radius + half)
    for dy in -reach...reach {
      for dx in -reach...reach {
        let distance = hypot(Double(dx), Double(dy))
        if abs(distance - radius) <= half || distance <= star {
          pixSetPixel(mask.pix, Int32(x) + Int32(dx), Int32(y) + Int32(dy), 1)
        }
      }
    }
  }

  /// How far the star reaches from the middle, in pixels; 0 without one.
  private static func starRadius(
    _ x: Double, _ y: Double, _ radius: Double, in ink: Raster, scale: Double
  ) -> Double {
    let inner = Int(0.5 * radius)
    let box = PixelBox(x: Int(x) - inner, y: Int(y) - inner, width: 2 * inner, height: 2 * inner)
    let thick = Int32((6 * scale).rounded())
    guard let part = ink.clipped(to: box.clamped(to: ink.bounds)),
      let core = Raster(pixOpenCompBrick(nil, part.pix, thick, thick)),
      let body = core.componentBoxes().max(by: { $0.width * $0.height < $1.width * $1.height })
    else { return 0 }
    // The points of a star are thinner than its body.
    return 0.5 * hypot(Double(body.width), Double(body.height)) + 3 * scale
  }
}

extension Raster {
  /// Whether there is ink at a pixel.
  fileprivate subscript(x: Int, y: Int) -> Bool {
    var value: UInt32 = 0
    return pixGetPixel(pix, Int32(x), Int32(y), &value) == 0 && value != 0
  }

  /// A picture of ink made smaller by 2 or 4; ink stays where any was.
  fileprivate func reduced(by factor: Int) -> Raster? {
    Raster(pixReduceRankBinaryCascade(pix, 1, factor == 4 ? 1 : 0, 0, 0))
  }

  /// The places of all ink.
  fileprivate func points() -> [(x: Int, y: Int)] {
    var result: [(x: Int, y: Int)] = []
    for y in 0..<height {
      for x in 0..<width where self[x, y] { result.append((x, y)) }
    }
    return result
  }
}
