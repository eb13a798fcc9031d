import CTesseract

/// Which way up a picture is.
enum Orientation {
  /// At this legibility a strip stands upright.
  private static let sure = 0.3
  /// The characters that Chinese official text uses most; text that is read upside down gives others.
  private static let frequent = Set(
    "的一是在不了有和人这中大为上个国以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
      + "学法所民得经政府信息公开申请本年度报告情况其他组织行政复议诉讼总计处理结果理由数量制件项第")

  /// How much a strip reads like text that stands upright, from 0 to 1: the share of frequent
  /// characters, by how sure their recognition is.
  static func legibility(of symbols: [TextEngine.Symbol]) -> Double {
    // A handful of marks that happen to read well is no text.
    guard symbols.count >= 4 else { return 0 }
    let known = symbols.filter { $0.text.allSatisfy(frequent.contains) }
    return known.reduce(0) { $0 + $1.confidence } / Double(symbols.count)
  }

  /// The height of the strip that is tried, in points.
  private static let stripHeight = 60.0
  /// Pictures with less ink have no text to tell by: fewer pieces than this.
  private static let fewestPieces = 20

  /// Quarter turns clockwise that make the picture upright.
  static func quarters(
    of grey: Raster, ink: Raster, scale: Double, legibility: (Raster) -> Double
  ) -> Int {
    guard ink.pieceBoxes().count >= fewestPieces,
      let (grey, ink) = withoutLines(grey, ink, scale: scale)
    else { return 0 }
    func value(turnedBy quarters: Int) -> Double {
      guard let turned = grey.turned(quarters: quarters),
        let turnedInk = ink.turned(quarters: quarters),
        let strip = densestStrip(of: turned, ink: turnedInk, scale: scale)
      else { return 0 }
      return legibility(strip)
    }
    var best = (quarters: 0, legibility: 0.0)
    for quarters in [0, 2, 1, 3] {
      let value = value(turnedBy: quarters)
      if value >= sure { return quarters }
      if value > best.legibility { best = (quarters, value) }
    }
    return best.quarters
  }

  /// The picture without long straight strokes, which make table cells hard to read.
  private static func withoutLines(_ grey: Raster, _ ink: Raster, scale: Double) -> (
    Raster, Raster
  )? {
    let length = Int32(20 * scale)
    guard let level = Raster(pixOpenBrick(nil, ink.pix, length, 1)),
      let upright = Raster(pixOpenBrick(nil, ink.pix, 1, length)),
      let lines = Raster(pixOr(nil, level.pix, upright.pix)),
      let wide = Raster(pixDilateBrick(nil, lines.pix, 3, 3)),
      let bare = Raster(pixSubtract(nil, ink.pix, wide.pix)),
      let copy = Raster(pixCopy(nil, grey.pix))
    else { return nil }
    pixSetMasked(copy.pix, wide.pix, UInt32(ScannedPage.paper))
    return (copy, bare)
  }

  /// The strip across the picture that holds the most characters: pieces of ink of their size.
  private static func densestStrip(of grey: Raster, ink: Raster, scale: Double) -> Raster? {
    let height = Int(stripHeight * scale)
    let boxes = ink.pieceBoxes().filter {
      max($0.width, $0.height) > Int(3 * scale) && max($0.width, $0.height) < Int(30 * scale)
    }
    var counts: [Int: Int] = [:]
    for box in boxes { counts[box.y / (height / 2), default: 0] += 1 }
    let best = (0...(grey.height / (height / 2))).max { first, second in
      func count(_ index: Int) -> Int { counts[index, default: 0] + counts[index + 1, default: 0] }
      return count(first) < count(second)
    }
    guard let best else { return nil }
    let inside = boxes.filter { $0.y / (height / 2) == best || $0.y / (height / 2) == best + 1 }
    guard let first = inside.first else { return nil }
    let area = inside.dropFirst().reduce(first) { $0.union($1) }
    return grey.clipped(to: area)?.bordered(by: Int(4 * scale))
  }
}
