import Foundation
import PDFReading
import PageModel
import Testing

/// Fonts that are not embedded and say nothing of their characters.
struct PlainFontTests {
  /// A page of Helvetica that shows texts at places in PDF coordinates.
  private func page(_ texts: [(String, x: Int, y: Int)], size: Int, turn: String = "1 0 0 1") throws
    -> Page
  {
    let content = texts.map { "\(turn) \($0.x) \($0.y) Tm (\($0.0)) Tj" }.joined(separator: " ")
    return try page(content: "BT /F1 \(size) Tf \(content) ET")
  }

  private func page(content stream: String) throws -> Page {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        + "/Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var file = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 6\n0000000000 65535 f \n"
    for offset in offsets { file += String(format: "%010d 00000 n \n", offset) }
    file += "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return try #require(try PDFReader(Array(file.utf8), password: nil).pages().pages.first)
  }

  /// `165` above `(30)`, which begins at the same place, at every distance that lines have.
  @Test(arguments: [6, 7, 8, 9, 12])
  func linesThatStandNear(distance: Int) throws {
    let page = try page([("165", x: 100, y: 100), ("(30)", x: 100, y: 100 - distance)], size: 9)
    let lines = Dictionary(grouping: page.glyphs, by: { $0.box.y0.rounded() })
      .sorted { $0.key < $1.key }
      .map { line in
        String(
          String.UnicodeScalarView(line.value.sorted { $0.box.x0 < $1.box.x0 }.map(\.scalar)))
      }
    #expect(lines == ["165", "(30)"])
  }

  /// The same of text that runs downwards, upwards and on its head.
  @Test(arguments: ["0 -1 1 0", "0 1 -1 0", "-1 0 0 -1"])
  func turnedLinesThatStandNear(turn: String) throws {
    let isUpright = turn.hasPrefix("0")
    let second = isUpright ? (x: 108, y: 100) : (x: 100, y: 108)
    let page = try page(
      [("165", x: 100, y: 100), ("730", x: second.x, y: second.y)], size: 9, turn: turn)
    let lines = Dictionary(
      grouping: page.glyphs, by: { (isUpright ? $0.box.x0 : $0.box.y0).rounded() })
    #expect(
      Set(lines.values.map { Set($0.map(\.scalar)) }) == [["1", "6", "5"], ["7", "3", "0"]])
  }

  /// A figure that is covered, and another in its place: the one that shows is told by where its
  /// characters stand alone, or it is not known.
  @Test(arguments: [true, false])
  func aFigureOverACoveredOne(isKnown: Bool) throws {
    let page = try page(
      content: """
        BT /F1 9 Tf 1 0 0 1 100 100 Tm (67) Tj ET 1 g 90 95 60 20 re f 0 g
        BT /F1 9 Tf 1 0 0 1 100 100 Tm (27) Tj 1 0 0 1 100 50 Tm (\(isKnown ? "27" : "7")) Tj ET
        """)
    let line = page.glyphs.filter { $0.box.y0 < 110 }.sorted { $0.box.x0 < $1.box.x0 }
    #expect(line.map(\.scalar) == (isKnown ? ["2", "7"] : ["7"]))
    #expect(page.unmapped.count == (isKnown ? 0 : 1))
  }
}
