import CCairo
import Foundation

/// Prints grids to a PDF with cairo.
final class GridPrinter {
  static let pageHeight = 842.0
  let path: String
  private let surface: OpaquePointer
  private let context: OpaquePointer

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "gongkai-\(UUID().uuidString).pdf")
      .path()
    surface = try Self.checked(cairo_pdf_surface_create(path, 595, Self.pageHeight))
    context = try Self.checked(cairo_create(surface))
    cairo_select_font_face(
      context, "Noto Sans CJK SC", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, 10)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    try? FileManager.default.removeItem(atPath: path)
  }

  private struct NoCairo: Error {}

  private static func checked(_ pointer: OpaquePointer?) throws -> OpaquePointer {
    guard let pointer else { throw NoCairo() }
    return pointer
  }

  /// Ends the file; nothing can be printed after.
  func finish() { cairo_surface_finish(surface) }

  /// Prints these rows of the grid on a page of its own, moved by `offset` points downwards.
  func print(_ grid: RandomGrid, rows: Range<Int>, offset: Double = 0) {
    if grid.style == .frames {
      frame(
        grid.xs[0], grid.ys[rows.lowerBound] + offset, grid.xs[grid.xs.count - 1],
        grid.ys[rows.upperBound] + offset, .frames)
    }
    for cell in grid.cells where rows.contains(cell.row) {
      let x0 = grid.xs[cell.column]
      let x1 = grid.xs[cell.column + cell.columnSpan]
      let y0 = grid.ys[cell.row] + offset
      let y1 = grid.ys[cell.row + cell.rowSpan] + offset
      frame(x0, y0, x1, y1, grid.style)
      cairo_move_to(context, x0 + 4, y0 + 14)
      cairo_show_text(context, cell.text)
    }
    cairo_show_page(context)
  }

  private func frame(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ style: RandomGrid.Style
  ) {
    cairo_set_line_width(context, 0.6)
    cairo_set_dash(context, [2, 1.5], style == .dashes ? 2 : 0, 0)
    if style == .cellRectangles {
      cairo_rectangle(context, x0, y0, x1 - x0, y1 - y0)
      cairo_stroke(context)
      return
    }
    if style == .frames {
      // One shape of two boxes, filled between them.
      cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
      cairo_rectangle(context, x0 - 0.3, y0 - 0.3, x1 - x0 + 0.6, y1 - y0 + 0.6)
      cairo_rectangle(context, x0 + 0.3, y0 + 0.3, x1 - x0 - 0.6, y1 - y0 - 0.6)
      cairo_fill(context)
      return
    }
    for (from, to) in [
      ((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1)),
    ] {
      if style == .filledRectangles {
        cairo_rectangle(
          context, from.0 - 0.3, from.1 - 0.3, to.0 - from.0 + 0.6, to.1 - from.1 + 0.6)
        cairo_fill(context)
        continue
      }
      // Two lines a hair apart where one is meant.
      for shift in style == .doubledStrokes ? [-0.5, 0.5] : [0] {
        cairo_move_to(context, from.0 + shift, from.1 + shift)
        cairo_line_to(context, to.0 + shift, to.1 + shift)
        cairo_stroke(context)
      }
    }
  }
}
