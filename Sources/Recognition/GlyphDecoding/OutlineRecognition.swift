public import PageModel

extension PageRecognizer {
  /// A figure among outlines is read once only.
  private static let seenOnce = 0.5

  /// The characters of lines of text at known places of a page's picture; boxes in points of the page.
  public func glyphs(in lines: [Box], of image: PageBitmap) -> [Glyph] {
    guard let grey = Raster(colored: image)?.withoutColor() else { return [] }
    let scale = image.resolution / 72 / image.enlargement
    return lines.flatMap { line -> [Glyph] in
      let area = PixelBox(
        x: Int(bounded: line.x0 * scale), y: Int(bounded: line.y0 * scale),
        width: Int(bounded: line.width * scale) + 1,
        height: Int(bounded: line.height * scale) + 1
      ).expanded(by: 2).clamped(to: grey.bounds)
      guard let picture = grey.clipped(to: area)?.bordered(by: RunningText.border) else {
        return []
      }
      let symbols = chinese.symbols(in: picture, layout: .line, resolution: image.resolution)
      return symbols.flatMap { symbol -> [Glyph] in
        let left = (Double(symbol.box.x + area.x - RunningText.border)) / scale
        let box = Box(
          x0: left, y0: line.y0, x1: left + Double(symbol.box.width) / scale, y1: line.y1)
        return symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }.map {
          Glyph(
            scalar: $0, box: box, fontSize: line.height / 0.92,
            confidence: $0.properties.numericType == nil
              ? symbol.confidence : min(symbol.confidence, Self.seenOnce))
        }
      }
    }
  }
}
