import PageModel

/// Reads what stands outside of ruled tables, so that tables without ruling lines can be told by where their
/// text stands: every cell by itself, its figures as those of ruled cells.
extension PageRecognizer {
  /// What a segment reads as.
  private enum Item {
    case symbols([TextEngine.Symbol])
    case figure(FigureCell)
  }

  /// Longer rows of narrow characters are words of Latin letters, addresses or the like.
  private static let longestFigure = 16
  /// A character that is none of a figure's and as sure as this makes a segment text.
  private static let sure = 0.6
  /// What recognises all characters takes digits and dashes for these.
  private static let likeFigures = Set("OoDIl|〇○一—–－−_~·.,，．。、:'’‘ !".map(String.init))
    .union(FigureReader.characters)
  /// How far around its ink a cell reaches, in font sizes.
  private static let margin = 0.25
  /// Smaller ink is no line of characters, in points.
  private static let leastSize = 5.0

  /// Adds what the segments show to the draft.
  func read(_ segments: [RunningText.Segment], on scan: ScannedPage, into draft: inout PageDraft) {
    let items = segments.compactMap { segment -> (segment: RunningText.Segment, item: Item)? in
      let isAlone = !segments.contains {
        $0.box != segment.box && $0.box.y < segment.box.bottom && segment.box.y < $0.box.bottom
      }
      if isAlone, let number = pageNumber(in: segment.box.expanded(by: 2), on: scan) {
        draft.page.glyphs += number
        return nil
      }
      let item = item(of: segment, on: scan)
      return Self.isDirt(item) ? nil : (segment, item)
    }
    let sizes = FontSizes(
      of: items.map { (size(of: $0.segment, $0.item, on: scan), Double($0.segment.box.width)) }
        .filter { $0.0 >= Self.leastSize })
    for (segment, item) in items {
      let size = sizes.size(like: size(of: segment, item, on: scan))
      switch item {
      case .figure(let figure): draft.runningFigures.append((figure, size))
      case .symbols(let symbols):
        draft.page.glyphs += glyphs(of: symbols, in: segment, size: size, on: scan)
      }
    }
  }

  /// Longer rows of characters are not read out of dirt; those of dirt are less sure than this.
  private static let longestDirt = 2
  private static let unsure = 0.4

  /// Whether what was read is specks or the shadow at a side: a mark or two by themselves, or characters
  /// of which the reader is not sure at all.
  private static func isDirt(_ item: Item) -> Bool {
    guard case .symbols(let symbols) = item, symbols.count <= longestDirt else { return false }
    let isMark = symbols.allSatisfy { symbol in
      !symbol.text.unicodeScalars.contains {
        $0.properties.isIdeographic || $0.properties.numericType != nil
      }
    }
    return isMark || symbols.allSatisfy { $0.confidence < unsure }
  }

  /// The font size that the ink of a segment tells of, in points.
  private func size(of segment: RunningText.Segment, _ item: Item, on scan: ScannedPage) -> Double {
    switch item {
    case .figure: Double(segment.box.height) / scan.scale / FontSizes.digits
    case .symbols(let symbols):
      Double(Self.body(of: symbols, in: segment).height) / scan.scale / FontSizes.ideographs
    }
  }

  /// Of the height of a line's ink its ideographs take this share at least, or they are all as flat as
  /// `一`.
  private static let leastBody = 0.6

  /// Ideographs of one line are about equally high.
  private static let likeHeights = 0.85...1.15

  /// The ink of a segment's ideographs; brackets and commas are higher or lower, and a stroke of the line
  /// below makes one character higher than the others.
  private static func body(
    of symbols: [TextEngine.Symbol], in segment: RunningText.Segment
  ) -> PixelBox {
    let owned = Dictionary(grouping: segment.pieces) { piece in
      let middle = 2 * piece.x + piece.width
      return symbols.indices.min { a, b in
        let (a, b) = (symbols[a].box, symbols[b].box)
        return abs(2 * a.x + a.width - middle) < abs(2 * b.x + b.width - middle)
      } ?? 0
    }
    let characters = owned.filter {
      symbols.indices.contains($0.key) && symbols[$0.key].isIdeograph
    }
    .values.map(PixelBox.around).sorted { $0.height < $1.height }
    guard !characters.isEmpty else { return segment.box }
    let usual = Double(characters[characters.count * 3 / 4].height)
    let body = PixelBox.around(
      characters.filter { likeHeights.contains(Double($0.height) / usual) })
    return Double(body.height) < leastBody * Double(segment.box.height) ? segment.box : body
  }

  private func item(of segment: RunningText.Segment, on scan: ScannedPage) -> Item {
    if let figure = figure(in: segment, on: scan) { return .figure(figure) }
    let line = segment.box.expanded(by: 2).clamped(to: scan.grey.bounds)
    return .symbols(symbols(inLine: line, on: scan))
  }

  /// The figure that the segment holds; `nil` where it holds text.
  private func figure(in segment: RunningText.Segment, on scan: ScannedPage) -> FigureCell? {
    guard PixelBox.columns(of: segment.pieces).count <= Self.longestFigure else { return nil }
    let content = CellInk(of: cell(of: segment, on: scan), on: scan)
    guard let area = content.area else { return nil }
    guard content.looksLikeFigure else { return measuredFigure(content, in: area, on: scan) }
    if !content.isDash {
      let symbols = symbols(in: area, .line, on: scan)
      let isText = symbols.contains {
        !Self.likeFigures.contains($0.text) && $0.confidence >= Self.sure
      }
      if isText { return nil }
    }
    return FigureCell(
      scan: scan, content: content, area: area, reading: figures.reading(of: content, on: scan))
  }

  /// About the place that the segment would have in a ruled table.
  private func cell(of segment: RunningText.Segment, on scan: ScannedPage) -> Box {
    let ink = scan.box(of: segment.box)
    let size = max(10, ink.height / FontSizes.digits)
    let middle = ink.midY
    let margin = Self.margin * size
    return Box(
      x0: ink.x0 - margin, y0: min(ink.y0 - 1, middle - 0.6 * size), x1: ink.x1 + margin,
      y1: max(ink.y1 + 1, middle + 0.6 * size))
  }

  /// The characters of a line where its ink is, each as high as its font.
  private func glyphs(
    of symbols: [TextEngine.Symbol], in segment: RunningText.Segment, size: Double,
    on scan: ScannedPage
  ) -> [Glyph] {
    let places = SymbolPlaces(
      of: symbols, pieces: segment.pieces, size: Int(bounded: size * scan.scale))
    let middle = scan.box(of: Self.body(of: symbols, in: segment)).midY
    return zip(symbols, places.boxes).flatMap { symbol, place -> [Glyph] in
      let box = scan.box(of: place)
      return symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }.map {
        Glyph(
          scalar: $0,
          box: Box(x0: box.x0, y0: middle - size / 2, x1: box.x1, y1: middle + size / 2),
          fontSize: size,
          confidence: $0.properties.numericType == .decimal
            ? min(symbol.confidence, Self.unconfirmed) : symbol.confidence)
      }
    }
  }
}
