import CTesseract
import Foundation
import PageModel
import Testing

@testable import Recognition

/// Paper that does not lie flat, and what lies on the glass beside it.
struct CurveTests {
  private let scale = Sheet.scale

  /// A table whose rows sag by so many points in the middle, and go down to the right by a slope, while
  /// its columns stay upright.
  private func bent(by sag: Double, slope: Double) throws -> Sheet {
    let sheet = try #require(Sheet(width: 500, height: 400))
    for x in 40...460 {
      let t = Double(x - 250) / 250
      let drop = sag * (1 - t * t) + slope * Double(x - 250)
      for y in stride(from: 60, through: 340, by: 28) {
        for pixel in 0..<2 {
          let row = Int32(bounded: ((Double(y) + drop) * scale).rounded()) + Int32(pixel)
          pixSetPixel(sheet.picture.pix, Int32(2 * x), row, 20)
          pixSetPixel(sheet.picture.pix, Int32(2 * x + 1), row, 20)
        }
      }
    }
    for x in [40, 110, 200, 300, 460] { sheet.fill(x...(x + 1), 60...340) }
    return sheet
  }

  /// By how many rows of pixels the ink of a ruling line differs from column to column.
  private func unevenness(_ picture: Raster, near y: Double) -> Int {
    let plane = GreyPlane(of: picture)
    let rows = Int(bounded: (y - 20) * scale)..<Int(bounded: (y + 8) * scale)
    let tops = stride(from: 60, to: 440, by: 20).compactMap { x in
      rows.first { plane.values[$0 * plane.width + Int(bounded: Double(x + 5) * scale)] < 130 }
    }
    return (tops.max() ?? 0) - (tops.min() ?? 0)
  }

  @Test func rowsOfBentPaperAreMadeLevelAndColumnsStayUpright() throws {
    let sheet = try bent(by: 5, slope: 0.012)
    sheet.addNoise(most: 15)
    #expect(unevenness(sheet.picture, near: 210) > 10)
    var deskew = Deskew(width: 500, height: 400)
    let flat = deskew.correct(sheet.picture, scale: scale)
    let level = try #require(flat)
    #expect(abs(deskew.angle) < 0.15 * .pi / 180)
    #expect(deskew.curve != nil)
    #expect(unevenness(level, near: 210) <= 3)
  }

  @Test func placesAreGivenBackAsTheyStandOnTheBentPage() throws {
    let sheet = try bent(by: 5, slope: 0.012)
    var deskew = Deskew(width: 500, height: 400)
    _ = deskew.correct(sheet.picture, scale: scale)
    let curve = try #require(deskew.curve)
    func place(_ x: Double) -> Double {
      deskew.restored(Box(x0: x, y0: 200, x1: x, y1: 200)).y0
    }
    #expect(abs(place(250) - place(60) - (curve.drop(at: 250) - curve.drop(at: 60))) < 0.5)
    // As drawn: the middle sags, and the left end stands higher than the right one.
    #expect(abs((place(250) - place(50)) - (5 * 0.64 + 0.012 * 200)) < 1)
  }

  @Test func flatPaperHasNoCurve() throws {
    let sheet = try #require(Sheet(width: 500, height: 400))
    for y in stride(from: 60, through: 340, by: 28) { sheet.fill(40...460, y...(y + 1)) }
    for x in [40, 110, 200, 300, 460] { sheet.fill(x...(x + 1), 60...340) }
    let turned = Sheet(try #require(sheet.picture.turned(by: -1.2 * .pi / 180)))
    turned.addNoise(most: 15)
    var deskew = Deskew(width: 500, height: 400)
    _ = deskew.correct(turned.picture, scale: scale)
    #expect(abs(deskew.angle * 180 / .pi - 1.2) < 0.08)
    #expect(deskew.curve == nil)
  }

  @Test func paperIsMadeLightAndItsShadowKeepsNoNoise() throws {
    let sheet = try #require(Sheet())
    // Paper of 200, and a shadow of 40 on the left.
    sheet.fill(0...300, 0...200, grey: 200)
    sheet.fill(0...30, 0...200, grey: 40)
    sheet.fill(150...152, 40...160, grey: 60)
    sheet.addNoise(most: 12)
    let background = try #require(Background(of: sheet.picture, scale: scale))
    let clean = try #require(background.removed(from: sheet.picture))
    let plane = GreyPlane(of: clean)
    func greys(_ x: ClosedRange<Int>) -> [UInt8] {
      (120..<280).flatMap { y in
        (Int(2 * x.lowerBound)..<Int(2 * x.upperBound)).map { plane.values[y * plane.width + $0] }
      }
    }
    #expect(greys(200...280).allSatisfy { $0 > 190 })
    #expect(greys(5...20).allSatisfy { $0 > ScannedPage.inkThreshold })
    #expect(greys(150...152).allSatisfy { $0 < ScannedPage.inkThreshold })
  }

  @Test func aTableThatShowsThroughTheSheetIsNone() throws {
    let sheet = try #require(Sheet())
    for x in [40, 100, 180, 260] { sheet.fill(x...(x + 1), 20...180, grey: 40) }
    for y in [20, 60, 100, 140, 179] { sheet.fill(40...261, y...(y + 1), grey: 40) }
    // The back of the sheet: other columns, fainter by far.
    for x in [70, 140, 220] { sheet.fill(x...(x + 1), 20...180, grey: 216) }
    for y in [20, 60, 100, 140, 179] { sheet.fill(40...261, y...(y + 1), grey: 40) }
    let uprights = try sheet.rulings().filter { $0.axis == .vertical }
    #expect(Set(uprights.map { Int(bounded: ($0.position / 4).rounded()) }) == [10, 25, 45, 65])
  }

  @Test(arguments: [true, false])
  func charactersThatReadWellWhereTheyAreTurnedLie(lies: Bool) throws {
    let sheet = try #require(Sheet())
    // Upright strokes: turned, they are level.
    let symbols = (0..<5).map { index -> TextEngine.Symbol in
      sheet.fill((20 + 30 * index)...(24 + 30 * index), 50...70)
      let box = PixelBox(x: 36 + 60 * index, y: 96, width: 20, height: 50)
      return TextEngine.Symbol(text: "\(index)", box: box, line: box, confidence: 0.9)
    }
    let found = LyingCharacters.lie(symbols, in: sheet.picture) { line in
      // Five pictures as wide as the strokes are high.
      #expect(line.width > 5 * 38 && line.height < 30)
      return lies ? symbols : []
    }
    #expect(found == lies)
  }

  @Test(arguments: [
    ("38.330", true), ("4.529", true), ("1.204.529", true), ("38.33", false),
    ("1234.567", false),
  ])
  func threeDigitsBehindAPointMayBeThousands(figure: String, isDoubtful: Bool) {
    #expect(PageRecognizer.mayBeThousands(figure) == isDoubtful)
  }
}
