import CPoppler
import DocumentModel

/// Poppler's own text of a page, which knows fonts without a ToUnicode map and invisible text.
struct LayoutText {
  /// Every character that has a box, white space left out.
  private(set) var characters: [Glyph] = []
  private var places: [Int: [Int]] = [:]
  private static let cell = 8.0

  init(page: OpaquePointer) {
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
      if scalar.isBlank { continue }
      let box = Box(x0: rectangle.x1, y0: rectangle.y1, x1: rectangle.x2, y1: rectangle.y2)
      let size = max(box.height, scalar.isWide ? box.width : box.width * 1.6)
      places[Self.key(box.midX, box.midY), default: []].append(characters.count)
      characters.append(Glyph(scalar: scalar, box: box, fontSize: size))
    }
  }

  private static func key(_ x: Double, _ y: Double) -> Int {
    Int((x / cell).rounded(.down)) &* 100_003 &+ Int((y / cell).rounded(.down))
  }

  /// The character whose glyph has this origin on a baseline that is turned by `angle` degrees
  /// clockwise.
  func character(
    atOrigin origin: (x: Double, y: Double), size: Double, angle: Double
  ) -> Glyph? {
    let quarter = (Int((angle / 90).rounded()) % 4 + 4) % 4
    let reach = Int((size / Self.cell).rounded(.up)) + 1
    var best: (distance: Double, glyph: Glyph)?
    for dx in -reach...reach {
      for dy in -reach...reach {
        let x = origin.x + Double(dx) * Self.cell
        let y = origin.y + Double(dy) * Self.cell
        for index in places[Self.key(x, y)] ?? [] {
          let glyph = characters[index]
          let box = glyph.box
          // Text begins at the side of its box that its baseline leads away from.
          let (start, along, across, sides) =
            switch quarter {
            case 0: (box.x0, origin.x, origin.y, box.y0...box.y1)
            case 1: (box.y0, origin.y, origin.x, box.x0...box.x1)
            case 2: (box.x1, origin.x, origin.y, box.y0...box.y1)
            default: (box.y1, origin.y, origin.x, box.x0...box.x1)
            }
          guard across > sides.lowerBound - 0.3 * size, across < sides.upperBound + 0.3 * size
          else { continue }
          let distance = abs(start - along)
          if distance < 0.25 * size, distance < best?.distance ?? .infinity {
            best = (distance, glyph)
          }
        }
      }
    }
    return best?.glyph
  }
}
