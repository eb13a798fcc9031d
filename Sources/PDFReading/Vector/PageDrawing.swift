import CDrawingCapture
import CPoppler
import PageModel

/// What a page draws, in the order of drawing; coordinates in points as shown.
struct PageDrawing {
  struct Shape {
    enum Kind { case stroke, fill, picture }

    var kind: Kind
    /// Lightness from 0 to 1; `nil` for patterns, shadings and pictures.
    var lightness: Double?
    var alpha: Double
    var penWidth: Double
    var penHeight: Double
    var hasCurves: Bool
    var clip: Box
    var subpaths: [Subpath]
  }

  struct Subpath {
    var points: [(x: Double, y: Double)]
    var isClosed: Bool

    var box: Box {
      var box = Box(x0: points[0].x, y0: points[0].y, x1: points[0].x, y1: points[0].y)
      for point in points {
        box.x0 = min(box.x0, point.x)
        box.y0 = min(box.y0, point.y)
        box.x1 = max(box.x1, point.x)
        box.y1 = max(box.y1, point.y)
      }
      return box
    }
  }

  struct DrawnGlyph {
    /// Origin on the baseline.
    var x: Double
    var y: Double
    var size: Double
    /// Degrees, clockwise.
    var angle: Double
    var lightness: Double
    /// How many shapes were drawn before it.
    var order: Int
    var font: UInt
    /// Its number in the font.
    var code: UInt
    var isMapped: Bool
    var isInked: Bool
    var isClipped: Bool
    var scalars: [Unicode.Scalar]
    /// Place of its form among `forms`.
    var form: Int?
  }

  var shapes: [Shape] = []
  var glyphs: [DrawnGlyph] = []
  /// How the glyphs look, where that is asked for.
  var forms: [GlyphForm] = []
  var overflowed = false

  /// Poppler moves the ends of thin strokes to whole device pixels; at this many pixels a point that
  /// is 1/16 pt, far below the width of a ruling line.
  private static let pixelsPerPoint = 8.0

  private let bounds: PageBounds

  /// A page that draws these shapes.
  init(shapes: [Shape], within bounds: PageBounds) {
    self.bounds = bounds
    self.shapes = shapes
  }

  /// Draws the page into a capture, which keeps how the glyphs look where `keepsForms`; `nil` without
  /// memory. What cannot show on the page is left out.
  init?(of page: OpaquePointer, bounds: PageBounds, keepsForms: Bool = false) {
    self.bounds = bounds
    guard let surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nil) else {
      return nil
    }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    let scale = Self.pixelsPerPoint
    cairo_scale(context, scale, scale)
    cairo_rectangle(context, 0, 0, bounds.width, bounds.height)
    cairo_clip(context)
    guard let capture = drawing_capture_begin(context) else { return nil }
    defer { drawing_capture_end(capture) }
    if keepsForms { drawing_capture_keep_letters(capture) }
    poppler_page_render(page, context)
    copyForms(from: capture)
    copyShapes(from: capture, scale: scale)
    copyGlyphs(from: capture, scale: scale)
    overflowed = drawing_capture_overflowed(capture) != 0
  }

  private mutating func copyShapes(from capture: OpaquePointer, scale: Double) {
    var shapeCount = 0
    var pointCount = 0
    guard let drawn = drawing_capture_shapes(capture, &shapeCount) else { return }
    let points = drawing_capture_points(capture, &pointCount)
    shapes.reserveCapacity(shapeCount)
    for index in 0..<shapeCount {
      let shape = drawn[index]
      var subpaths: [Subpath] = []
      if let points {
        for offset in shape.first_point..<(shape.first_point + shape.point_count) {
          let point = points[offset]
          guard let place = bounds.limited(x: point.x / scale, y: point.y / scale) else { continue }
          switch point.verb {
          case Int32(DRAWN_MOVE.rawValue):
            subpaths.append(Subpath(points: [place], isClosed: false))
          case Int32(DRAWN_CLOSE.rawValue):
            if !subpaths.isEmpty { subpaths[subpaths.count - 1].isClosed = true }
          default:
            if subpaths.isEmpty { subpaths.append(Subpath(points: [], isClosed: false)) }
            subpaths[subpaths.count - 1].points.append(place)
          }
        }
      }
      let lightness = 0.299 * shape.red + 0.587 * shape.green + 0.114 * shape.blue
      shapes.append(
        Shape(
          kind: shape.kind == Int32(DRAWN_STROKE.rawValue)
            ? .stroke : shape.kind == Int32(DRAWN_FILL.rawValue) ? .fill : .picture,
          lightness: shape.solid != 0 ? 1 - (1 - lightness) * shape.alpha : nil,
          alpha: shape.alpha, penWidth: bounds.limited(shape.width_x / scale),
          penHeight: bounds.limited(shape.width_y / scale), hasCurves: shape.has_curves != 0,
          clip: clip(of: shape, scale: scale),
          subpaths: subpaths.filter { $0.points.count > 1 }))
    }
  }

  private func clip(of shape: drawn_shape, scale: Double) -> Box {
    guard let start = bounds.limited(x: shape.clip_x0 / scale, y: shape.clip_y0 / scale),
      let end = bounds.limited(x: shape.clip_x1 / scale, y: shape.clip_y1 / scale)
    else { return Box(x0: 0, y0: 0, x1: 0, y1: 0) }
    return Box(x0: start.x, y0: start.y, x1: end.x, y1: end.y)
  }

  private mutating func copyForms(from capture: OpaquePointer) {
    forms = (0..<drawing_capture_letter_count(capture)).compactMap { index in
      drawing_capture_letter(capture, index).map {
        GlyphForm(
          coverage: Array(
            UnsafeBufferPointer(start: $0, count: GlyphForm.side * GlyphForm.side)))
      }
    }
  }

  private mutating func copyGlyphs(from capture: OpaquePointer, scale: Double) {
    var count = 0
    guard let drawn = drawing_capture_glyphs(capture, &count) else { return }
    glyphs.reserveCapacity(count)
    for index in 0..<count {
      let glyph = drawn[index]
      guard bounds.holds(x: glyph.x / scale, y: glyph.y / scale, size: glyph.size / scale),
        glyph.angle.isFinite
      else { continue }
      let text = [glyph.text.0, glyph.text.1, glyph.text.2, glyph.text.3]
      glyphs.append(
        DrawnGlyph(
          x: glyph.x / scale, y: glyph.y / scale, size: glyph.size / scale,
          angle: glyph.angle * 180 / .pi,
          lightness: 0.299 * glyph.red + 0.587 * glyph.green + 0.114 * glyph.blue,
          order: glyph.order, font: UInt(glyph.font), code: UInt(glyph.code),
          isMapped: glyph.mapped != 0,
          isInked: glyph.inked != 0, isClipped: glyph.clipped != 0,
          scalars: text.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init),
          form: forms.indices.contains(glyph.letter) ? glyph.letter : nil))
    }
  }
}
