import CTesseract
import Foundation
import PageModel
import Testing

@testable import Recognition

extension Sheet {
  /// Makes every pixel lighter or darker at random by up to `most` grey levels; the same at each run.
  func addNoise(most: Int) {
    var state: UInt64 = 7
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let noise = Int((state >> 33) % UInt64(2 * most + 1)) - most
        var value: UInt32 = 0
        pixGetPixel(picture.pix, Int32(x), Int32(y), &value)
        let sum = max(0, min(255, Int(value) + noise))
        pixSetPixel(picture.pix, Int32(x), Int32(y), UInt32(sum))
      }
    }
  }

  /// A table of lines that are darker than paper by a few grey levels.
  func ruleFaintly(by contrast: UInt32) {
    for x in [40, 100, 180, 260] { fill(x...(x + 1), 20...180, grey: 230 - contrast) }
    for y in [20, 60, 100, 140, 179] { fill(40...261, y...(y + 1), grey: 230 - contrast) }
  }

  func rulings() throws -> [RulingLine] {
    let ink = try #require(picture.binarized(below: ScannedPage.inkThreshold))
    return RulingLineDetection(in: picture, ink: ink, seals: nil, scale: Self.scale).rulings
  }
}

struct BuriedLineTests {
  private func places(_ rulings: [RulingLine], _ axis: RulingLine.Axis) -> Set<Int> {
    Set(
      rulings.filter { $0.axis == axis && $0.length > 100 }.map {
        Int(bounded: ($0.position / 4).rounded())
      })
  }

  @Test func linesFainterThanTheNoiseAreFoundByTheirLength() throws {
    let sheet = try #require(Sheet())
    sheet.ruleFaintly(by: 9)
    sheet.addNoise(most: 20)
    let rulings = try sheet.rulings()
    #expect(
      places(rulings, .vertical)
        == Set([40.5, 100.5, 180.5, 260.5].map { Int(bounded: ($0 / 4).rounded()) }))
    #expect(
      places(rulings, .horizontal)
        == Set([20.5, 60.5, 100.5, 140.5, 179.5].map { Int(bounded: ($0 / 4).rounded()) }))
  }

  @Test func noiseAloneIsNoLine() throws {
    let sheet = try #require(Sheet())
    sheet.addNoise(most: 20)
    #expect(try sheet.rulings().isEmpty)
  }

  @Test func rowsOfTextAreNoLines() throws {
    let sheet = try #require(Sheet())
    sheet.addNoise(most: 10)
    // Characters whose strokes stand in line with one another.
    for y in stride(from: 20, to: 180, by: 14) {
      for x in stride(from: 40, to: 250, by: 11) {
        sheet.fill(x...(x + 9), y...(y + 1))
        sheet.fill(x...(x + 9), (y + 8)...(y + 9))
        sheet.fill((x + 4)...(x + 5), y...(y + 9))
      }
    }
    let buried = try #require(BuriedLines(in: sheet.picture, scale: Sheet.scale))
    #expect(buried.ink(isHorizontal: true)?.inkCount == 0)
    #expect(buried.ink(isHorizontal: false)?.inkCount == 0)
  }

  @Test func aLineIsLikelierThanPaperOnlyWhereItStands() throws {
    let sheet = try #require(Sheet())
    sheet.fill(100...101, 20...180, grey: 218)
    sheet.addNoise(most: 20)
    let buried = try #require(BuriedLines(in: sheet.picture, scale: Sheet.scale))
    let there = try #require(buried.evidence(at: 100.5, along: 40...160, axis: .vertical))
    let beside = try #require(buried.evidence(at: 110.5, along: 40...160, axis: .vertical))
    #expect(there.contrast > 6 && there.likelihood(ofLine: there.mean) > 15)
    #expect(abs(beside.contrast) < 4 && beside.likelihood(ofLine: there.mean) < -5)
  }

  @Test func faintLinesTellHowFarAPageIsTurned() throws {
    let sheet = try #require(Sheet(width: 400, height: 300))
    sheet.ruleFaintly(by: 12)
    let turned = try #require(sheet.picture.turned(by: -0.8 * .pi / 180))
    let noisy = Sheet(turned)
    noisy.addNoise(most: 15)
    let profile = ProjectionProfile(of: noisy.picture, scale: Sheet.scale)
    let rows = profile.skewOfRows(near: 0, reach: 4 * .pi / 180)
    #expect(abs(rows.angle * 180 / .pi - 0.8) < 0.15)
    let columns = profile.skewOfColumns(near: rows.angle, reach: 1.5 * .pi / 180)
    #expect(abs(columns.angle * 180 / .pi - 0.8) < 0.15)
  }
}
