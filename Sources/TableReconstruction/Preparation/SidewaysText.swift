import PageModel

/// Parts of a page whose text lies on its side or upside down, as a wide table on a portrait page.
struct SidewaysText {
  /// Fewer turned characters than this are a label within an upright table.
  private static let fewest = 20
  /// How far the frame of a table may reach beyond its text, in points.
  private static let margin = 20.0

  /// A part turned upright, with the way back.
  struct Part {
    var page: Page
    var turn: Turn
  }

  enum Turn: Sendable {
    case none, clockwise, counterclockwise, half

    /// The box as it stands on the page, from that in the upright part.
    func restored(_ box: Box, width: Double, height: Double) -> Box {
      switch self {
      case .none: box
      case .clockwise:
        Box(x0: width - box.y1, y0: box.x0, x1: width - box.y0, y1: box.x1)
      case .counterclockwise:
        Box(x0: box.y0, y0: height - box.x1, x1: box.y1, y1: height - box.x0)
      case .half:
        Box(x0: width - box.x1, y0: height - box.y1, x1: width - box.x0, y1: height - box.y0)
      }
    }

    fileprivate func turned(_ box: Box, width: Double, height: Double) -> Box {
      switch self {
      case .none: box
      case .clockwise:
        Box(x0: box.y0, y0: width - box.x1, x1: box.y1, y1: width - box.x0)
      case .counterclockwise:
        Box(x0: height - box.y1, y0: box.x0, x1: height - box.y0, y1: box.x1)
      case .half:
        Box(x0: width - box.x1, y0: height - box.y1, x1: width - box.x0, y1: height - box.y0)
      }
    }
  }

  /// The upright part of a page and its turned ones, each with upright text.
  static func parts(of page: Page) -> [Part] {
    var rest = page
    var result: [Part] = []
    for turn in [Turn.clockwise, .counterclockwise, .half] {
      let glyphs = rest.glyphs.filter { $0.turn == turn }
      // All that a page has may be a signature.
      guard glyphs.count >= fewest || !glyphs.isEmpty && glyphs.count == rest.glyphs.count else {
        continue
      }
      let bounds = glyphs.dropFirst().reduce(glyphs[0].box) { $0.union($1.box) }
      let others = rest.glyphs.filter {
        $0.turn == Turn.none && bounds.contains(x: $0.box.midX, y: $0.box.midY)
      }
      guard others.count * 4 < glyphs.count else { continue }
      let area = bounds.expanded(by: margin)
      func isInside(_ box: Box) -> Bool { area.contains(x: box.midX, y: box.midY) }
      var part = page
      part.glyphs = rest.glyphs.filter { isInside($0.box) && $0.turn == turn }.map {
        var glyph = $0
        glyph.box = turn.turned($0.box, width: page.width, height: page.height)
        glyph.angle = 0
        return glyph
      }
      func turned(_ rulings: [RulingLine]) -> [RulingLine] {
        rulings.filter { isInside($0.box) }.map { ruling in
          let box = turn.turned(ruling.box, width: page.width, height: page.height)
          let isHorizontal = (ruling.axis == .horizontal) == (turn == .half)
          return RulingLine(
            axis: isHorizontal ? .horizontal : .vertical,
            position: isHorizontal ? box.midY : box.midX,
            start: isHorizontal ? box.x0 : box.y0, end: isHorizontal ? box.x1 : box.y1,
            thickness: ruling.thickness)
        }
      }
      part.rulings = turned(rest.rulings)
      part.shadeEdges = turned(rest.shadeEdges)
      part.unmapped = rest.unmapped.filter(isInside).map {
        turn.turned($0, width: page.width, height: page.height)
      }
      if turn != .half {
        part.width = page.height
        part.height = page.width
      }
      rest.glyphs.removeAll { isInside($0.box) && $0.turn == turn }
      rest.rulings.removeAll { isInside($0.box) }
      rest.shadeEdges.removeAll { isInside($0.box) }
      rest.unmapped.removeAll(where: isInside)
      result.append(Part(page: part, turn: turn))
    }
    let upright = Part(page: rest, turn: .none)
    return rest.glyphs.isEmpty && !result.isEmpty ? result : [upright] + result
  }
}

extension Glyph {
  fileprivate var turn: SidewaysText.Turn? {
    var degrees = angle.truncatingRemainder(dividingBy: 360)
    if degrees > 180 { degrees -= 360 }
    if degrees <= -180 { degrees += 360 }
    if abs(degrees) < 3 { return SidewaysText.Turn.none }
    if abs(degrees - 90) < 3 { return .clockwise }
    if abs(degrees + 90) < 3 { return .counterclockwise }
    return abs(degrees) > 177 ? .half : nil
  }
}
