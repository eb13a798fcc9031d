import DocumentModel

/// Where running text stands on a page: above, between and below its tables.
enum RunningText {
  /// White around what is recognised, in pixels.
  static let border = 12
  /// Specks smaller than this, in points, do not make a strip larger.
  private static let speck = 2.0

  /// Larger pieces are drawings, in points.
  private static let largest = 60.0
  /// A line of text is at least this high, in points.
  private static let shortest = 4.0

  /// The box around the cells of a table.
  static func bounds(of cells: [Box]) -> Box {
    cells.dropFirst().reduce(cells.first ?? Box(x0: 0, y0: 0, x1: 0, y1: 0)) { $0.union($1) }
  }

  /// The lines of text, from top to bottom.
  static func lines(of scan: ScannedPage, around tables: [Box]) -> [PixelBox] {
    let edges = tables.sorted { $0.y0 < $1.y0 }
    let height = Double(scan.grey.height) / scan.scale
    var gaps: [ClosedRange<Double>] = []
    var top = 0.0
    for table in edges {
      if table.y0 > top { gaps.append(top...table.y0) }
      top = max(top, table.y1)
    }
    if top < height { gaps.append(top...height) }
    return gaps.flatMap { lines(of: scan, in: $0) }
  }

  private static func lines(of scan: ScannedPage, in gap: ClosedRange<Double>) -> [PixelBox] {
    let boxes = scan.pieces.filter { piece in
      let box = scan.box(of: piece)
      return gap.contains(box.midY) && max(box.width, box.height) >= speck
        && max(box.width, box.height) < largest && !touchesEdge(piece, of: scan)
    }
    return TextLines.lines(of: boxes, least: Int(shortest * scan.scale), isProse: true).map {
      $0.expanded(by: 2).clamped(to: scan.grey.bounds)
    }
  }

  private static func touchesEdge(_ piece: PixelBox, of scan: ScannedPage) -> Bool {
    piece.x <= 1 || piece.y <= 1 || piece.right >= scan.grey.width - 1
      || piece.bottom >= scan.grey.height - 1
  }
}

extension PixelBox {
  /// The part inside the other box.
  func clamped(to bounds: PixelBox) -> PixelBox {
    let left = max(x, bounds.x)
    let top = max(y, bounds.y)
    return PixelBox(
      x: left, y: top, width: max(1, min(right, bounds.right) - left),
      height: max(1, min(bottom, bounds.bottom) - top))
  }
}
