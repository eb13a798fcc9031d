import CCairo
import Foundation
import PageModel
import ReportModel

/// A table with the sizes of its columns and rows, printed part by part.
struct TableSheet {
  private let table: FormTable
  private let form: RandomForm
  private let printer: FormPrinter
  private let xs: [Double]
  private var lines: [[String]] = []
  private var heights: [Double]
  private var look: FormLook { printer.look }
  private var leading: Double { printer.look.tableSize * 1.25 }

  init(_ table: FormTable, form: RandomForm, printer: FormPrinter) {
    self.table = table
    self.form = form
    self.printer = printer
    let look = printer.look
    let scale = (FormPrinter.width - 2 * look.margins.side) / table.widths.reduce(0, +)
    xs = table.widths.reduce(into: [look.margins.side]) { $0.append(($0.last ?? 0) + $1 * scale) }
    let line = look.tableSize * 1.25
    heights = [Double](repeating: line + 2 * look.padding, count: table.rowCount)
    for cell in table.cells {
      let text = cell.id.flatMap { form.printed[$0]?.text } ?? cell.text
      let width = xs[cell.column + cell.columnSpan] - xs[cell.column] - 5
      lines.append(text.isEmpty ? [] : printer.wrapped(text, width, look.tableSize))
    }
    for isSpanning in [false, true] {
      for (index, cell) in table.cells.enumerated() where (cell.rowSpan > 1) == isSpanning {
        let rows = cell.row..<(cell.row + cell.rowSpan)
        let lack = Double(lines[index].count) * line + 2 * look.padding - height(rows)
        if lack > 0 { for row in rows { heights[row] += lack / Double(rows.count) } }
      }
    }
  }

  func height(_ rows: Range<Int>) -> Double { heights[rows].reduce(0, +) }

  /// Prints rows with the parts of spanning cells that lie in them; returns where they end.
  ///
  /// Where `isWhole`, labels stand whole in their part: a header that is printed again.
  func print(_ rows: Range<Int>, at top: Double, isWhole: Bool) -> Double {
    for (index, cell) in table.cells.enumerated() {
      let part = (cell.row..<(cell.row + cell.rowSpan)).clamped(to: rows)
      if part.isEmpty { continue }
      let y0 = top + height(rows.lowerBound..<part.lowerBound)
      let y1 = y0 + height(part)
      let (x0, x1) = (xs[cell.column], xs[cell.column + cell.columnSpan])
      let isFirst = part.lowerBound == cell.row
      let isLast = part.upperBound == cell.row + cell.rowSpan
      border(
        x0, y0, x1, y1, top: isFirst || !look.isOpenAtBreaks,
        bottom: isLast || !look.isOpenAtBreaks)
      let isShown =
        switch look.cutLabel {
        case .firstPart: isFirst
        case .lastPart: isLast
        case .both: true
        }
      if isShown || isWhole {
        text(index, shown(index, in: part, height: y1 - y0), x0, x1, (y0 + y1) / 2)
      }
    }
    return top + height(rows)
  }

  /// The lines of a cell's text that are printed in a part of it: as many as it has room for; of labels
  /// that share a cell those of the part's own rows.
  private func shown(_ index: Int, in part: Range<Int>, height: Double) -> [String] {
    let cell = table.cells[index]
    if part.count == cell.rowSpan { return lines[index] }
    let labels = cell.text.components(separatedBy: "\n")
    if cell.column == 2, labels.count == cell.rowSpan {
      let own = labels[(part.lowerBound - cell.row)..<(part.upperBound - cell.row)]
      let width = xs[cell.column + cell.columnSpan] - xs[cell.column] - 5
      return printer.wrapped(own.joined(separator: "\n"), width, look.tableSize)
    }
    return Array(lines[index].prefix(max(1, Int(bounded: height / leading))))
  }

  private func text(
    _ index: Int, _ lines: [String], _ x0: Double, _ x1: Double, _ middle: Double
  ) {
    let cell = table.cells[index]
    let size = look.tableSize
    var baseline = middle - Double(lines.count) * leading / 2 + leading / 2 + size * 0.36
    for line in lines {
      let room = x1 - x0 - 5 - printer.advance(line, size)
      let x = x0 + 2.5 + max(0, room) * (cell.id == nil ? 0.5 : look.alignment)
      printer.show(line, x, baseline, size)
      if let id = cell.id, let note = form.printed[id]?.note, !note.isEmpty {
        printer.show(note, x + printer.advance(line, size), baseline - size * 0.35, size * 0.58)
      }
      if let id = cell.id {
        if let over = look.overprints[id] { printer.show(over, x + 1.5, baseline + 0.8, size) }
        if look.struckOut.contains(id) {
          let y = baseline - size * 0.35
          printer.line(x - 1, y, x + printer.advance(line, size) + 1, y, width: 0.5)
        }
      }
      baseline += leading
    }
  }

  private func border(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, top: Bool, bottom: Bool
  ) {
    let context = printer.context
    cairo_set_line_width(context, look.lineWidth)
    cairo_set_dash(context, [1, 1.4], look.border == .dotted ? 2 : 0, 0)
    if look.border == .none { return }
    if look.border == .cellRectangles {
      cairo_rectangle(context, x0, y0, x1 - x0, y1 - y0)
      cairo_stroke(context)
      return
    }
    var edges: [(Double, Double, Double, Double)] = []
    if top { edges.append((x0, y0, x1, y0)) }
    if bottom { edges.append((x0, y1, x1, y1)) }
    if look.border != .levelOnly { edges += [(x0, y0, x0, y1), (x1, y0, x1, y1)] }
    let half = look.lineWidth / 2
    for (fromX, fromY, toX, toY) in edges {
      if look.border == .filledRectangles {
        cairo_rectangle(
          context, fromX - half, fromY - half, toX - fromX + 2 * half, toY - fromY + 2 * half)
        cairo_fill(context)
        continue
      }
      for shift in look.border == .doubled ? [-0.9, 0.9] : [0] {
        cairo_move_to(context, fromX + shift, fromY + shift)
        cairo_line_to(context, toX + shift, toY + shift)
        cairo_stroke(context)
      }
    }
  }
}
