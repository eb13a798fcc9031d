import CPoppler
import Glibc
import PageModel

/// The characters that a page shows.
struct PageText {
  struct Placed {
    var glyph: Glyph
    var font: UInt
    var isMapped: Bool
  }

  var glyphs: [Placed] = []
  var unmapped: [Box] = []
  /// The fonts of the unmapped characters, as far as they have a map.
  var unmappedFonts: [UInt] = []
  var source: TextSource = .none

  /// Where `names` are given, they alone say what glyphs are.
  init(
    page: OpaquePointer, bounds: PageBounds, drawing: PageDrawing, backdrop: Backdrop,
    names: GlyphNames? = nil
  ) {
    var nameless: [PageDrawing.DrawnGlyph] = []
    let drawn = drawing.glyphs
    var advances = [Double?](repeating: nil, count: drawn.count)
    for index in drawn.indices.dropLast() {
      let glyph = drawn[index]
      let next = drawn[index + 1]
      guard next.font == glyph.font, next.order == glyph.order, abs(next.y - glyph.y) < 0.01,
        next.size == glyph.size,
        // Nearer, it is the same glyph again, printed twice for bold.
        next.x - glyph.x > 0.12 * glyph.size
      else { continue }
      advances[index] = next.x - glyph.x
    }
    var covered = 0
    for (index, glyph) in drawn.enumerated() where glyph.isInked && !glyph.isClipped {
      let middle = PageText.box(of: glyph, part: 0, of: 1, advance: advances[index], wide: true)
      guard
        backdrop.shows(
          glyph.lightness, in: middle, order: glyph.order, next: glyph.order)
      else {
        covered += 1
        continue
      }
      if let names {
        append(glyph, of: drawing, by: names, advance: advances[index])
        continue
      }
      let scalars = glyph.scalars.filter { !$0.isBlank }
      if glyph.scalars.isEmpty || scalars.contains(where: \.isUnassigned) {
        nameless.append(glyph)
        continue
      }
      if scalars.isEmpty {
        // White space that shows is a character with a wrong map.
        unmapped.append(PageText.box(of: glyph, part: 0, of: 1, advance: nil, wide: true))
        if glyph.isMapped { unmappedFonts.append(glyph.font) }
      }
      append(scalars, of: glyph, advance: advances[index])
    }
    if !nameless.isEmpty { name(nameless, by: LayoutText(page: page, bounds: bounds)) }
    source = glyphs.isEmpty && unmapped.isEmpty ? .none : .digital
    let pictures = drawing.shapes.filter { $0.kind == .picture }
    if glyphs.count < 20, PageText.isScan(pictures, bounds) {
      let layer = LayoutText(page: page, bounds: bounds).characters.filter { !$0.scalar.isBlank }
      if layer.count > glyphs.count {
        glyphs = layer.map { Placed(glyph: $0, font: 0, isMapped: true) }
        source = .ocrLayer
      }
    }
    removeRepeats()
  }

  /// Whether pictures cover most of the page.
  private static func isScan(_ pictures: [PageDrawing.Shape], _ bounds: PageBounds) -> Bool {
    let area = pictures.reduce(0) { sum, picture in
      sum + picture.subpaths.reduce(0) { $0 + $1.box.area }
    }
    return area > 0.5 * bounds.width * bounds.height
  }

  private mutating func append(
    _ scalars: [Unicode.Scalar], of glyph: PageDrawing.DrawnGlyph, advance: Double?,
    confidence: Double = 1
  ) {
    for (part, printed) in scalars.enumerated() {
      let scalar = printed.unified
      let box = PageText.box(
        of: glyph, part: part, of: scalars.count, advance: advance, wide: scalar.isWide)
      glyphs.append(
        Placed(
          glyph: Glyph(
            scalar: scalar, box: box, fontSize: glyph.size, angle: glyph.angle,
            confidence: confidence, lightness: glyph.lightness),
          font: glyph.font, isMapped: glyph.isMapped))
    }
  }

  private mutating func append(
    _ glyph: PageDrawing.DrawnGlyph, of drawing: PageDrawing, by names: GlyphNames,
    advance: Double?
  ) {
    guard let form = glyph.form.map({ drawing.forms[$0] }), form.hasInk else { return }
    let letter = GlyphNames.Letter(form: form, mapped: glyph.mappedScalar)
    guard let name = names.names[letter] else {
      unmapped.append(PageText.box(of: glyph, part: 0, of: 1, advance: advance, wide: true))
      return
    }
    append([name.scalar], of: glyph, advance: advance, confidence: name.confidence)
  }

  /// The box of a glyph from its origin, turned with its baseline. An em box stands 0.88 above the
  /// baseline and 0.12 below it, as CJK fonts have it (OpenType BASE, ideographic em box).
  private static func box(
    of glyph: PageDrawing.DrawnGlyph, part: Int, of parts: Int, advance: Double?, wide: Bool
  ) -> Box {
    let usual = glyph.size * (wide ? 1 : 0.5)
    // Ideographs fill their em; a longer way to the next glyph is a gap. Digits are up to 0.6 em wide.
    let widest = wide ? usual : usual * 1.2
    let whole = advance.map { $0 < 1.2 * usual ? min($0, widest) : usual } ?? usual
    let width = whole / Double(parts)
    let angle = glyph.angle * .pi / 180
    let (along, across) = (angle.cosine, angle.sine)
    let left = width * Double(part)
    let ascent = glyph.size * 0.88
    let descent = glyph.size * 0.12
    func corner(_ u: Double, _ v: Double) -> (Double, Double) {
      (glyph.x + u * along - v * across, glyph.y + u * across + v * along)
    }
    let corners = [
      corner(left, -ascent), corner(left + width, -ascent), corner(left, descent),
      corner(left + width, descent),
    ]
    let xs = corners.map(\.0)
    let ys = corners.map(\.1)
    return Box(
      x0: xs.reduce(.infinity, min), y0: ys.reduce(.infinity, min), x1: xs.reduce(-.infinity, max),
      y1: ys.reduce(-.infinity, max))
  }

  /// Gives glyphs of fonts without a ToUnicode map the characters that poppler's own text has at
  /// their place; poppler knows standard encodings and Adobe's CID collections.
  ///
  /// Where a text was covered and another printed in its place, two characters have one origin: which a
  /// glyph is, the places tell where it stands alone.
  private mutating func name(_ nameless: [PageDrawing.DrawnGlyph], by text: LayoutText) {
    struct Form: Hashable {
      var font: UInt
      var code: UInt
    }
    let candidates = nameless.map { glyph in
      text.characters(atOrigin: (glyph.x, glyph.y), size: glyph.size, angle: glyph.angle)
    }
    var known: [Form: Unicode.Scalar] = [:]
    for (glyph, found) in zip(nameless, candidates) where Set(found.map(\.scalar)).count == 1 {
      known[Form(font: glyph.font, code: glyph.code)] = found[0].scalar
    }
    for (glyph, candidates) in zip(nameless, candidates) {
      let name = known[Form(font: glyph.font, code: glyph.code)]
      let isClear = Set(candidates.map(\.scalar)).count == 1
      let found = isClear ? candidates.first : candidates.first { $0.scalar == name }
      if let found, !found.scalar.isUnassigned {
        if found.scalar.isBlank { continue }
        var placed = Glyph(
          scalar: found.scalar.unified,
          box: PageText.box(
            of: glyph, part: 0, of: 1, advance: nil, wide: found.scalar.isWide),
          fontSize: glyph.size, angle: glyph.angle, lightness: glyph.lightness)
        if abs(glyph.angle) < 1 && found.box.width > 0 {
          placed.box.x0 = found.box.x0
          placed.box.x1 = found.box.x1
        }
        glyphs.append(Placed(glyph: placed, font: glyph.font, isMapped: glyph.isMapped))
      } else {
        unmapped.append(PageText.box(of: glyph, part: 0, of: 1, advance: nil, wide: true))
        if glyph.isMapped { unmappedFonts.append(glyph.font) }
      }
    }
  }

  /// Drops characters that are printed twice for boldness: the same one within a fifth of an em.
  private mutating func removeRepeats() {
    struct Place: Hashable {
      var scalar: Unicode.Scalar
      var x: Int
      var y: Int
    }
    var seen: [Place: [Int]] = [:]
    seen.reserveCapacity(glyphs.count)
    var kept: [Placed] = []
    kept.reserveCapacity(glyphs.count)
    for placed in glyphs {
      let glyph = placed.glyph
      let cell = 4.0
      let column = Int(bounded: (glyph.box.x0 / cell).rounded(.down))
      let row = Int(bounded: (glyph.box.y0 / cell).rounded(.down))
      var isRepeat = false
      search: for dx in -1...1 {
        for dy in -1...1 {
          for index in seen[Place(scalar: glyph.scalar, x: column + dx, y: row + dy)] ?? [] {
            let other = kept[index].glyph
            if abs(other.box.x0 - glyph.box.x0) < 0.2 * glyph.fontSize,
              abs(other.box.y0 - glyph.box.y0) < 0.2 * glyph.fontSize,
              abs(other.fontSize - glyph.fontSize) < 0.1 * glyph.fontSize
            {
              isRepeat = true
              break search
            }
          }
        }
      }
      if isRepeat { continue }
      seen[Place(scalar: glyph.scalar, x: column, y: row), default: []].append(kept.count)
      kept.append(placed)
    }
    glyphs = kept
  }
}

extension Double {
  fileprivate var cosine: Double { self == 0 ? 1 : cos(self) }
  fileprivate var sine: Double { self == 0 ? 0 : sin(self) }
}

extension Unicode.Scalar {
  /// White space and other characters without ink.
  var isBlank: Bool {
    properties.isWhitespace || value == 0x200B || value == 0xFEFF || value == 0x00AD
      || (0x202A...0x202E).contains(value)
  }

  /// Controls, private use and unassigned: what a map gives for a glyph that it does not know.
  var isUnassigned: Bool {
    switch properties.generalCategory {
    case .control: !properties.isWhitespace
    case .privateUse, .unassigned, .surrogate: true
    default: value == 0xFFFD
    }
  }

  /// Characters as wide as an em: CJK, full-width forms, CJK punctuation.
  var isWide: Bool {
    (0x2E80...0xA4CF).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0xFE30...0xFE4F).contains(value) || (0xFF00...0xFF60).contains(value)
      || (0xAC00...0xD7A3).contains(value) || value >= 0x20000
      || (0x2010...0x2027).contains(value) || (0x2460...0x24FF).contains(value)
  }
}
