import PageModel
import Testing

@testable import PDFReading

/// The steps from what a page draws to what it shows, each by itself.
@Suite struct StepTests {
  private static let paper = Box(x0: 0, y0: 0, x1: 595, y1: 842)

  private func shape(
    _ kind: PageDrawing.Shape.Kind, _ corners: [(Double, Double)], isClosed: Bool = true,
    lightness: Double? = 0, pen: Double = 0.5, clip: Box = paper
  ) -> PageDrawing.Shape {
    PageDrawing.Shape(
      kind: kind, lightness: lightness, alpha: 1, penWidth: pen, penHeight: pen, hasCurves: false,
      clip: clip,
      subpaths: [
        PageDrawing.Subpath(points: corners.map { (x: $0.0, y: $0.1) }, isClosed: isClosed)
      ])
  }

  private func area(_ box: Box, lightness: Double? = 0) -> PageDrawing.Shape {
    shape(
      .fill, [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)],
      lightness: lightness)
  }

  private func drawing(_ shapes: [PageDrawing.Shape]) throws -> PageDrawing {
    PageDrawing(shapes: shapes, within: try #require(PageBounds(width: 595, height: 842)))
  }

  private func extraction(_ shapes: [PageDrawing.Shape]) throws -> RulingLineExtraction {
    RulingLineExtraction(
      drawing: try drawing(shapes),
      backdrop: Backdrop(shapes: shapes, width: 595, height: 842))
  }

  @Test func strokesAreRulesOfTheirPensWidth() throws {
    let rulings = try extraction([shape(.stroke, [(50, 100), (250, 100)], isClosed: false, pen: 1)])
      .rulings
    #expect(rulings.map(\.axis) == [.horizontal])
    #expect(rulings.map(\.position) == [100])
    #expect(rulings.map(\.thickness) == [1])
    #expect(rulings.map { $0.start.rounded() } == [50])
    #expect(rulings.map { $0.end.rounded() } == [250])
  }

  @Test func aRectangleIsFourRulesAndASlantedLineNone() throws {
    let frame = try extraction([shape(.stroke, [(50, 100), (250, 100), (250, 160), (50, 160)])])
      .rulings
    #expect(frame.map(\.axis) == [.horizontal, .vertical, .horizontal, .vertical])
    #expect(
      try extraction([shape(.stroke, [(50, 100), (250, 160)], isClosed: false)]).rulings.isEmpty)
  }

  @Test func thinAreasAreRulesAndWideOnesShades() throws {
    let thin = try extraction([area(Box(x0: 50, y0: 100, x1: 250, y1: 101))])
    #expect(thin.rulings.map(\.axis) == [.horizontal])
    #expect(thin.shadeEdges.isEmpty)
    let wide = try extraction([area(Box(x0: 50, y0: 100, x1: 250, y1: 130), lightness: 0.8)])
    #expect(wide.rulings.isEmpty)
    #expect(wide.shadeEdges.count == 4)
  }

  @Test func whatDoesNotShowIsNoRule() throws {
    let line = Box(x0: 50, y0: 100, x1: 250, y1: 101)
    #expect(try extraction([area(line, lightness: 1)]).rulings.isEmpty)
    let under = Box(x0: 0, y0: 0, x1: 595, y1: 842)
    #expect(try extraction([area(under), area(line)]).rulings.isEmpty)
    #expect(try extraction([area(under), area(line, lightness: 1)]).rulings.count == 1)
    // Painted over.
    #expect(try extraction([area(line), area(under, lightness: 1)]).rulings.isEmpty)
  }

  @Test func aClipCutsALine() throws {
    let clip = Box(x0: 100, y0: 0, x1: 200, y1: 842)
    let rulings = try extraction([
      shape(.stroke, [(50, 100), (250, 100)], isClosed: false, clip: clip)
    ]).rulings
    #expect(rulings.map { $0.start.rounded() } == [100])
    #expect(rulings.map { $0.end.rounded() } == [200])
  }

  @Test func stretchedPicturesAreRulesAndOthersPictures() throws {
    func picture(_ box: Box) throws -> RulingLineExtraction {
      try extraction([
        shape(.picture, [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1)], lightness: nil)
      ])
    }
    #expect(
      try picture(Box(x0: 50, y0: 100, x1: 250, y1: 101)).rulings.map(\.axis) == [.horizontal])
    #expect(try picture(Box(x0: 50, y0: 100, x1: 250, y1: 200)).pictures.count == 1)
  }

  @Test func cellsOfOneShadeHaveEdgesAndWordsWithBackgroundsNone() {
    let cells = [
      Box(x0: 0, y0: 0, x1: 100, y1: 20), Box(x0: 100, y0: 0, x1: 200, y1: 20),
      Box(x0: 0, y0: 20, x1: 100, y1: 40), Box(x0: 100, y0: 20, x1: 200, y1: 40),
    ]
    #expect(ShadeEdges.edges(of: cells.map { ($0, 0.8) }).count == 16)
    let words = [
      Box(x0: 0, y0: 0, x1: 40, y1: 12), Box(x0: 40, y0: 0, x1: 100, y1: 12),
      Box(x0: 0, y0: 12, x1: 70, y1: 24), Box(x0: 70, y0: 12, x1: 100, y1: 24),
    ]
    // Only what lies against white is left.
    let outer = ShadeEdges.edges(of: words.map { ($0, 0.8) })
    #expect(outer.count == 8)
    #expect(outer.allSatisfy { [0, 100].contains($0.position) || [0, 24].contains($0.position) })
  }

  @Test func aShadeOnTheSameShadeDoesNotShow() {
    let sheet = Box(x0: 0, y0: 0, x1: 200, y1: 100)
    let word = Box(x0: 20, y0: 20, x1: 60, y1: 32)
    #expect(ShadeEdges.edges(of: [(sheet, 0.8), (word, 0.8)]).count == 4)
    #expect(ShadeEdges.edges(of: [(sheet, 0.8), (word, 0.6)]).count == 8)
  }

  @Test func placesFarOutsideThePageAreBroughtNearAndNoNumbersAreDropped() throws {
    let bounds = try #require(PageBounds(width: 595, height: 842))
    #expect(PageBounds(width: 0, height: 842) == nil)
    #expect(PageBounds(width: 595, height: .infinity) == nil)
    #expect(PageBounds(width: .nan, height: 842) == nil)
    #expect(try #require(bounds.limited(x: 1e300, y: -1e300)) == (1190, -842))
    #expect(bounds.limited(x: .nan, y: 0) == nil)
    #expect(bounds.limited(-1e300) == 842)
    #expect(bounds.limited(.nan) == 0)
    #expect(bounds.holds(x: -100, y: 900, size: 12))
    #expect(!bounds.holds(x: 0, y: 0, size: 900))
    #expect(!bounds.holds(x: .nan, y: 0, size: 12))
  }

  private func page(_ text: String, font: UInt = 1, isMapped: Bool) -> ReadPage {
    var page = Page(number: 1, width: 595, height: 842)
    for (place, scalar) in text.unicodeScalars.enumerated() {
      let x = Double(place) * 10
      page.glyphs.append(
        Glyph(scalar: scalar, box: Box(x0: x, y0: 0, x1: x + 10, y1: 10), fontSize: 10))
    }
    let count = page.glyphs.count
    return ReadPage(
      page: page, fonts: Array(repeating: font, count: count),
      mapped: Array(repeating: isMapped, count: count), unmappedFonts: [])
  }

  @Test func aFontWithoutAMapThatGivesLettersWithAccentsIsNotBelieved() {
    var pages = [page("ÀÉÎÕÜàéîõü", isMapped: false)]
    _ = FontMaps.withdrawUntrustedText(in: &pages)
    #expect(pages[0].page.glyphs.isEmpty)
    #expect(pages[0].page.unmapped.count == 10)
    #expect(pages[0].fonts.isEmpty && pages[0].mapped.isEmpty)
  }

  @Test func aForeignNameInAFontWithAMapIsNoSignOfAWrongOne() {
    var pages = [page("与Café合作", isMapped: true), page("政府信息公开", font: 2, isMapped: false)]
    #expect(!FontMaps.withdrawUntrustedText(in: &pages))
    #expect(pages.map { $0.page.glyphs.count } == [7, 6])
  }

  @Test func marksAmongTheIdeographsOfACutMapAreWithdrawn() {
    let text = String(repeating: "政府信息公开", count: 4)
    var pages = [page(text + "|{^" + text, isMapped: true)]
    #expect(FontMaps.withdrawUntrustedText(in: &pages))
    #expect(pages[0].page.glyphs.count == 48)
    #expect(pages[0].page.unmapped.count == 3)
  }

  @Test(arguments: zip("⼀⼈⾃⺟⻔不Ａ政", "一人自母门不Ａ政"))
  func radicalsAndCompatibilityFormsAreTheIdeographsThatTheyLookLike(
    form: Character, ideograph: Character
  ) {
    #expect(form.unicodeScalars.first?.unified == ideograph.unicodeScalars.first)
  }

  @Test func outlinesOfLettersAreLinesOfText() throws {
    func letters(_ count: Int, y: Double) -> [PageDrawing.Shape] {
      (0..<count).map { place in
        let x = 50 + Double(place) * 11
        var letter = area(Box(x0: x, y0: y, x1: x + 9, y1: y + 10))
        letter.hasCurves = true
        return letter
      }
    }
    let lines = OutlinedText.lines(of: try drawing(letters(12, y: 100) + letters(8, y: 130)))
    #expect(lines.map(\.y0).sorted() == [100, 130])
    #expect(lines.map(\.width).sorted() == [86, 130])
    // A bullet or a small drawing is no text.
    #expect(try OutlinedText.lines(of: drawing(letters(5, y: 100))).isEmpty)
  }
}
