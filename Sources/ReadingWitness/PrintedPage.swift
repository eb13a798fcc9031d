import PageModel
import ReportModel

/// The characters of one page, turned upright, with an index that finds those in a box.
///
/// All coordinates are points in the frame of the text: `x` grows along its lines, `y` from line to
/// line.
struct PrintedPage {
  struct Character {
    var scalar: Unicode.Scalar
    var box: Box
    var size: Double
    /// Whether the file itself says what and where it is; recognised ones stand about where they are.
    var isExact: Bool
    /// Whether it is lighter than most of the page, as watermarks and the letters of seals are.
    var isFaint: Bool

    var isDigit: Bool { (0x30...0x39).contains(scalar.value) }
  }

  /// Height of a band of the index; about that of a line.
  private static let bandHeight = 16.0
  /// Text that is more askew than this is a watermark and no part of a table, in degrees.
  private static let askew = 3.0

  let characters: [Character]
  private let bands: [[Int]]
  private let top: Double
  private let turn: Turn

  /// How the text of a page lies, by quarters of a turn clockwise.
  enum Turn: Int {
    case upright, clockwise, half, counterclockwise

    init?(angle: Double) {
      guard angle.isFinite else { return nil }
      let degrees = (angle.truncatingRemainder(dividingBy: 360) + 360)
        .truncatingRemainder(dividingBy: 360)
      let quarter = (degrees / 90).rounded()
      guard abs(degrees - quarter * 90) < PrintedPage.askew else { return nil }
      self.init(rawValue: Int(bounded: quarter) % 4)
    }

    var opposite: Turn {
      switch self {
      case .clockwise: .counterclockwise
      case .counterclockwise: .clockwise
      case .upright, .half: self
      }
    }

    func turned(_ box: Box) -> Box {
      switch self {
      case .upright: box
      case .clockwise: Box(x0: box.y0, y0: -box.x1, x1: box.y1, y1: -box.x0)
      case .half: Box(x0: -box.x1, y0: -box.y1, x1: -box.x0, y1: -box.y0)
      case .counterclockwise: Box(x0: -box.y1, y0: box.x0, x1: -box.y0, y1: box.x1)
      }
    }
  }

  /// - Parameters:
  ///   - page: The page as shown.
  ///   - boxes: Boxes of the cells that stand on it: the text in them says how the page lies.
  init(_ page: Page, cells boxes: [Box]) {
    let area = boxes.dropFirst().reduce(boxes.first ?? Box(x0: 0, y0: 0, x1: 0, y1: 0)) {
      $0.union($1)
    }
    var turns = [0, 0, 0, 0]
    for glyph in page.glyphs where area.contains(x: glyph.box.midX, y: glyph.box.midY) {
      if let turn = Turn(angle: glyph.angle) { turns[turn.rawValue] += 1 }
    }
    let most = turns.indices.max { (turns[$0], -$0) < (turns[$1], -$1) } ?? 0
    let turn = Turn(rawValue: most) ?? .upright
    self.turn = turn
    let isExact = page.textSource == .digital
    let lightest = Self.usualLightness(of: page) + Self.faint
    characters = page.glyphs.compactMap { glyph in
      guard Turn(angle: glyph.angle) == turn else { return nil }
      return Character(
        scalar: glyph.scalar.plain, box: turn.turned(glyph.box), size: glyph.fontSize,
        isExact: isExact && glyph.confidence == 1, isFaint: glyph.lightness > lightest)
    }
    top = characters.lazy.map(\.box.midY).min() ?? 0
    let bottom = characters.lazy.map(\.box.midY).max() ?? 0
    let count = Self.band(of: bottom - top) + 1
    var bands = [[Int]](repeating: [], count: count)
    for (index, character) in characters.enumerated() {
      bands[Self.band(of: character.box.midY - top)].append(index)
    }
    self.bands = bands
  }

  /// The red of seals is lighter than black by 0.3, the grey of watermarks by more.
  private static let faint = 0.2

  private static func usualLightness(of page: Page) -> Double {
    var counts: [Double: Int] = [:]
    for glyph in page.glyphs { counts[glyph.lightness, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  /// A page is at most 200 inches high (ISO 32000-1, annex C), 14,400 points.
  private static let mostBands = 1000

  private static func band(of distance: Double) -> Int {
    Int(bounded: min(max(0, distance / bandHeight), Double(mostBands)))
  }

  /// The box of a page as shown, in the frame of its text.
  func upright(_ box: Box) -> Box { turn.turned(box) }

  /// The box as it stands on the page as shown, from that in the frame of the text.
  func restored(_ box: Box) -> Box { turn.opposite.turned(box) }

  /// Indices of the characters whose middle lies between these edges, from top to bottom and left to
  /// right within bands.
  func indices(x: ClosedRange<Double>, y: ClosedRange<Double>) -> [Int] {
    let first = Self.band(of: y.lowerBound - top)
    let last = min(Self.band(of: y.upperBound - top), bands.count - 1)
    guard first <= last else { return [] }
    var result: [Int] = []
    for band in first...last {
      for index in bands[band] {
        let box = characters[index].box
        if x.contains(box.midX), y.contains(box.midY) { result.append(index) }
      }
    }
    return result
  }

  func indices(in box: Box) -> [Int] { indices(x: box.x0...box.x1, y: box.y0...box.y1) }

  /// The characters as lines from top to bottom, each from left to right: those of a line stand within
  /// half of their size of its first one.
  func lines(_ indices: [Int]) -> [[Int]] {
    var lines: [(y: Double, members: [Int])] = []
    let order = indices.sorted { characters[$0].box.midY < characters[$1].box.midY }
    for index in order {
      let character = characters[index]
      if let last = lines.last, character.box.midY - last.y < 0.5 * character.size {
        lines[lines.count - 1].members.append(index)
      } else {
        lines.append((character.box.midY, [index]))
      }
    }
    return lines.map { line in
      line.members.sorted { characters[$0].box.x0 < characters[$1].box.x0 }
    }
  }

  /// The scalars of the characters, line after line.
  func text(_ indices: [Int]) -> [Unicode.Scalar] {
    lines(indices).joined().map { characters[$0].scalar }
  }
}

extension Unicode.Scalar {
  /// A full-width digit, letter or mark as the plain one.
  var plain: Unicode.Scalar {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
  }
}
