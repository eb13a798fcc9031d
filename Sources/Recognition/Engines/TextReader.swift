/// The program that recognises Chinese text.
public enum RecognitionEngine: String, Codable, Sendable, CaseIterable {
  /// PP-OCR where it is installed, otherwise Tesseract.
  case auto
  case ppocr
  case tesseract
}

/// Reads Chinese text: by PP-OCR, which is better and takes half the time, or by Tesseract.
final class TextReader: SymbolReader {
  /// The network; `nil` where Tesseract reads.
  let model: LineModel?
  private let tesseract: TextEngine?

  /// Lines of a block are at least this high, in points.
  private static let lowestLine = 4.0

  /// - Throws: `RecognitionError`.
  init(_ engine: RecognitionEngine) throws(RecognitionError) {
    model = engine == .tesseract ? nil : try LineModelFiles.model(isNeeded: engine == .ppocr)
    tesseract = model == nil ? try TextEngine(language: "chi_sim") : nil
  }

  /// The characters of a picture, in reading order.
  func symbols(
    in picture: Raster, layout: TextEngine.Layout, resolution: Double
  ) -> [TextEngine.Symbol] {
    symbols(in: picture, layout: layout, resolution: resolution) { _ in false }
  }

  /// The same; of a block no more lines are read once those read are `enough`.
  func symbols(
    in picture: Raster, layout: TextEngine.Layout, resolution: Double,
    until enough: ([TextEngine.Symbol]) -> Bool
  ) -> [TextEngine.Symbol] {
    guard let model else {
      return tesseract?.symbols(in: picture, layout: layout, resolution: resolution) ?? []
    }
    let lines = layout == .block ? Self.lines(of: picture, resolution) : [picture.bounds]
    var result: [TextEngine.Symbol] = []
    for line in lines where !enough(result) {
      guard let part = picture.clipped(to: line) else { continue }
      result += Punctuation.corrected(model.symbols(in: part, resolution: resolution)).map {
        var symbol = $0
        symbol.box = symbol.box.moved(right: line.x, down: line.y)
        symbol.line = symbol.line.moved(right: line.x, down: line.y)
        return symbol
      }
    }
    return result
  }

  private static func lines(of picture: Raster, _ resolution: Double) -> [PixelBox] {
    let pieces = picture.binarized(below: ScannedPage.inkThreshold)?.componentBoxes() ?? []
    return TextLines.lines(of: pieces, least: Int(lowestLine * resolution / 72)).map {
      $0.expanded(by: 2).clamped(to: picture.bounds)
    }
  }
}
