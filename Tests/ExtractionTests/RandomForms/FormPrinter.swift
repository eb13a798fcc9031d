import CCairo
import Foundation
import PageModel
import ReportModel

/// Lays a form out on pages and prints it with cairo.
final class FormPrinter {
  static let width = 595.0
  static let height = 842.0
  static let titleSize = 20.0
  let look: FormLook
  private let surface: OpaquePointer
  let context: OpaquePointer
  private var page = 1
  /// Where the next thing is printed, from the top of the page.
  private var y: Double

  struct NoCairo: Error {}

  /// Prints the form to `path`.
  static func print(_ form: RandomForm, to path: String) throws {
    let printer = try FormPrinter(path, form.look)
    printer.print(form)
    cairo_surface_finish(printer.surface)
  }

  private init(_ path: String, _ look: FormLook) throws {
    guard let surface = cairo_pdf_surface_create(path, Self.width, Self.height),
      let context = cairo_create(surface)
    else { throw NoCairo() }
    self.surface = surface
    self.context = context
    self.look = look
    y = look.margins.top
    cairo_select_font_face(context, look.face, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  private func print(_ form: RandomForm) {
    for line in form.title { paragraph(line, size: Self.titleSize, align: 0.5) }
    let texts = [
      "\(form.year)年，各项公开工作有序推进，较好完成了任务。", "", "", "", "政策解读的形式不够丰富，今后将改进。",
      "本年度未收取信息处理费。",
    ]
    let headings = [
      "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
      "存在的主要问题及改进情况", "其他需要报告的事项",
    ]
    for (index, heading) in headings.enumerated() {
      let numeral = ["一", "二", "三", "四", "五", "六"][index]
      if y + 90 > bottom { newPage() }
      paragraph("\(numeral)、\(heading)", size: look.bodySize, indent: 2)
      if (1...3).contains(index) {
        if look.captions.indices.contains(index - 1) {
          paragraph(look.captions[index - 1], size: look.bodySize - 2, align: 0.5)
        }
        print(form.tables[index - 1], of: form, breaks: index == 2 ? look.breaks : [])
      } else {
        paragraph(texts[index], size: look.bodySize, indent: 2)
      }
    }
    paragraph(form.issuer, size: look.bodySize, align: 0.85)
    if !form.dateLine.isEmpty { paragraph(form.dateLine, size: look.bodySize, align: 0.85) }
    finishPage()
  }

  var bottom: Double { Self.height - look.margins.bottom }

  private func newPage() {
    finishPage()
    page += 1
    y = look.margins.top
  }

  private func finishPage() {
    let number = look.pageNumber.replacingOccurrences(of: "#", with: String(page))
    show(number, Self.width / 2 - advance(number, 10) / 2, Self.height - 40, 10)
    decorate()
    cairo_show_page(context)
  }

  private func paragraph(_ text: String, size: Double, align: Double = 0, indent: Double = 0) {
    let width = Self.width - 2 * look.margins.side
    var indent = indent * size
    for line in wrapped(text, width - indent, size) {
      if y + size * 1.7 > bottom { newPage() }
      let room = width - advance(line, size) - indent
      show(line, look.margins.side + indent + max(0, room) * align, y + size * 1.2, size)
      y += size * 1.7
      indent = 0
    }
  }

  // MARK: tables

  private func print(_ table: FormTable, of form: RandomForm, breaks: Set<Int>) {
    let sheet = TableSheet(table, form: form, printer: self)
    var row = 0
    while row < table.rowCount {
      let header = row >= table.headerRows && row > 0 && look.repeatsHeader ? table.headerRows : 0
      var end = row
      var below = y + sheet.height(0..<header)
      while end < table.rowCount, end == row || !breaks.contains(end),
        below + sheet.height(end..<(end + 1)) <= bottom
      {
        below += sheet.height(end..<(end + 1))
        end += 1
      }
      if end == row {
        // A row higher than a page would never fit.
        guard y > look.margins.top else { return }
        newPage()
        continue
      }
      if header > 0 { y = sheet.print(0..<header, at: y, isWhole: true) }
      y = sheet.print(row..<end, at: y, isWhole: false)
      row = end
      if row < table.rowCount { newPage() }
    }
    y += 8
  }

  // MARK: letters

  func advance(_ text: String, _ size: Double) -> Double {
    cairo_set_font_size(context, size)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  func show(_ text: String, _ x: Double, _ baseline: Double, _ size: Double) {
    if text.isEmpty { return }
    cairo_set_font_size(context, size)
    cairo_move_to(context, x, baseline)
    cairo_show_text(context, text)
  }

  func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, width: Double) {
    cairo_set_line_width(context, width)
    cairo_set_dash(context, nil, 0, 0)
    cairo_move_to(context, x0, y0)
    cairo_line_to(context, x1, y1)
    cairo_stroke(context)
  }

  /// The lines of a text of this width; breaks between any two characters, but not within numbers.
  func wrapped(_ text: String, _ width: Double, _ size: Double) -> [String] {
    text.components(separatedBy: "\n").flatMap { part in
      var lines: [String] = []
      var line = ""
      var used = 0.0
      for token in tokens(part) {
        let next = advance(token, size)
        if used + next > width, !line.isEmpty {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line += token
        used += next
      }
      return lines + [line]
    }
  }

  private func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    for character in text {
      if let last = tokens.last?.last, last.isASCII, character.isASCII {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
    }
    return tokens
  }
}
