public import DocumentModel

/// Turns pictures of pages into pages: Tesseract for the characters, Leptonica for the picture.
///
/// The way of a picture: `scan` makes it straight and finds its rules; whoever knows lattices says
/// where its cells are; `page` reads cell by cell, and what is outside of them as running text.
public final class PageRecognizer {
  /// What reads as Chinese no worse than this is taken for it.
  private static let clear = 0.8

  let figures: FigureReader
  let chinese: TextEngine

  /// - Throws: `RecognitionError` where the data of a language is missing.
  public init() throws(RecognitionError) {
    figures = try FigureReader()
    chinese = try TextEngine(language: "chi_sim")
  }

  /// The picture made straight; `nil` where it is empty or too large for memory.
  public func scan(_ image: PageImage) -> ScannedPage? {
    ScannedPage(image) { strip in
      Orientation.legibility(
        of: chinese.symbols(in: strip, layout: .block, resolution: image.resolution))
    }
  }

  /// The page that a picture shows; `tables` are the cells of each table as boxes on the sketch, in
  /// points.
  public func page(_ scan: ScannedPage, tables: [[Box]]) -> Page {
    var page = scan.sketch
    page.unmapped = []
    for cells in tables {
      for cell in cells { page.glyphs += glyphs(of: cell, on: scan) }
    }
    for line in RunningText.lines(of: scan, around: tables.map(RunningText.bounds)) {
      if let number = pageNumber(in: line, on: scan) {
        page.glyphs += number
        continue
      }
      page.glyphs += glyphs(of: symbols(in: line, .line, on: scan), on: scan)
    }
    return page
  }

  /// The number of the page, where a line at the top or foot of it is one.
  private func pageNumber(in line: PixelBox, on scan: ScannedPage) -> [Glyph]? {
    let box = scan.box(of: line)
    let margin = 0.12 * scan.sketch.height
    guard box.width < 70, box.midY < margin || box.midY > scan.sketch.height - margin else {
      return nil
    }
    let reading = figures.reading(of: CellInk(of: box, on: scan), on: scan)
    let digits = reading.text.filter { $0 != "-" }
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isNumber) else { return nil }
    return glyphs(of: reading, in: line, on: scan)
  }

  /// Other readings of a figure cell, likelier ones first; `cell` is its place on the sketch.
  public func readings(again cell: Box, on scan: ScannedPage) -> [String] {
    figures.readings(again: CellInk(of: cell, on: scan), on: scan)
  }

  /// The text of a cell: a figure, a label, or nothing where there is no ink.
  private func glyphs(of cell: Box, on scan: ScannedPage) -> [Glyph] {
    let content = CellInk(of: cell, on: scan)
    guard let area = content.area else { return [] }
    guard content.looksLikeFigure else {
      let symbols = text(of: content, in: area, on: scan)
      if symbols.contains(where: \.isIdeograph) { return glyphs(of: symbols, on: scan) }
      let figure = figures.reading(of: content, on: scan)
      return figure.confidence >= Self.confidence(of: symbols)
        ? glyphs(of: figure, in: area, on: scan) : glyphs(of: symbols, on: scan)
    }
    let figure = figures.reading(of: content, on: scan)
    // Characters of Chinese fall into pieces; digits do so only where they are worn.
    if content.isWhole { return glyphs(of: figure, in: area, on: scan) }
    let symbols = text(of: content, in: area, on: scan)
    let ideographs = symbols.count(where: \.isIdeograph)
    let isText = ideographs >= 2 && Self.confidence(of: symbols) >= Self.clear
    if !isText { return glyphs(of: figure, in: area, on: scan) }
    return glyphs(of: symbols, on: scan)
  }

  /// The text of a cell line by line; as one block where the lines read badly.
  private func text(
    of content: CellInk, in area: PixelBox, on scan: ScannedPage
  ) -> [TextEngine.Symbol] {
    let lines = content.lines.flatMap { symbols(in: $0, .line, on: scan) }
    if Self.confidence(of: lines) >= Self.clear { return lines }
    let block = symbols(in: area, .block, on: scan)
    return Self.confidence(of: block) > Self.confidence(of: lines) ? block : lines
  }

  private static func confidence(of symbols: [TextEngine.Symbol]) -> Double {
    symbols.isEmpty ? 0 : symbols.reduce(0) { $0 + $1.confidence } / Double(symbols.count)
  }

  /// What stands in an area of the picture; boxes are places on the picture.
  private func symbols(
    in area: PixelBox, _ layout: TextEngine.Layout, on scan: ScannedPage
  ) -> [TextEngine.Symbol] {
    let border = RunningText.border
    let outer = area.expanded(by: 2).clamped(to: scan.grey.bounds)
    guard let picture = scan.grey.clipped(to: outer)?.bordered(by: border) else { return [] }
    return chinese.symbols(in: picture, layout: layout, resolution: scan.resolution).map {
      var symbol = $0
      symbol.box = symbol.box.moved(right: outer.x - border, down: outer.y - border)
      symbol.line =
        layout == .line
        ? area : symbol.line.moved(right: outer.x - border, down: outer.y - border)
      return symbol
    }
  }

  private func glyphs(
    of reading: FigureReader.Reading, in area: PixelBox, on scan: ScannedPage
  ) -> [Glyph] {
    let box = scan.box(of: area)
    let scalars = Array(reading.text.unicodeScalars)
    let width = box.width / Double(max(1, scalars.count))
    return scalars.enumerated().map { index, scalar in
      Glyph(
        scalar: scalar,
        box: Box(
          x0: box.x0 + Double(index) * width, y0: box.y0, x1: box.x0 + Double(index + 1) * width,
          y1: box.y1),
        // Digits are 0.7 of an em high.
        fontSize: max(6, box.height / 0.7), confidence: reading.confidence)
    }
  }

  private func glyphs(of symbols: [TextEngine.Symbol], on scan: ScannedPage) -> [Glyph] {
    let heights = symbols.map(\.box.height).sorted()
    let typical = heights.isEmpty ? 0 : heights[heights.count * 3 / 4]
    let places = Self.places(of: symbols, within: Int(1.2 * Double(typical)))
    return zip(symbols, places).flatMap { symbol, place -> [Glyph] in
      let box = scan.box(of: place)
      let size = Double(typical) / scan.scale / 0.92
      let scalars = symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }
      return scalars.map {
        Glyph(scalar: $0, box: box, fontSize: size, confidence: symbol.confidence)
      }
    }
  }

  /// Where characters stand in their lines. Tesseract's places are guesses that may cross or leave
  /// gaps; the order is certain, and only a wide gap is one.
  private static func places(of symbols: [TextEngine.Symbol], within gap: Int) -> [PixelBox] {
    var result = symbols.map { symbol in
      PixelBox(
        x: symbol.box.x, y: symbol.line.y, width: symbol.box.width, height: symbol.line.height)
    }
    for index in result.indices.dropFirst()
    where symbols[index].line == symbols[index - 1].line {
      let least = result[index - 1].x + 1
      if result[index].x < least {
        result[index].width = max(1, result[index].right - least)
        result[index].x = least
      }
      let distance = result[index].x - result[index - 1].right
      if distance < gap { result[index - 1].width += distance }
    }
    return result
  }
}

extension TextEngine.Symbol {
  fileprivate var isIdeograph: Bool { text.unicodeScalars.contains { $0.properties.isIdeographic } }
}
