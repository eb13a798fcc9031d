import PageModel
import Testing

@testable import Recognition

struct TextTests {
  private func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> PixelBox {
    PixelBox(x: x, y: y, width: width, height: height)
  }

  private func symbols(_ text: String) -> [TextEngine.Symbol] {
    text.enumerated().map { index, character in
      TextEngine.Symbol(
        text: String(character), box: box(20 * index, 0, 20, 20), line: box(0, 0, 400, 20),
        confidence: 0.9)
    }
  }

  @Test(arguments: [
    ("-、总体情况", "一、总体情况"), ("问题:~-是", "问题：一是"), ("回顾--年的工作", "回顾一年的工作"),
    ("共1，000件", "共1,000件"), ("于12，34件", "于12，34件"), ("3-4件", "3-4件"), ("登记丶答复", "登记、答复"),
    ("8:30,开会", "8:30，开会"),
  ])
  func marksAreThoseThatTheirNeighboursCallFor(read: String, text: String) {
    #expect(Punctuation.corrected(symbols(read)).map(\.text).joined() == text)
  }

  private let prose = (0..<4).map { row in (0..<20).map { ($0, row) } }.flatMap(\.self)

  @Test func aCharacterOfTwoPartsIsOneLine() {
    let long = prose.map { box(20 * $0.0, 40 * $0.1, 18, 20) }
    let parts = [box(0, 160, 20, 9), box(2, 171, 16, 9)]
    let lines = TextLines.groups(of: long + parts, least: 6, isProse: true).lines
    #expect(lines.count == 5)
    #expect(lines.last?.count == 2)
  }

  @Test func whatIsReadTwiceCoversItself() {
    let figure = box(100, 100, 40, 20)
    #expect(figure.covers(box(105, 98, 20, 26)))
    #expect(box(90, 80, 200, 200).covers(figure))
    #expect(!figure.covers(box(130, 100, 40, 20)))
    #expect(!figure.covers(box(100, 119, 40, 20)))
  }

  @Test func twoShortLinesOfALabelStayTwo() {
    let label = [box(0, 0, 18, 18), box(21, 0, 18, 18), box(0, 21, 18, 18), box(21, 21, 18, 18)]
    #expect(TextLines.lines(of: label, least: 6).count == 2)
  }

  @Test func strokesAtTheTopOfCharactersBelongToTheirLine() {
    let tops = [box(0, 0, 20, 3), box(40, 0, 20, 3)]
    let rest = [box(0, 6, 20, 14), box(20, -1, 20, 21), box(40, 6, 20, 14)]
    #expect(TextLines.lines(of: tops + rest, least: 2).count == 1)
  }

  @Test func wordsTellThatTextStandsUpright() {
    let words = "政府信息公开工作年度报告本年主动公开情况"
    #expect(Orientation.legibility(of: symbols(words)) > 0.8)
    // A few words may be an accident.
    #expect(Orientation.legibility(of: symbols("政府信息")) < 0.2)
    // The same characters as they are read down the lines.
    #expect(Orientation.legibility(of: symbols("政公年府开度信工报息作告")) == 0)
  }

  @Test func aLineThatReadsWellIsEnoughToTellHowAPageStands() {
    #expect(Orientation.isClearlyUpright(symbols("政府信息公开工作年度报告")))
    #expect(!Orientation.isClearlyUpright(symbols("政府信息公开")))
    #expect(!Orientation.isClearlyUpright(symbols("政公年府开度信工报息作告政公年府")))
  }

  private func sheet(width: Double, _ pieces: [(x: Double, width: Double)]) -> Page {
    Page(
      number: 1, width: width, height: 800,
      unmapped: pieces.enumerated().map { index, piece in
        Box(
          x0: piece.x, y0: Double(10 * index), x1: piece.x + piece.width, y1: Double(10 * index + 9)
        )
      }, textSource: .ocr)
  }

  @Test func twoPagesSideBySideHaveAFold() {
    let pages = (0..<70).flatMap { _ in [(x: 100.0, width: 300.0), (x: 700.0, width: 300.0)] }
    #expect(Fold.place(on: sheet(width: 1100, pages), quarters: 0) == 550)
    #expect(Fold.place(on: sheet(width: 900, pages), quarters: 0) == nil)
    #expect(Fold.place(on: sheet(width: 1100, pages), quarters: 1) == nil)
    #expect(
      Fold.place(on: sheet(width: 1100, pages + [(x: 500, width: 200)]), quarters: 0) == nil)
    // One page beside a blank one is left whole.
    #expect(
      Fold.place(on: sheet(width: 1100, pages.filter { $0.x < 500 }), quarters: 0) == nil)
  }
}
