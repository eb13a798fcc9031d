import CTesseract
import PageModel

/// Letters in a row, set from their forms into a picture of one line.
struct GlyphStrip: Hashable {
  /// A letter with its distance to the one before it.
  struct Item: Hashable {
    var form: Int
    /// From origin to origin, in em.
    var advance: Double
  }

  var items: [Item]

  var forms: [Int] { items.map(\.form) }

  /// Longer strips are no easier to read.
  static let longest = 40
  /// Letters of one strip are no further apart than this, in em.
  private static let widestGap = 1.6
  /// Wider gaps are drawn as this, in pixels: they say nothing about the letters.
  private static let drawnGap = 18
  private static let border = 14

  /// The strips of a page: runs of letters on one baseline, whatever its direction.
  static func strips(of letters: [DrawnGlyph], _ inks: [GlyphInk]) -> [GlyphStrip] {
    let directions = Dictionary(grouping: letters) { Int(bounded: $0.angle.rounded()) }
    return directions.sorted { $0.key < $1.key }.flatMap { angle, letters in
      let placed = letters.map { letter -> (letter: DrawnGlyph, u: Double, v: Double) in
        let (along, across) = Deskew.direction(degrees: Double(angle))
        return (
          letter, letter.x * along + letter.y * across, letter.y * along - letter.x * across
        )
      }.sorted { $0.v < $1.v }
      var lines: [[(letter: DrawnGlyph, u: Double, v: Double)]] = []
      for place in placed {
        if let last = lines.last?.last, place.v - last.v < 0.15 * place.letter.size {
          lines[lines.count - 1].append(place)
        } else {
          lines.append([place])
        }
      }
      return lines.flatMap { line in
        strips(line.sorted { $0.u < $1.u }.map { ($0.letter, $0.u) }, inks)
      }
    }
  }

  private static func strips(
    _ line: [(letter: DrawnGlyph, u: Double)], _ inks: [GlyphInk]
  ) -> [GlyphStrip] {
    var result: [GlyphStrip] = []
    var previous: (letter: DrawnGlyph, u: Double)?
    for place in line {
      let size = place.letter.size
      if let last = previous {
        let advance = (place.u - last.u) / size
        // Printed twice for bold.
        if last.letter.form == place.letter.form, advance < 0.15 { continue }
        let gap = advance - inks[last.letter.form].end + inks[place.letter.form].start
        if gap < widestGap, abs(last.letter.size - size) < 0.1 * size,
          result[result.count - 1].items.count < longest
        {
          result[result.count - 1].items.append(Item(form: place.letter.form, advance: advance))
          previous = place
          continue
        }
      }
      result.append(GlyphStrip(items: [Item(form: place.letter.form, advance: 0)]))
      previous = place
    }
    return result
  }

  /// The picture, and the middle of each letter in pixels from its left.
  func picture(_ forms: [GlyphForm], _ inks: [GlyphInk]) -> (Raster, middles: [Double])? {
    var origins: [Int] = []
    var end = Self.border
    for (index, item) in items.enumerated() {
      let ink = inks[item.form]
      guard index > 0 else {
        origins.append(end - ink.left)
        end += ink.width
        continue
      }
      let drawn =
        origins[index - 1] + Int(bounded: (item.advance * Double(GlyphForm.em)).rounded())
      let left = min(max(drawn + ink.left, end - 2), end + Self.drawnGap)
      origins.append(left - ink.left)
      end = max(end, left + ink.width)
    }
    let top = items.map { inks[$0.form].top }.min() ?? 0
    let bottom = items.map { inks[$0.form].bottom }.max() ?? 0
    let (width, height) = (end + Self.border, bottom - top + 2 * Self.border)
    var grey = [UInt8](repeating: 255, count: width * height)
    for (item, origin) in zip(items, origins) {
      let ink = inks[item.form]
      for y in ink.top..<ink.bottom {
        for x in ink.left..<ink.right {
          let place = (y - top + Self.border) * width + origin + x
          let value = 255 - forms[item.form].coverage[y * GlyphForm.side + x]
          grey[place] = min(grey[place], value)
        }
      }
    }
    guard let raster = Raster(grey: grey, width: width, height: height) else { return nil }
    return (
      raster,
      zip(items, origins).map { Double($1) + Double(inks[$0.form].left + inks[$0.form].right) / 2 }
    )
  }
}

/// Where the ink of a form lies, in pixels of the form.
struct GlyphInk {
  var left: Int
  var top: Int
  /// The first column, and row, without ink.
  var right: Int
  var bottom: Int

  init(of form: GlyphForm) {
    let side = GlyphForm.side
    (left, top, right, bottom) = (side, side, 0, 0)
    for y in 0..<side {
      for x in 0..<side where form.coverage[y * side + x] > 40 {
        left = min(left, x)
        right = max(right, x + 1)
        top = min(top, y)
        bottom = max(bottom, y + 1)
      }
    }
    if right == 0 { (left, top, right, bottom) = (0, 0, 1, 1) }
  }

  var width: Int { right - left }
  var height: Int { bottom - top }

  private static let em = Double(GlyphForm.em)
  /// From the origin, in em.
  var start: Double { Double(left - GlyphForm.origin.x) / Self.em }
  var end: Double { Double(right - GlyphForm.origin.x) / Self.em }
  /// Above the baseline, in em.
  var rise: Double { Double(GlyphForm.origin.y - top) / Self.em }
  /// Below the baseline, in em.
  var drop: Double { Double(bottom - GlyphForm.origin.y) / Self.em }
  var emWidth: Double { Double(width) / Self.em }
  var emHeight: Double { Double(height) / Self.em }
}

extension Raster {
  /// Rows of grey values from the top.
  convenience init?(grey: [UInt8], width: Int, height: Int) {
    self.init(pixCreate(Int32(width), Int32(height), 8))
    guard let data = pixGetData(pix) else { return nil }
    let stride = Int(pixGetWpl(pix))
    for y in 0..<height {
      for x in 0..<width {
        // Leptonica packs the pixels of a word from its highest byte down.
        data[y * stride + x / 4] |= UInt32(grey[y * width + x]) << (24 - 8 * UInt32(x % 4))
      }
    }
  }
}
