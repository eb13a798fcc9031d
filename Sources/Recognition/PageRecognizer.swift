public import PageModel

/// A page as read at first sight: its figures are not yet compared with one another.
public struct PageDraft {
  var page: Page
  /// The figures of ruled cells, and those outside of ruled tables with their font size in points.
  var figures: [FigureCell] = []
  var runningFigures: [(figure: FigureCell, size: Double)] = []
}

/// Turns pictures of pages into pages: PP-OCR and Tesseract for the characters, Leptonica for the picture.
///
/// The way of a picture: `prepared` turns it, `scan` finds its ruling lines; whoever knows lattices says
/// where its cells are; `draft` reads cell by cell, and what is outside of them as running text; `pages`
/// reads the figures of all drafts a second time, by the shapes of the document's own digits.
public final class PageRecognizer {
  /// What reads as Chinese no worse than this is taken for it.
  private static let clear = 0.8

  /// Height of the lines that the model of `chi_sim` is given, in pixels.
  private static let rowHeight = 48.0
  /// A row is at least so many times as wide as high.
  private static let shortestRow = 5

  /// What is left of the confidence of a figure that its digits' shapes contradict.
  private static let contradicted = 0.5
  /// The most confidence of a figure that no shapes of digits are compared with.
  static let unconfirmed = 0.9
  /// Digits of fewer pixels in height hardly differ: nothing of them is sure by itself.
  private static let fewestPixels = 14
  /// The most confidence of a figure that a seal lay over.
  private static let sealed = 0.5
  /// The confidence of a figure that two looks read differently and its digits' shapes confirm.
  private static let decided = 0.94
  /// Digits as like their shapes as this, and this much less like any other, are those.
  private static let like = 0.85
  private static let apart = 0.05

  let figures: FigureReader
  let chinese: TextReader
  /// How the last page was turned whose text said so: the pages of a document lie alike.
  private var orientation: Orientation?
  /// The digits' shapes of the document that was read last.
  private var shapes = DigitShapes(of: [])

  /// - Throws: `RecognitionError` where the data of a language or of the engine is missing.
  public init(_ readers: CharacterReaders) throws(RecognitionError) {
    (chinese, figures) = try readers.start()
  }

  /// The picture made straight; `nil` where it is empty or too large for memory. `isSheet` says whether
  /// it shows a whole sheet of paper.
  public func prepared(_ image: PageBitmap, isSheet: Bool = true) -> PreparedPicture? {
    let picture = PreparedPicture(image, isSheet: isSheet, after: orientation) { strip in
      chinese.symbols(
        in: strip, layout: .block, resolution: image.resolution,
        until: Orientation.isClearlyUpright)
    }
    if let picture, picture.orientation.isSure { orientation = picture.orientation }
    return picture
  }

  /// The picture with its ruling lines found; `nil` where it is too large for memory.
  public func scan(_ picture: PreparedPicture) -> ScannedPage? { ScannedPage(picture) }

  /// What a picture shows at first sight; `tables` are the cells of each table as boxes on the sketch,
  /// in points.
  public func draft(_ scan: ScannedPage, tables: [[Box]]) -> PageDraft {
    var draft = PageDraft(page: scan.sketch)
    draft.page.unmapped = []
    // Lines that are none may make a second table over another.
    for cell in tables.flatMap({ $0 }) {
      switch text(of: cell, on: scan) {
      case .glyphs(let glyphs): draft.page.glyphs += glyphs
      case .figure(let figure):
        if !draft.figures.contains(where: { $0.area.covers(figure.area) }) {
          draft.figures.append(figure)
        }
      }
    }
    let figures = draft.figures.map(\.area)
    draft.page.glyphs.removeAll { glyph in
      let place = scan.pixels(of: glyph.box)
      return figures.contains { $0.covers(place) }
    }
    let read = figures + draft.page.glyphs.map { scan.pixels(of: $0.box) }
    self.read(
      RunningText.segments(of: scan, around: tables.map(RunningText.bounds)).filter { segment in
        !read.contains { $0.covers(segment.box) }
      }, on: scan, into: &draft)
    return draft
  }

  /// The pages of one document, their figures compared with the shapes of all its digits.
  public func pages(_ drafts: [PageDraft]) -> [Page] {
    shapes = DigitShapes(of: drafts.flatMap { $0.figures + $0.runningFigures.map(\.figure) })
    return drafts.map { draft in
      var page = draft.page
      for figure in draft.figures { page.glyphs += glyphs(of: figure) }
      for (figure, size) in draft.runningFigures {
        page.glyphs += glyphs(of: figure).map { $0.sized(size) }
      }
      return page
    }
  }

  private func glyphs(of figure: FigureCell) -> [Glyph] {
    var reading = reviewed(figure)
    let height = min(figure.content.height, shapes.digitHeight)
    if shapes.isWorn || height < Self.fewestPixels || figure.content.isFaint {
      reading.confidence = min(reading.confidence, Self.unconfirmed)
    }
    if Self.mayBeThousands(reading.text) {
      reading.confidence = min(reading.confidence, Self.contradicted)
    }
    if figure.scan.isSealed(figure.area) {
      reading.confidence = min(reading.confidence, Self.sealed)
    }
    reading.text += figure.unit
    return glyphs(of: reading, in: figure.area, on: figure.scan)
  }

  /// Whether three digits stand behind a point, which differs from a comma by a pixel or two: 38,330 reads
  /// as 38.330.
  static func mayBeThousands(_ figure: String) -> Bool {
    figure.wholeMatch(of: /[0-9]{1,3}(\.[0-9]{3})+/) != nil
  }

  /// A figure after a second reading by the shapes of its digits.
  private func reviewed(_ figure: FigureCell) -> FigureReader.Candidate {
    var result = figure.reading
    if result.isAgreed {
      if isContradicted(figure) { result.confidence = min(result.confidence, Self.contradicted) }
      return result
    }
    if let zeros = RingDigits.zeros(in: figure.content, on: figure.scan) {
      let agrees = result.text == zeros
      return FigureReader.Candidate(
        text: zeros,
        confidence: agrees ? max(result.confidence, Self.decided) : Self.contradicted)
    }
    if RingDigits.contradict(result.text, in: figure.content, on: figure.scan) {
      result.confidence = min(result.confidence, Self.contradicted)
    }
    guard let second = shapes.reading(of: figure) else { return result }
    if second.isPartial {
      result.confidence = min(result.confidence, Self.contradicted)
      return result
    }
    let isClear = second.likeness >= Self.like && second.margin >= Self.apart
    // A stroke that means nothing is like no digit.
    if !isClear, !result.text.contains(where: \.isNumber) { return result }
    if second.text == result.text {
      let isRing = RingDigits.contradict(result.text, in: figure.content, on: figure.scan)
      if isClear, !isRing { result.confidence = max(result.confidence, Self.decided) }
    } else {
      if isClear { result.text = second.text }
      result.confidence = min(result.confidence, Self.contradicted)
    }
    return result
  }

  /// Whether the shapes of digits speak against what two readers agree on. Sides of thin digits that
  /// stand apart look like more digits than there are.
  private func isContradicted(_ figure: FigureCell) -> Bool {
    let text = figure.reading.text
    if let zeros = RingDigits.zeros(in: figure.content, on: figure.scan), zeros != text {
      return true
    }
    if RingDigits.contradict(text, in: figure.content, on: figure.scan) { return true }
    guard let second = shapes.reading(of: figure) else { return false }
    let isClear = second.likeness >= Self.like && second.margin >= Self.apart
    return second.isPartial || isClear && second.text != text && second.text.count <= text.count
  }

  /// The number of the page, where a line at the top or foot of it is one.
  func pageNumber(in line: PixelBox, on scan: ScannedPage) -> [Glyph]? {
    let box = scan.box(of: line)
    let margin = 0.12 * scan.sketch.height
    guard box.width < 70, box.midY < margin || box.midY > scan.sketch.height - margin else {
      return nil
    }
    guard let reading = figures.glance(at: CellInk(of: box, on: scan), on: scan) else { return nil }
    let digits = reading.text.filter { $0 != "-" }
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isNumber) else { return nil }
    return glyphs(of: reading, in: line, on: scan)
  }

  /// Other readings of a figure cell, likelier ones first; `cell` is its place on the sketch.
  public func readings(again cell: Box, on scan: ScannedPage) -> [String] {
    let whole = CellInk(of: cell, on: scan)
    let content = whole.parted(on: scan)?.figure ?? whole
    let read = figures.readings(again: content, on: scan)
    guard let area = content.area, let first = read.first else { return read }
    let figure = FigureCell(
      scan: scan, content: content, area: area,
      reading: FigureReader.Candidate(text: first, confidence: 1))
    guard let second = shapes.reading(of: figure), !second.isPartial else { return read }
    let shape = second.text
    return [shape] + read.filter { $0 != shape }
  }

  /// What a cell holds.
  private enum CellText {
    case glyphs([Glyph])
    case figure(FigureCell)
  }

  /// The text of a cell: a figure, a label, or nothing where there is no ink.
  private func text(of cell: Box, on scan: ScannedPage) -> CellText {
    let content = CellInk(of: cell, on: scan)
    if let label = faintLabel(of: content, in: cell, on: scan) { return .glyphs(label) }
    guard let area = content.area else { return .glyphs([]) }
    func figure(_ reading: FigureReader.Candidate) -> CellText {
      .figure(FigureCell(scan: scan, content: content, area: area, reading: reading))
    }
    if let measured = measuredFigure(content, in: area, on: scan) { return .figure(measured) }
    guard content.looksLikeFigure else {
      let symbols = text(of: content, in: area, on: scan)
      if symbols.contains(where: \.isIdeograph) { return .glyphs(glyphs(of: symbols, on: scan)) }
      // Digits that touch are as wide as ideographs.
      let lines = content.lines
      if lines.count > 1, let parts = figureLines(lines, on: scan) { return .glyphs(parts) }
      let reading = figures.reading(of: content, on: scan)
      return reading.text.contains(where: \.isNumber)
        ? figure(reading) : .glyphs(glyphs(of: symbols, on: scan))
    }
    let reading = figures.reading(of: content, on: scan)
    // Characters of Chinese fall into pieces; digits do so only where they are worn.
    if content.isWhole, reading.isAgreed || chinese.model == nil { return figure(reading) }
    let symbols = text(of: content, in: area, on: scan)
    let ideographs = symbols.count(where: \.isIdeograph)
    let isText = ideographs >= 2 && Self.confidence(of: symbols) >= Self.clear
    return isText ? .glyphs(glyphs(of: symbols, on: scan)) : figure(reading)
  }

  /// The text of a cell that is too light for ink in part; `nil` where there is none, or it reads badly.
  private func faintLabel(
    of content: CellInk, in cell: Box, on scan: ScannedPage
  ) -> [Glyph]? {
    guard let faint = CellInk.faint(in: cell, on: scan), let area = faint.area,
      content.isPart(ofText: faint)
    else { return nil }
    let symbols = text(of: faint, in: area, on: scan)
    guard symbols.count(where: \.isIdeograph) >= 2, Self.confidence(of: symbols) >= Self.clear
    else {
      return nil
    }
    return glyphs(of: symbols, on: scan)
  }

  /// Units of counting and of money behind figures.
  private static let units = Set("件项次个宗条份起元人万亿")

  /// A figure with its unit; `nil` where nothing behind it reads as one.
  func measuredFigure(
    _ content: CellInk, in area: PixelBox, on scan: ScannedPage
  ) -> FigureCell? {
    guard let (figure, unit) = content.parted(on: scan), figure.looksLikeFigure else { return nil }
    let behind = symbols(in: unit, .line, on: scan)
    let whole = symbols(in: area, .line, on: scan)
    let unitText = [behind, whole].lazy.map { symbols in
      String(symbols.map(\.text).joined().reversed().prefix { Self.units.contains($0) }.reversed())
    }.first { (1...2).contains($0.count) }
    guard let unitText else { return nil }
    return FigureCell(
      scan: scan, content: figure, area: figure.area ?? area,
      reading: figures.reading(of: figure, on: scan), unit: unitText)
  }

  /// A figure broken over lines, line by line; `nil` where one is no figure. It is never sure: where it
  /// was broken, a mark may be lost.
  private func figureLines(_ lines: [PixelBox], on scan: ScannedPage) -> [Glyph]? {
    var result: [Glyph] = []
    for line in lines {
      var reading = figures.reading(
        of: CellInk(of: scan.box(of: line.expanded(by: 1)), on: scan), on: scan)
      guard reading.text.contains(where: \.isNumber) else { return nil }
      reading.confidence = min(reading.confidence, Self.contradicted)
      result += glyphs(of: reading, in: line, on: scan)
    }
    return result
  }

  /// The text of a cell line by line; as one block where the lines read badly.
  private func text(
    of content: CellInk, in area: PixelBox, on scan: ScannedPage
  ) -> [TextEngine.Symbol] {
    let lines = content.lines.flatMap { symbols(inLine: $0, on: scan) }
    if Self.confidence(of: lines) >= Self.clear { return lines }
    let block = symbols(in: area, .block, on: scan)
    return Self.confidence(of: block) > Self.confidence(of: lines) ? block : lines
  }

  private static func confidence(of symbols: [TextEngine.Symbol]) -> Double {
    symbols.isEmpty ? 0 : symbols.reduce(0) { $0 + $1.confidence } / Double(symbols.count)
  }

  /// What stands in one line of the picture; boxes are places on the picture.
  func symbols(inLine area: PixelBox, on scan: ScannedPage) -> [TextEngine.Symbol] {
    // A few characters have too little beside them to be read as a row.
    guard area.width > Self.shortestRow * area.height else {
      return symbols(in: area, .line, on: scan)
    }
    let row = symbols(in: area, .row, on: scan)
    if Self.confidence(of: row) >= Self.clear { return row }
    let line = symbols(in: area, .line, on: scan)
    return Self.confidence(of: line) > Self.confidence(of: row) ? line : row
  }

  /// What stands in an area of the picture; boxes are places on the picture.
  func symbols(
    in area: PixelBox, _ layout: TextEngine.Layout, on scan: ScannedPage
  ) -> [TextEngine.Symbol] {
    let border = layout == .row ? max(3, area.height / 8) : RunningText.border
    let outer = area.expanded(by: 2).clamped(to: scan.grey.bounds)
    guard let full = scan.grey.clipped(to: outer)?.bordered(by: border) else { return [] }
    // Tesseract makes a row as small itself, but carries the large one through all before.
    let scale = layout == .row ? min(1, Self.rowHeight / Double(full.height)) : 1
    guard let picture = scale < 1 ? full.scaled(by: scale) : full else { return [] }
    func place(_ box: PixelBox) -> PixelBox {
      func enlarged(_ length: Int) -> Int { Int(bounded: (Double(length) / scale).rounded()) }
      return PixelBox(
        x: enlarged(box.x) + outer.x - border, y: enlarged(box.y) + outer.y - border,
        width: enlarged(box.width), height: enlarged(box.height))
    }
    return chinese.symbols(in: picture, layout: layout, resolution: scan.resolution * scale).map {
      var symbol = $0
      symbol.box = place(symbol.box)
      symbol.line = layout == .block ? place(symbol.line) : area
      return symbol
    }
  }

  private func glyphs(
    of reading: FigureReader.Candidate, in area: PixelBox, on scan: ScannedPage
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
    let places = Self.places(of: symbols, within: Int(bounded: 1.2 * Double(typical)))
    return zip(symbols, places).flatMap { symbol, place -> [Glyph] in
      let box = scan.box(of: place)
      let size = Double(typical) / scan.scale / 0.92
      let scalars = symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }
      return scalars.map {
        Glyph(
          scalar: $0, box: box, fontSize: size,
          // Digits among text are read in one way only; tables without ruling lines are read so.
          confidence: $0.properties.numericType == .decimal
            ? min(symbol.confidence, Self.unconfirmed) : symbol.confidence)
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

extension Glyph {
  /// The character in a font of another size, in points, about the same middle.
  fileprivate func sized(_ size: Double) -> Glyph {
    var copy = self
    copy.fontSize = size
    copy.box.y0 = box.midY - size / 2
    copy.box.y1 = box.midY + size / 2
    return copy
  }
}

extension TextEngine.Symbol {
  var isIdeograph: Bool { text.unicodeScalars.contains { $0.properties.isIdeographic } }
}
