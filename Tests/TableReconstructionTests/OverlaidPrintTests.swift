import PageModel
import TableReconstruction
import Testing

/// Print of another tone than a page's text that lies over it, and numbers that stand beside it.
@Suite struct OverlaidPrintTests {
  private static let title = "青溪镇2022年政府信息公开报告"

  private func lines(_ write: (inout PageBuilder) -> Void) -> [String] {
    var builder = PageBuilder()
    builder.write(Self.title, x: 150, y: 100, size: 16)
    builder.write("第一段正文说明全年工作的情况", x: 100, y: 140, size: 12)
    write(&builder)
    let document = TableReconstructor().layout(of: PagedDocument(pages: [builder.page]))
    return document.blocks.compactMap { block in
      if case .line(let line) = block { line.text } else { nil }
    }
  }

  private static let text = [title, "第一段正文说明全年工作的情况"]

  /// A grey watermark of the title's size, over the text and beside the title.
  @Test(arguments: [0.6, 0.0]) func aFaintWatermark(lightness: Double) {
    let lines = lines { page in
      page.write("内部资料", x: 60, y: 102, size: 16, lightness: lightness)
      page.write("内部资料", x: 110, y: 136, size: 16, lightness: lightness)
    }
    #expect((lines == Self.text) == (lightness > 0))
  }

  /// A year that is printed over and over is a watermark; a grey figure that stands once is not.
  @Test func aFaintYear() {
    let lines = lines { page in
      for x in [60.0, 160, 260] { page.write("2024", x: x, y: 138, size: 20, lightness: 0.7) }
      page.write("73", x: 120, y: 180, size: 12, lightness: 0.7)
    }
    #expect(lines == Self.text + ["73"])
  }

  /// The letters of a seal follow its edge, and need not lie over anything.
  @Test func theLettersOfASeal() {
    let lines = lines { page in
      for (index, letter) in "青溪镇人民政府".enumerated() {
        page.write(
          String(letter), x: 320 + 12 * Double(index), y: 104, size: 11, lightness: 0.3,
          angle: Double(index - 3) * 25)
      }
    }
    #expect(lines == Self.text)
  }

  /// Numbers in a margin that do not count up may be figures: they stay.
  @Test(arguments: [([1, 2, 3, 4], true), ([12, 0, 7, 31], false)])
  func numbersOfLinesStandInTheMargin(numbers: [Int], areOfLines: Bool) {
    let lines = lines { page in
      for (number, y) in zip(numbers, [104.0, 124, 144, 164]) {
        page.write("\(number)", x: 40, y: y, size: 8)
      }
    }
    #expect((lines == Self.text) == areOfLines)
  }

  /// A small figure beside the page's text, level with a line, is no part of it.
  @Test func aFigureInTheMarginIsALineOfItsOwn() {
    let lines = lines { page in page.write("3", x: 560, y: 104, size: 8) }
    #expect(lines == [Self.text[0], "3"] + Self.text.dropFirst() || lines == ["3"] + Self.text)
  }

  /// Beside lines they look like a column of figures; the page is no table.
  @Test func everyLineIsNumbered() {
    let text = "各部门按照职责分工抓好落实，并于年底前报送有关情况"
    let lines = lines { page in
      for line in 0..<8 {
        page.write(text, x: 100, y: 180 + 24 * Double(line), size: 12)
        page.write("\(line + 1)", x: 520, y: 182 + 24 * Double(line), size: 9)
      }
    }
    #expect(lines == Self.text + Array(repeating: text, count: 8))
  }
}
