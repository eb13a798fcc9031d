import PageModel

/// What is printed in a cell: its pieces of ink.
struct CellInk {
  /// Pieces smaller than this, in points, are dirt unless larger ones stand beside them.
  private static let speck = 2.0
  /// Figures are not higher than this, in points.
  private static let highest = 18.0

  /// A line of text is at least this high, in points.
  private static let lowestLine = 4.0

  /// A dash stands at least this far from the sides above and below, in points, and as a share of the
  /// height of a low cell.
  private static let dashMargin = 4.0
  private static let dashShare = 0.2

  /// Faint ink farther than this from the sides of the cell is none of a ruling line's, in points.
  private static let faintMargin = 2.0
  /// How far light reaches beyond dark ink, in points.
  private static let blur = 0.6

  let pieces: [PixelBox]
  /// The box around the ink; `nil` where the cell is blank.
  let area: PixelBox?
  /// Whether the ink is one stroke that lies, apart from the sides of the cell, with nothing fainter
  /// above or below that would make it the bar of a worn digit.
  private(set) var isDash = false
  /// Whether some of the ink is too light for ink elsewhere.
  private(set) var isFaint = false
  private let cell: Box
  private let scale: Double

  init(of cell: Box, on scan: ScannedPage) {
    let all = scan.pieces.filter { piece in
      let box = scan.box(of: piece)
      return cell.contains(x: box.midX, y: box.midY)
    }
    self.init(all, in: cell, on: scan)
    guard let faint = Self.faint(in: cell, on: scan), isPart(of: faint) else { return }
    self = faint
    isFaint = true
  }

  /// The ink of a cell with what is too light for ink elsewhere; ruling lines leave such traces along the sides.
  static func faint(in cell: Box, on scan: ScannedPage) -> CellInk? {
    guard let inner = cell.insetBy(faintMargin) else { return nil }
    let all = scan.faintPieces.filter { piece in
      let box = scan.box(of: piece)
      return inner.contains(x: box.x0, y: box.y0) && inner.contains(x: box.x1, y: box.y1)
    }
    return CellInk(all, in: cell, on: scan)
  }

  /// Whether this is no more than a part of digits whose other strokes are lighter.
  private func isPart(of faint: CellInk) -> Bool {
    guard let whole = faint.area, faint.looksLikeFigure, !faint.isDash,
      Double(whole.height) >= Self.lowestLine * scale
    else { return false }
    guard let area else { return true }
    // Light around dark ink is blur.
    let blur = max(2, Int(bounded: Self.blur * scale))
    return whole.union(area) == whole
      && (whole.height > area.height + 2 * blur || whole.width > area.width + 2 * blur)
  }

  private init(_ all: [PixelBox], in cell: Box, on scan: ScannedPage) {
    scale = scan.scale
    self.cell = cell
    let speck = Self.speck * scan.scale
    let large = all.filter { Double(max($0.width, $0.height)) >= speck }
    guard let first = large.first else {
      pieces = []
      area = nil
      return
    }
    let bounds = large.dropFirst().reduce(first) { $0.union($1) }
    let near = bounds.expanded(by: Int(bounded: 2 * scan.scale))
    pieces = all.filter {
      $0.x >= near.x && $0.right <= near.right && $0.y >= near.y && $0.bottom <= near.bottom
        || Self.isMinus($0, before: bounds, scale: scan.scale)
    }
    let area = pieces.dropFirst().reduce(pieces.first ?? bounds) { $0.union($1) }
    self.area = area
    let margin = min(Self.dashMargin, Self.dashShare * cell.height)
    let place = scan.box(of: area)
    isDash =
      lies && place.midY - cell.y0 >= margin && cell.y1 - place.midY >= margin
      && !scan.hasFaintInk(around: area)
  }

  /// A minus is no narrower than this, in points, and no farther from its digits than this share of their
  /// height; it stands about their middle.
  private static let shortestMinus = 1.2
  private static let minusGap = 0.5
  private static let minusHeight = 0.3...0.75

  /// Whether a piece as small as dirt is the minus before digits.
  private static func isMinus(_ piece: PixelBox, before digits: PixelBox, scale: Double) -> Bool {
    let height = Double(digits.height)
    let middle = Double(2 * piece.y + piece.height - 2 * digits.y) / 2
    return height <= highest * scale && Double(piece.width) >= shortestMinus * scale
      && piece.width * 2 >= piece.height * 3 && piece.right <= digits.x
      && Double(digits.x - piece.right) <= minusGap * height
      && minusHeight.contains(middle / height)
  }

  /// Less than this share of the width or height of all ink is a part of it.
  private static let partShare = 0.8

  /// Whether this is a part of a text that is faint for the rest.
  func isPart(ofText faint: CellInk) -> Bool {
    guard let whole = faint.area, !faint.looksLikeFigure else { return false }
    guard let area else { return true }
    return Double(area.width) < Self.partShare * Double(whole.width)
      || Double(area.height) < Self.partShare * Double(whole.height)
  }

  /// Whether the ink is one line of characters as narrow as digits, or a dash.
  var looksLikeFigure: Bool {
    guard let area else { return false }
    let height = pieces.map(\.height).max() ?? 0
    guard Double(height) <= Self.highest * scale else { return false }
    if isDash { return true }
    guard area.height * 10 <= height * 14 else { return false }
    return columns.allSatisfy { $0.count * 20 <= height * 17 }
  }

  /// Whether the ink is one stroke that lies.
  private var lies: Bool {
    guard let area else { return false }
    // A hyphen that is blurred is twice as wide as high.
    let isLying =
      area.height * 3 < area.width || area.height * 9 < area.width * 5 && columns.count == 1
    return Double(area.width) > 1.8 * scale && isLying
      && Double(area.height) < Self.lowestLine * scale && columns.count <= 2
  }

  /// The boxes of the lines of text, from top to bottom.
  var lines: [PixelBox] {
    let found = TextLines.lines(of: pieces, least: Int(bounded: Self.lowestLine * scale))
    return found.isEmpty ? area.map { [$0] } ?? [] : found
  }

  /// The number of characters as far as they stand apart.
  var columnCount: Int { columns.count }

  var height: Int { area?.height ?? 0 }

  /// The boxes of what stands apart across: a character each, or touching ones. Specks beside others
  /// are left out.
  var columnBoxes: [PixelBox] {
    let least = Int(bounded: Self.speck * scale)
    return columns.compactMap { column in
      let all = pieces.filter { column.contains($0.x) }
      let large = all.filter { max($0.width, $0.height) >= least }
      let kept = large.isEmpty ? all : large
      return kept.dropFirst().reduce(kept.first) { $0?.union($1) }
    }
  }

  /// The ink parted into a figure and the ideographs of a unit after it (`249项`); `nil` where nothing
  /// behind is as wide as ideographs, and taller than digits at the top and at the foot.
  func parted(on scan: ScannedPage) -> (figure: CellInk, unit: PixelBox)? {
    let boxes = columnBoxes
    // The longest figure that leaves whole ideographs.
    for count in stride(from: boxes.count - 1, through: 1, by: -1) {
      let unit = boxes[count...].dropFirst().reduce(boxes[count]) { $0.union($1) }
      let digits = boxes[..<count].filter { $0.height * 3 > unit.height * 2 }
      guard let top = digits.map(\.y).min(), let foot = digits.map(\.bottom).max(),
        unit.y < top, unit.bottom > foot, unit.height * 9 > (foot - top) * 10
      else { continue }
      let width = Double(unit.width) / Double(unit.height)
      guard (1...2).contains(where: { abs(width - Double($0)) < 0.3 }) else { continue }
      let figure = CellInk(pieces.filter { $0.right <= unit.x }, in: cell, on: scan)
      return figure.area == nil ? nil : (figure, unit)
    }
    return nil
  }

  /// Whether each character is one piece.
  var isWhole: Bool {
    let least = Int(bounded: Self.speck * scale)
    return isDash || pieces.count { max($0.width, $0.height) >= least } <= columns.count
  }

  /// The stretches across that hold ink: a character each, or touching ones.
  private var columns: [Range<Int>] { PixelBox.columns(of: pieces) }
}
