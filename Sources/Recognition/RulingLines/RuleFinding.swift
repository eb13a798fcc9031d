import CTesseract
import PageModel

/// The ruling lines of a straightened picture: long thin pieces of ink that meet others across.
struct RuleFinding {
  /// Shorter pieces are strokes of characters, in points.
  private static let shortest = 13.0
  /// A level line with no piece as long as this is made of strokes of a title, in points.
  private static let shortestLevel = 28.0
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

  private(set) var rules: [Rule] = []
  /// The ink of the rules.
  private(set) var ink: Raster?

  private struct Piece {
    var box: PixelBox
    var ink: Raster?
    var isLevel: Bool
    var rule: Rule
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
    let allLevels = pieces.filter(\.isLevel)
    // What meets fewer than two lines across is an underline or a stroke; without it others may too.
    while true {
      let levels = pieces.filter(\.isLevel).map(\.rule)
      let uprights = pieces.filter { !$0.isLevel }.map(\.rule)
      let joined = (Self.joined(levels), Self.joined(uprights))
      let closed = joined.0 + Self.openEdges(of: joined.1, beyond: joined.0)
      let kept = pieces.filter { piece in
        let own = piece.isLevel ? joined.0 : joined.1
        let across = piece.isLevel ? joined.1 : closed
        guard let line = own.first(where: { $0.contains(piece.rule) }) else { return false }
        let isLong = levels.contains { $0.length >= Self.shortestLevel && line.contains($0) }
        guard isLong || !piece.isLevel, !Self.hangsOver(piece, of: line, across: across) else {
          return false
        }
        return across.filter { Self.meet(line, $0) }.count >= 2
      }
      if kept.count == pieces.count { break }
      pieces = kept
    }
    pieces = Self.wide(pieces)
    let levels = Self.joined(pieces.filter(\.isLevel).map(\.rule))
    let free = Self.free(allLevels, besides: pieces)
    let mask = Self.mask(of: pieces + free, like: ink)
    let strokes = LineStrokes(
      ink: mask.flatMap { Self.text(in: ink, besides: $0) } ?? ink, levels: levels, buried: buried,
      scale: scale)
    let parted = Self.joined(pieces.filter { !$0.isLevel }.map(\.rule)).map(strokes.parted)
    let found = parted.flatMap(\.lines)
    let notLines = parted.flatMap(\.strokes)
    let (levelLines, uprights) = Self.completed(
      levels, found, besides: notLines, in: grey, buried: buried, scale: scale)
    rules = Self.joined(levelLines) + uprights + Self.joined(free.map(\.rule))
    self.ink = mask
    for stroke in notLines { self.ink?.paint(stroke, isInk: false, scale: scale) }
    for rule in levelLines.dropFirst(levels.count) + uprights.dropFirst(found.count) {
      self.ink?.paint(rule, isInk: true, scale: scale)
    }
  }

  /// The level and the upright lines with what is missing of them behind them.
  private static func completed(
    _ levels: [Rule], _ uprights: [Rule], besides strokes: [Rule], in grey: Raster,
    buried: BuriedLines?, scale: Double
  ) -> (levels: [Rule], uprights: [Rule]) {
    let missing = SpanningLines(in: grey, buried: buried, scale: scale)
    let partial = PartialLines(missing, buried: buried, scale: scale)
    var (levels, uprights) = (levels, uprights)
    // What is found in one direction shows where to look in the other.
    for _ in 0..<rounds {
      let count = levels.count + uprights.count
      uprights += partial.rest(of: uprights, across: joined(levels), besides: strokes)
      uprights += missing.lines(besides: uprights, between: joined(levels), axis: .vertical)
      levels += partial.rest(of: levels, across: joined(uprights), besides: [])
      levels += missing.lines(besides: levels, between: joined(uprights), axis: .horizontal)
      if levels.count + uprights.count == count { break }
    }
    return (levels, uprights)
  }

  /// The pieces of level lines that stand apart from ruled tables: a table may have no upright ones.
  private static func free(_ levels: [Piece], besides tables: [Piece]) -> [Piece] {
    let lines = joined(levels.map(\.rule)).filter { line in
      let own = levels.map(\.rule).filter { line.contains($0) }
      // Strokes of characters in a row leave gaps.
      let length = own.reduce(0) { $0 + $1.length }
      return line.length >= narrowest && length >= leastCover * line.length
        && own.contains { $0.length >= shortestLevel }
        && !tables.contains {
          !$0.isLevel && $0.rule.start < line.position + 2 * reach
            && $0.rule.end > line.position - 2 * reach
        }
    }
    return levels.filter { piece in lines.contains { $0.contains(piece.rule) } }
  }

  /// Where upright lines end together with no level line there: tables that a break cuts through a row.
  private static func openEdges(of uprights: [Rule], beyond levels: [Rule]) -> [Rule] {
    let sides = uprights.filter { upright in levels.count { meet($0, upright) } >= 2 }
    return sides.flatMap { side in
      [side.start, side.end].compactMap { end -> Rule? in
        let together = sides.filter { min(abs($0.start - end), abs($0.end - end)) < reach }
        let places = together.map(\.position)
        guard let left = places.min(), let right = places.max(), side.position == left,
          right - left >= narrowest, !levels.contains(where: { abs($0.position - end) < reach })
        else { return nil }
        return Rule(
          axis: .horizontal, position: end, start: left, end: right, thickness: side.thickness)
      }
    }
  }

  /// Whether a piece at the end of an upright line is a stroke of a character beyond the table: a line
  /// ends where it meets another, or goes on to the next page.
  private static func hangsOver(_ piece: Piece, of line: Rule, across: [Rule]) -> Bool {
    let rule = piece.rule
    return !piece.isLevel && rule.length < longestStroke && rule.length < line.length
      && (rule.start <= line.start + 0.1 || rule.end >= line.end - 0.1)
      && !across.contains { meet(rule, $0) }
  }

  private static func pieces(
    in grey: Raster, ink: Raster, buried: BuriedLines?, scale: Double
  ) -> [Piece] {
    func lines(isLevel: Bool) -> Raster? {
      guard let faint = FaintLines.lines(in: grey, scale: scale, isLevel: isLevel) else {
        return nil
      }
      if let buried = buried?.ink(isLevel: isLevel) {
        let solid = solid(in: ink, isLevel: isLevel, scale: scale)
        let longest = Int32(bounded: longestText * scale)
        let kept =
          isCustomary(buried, beside: solid, isLevel)
          ? buried
          : Raster(
            pixOpenCompBrick(nil, buried.pix, isLevel ? longest : 1, isLevel ? 1 : longest))
        // Solid lines are known as thick as they are.
        if let new = kept.flatMap({ parts(of: $0, besides: solid, isLevel) }) {
          pixOr(faint.pix, faint.pix, new.pix)
        }
      }
      if let dotted = DottedLines.lines(in: grey, scale: scale, isLevel: isLevel),
        isCustomary(dotted, beside: solid(in: ink, isLevel: isLevel, scale: scale), isLevel)
      {
        pixOr(faint.pix, faint.pix, dotted.pix)
      }
      return faint
    }
    let levels = lines(isLevel: true)
    let uprights = lines(isLevel: false)
    // Dashes where lines cross are seen once the others of their lines are known.
    if let levels, let uprights,
      let dashed = DottedLines.uprights(in: grey, across: levels, scale: scale),
      isCustomary(dashed, beside: solid(in: ink, isLevel: false, scale: scale), false)
    {
      pixOr(uprights.pix, uprights.pix, dashed.pix)
      if dashed.inkCount > 0,
        let dotted = DottedLines.lines(
          in: grey, scale: scale, isLevel: true, besides: dashed)
      {
        pixOr(levels.pix, levels.pix, dotted.pix)
      }
    }
    return pieces(of: ink, with: levels, scale: scale, isLevel: true)
      + pieces(of: ink, with: uprights, scale: scale, isLevel: false)
  }

  /// The boxes of level lines by themselves, those that are too faint for ink or dotted.
  static func faintLevels(in grey: Raster, scale: Double) -> [PixelBox] {
    [
      FaintLines.lines(in: grey, scale: scale, isLevel: true),
      BuriedLines(in: grey, scale: scale)?.ink(isLevel: true),
      DottedLines.lines(in: grey, scale: scale, isLevel: true),
    ].flatMap { $0?.pieceBoxes() ?? [] }
  }

  /// Lines that are not broken.
  private static func solid(in ink: Raster, isLevel: Bool, scale: Double) -> Raster? {
    let length = Int32(bounded: (shortestLevel * scale).rounded())
    return Raster(pixDilateBrick(nil, ink.pix, isLevel ? 1 : 3, isLevel ? 3 : 1)).flatMap {
      Raster(pixOpenCompBrick(nil, $0.pix, isLevel ? length : 1, isLevel ? 1 : length))
    }
  }

  /// Whether broken lines are what the page rules with: a few of them beside many solid ones are
  /// strokes of characters one below or beside the other.
  private static func isCustomary(
    _ broken: Raster, beside solid: Raster?, _ isLevel: Bool
  ) -> Bool {
    func length(_ lines: Raster?) -> Int {
      (lines?.pieceBoxes() ?? []).reduce(0) { $0 + (isLevel ? $1.width : $1.height) }
    }
    guard let solid, let others = parts(of: broken, besides: solid, isLevel) else { return true }
    return length(others) * 3 > length(solid)
  }

  /// The parts of lines that are no solid ones.
  private static func parts(of lines: Raster, besides solid: Raster?, _ isLevel: Bool) -> Raster? {
    guard let solid else { return lines }
    // Both find the sides of a solid line a little apart.
    return Raster(pixDilateBrick(nil, solid.pix, isLevel ? 1 : 7, isLevel ? 7 : 1)).flatMap {
      Raster(pixSubtract(nil, lines.pix, $0.pix))
    }
  }

  private static func pieces(
    of ink: Raster, with faint: Raster?, scale: Double, isLevel: Bool
  ) -> [Piece] {
    let length = Int32(bounded: (shortest * scale).rounded())
    // Thickened across, a line that is not quite level is one piece.
    let thick = Raster(pixDilateBrick(nil, ink.pix, isLevel ? 1 : 3, isLevel ? 3 : 1))
    guard let thick,
      let lines = Raster(
        pixOpenCompBrick(nil, thick.pix, isLevel ? length : 1, isLevel ? 1 : length))
    else { return [] }
    if let faint { pixOr(lines.pix, lines.pix, faint.pix) }
    freeOfBlobs(lines, in: ink, scale: scale, isLevel: isLevel)
    return lines.pieces().compactMap { box, picture in
      let across = Double(isLevel ? box.height : box.width) / scale
      let along = Double(isLevel ? box.width : box.height) / scale
      guard across <= thickest || across <= 0.02 * along else { return nil }
      let middle =
        isLevel
        ? (Double(box.y) + Double(box.height) / 2) / scale
        : (Double(box.x) + Double(box.width) / 2) / scale
      let start = Double(isLevel ? box.x : box.y) / scale
      let rule = Rule(
        axis: isLevel ? .horizontal : .vertical, position: middle, start: start,
        end: start + along, thickness: max(0.2, across - 2 / scale))
      return Piece(box: box, ink: picture, isLevel: isLevel, rule: rule)
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
  private static func freeOfBlobs(_ lines: Raster, in ink: Raster, scale: Double, isLevel: Bool) {
    let bridge = Int32(bounded: (widestBlob * scale).rounded())
    guard let blobs = blobs(in: ink, scale: scale) else { return }
    pixSubtract(lines.pix, lines.pix, blobs.pix)
    // What is left of a blob and of characters that touch it is shorter than a line.
    let shortest = Int32(bounded: (Self.shortest * scale / 2).rounded())
    pixOpenCompBrick(lines.pix, lines.pix, isLevel ? shortest : 1, isLevel ? 1 : shortest)
    guard
      let led = Raster(
        pixCloseSafeCompBrick(nil, lines.pix, isLevel ? bridge : 1, isLevel ? 1 : bridge))
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

  /// Pieces in one line become one rule.
  private static func joined(_ rules: [Rule]) -> [Rule] {
    var result: [Rule] = []
    for rule in rules.sorted(by: { ($0.start, $0.position) < ($1.start, $1.position) }) {
      if let index = result.firstIndex(where: {
        abs($0.position - rule.position) < 1.5 && rule.start < $0.end + gap
      }) {
        let other = result[index]
        let weight = other.length / max(0.1, other.length + rule.length)
        result[index].position = other.position * weight + rule.position * (1 - weight)
        result[index].end = max(other.end, rule.end)
        result[index].thickness = max(other.thickness, rule.thickness)
      } else {
        result.append(rule)
      }
    }
    return result
  }

  /// The pieces of those lines that are part of something as wide as a table.
  private static func wide(_ pieces: [Piece]) -> [Piece] {
    let levels = joined(pieces.filter(\.isLevel).map(\.rule))
    let uprights = joined(pieces.filter { !$0.isLevel }.map(\.rule))
    var left = levels.filter { $0.length >= narrowest }
    var kept = (levels: left, uprights: [Rule]())
    while !left.isEmpty {
      let met = uprights.filter { upright in
        !kept.uprights.contains(upright) && left.contains { meet($0, upright) }
      }
      kept.uprights += met
      left = levels.filter { level in
        !kept.levels.contains(level) && met.contains { meet(level, $0) }
      }
      kept.levels += left
    }
    return pieces.filter { piece in
      (piece.isLevel ? kept.levels : kept.uprights).contains { $0.contains(piece.rule) }
    }
  }

  private static func meet(_ line: Rule, _ other: Rule) -> Bool {
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
  /// Makes the place of a rule ink or paper.
  fileprivate func paint(_ rule: Rule, isInk: Bool, scale: Double) {
    // Ink that goes is as wide as it was found, which is blurred.
    let width = max(1, Int(bounded: ((rule.thickness + (isInk ? 0 : 3)) * scale).rounded()))
    let across = Int(bounded: rule.position * scale) - width / 2
    let (start, end) = (Int(bounded: rule.start * scale), Int(bounded: rule.end * scale))
    let isUpright = rule.axis == .vertical
    let place =
      isUpright
      ? PixelBox(x: across, y: start, width: width, height: end - start)
      : PixelBox(x: start, y: across, width: end - start, height: width)
    fill(place, isInk: isInk)
  }
}

extension Rule {
  fileprivate func contains(_ piece: Rule) -> Bool {
    abs(position - piece.position) < 4 && start <= piece.start + 0.1 && end >= piece.end - 0.1
  }
}
