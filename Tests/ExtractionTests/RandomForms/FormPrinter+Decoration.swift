import CCairo
import Foundation

/// What stands on a page beside the report.
extension FormPrinter {
  func decorate() {
    frame()
    if let mark = look.watermark {
      cairo_set_source_rgb(context, 0.85, 0.85, 0.85)
      // Of about the title's size it is not drawn over it yet: the letters come into the title.
      let top = mark.size < 1.7 * Self.titleSize ? 240.0 : 110
      for y in stride(from: top, to: Self.height, by: 240) {
        cairo_save(context)
        cairo_translate(context, 120, y)
        cairo_rotate(context, -mark.angle)
        show(mark.text, 0, 0, mark.size)
        cairo_restore(context)
      }
      cairo_set_source_rgb(context, 0, 0, 0)
    }
    if look.hasStamp { stamp() }
  }

  private func frame() {
    cairo_set_line_width(context, 1)
    cairo_set_dash(context, nil, 0, 0)
    let (x0, x1, y0, y1) = (40.0, Self.width - 40, 50.0, Self.height - 50)
    switch look.frame {
    case .none: return
    case .box: cairo_rectangle(context, x0, y0, x1 - x0, y1 - y0)
    case .sideLines, .rightLine:
      for x in look.frame == .sideLines ? [x0, x1] : [x1] {
        cairo_move_to(context, x, y0)
        cairo_line_to(context, x, y1)
      }
    }
    cairo_stroke(context)
  }

  /// A round seal with letters along its edge, over whatever stands there.
  private func stamp() {
    let (x, y, radius) = (400.0, 520.0, 52.0)
    cairo_set_source_rgb(context, 0.84, 0.16, 0.16)
    cairo_set_line_width(context, 2)
    cairo_set_dash(context, nil, 0, 0)
    cairo_new_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * .pi)
    cairo_stroke(context)
    for (index, letter) in "云川县人民政府办公室".enumerated() {
      cairo_save(context)
      cairo_translate(context, x, y)
      cairo_rotate(context, -1.9 + Double(index) * 0.42)
      show(String(letter), -5, -radius + 14, 10)
      cairo_restore(context)
    }
    cairo_set_source_rgb(context, 0, 0, 0)
  }
}
