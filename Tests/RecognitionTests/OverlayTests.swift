import CTesseract
import PageModel
import Testing

@testable import Recognition

/// What lies over the print of a sheet: streaks, coloured ink, the colour of the paper.
struct OverlayTests {
  private func grey(_ picture: Raster, _ x: Int32, _ y: Int32) -> UInt32 {
    var value: UInt32 = 0
    pixGetPixel(picture.pix, x, y, &value)
    return value
  }

  /// An image of 200 by 300 pixels at 72 an inch, in blue, green and red by place.
  private func image(_ color: (_ x: Int, _ y: Int) -> [UInt8]) -> PageBitmap {
    var pixels: [UInt8] = []
    for y in 0..<300 {
      for x in 0..<200 { pixels += color(x, y) + [0] }
    }
    return PageBitmap(page: 1, width: 200, height: 300, resolution: 72, pixels: pixels)
  }

  @Test func aStreakFromEdgeToEdgeGoesAndTheTextUnderItStays() throws {
    let sheet = try #require(Sheet())
    sheet.ruleFaintly(by: 200)
    sheet.fill(150...151, 0...200, grey: 150)
    sheet.fill(145...156, 80...82, grey: 20)
    let streaks = Streaks(on: sheet.picture, sheet: sheet.picture.bounds, scale: Sheet.scale)
    let cleared = try #require(streaks.cleared(from: sheet.picture, black: 20))
    #expect(grey(cleared, 301, 20) == 230)
    #expect(grey(cleared, 301, 162) <= 20)
    // The columns of the table stay.
    #expect(grey(cleared, 201, 100) == 30)
    let mask = try #require(streaks.mask(like: sheet.picture))
    #expect(grey(mask, 301, 100) == 1)
    #expect(grey(mask, 201, 100) == 0)
  }

  @Test func aTableThatEndsAtTheEdgesHasNoStreaks() throws {
    let sheet = try #require(Sheet())
    for x in [10, 100, 280] { sheet.fill(x...(x + 1), 0...200) }
    for y in [0, 100, 199] { sheet.fill(10...281, y...(y + 1)) }
    let streaks = Streaks(on: sheet.picture, sheet: sheet.picture.bounds, scale: Sheet.scale)
    #expect(streaks.mask(like: sheet.picture) == nil)
  }

  @Test func aStreakAcrossIsFoundToo() throws {
    let sheet = try #require(Sheet())
    sheet.fill(0...300, 120...121, grey: 150)
    let streaks = Streaks(on: sheet.picture, sheet: sheet.picture.bounds, scale: Sheet.scale)
    let cleared = try #require(streaks.cleared(from: sheet.picture, black: 20))
    #expect(grey(cleared, 100, 241) == 230)
  }

  @Test func aSliverOfAPageHasNoStreaks() throws {
    let sliver = try #require(Raster(pixCreate(1, 400, 8)))
    // Pages of a kilometre are drawn with few pixels a point.
    for scale in [0.01, 2] {
      #expect(Streaks(on: sliver, sheet: sliver.bounds, scale: scale).mask(like: sliver) == nil)
    }
  }

  @Test func faintCharactersBesideDarkRulesAreMadeDarker() throws {
    func page(of level: UInt32) throws -> Raster {
      let sheet = try #require(Sheet())
      for row in 0..<4 {
        for column in 0..<8 {
          let (x, y) = (20 + 30 * column, 20 + 30 * row)
          sheet.fill(x...(x + 10), y...(y + 10), grey: level)
        }
      }
      sheet.fill(0...300, 180...182, grey: 20)
      return sheet.picture
    }
    let faint = FaintText.darkened(try page(of: 150), scale: Sheet.scale)
    #expect((50...70).contains(grey(faint, 50, 50)))
    #expect((228...232).contains(grey(faint, 10, 10)))
    #expect(grey(faint, 100, 361) < 20)
    let dark = try page(of: 60)
    #expect(FaintText.darkened(dark, scale: Sheet.scale) === dark)
  }

  @Test func yellowPaperIsNoColoredInk() throws {
    let yellow = image { x, y in
      (50..<60).contains(x) && y > 100 ? [20, 20, 20] : [170, 215, 240]
    }
    let picture = try #require(ColorPicture(yellow))
    #expect(ColoredInk(in: picture.raster, scale: 1) == nil)
    let plain = try #require(picture.grey(nil))
    #expect(grey(plain, 10, 10) == 240)
    #expect(grey(plain, 55, 200) < 40)
  }

  @Test func aRedSealVanishesAndBlackTextStays() throws {
    let sealed = image { x, y in
      if (50..<60).contains(x) { return [20, 20, 20] }
      return (100..<200).contains(y) ? [60, 60, 230] : [240, 240, 240]
    }
    let picture = try #require(ColorPicture(sealed))
    let color = try #require(ColoredInk(in: picture.raster, scale: 1))
    let plain = try #require(picture.grey(color))
    #expect(grey(plain, 100, 150) == 230)
    #expect(grey(plain, 55, 150) == 20)
    #expect(grey(plain, 100, 50) == 240)
  }
}
