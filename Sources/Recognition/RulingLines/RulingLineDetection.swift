import CTesseract
import PageModel

/// The ruling lines of a prepared picture: long thin pieces of ink that meet others across.
struct RulingLineDetection {
  /// Shorter pieces are strokes of characters, in points.
  private static let shortest = 13.0
  /// A horizontal line with no piece as long as this is made of strokes of a title, in points.
  private static let shortestHorizontal = 28.0
  /// Strokes of headings are shorter, in points.
  private static let longestStroke = 18.0
  /// Thicker pieces are no lines, in points; a bent line's box is thicker than the line.
  private static let thickest = 6.0
  /// Lines are led through blobs of up to this width, in points: the star of a seal.
  private static let widestBlob = 45.0
  /// How far the points of a star reach beyond where it is thick, in points.
  private static let margin = 4.0
  /// Lines that meet and are no wider than this altogether are strokes of a title, in points.
  private static let narrowest = 120.0
  /// Pieces of a broken line are this near to each other, in points.
  private static let gap = 14.0
  /// How far a line may end from one that it meets, in points.
  private static let reach = 4.0

  /// Beside solid lines, shorter ones fainter than noise may be strokes of characters, in points.
  private static let longestText = 100.0

  /// The pieces of a line that meets no other make up this share of it.
  private static let leastCover = 0.8

  /// How often missing lines are looked for.
  private static let rounds = 3

  private(set) var rulings: [RulingLine] = []
  /// The ink of the ruling lines.
  private(set) var ink: Raster?

  private struct Piece {
    var box: PixelBox
    var ink: Raster?
    var isHorizontal: Bool
    var ruling: RulingLine
  }

  /// - Parameters:
  ///   - grey: the picture.
  ///   - ink: its ink.
  ///   - seals: the ink of seals, whose rings and stars have straight parts.
  ///   - scale: pixels a point.
  init(in grey: Raster, ink: Raster, seals: Raster?, scale: Double) {
    let buried = BuriedLines(in: grey, scale: scale)
    var pieces = Self.pieces(in: grey, ink: ink, buried: buried, scale: scale)
    if let strokes = seals.flatMap({ Self.withoutBlobs($0, in: ink, scale: scale) }) {
      pieces.removeAll { Self.isCovered($0, by: strokes) }
    }
    let allHorizontals = pieces.filter(\.isHorizontal)
    // What meets fewer than two lines across is an underline or a stroke; without it others may too.
    while true {
      let horizontals = pieces.filter(\.isHorizontal).map(\.ruling)
      let verticals = pieces.filter { !$0.isHorizontal }.map(\.ruling)
      let joined = (Self.joined(horizontals), Self.joined(verticals))
      let closed = joined.0 + Self.openEdges(of: joined.1, beyond: joined.0)
      let kept = pieces.filter { piece in
        let own = piece.isHorizontal ? joined.0 : joined.1
        let across = piece.isHorizontal ? joined.1 : closed
        guard let line = own.first(where: { $0.contains(piece.ruling) }) else { return false }
        let isLong = horizontals.contains {
          $0.length >= Self.shortestHorizontal && line.contains($0)
        }
        guard isLong || !piece.isHorizontal, !Self.hangsOver(piece, of: line, across: across) else {
          return false
        }
        return across.filter { Self.meet(line, $0) }.count >= 2
      }
      if kept.count == pieces.count { break }
      pieces = kept
    }
    pieces = Self.wide(pieces)
    let horizontals = Self.joined(pieces.filter(\.isHorizontal).map(\.ruling))
    let free = Self.free(allHorizontals, besides: pieces)
    let mask = Self.mask(of: pieces + free, like: ink)
    let strokes = LineStrokes(
      ink: mask.flatMap { Self.text(in: ink, besides: $0) } ?? ink, horizontals: horizontals,
      buried: buried,
      scale: scale)
    let parted = Self.joined(pieces.filter { !$0.isHorizontal }.map(\.ruling)).map(strokes.parted)
    let found = parted.flatMap(\.lines)
    let notLines = parted.flatMap(\.strokes)
    let (horizontalLines, verticals) = Self.completed(
      horizontals, found, besides: notLines, in: grey, buried: buried, scale: scale)
    rulings = Self.joined(horizontalLines) + verticals + Self.joined(free.map(\.ruling))
    self.ink = mask
    for stroke in notLines { self.ink?.paint(stroke, isInk: false, scale: scale) }
    for ruling in horizontalLines.dropFirst(horizontals.count) + verticals.dropFirst(found.count) {
      self.ink?.paint(ruling, isInk: true, scale: scale)
    }
  }

  /// The horizontal and the vertical lines with what is missing of them behind them.
  private static func completed(
    _ horizontals: [RulingLine], _ verticals: [RulingLine], besides strokes: [RulingLine],
    in grey: Raster,
    buried: BuriedLines?, scale: Double
  ) -> (horizontals: [RulingLine], verticals: [RulingLine]) {
    let missing = SpanningLines(in: grey, buried: buried, scale: scale)
    let partial = PartialLines(missing, buried: buried, scale: scale)
    var (horizontals, verticals) = (horizontals, verticals)
    // What is found in one direction shows where to look in the other.
    for _ in 0..<rounds {
      let count = horizontals.count + verticals.count
      verticals += partial.rest(of: verticals, across: joined(horizontals), besides: strokes)
      verticals += missing.lines(besides: verticals, between: joined(horizontals), axis: .vertical)
      horizontals += partial.rest(of: horizontals, across: joined(verticals), besides: [])
      horizontals += missing.lines(
        besides: horizontals, between: joined(verticals), axis: .horizontal)
      if horizontals.count + verticals.count == count { break }
    }
    return (horizontals, verticals)
  }

  /// The pieces of horizontal lines that stand apart from ruled tables: a table may have no vertical ones.
  private static func free(_ horizontals: [Piece], besides tables: [Piece]) -> [Piece] {
    let lines = joined(horizontals.map(\.ruling)).filter { line in
      let own = horizontals.map(\.ruling).filter { line.contains($0) }
      // Strokes of characters in a row leave gaps.
      let length = own.reduce(0) { $0 + $1.length }
      return line.length >= narrowest && length >= leastCover * line.length
        && own.contains { $0.length >= shortestHorizontal }
        && !tables.contains {
          !$0.isHorizontal && $0.ruling.start < line.position + 2 * reach
            && $0.ruling.end > line.position - 2 * reach
        }
    }
    return horizontals.filter { piece in lines.contains { $0.contains(piece.ruling) } }
  }

  /// Where vertical lines end together with no horizontal line there: tables that a break cuts through a row.
  private static func openEdges(of verticals: [RulingLine], beyond horizontals: [RulingLine])
    -> [RulingLine]
  {
    let sides = verticals.filter { vertical in horizontals.count { meet($0, vertical) } >= 2 }
    return sides.flatMap { side in
      [side.start, side.end].compactMap { end -> RulingLine? in
        let together = sides.filter { min(abs($0.start - end), abs($0.end - end)) < reach }
        let places = together.map(\.position)
        guard let left = places.min(), let right = places.max(), side.position == left,
          right - left >= narrowest,
          !horizontals.contains(where: { abs($0.position - end) < reach })
        else { return nil }
        return RulingLine(
          axis: .horizontal, position: end, start: left, end: right, thickness: side.thickness)
      }
    }
  }

  /// Whether a piece at the end of a vertical line is a stroke of a character beyond the table: a line
  /// ends where it meets another, or goes on to the next page.
  private static func hangsOver(_ piece: Piece, of line: RulingLine, across: [RulingLine]) -> Bool {
    let ruling = piece.ruling
    return !piece.isHorizontal && ruling.length < longestStroke && ruling.length < line.length
      && (ruling.start <= line.start + 0.1 || ruling.end >= line.end - 0.1)
      && !across.contains { meet(ruling, $0) }
  }

  private static func pieces(
    in grey: Raster, ink: Raster, buried: BuriedLines?, scale: Double
  ) -> [Piece] {
    func lines(isHorizontal: Bool) -> Raster? {
      guard let faint = FaintLines.lines(in: grey, scale: scale, isHorizontal: isHorizontal) else {
        return nil
      }
      if let buried = buried?.ink(isHorizontal: isHorizontal) {
        let solid = solid(in: ink, isHorizontal: isHorizontal, scale: scale)
        let longest = Int32(bounded: longestText * scale)
        let kept =
          isCustomary(buried, beside: solid, isHorizontal)
          ? buried
          : Raster(
            pixOpenCompBrick(
              nil, buried.pix, isHorizontal ? longest : 1, isHorizontal ? 1 : longest))
        // Solid lines are known as thick as they are.
        if let new = kept.flatMap({ parts(of: $0, besides: solid, isHorizontal) }) {
          pixOr(faint.pix, faint.pix, new.pix)
        }
      }
      if let dotted = DottedLines.lines(in: grey, scale: scale, isHorizontal: isHorizontal),
        isCustomary(
          dotted, beside: solid(in: ink, isHorizontal: isHorizontal, scale: scale), isHorizontal)
      {
        pixOr(faint.pix, faint.pix, dotted.pix)
      }
      return faint
    }
    let horizontals = lines(isHorizontal: true)
    let verticals = lines(isHorizontal: false)
    // Dashes where lines cross are seen once the others of their lines are known.
    if let horizontals, let verticals,
      let dashed = DottedLines.verticals(in: grey, across: horizontals, scale: scale),
      isCustomary(dashed, beside: solid(in: ink, isHorizontal: false, scale: scale), false)
    {
      pixOr(verticals.pix, verticals.pix, dashed.pix)
      if dashed.inkCount > 0,
        let dotted = DottedLines.lines(
          in: grey, scale: scale, isHorizontal: true, besides: dashed)
      {
        pixOr(horizontals.pix, horizontals.pix, dotted.pix)
      }
    }
    return pieces(of: ink, with: horizontals, scale: scale, isHorizontal: true)
      + pieces(of: ink, with: verticals, scale: scale, isHorizontal: false)
  }

  /// The boxes of horizontal lines by themselves, those that are too faint for ink or dotted.
  static func faintHorizontals(in grey: Raster, scale: Double) -> [PixelBox] {
    [
      FaintLines.lines(in: grey, scale: scale, isHorizontal: true),
      BuriedLines(in: grey, scale: scale)?.ink(isHorizontal: true),
      DottedLines.lines(in: grey, scale: scale, isHorizontal: true),
    ].flatMap { $0?.componentBoxes() ?? [] }
  }

  /// Lines that are not broken.
  private static func solid(in ink: Raster, isHorizontal: Bool, scale: Double) -> Raster? {
    let length = Int32(bounded: (shortestHorizontal * scale).rounded())
    return Raster(pixDilateBrick(nil, ink.pix, isHorizontal ? 1 : 3, isHorizontal ? 3 : 1)).flatMap
    {
      Raster(pixOpenCompBrick(nil, $0.pix, isHorizontal ? length : 1, isHorizontal ? 1 : length))
    }
  }

  /// Whether broken lines are what the page is ruled with: a few of them beside many solid ones are
  /// strokes of characters one below or beside the other.
  private static func isCustomary(
    _ broken: Raster, beside solid: Raster?, _ isHorizontal: Bool
  ) -> Bool {
    func length(_ lines: Raster?) -> Int {
      (lines?.componentBoxes() ?? []).reduce(0) { $0 + (isHorizontal ? $1.width : $1.height) }
    }
    guard let solid, let others = parts(of: broken, besides: solid, isHorizontal) else {
      return true
    }
    return length(others) * 3 > length(solid)
  }

  /// The parts of lines that are no solid ones.
  private static func parts(of lines: Raster, besides solid: Raster?, _ isHorizontal: Bool)
    -> Raster?
  {
    guard let solid else { return lines }
    // Both find the sides of a solid line a little apart.
    return Raster(pixDilateBrick(nil, solid.pix, isHorizontal ? 1 : 7, isHorizontal ? 7 : 1))
      .flatMap {
        Raster(pixSubtract(nil, lines.pix, $0.pix))
      }
  }

  private static func pieces(
    of ink: Raster, with faint: Raster?, scale: Double, isHorizontal: Bool
  ) -> [Piece] {
    let length = Int32(bounded: (shortest * scale).rounded())
    // Thickened across, a line that is not quite horizontal is one piece.
    let thick = Raster(pixDilateBrick(nil, ink.pix, isHorizontal ? 1 : 3, isHorizontal ? 3 : 1))
    guard let thick,
      let lines = Raster(
        pixOpenCompBrick(nil, thick.pix, isHorizontal ? length : 1, isHorizontal ? 1 : length))
    else { return [] }
    if let faint { pixOr(lines.pix, lines.pix, faint.pix) }
    freeOfBlobs(lines, in: ink, scale: scale, isHorizontal: isHorizontal)
    return lines.connectedComponents().compactMap { box, picture in
      let across = Double(isHorizontal ? box.height : box.width) / scale
      let along = Double(isHorizontal ? box.width : box.height) / scale
      guard across <= thickest || across <= 0.02 * along else { return nil }
      let middle =
        isHorizontal
        ? (Double(box.y) + Double(box.height) / 2) / scale
        : (Double(box.x) + Double(box.width) / 2) / scale
      let start = Double(isHorizontal ? box.x : box.y) / scale
      let ruling = RulingLine(
        axis: isHorizontal ? .horizontal : .vertical, position: middle, start: start,
        end: start + along, thickness: max(0.2, across - 2 / scale))
      return Piece(box: box, ink: picture, isHorizontal: isHorizontal, ruling: ruling)
    }
  }

  /// What is too thick for a line, with a margin; `nil` where nothing is.
  private static func blobs(in ink: Raster, scale: Double) -> Raster? {
    let thick = Int32(bounded: (thickest * scale).rounded())
    let margin = Int32(bounded: (2 * Self.margin * scale).rounded()) | 1
    var isEmpty: Int32 = 0
    guard let core = Raster(pixOpenCompBrick(nil, ink.pix, thick, thick)),
      pixZero(core.pix, &isEmpty) == 0, isEmpty == 0
    else { return nil }
    return Raster(pixDilateBrick(nil, core.pix, margin, margin))
  }

  /// Takes what is as thick as the star of a seal out of the lines, and leads those on that end there.
  private static func freeOfBlobs(
    _ lines: Raster, in ink: Raster, scale: Double, isHorizontal: Bool
  ) {
    let bridge = Int32(bounded: (widestBlob * scale).rounded())
    guard let blobs = blobs(in: ink, scale: scale) else { return }
    pixSubtract(lines.pix, lines.pix, blobs.pix)
    // What is left of a blob and of characters that touch it is shorter than a line.
    let shortest = Int32(bounded: (Self.shortest * scale / 2).rounded())
    pixOpenCompBrick(lines.pix, lines.pix, isHorizontal ? shortest : 1, isHorizontal ? 1 : shortest)
    guard
      let led = Raster(
        pixCloseSafeCompBrick(nil, lines.pix, isHorizontal ? bridge : 1, isHorizontal ? 1 : bridge))
    else { return }
    pixAnd(led.pix, led.pix, blobs.pix)
    pixOr(lines.pix, lines.pix, led.pix)
  }

  /// The strokes of seals, without the stars, through which lines were led.
  private static func withoutBlobs(_ seals: Raster, in ink: Raster, scale: Double) -> Raster? {
    guard let blobs = blobs(in: ink, scale: scale) else { return seals }
    return Raster(pixSubtract(nil, seals.pix, blobs.pix))
  }

  /// Whether nearly all of a piece is part of the mask; a line goes on beyond it.
  private static func isCovered(_ piece: Piece, by mask: Raster) -> Bool {
    guard let ink = piece.ink, let part = mask.clipped(to: piece.box.clamped(to: mask.bounds)),
      let common = Raster(pixAnd(nil, ink.pix, part.pix))
    else { return false }
    return common.inkCount * 20 > ink.inkCount * 17
  }

  /// Pieces in one line become one ruling line.
  private static func joined(_ rulings: [RulingLine]) -> [RulingLine] {
    var result: [RulingLine] = []
    for ruling in rulings.sorted(by: { ($0.start, $0.position) < ($1.start, $1.position) }) {
      if let index = result.firstIndex(where: {
        abs($0.position - ruling.position) < 1.5 && ruling.start < $0.end + gap
      }) {
        let other = result[index]
        let weight = other.length / max(0.1, other.length + ruling.length)
        result[index].position = other.position * weight + ruling.position * (1 - weight)
        result[index].end = max(other.end, ruling.end)
        result[index].thickness = max(other.thickness, ruling.thickness)
      } else {
        result.append(ruling)
      }
    }
    return result
  }

  /// The pieces of those lines that are part of something as wide as a table.
  private static func wide(_ pieces: [Piece]) -> [Piece] {
    let horizontals = joined(pieces.filter(\.isHorizontal).map(\.ruling))
    let verticals = joined(pieces.filter { !$0.isHorizontal }.map(\.ruling))
    var left = horizontals.filter { $0.length >= narrowest }
    var kept = (horizontals: left, verticals: [RulingLine]())
    while !left.isEmpty {
      let met = verticals.filter { vertical in
        !kept.verticals.contains(vertical) && left.contains { meet($0, vertical) }
      }
      kept.verticals += met
      left = horizontals.filter { horizontal in
        !kept.horizontals.contains(horizontal) && met.contains { meet(horizontal, $0) }
      }
      kept.horizontals += left
    }
    return pieces.filter { piece in
      (piece.isHorizontal ? kept.horizontals : kept.verticals).contains {
        $0.contains(piece.ruling)
      }
    }
  }

  private static func meet(_ line: RulingLine, _ other: RulingLine) -> Bool {
    // Text that fills a narrow cell comes near its sides and does not touch them; long faint lines lose
    // more of their ends.
    let reach =
      line.length < 60 ? Self.reach / 2 : line.length < narrowest ? Self.reach : 2 * Self.reach
    return other.position > line.start - reach && other.position < line.end + reach
      && line.position > other.start - reach && line.position < other.end + reach
  }

  /// The ink that is no line's; double lines stand as near to each other as text does.
  private static func text(in ink: Raster, besides lines: Raster) -> Raster? {
    Raster(pixDilateBrick(nil, lines.pix, 3, 3)).flatMap {
      Raster(pixSubtract(nil, ink.pix, $0.pix))
    }
  }

  private static func mask(of pieces: [Piece], like ink: Raster) -> Raster? {
    guard let mask = Raster(pixCreate(Int32(ink.width), Int32(ink.height), 1)) else { return nil }
    for piece in pieces {
      guard let picture = piece.ink else { continue }
      pixRasterop(
        mask.pix, Int32(piece.box.x), Int32(piece.box.y), Int32(piece.box.width),
        Int32(piece.box.height), paint, picture.pix, 0, 0)
    }
    return mask
  }

  /// Leptonica's PIX_PAINT, a macro that does not import: source or destination.
  private static let paint: Int32 = 0xC | 0xA
}

extension Raster {
  /// Makes the place of a ruling line ink or paper.
  fileprivate func paint(_ ruling: RulingLine, isInk: Bool, scale: Double) {
    // Ink that goes is as wide as it was found, which is blurred.
    let width = max(1, Int(bounded: ((ruling.thickness + (isInk ? 0 : 3)) * scale).rounded()))
    let across = Int(bounded: ruling.position * scale) - width / 2
    let (start, end) = (Int(bounded: ruling.start * scale), Int(bounded: ruling.end * scale))
    let isVertical = ruling.axis == .vertical
    let place =
      isVertical
      ? PixelBox(x: across, y: start, width: width, height: end - start)
      : PixelBox(x: start, y: across, width: end - start, height: width)
    fill(place, isInk: isInk)
  }
}

extension RulingLine {
  fileprivate func contains(_ piece: RulingLine) -> Bool {
    abs(position - piece.position) < 4 && start <= piece.start + 0.1 && end >= piece.end - 0.1
  }
}
