import PageModel
import ReportModel

/// The section-3 grid of 2021 on one page, and what was read of it.
struct PrintedForm {
  static let rows = RequestRow.rows(of: .edition2021)
  private static let left = 200.0
  private static let top = 100.0
  private static let width = 48.0
  private static let height = 24.0

  private(set) var glyphs: [Glyph] = []
  var cells: [CellID: CellReading] = [:]

  /// Prints each figure in its cell, and reads it so.
  init(_ figure: (RequestRow, Applicant) -> String = { _, _ in "0" }) {
    for (column, applicant) in Applicant.allCases.enumerated() {
      let label = applicant.label.split(separator: "/").last.map(String.init) ?? ""
      print(label, x: Self.left + Self.width * Double(column) + 1, y: Self.top - 20, size: 8)
    }
    for (row, name) in Self.rows.enumerated() {
      let label = name.label.split(separator: "/").last.map(String.init) ?? ""
      let y = Self.top + Self.height * Double(row)
      print(String(label.prefix(16)), x: Self.left - 150, y: y + 7, size: 9)
      for (column, applicant) in Applicant.allCases.enumerated() {
        let box = Self.box(row, column)
        let text = figure(name, applicant)
        print(text, x: box.x0 + 10, y: box.y0 + 7, size: 10)
        cells[name.cell(applicant)] = CellReading(
          value: Double(text), raw: text, page: 1, box: box)
      }
    }
  }

  static func box(_ row: Int, _ column: Int) -> Box {
    let x = left + width * Double(column)
    let y = top + height * Double(row)
    return Box(x0: x, y0: y, x1: x + width, y1: y + height)
  }

  static func box(_ row: RequestRow, _ applicant: Applicant) -> Box {
    box(rows.firstIndex(of: row) ?? 0, Applicant.allCases.firstIndex(of: applicant) ?? 0)
  }

  /// Prints a line of text from its upper left corner; digits are half as wide as high.
  mutating func print(
    _ text: String, x: Double, y: Double, size: Double, lightness: Double = 0
  ) {
    var place = x
    for scalar in text.unicodeScalars {
      let width = scalar.isASCII ? 0.5 * size : size
      glyphs.append(
        Glyph(
          scalar: scalar, box: Box(x0: place, y0: y, x1: place + width, y1: y + size),
          fontSize: size, lightness: lightness))
      place += width
    }
  }

  /// Takes away what is printed in a box.
  mutating func clear(_ box: Box) {
    glyphs.removeAll { box.contains(x: $0.box.midX, y: $0.box.midY) }
  }

  mutating func read(_ id: CellID, as raw: String) {
    cells[id]?.raw = raw
    cells[id]?.value = Double(raw)
  }

  var page: Page { Page(number: 1, width: 595, height: 842, glyphs: glyphs) }

  var report: ParsedReport {
    ParsedReport(
      header: ReportHeader(), sections: [], cells: cells, proactiveEdition: nil,
      requestsEdition: .edition2021, hasDisputes: false)
  }
}
