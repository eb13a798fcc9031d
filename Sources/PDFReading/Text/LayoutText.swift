import CPoppler
import PageModel

/// Poppler's own text of a page, which knows fonts without a ToUnicode map and invisible text.
struct LayoutText {
  /// Every character that has a box, white space left out.
  private(set) var characters: [Glyph] = []
  private var places: [Int: [Int]] = [:]
  private static let cell = 8.0
  /// What most fonts have below the baseline, in em.
  private static let descent = 0.2
  /// Where a font has its baseline differs by less than this, in em, and no lines stand nearer.
  private static let nearest = 0.5

  /// The text of a page, as far as it can show there.
  init(page: OpaquePointer, bounds: PageBounds) {
    guard let text = poppler_page_get_text(page) else { return }
    defer { g_free(text) }
    var rectangles: UnsafeMutablePointer<PopplerRectangle>?
    var count: UInt32 = 0
    guard poppler_page_get_text_layout(page, &rectangles, &count) != 0, let rectangles else {
      return
    }
    defer { g_free(rectangles) }
    var index = 0
    for scalar in String(cString: text).unicodeScalars {
      // Direction marks stand in the text without a rectangle.
      if (0x202A...0x202E).contains(scalar.value) { continue }
      guard index < Int(count) else { break }
      let rectangle = rectangles[index]
      index += 1
      if scalar.isBlank || !bounds.holds(rectangle) { continue }
      let box = Box(x0: rectangle.x1, y0: rectangle.y1, x1: rectangle.x2, y1: rectangle.y2)
      let size = max(box.height, scalar.isWide ? box.width : box.width * 1.6)
      places[Self.key(box.midX, box.midY), default: []].append(characters.count)
      characters.append(Glyph(scalar: scalar, box: box, fontSize: size))
    }
  }

  private static func key(_ x: Double, _ y: Double) -> Int {
    Int(bounded: (x / cell).rounded(.down)) &* 100_003 &+ Int(bounded: (y / cell).rounded(.down))
  }

  /// Characters whose origins differ by less than this stand over one another, in em.
  private static let sameOrigin = 0.05

  /// The characters whose glyph may have this origin on a baseline that is turned by `angle` degrees
  /// clockwise: the nearest one, or all that stand there over one another.
  func characters(
    atOrigin origin: (x: Double, y: Double), size: Double, angle: Double
  ) -> [Glyph] {
    let quarter = (Int(bounded: (angle / 90).rounded()) % 4 + 4) % 4
    let reach = Int(bounded: (size / Self.cell).rounded(.up)) + 1
    var near: [(isOff: Bool, distance: Double, glyph: Glyph)] = []
    for dx in -reach...reach {
      for dy in -reach...reach {
        let x = origin.x + Double(dx) * Self.cell
        let y = origin.y + Double(dy) * Self.cell
        for index in places[Self.key(x, y)] ?? [] {
          let glyph = characters[index]
          let box = glyph.box
          // Text begins at the side of its box that its baseline leads away from, and stands on the
          // baseline near its lower side: lines may lie so near that the box of another one holds it.
          let (start, along, across, sides, base) =
            switch quarter {
            case 0: (box.x0, origin.x, origin.y, box.y0...box.y1, box.y1 - Self.descent * size)
            case 1: (box.y0, origin.y, origin.x, box.x0...box.x1, box.x0 + Self.descent * size)
            case 2: (box.x1, origin.x, origin.y, box.y0...box.y1, box.y0 + Self.descent * size)
            default: (box.y1, origin.y, origin.x, box.x0...box.x1, box.x1 - Self.descent * size)
            }
          guard across > sides.lowerBound - 0.3 * size, across < sides.upperBound + 0.3 * size,
            abs(start - along) < 0.25 * size
          else { continue }
          let isOff = abs(base - across) > Self.nearest * size
          near.append((isOff, abs(start - along), glyph))
        }
      }
    }
    guard
      let best = near.min(by: { ($0.isOff ? 1 : 0, $0.distance) < ($1.isOff ? 1 : 0, $1.distance) })
    else { return [] }
    return near.filter { other in
      other.isOff == best.isOff && other.distance - best.distance < Self.sameOrigin * size
        && abs(other.glyph.box.midY - best.glyph.box.midY) < Self.sameOrigin * size
        && abs(other.glyph.box.midX - best.glyph.box.midX) < size
    }.map(\.glyph)
  }
}
