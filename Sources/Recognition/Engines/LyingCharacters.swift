import CTesseract

/// Tells whether the characters of words stand or lie: labels with one character a line are words across a
/// page that lies, and PP-OCR reads characters that lie to the left as those that stand, as it learned
/// columns of upright text.
enum LyingCharacters {
  /// As many characters tell.
  private static let most = 12
  /// White between characters that are set anew, as a share of their height.
  private static let gap = 0.2
  /// Characters that lie are read as well when they stand; of those that stand hardly any when turned.
  private static let wellRead = 0.5

  /// Whether characters, `symbols` as they were read of a picture, read as well where each is turned
  /// clockwise in its place: they lie to the left. `read` gives the characters of a picture of one line.
  static func lie(
    _ symbols: [TextEngine.Symbol], in picture: Raster, read: (Raster) -> [TextEngine.Symbol]
  ) -> Bool {
    let told = symbols.prefix(most)
    let turned = told.compactMap { glyph(in: $0.box, of: picture)?.turned(quarters: 1) }
    guard let line = line(of: turned) else { return false }
    let expected = Set(told.map(\.text))
    let right = read(line).filter { expected.contains($0.text) }
    return confidence(of: right) > wellRead * confidence(of: told)
  }

  private static func confidence(of symbols: some Sequence<TextEngine.Symbol>) -> Double {
    symbols.reduce(0) { $0 + $1.confidence }
  }

  /// The ink in a box with no white around it.
  private static func glyph(in box: PixelBox, of picture: Raster) -> Raster? {
    guard let part = picture.clipped(to: box.clamped(to: picture.bounds)),
      let pieces = part.binarized(below: ScannedPage.inkThreshold)?.componentBoxes(),
      let first = pieces.first
    else { return nil }
    return part.clipped(to: pieces.dropFirst().reduce(first) { $0.union($1) })
  }

  /// The pictures side by side.
  private static func line(of pictures: [Raster]) -> Raster? {
    let height = pictures.map(\.height).max() ?? 0
    let space = max(1, Int((gap * Double(height)).rounded()))
    let width = pictures.reduce(space) { $0 + $1.width + space }
    guard height > 0,
      let line = Raster(pixCreate(Int32(width), Int32(height + 2 * space), 8))
    else { return nil }
    line.fill(line.bounds, with: ScannedPage.paper)
    var x = space
    for picture in pictures {
      let y = space + (height - picture.height) / 2
      line.put(picture, x: x, y: y)
      x += picture.width + space
    }
    return line
  }
}
