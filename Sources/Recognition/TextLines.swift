/// Pieces of ink become lines of level text.
enum TextLines {
  /// The boxes of the lines, from top to bottom; a line lower than `least` pixels, such as a row of
  /// dots, belongs to the nearest other one.
  static func lines(of pieces: [PixelBox], least: Int) -> [PixelBox] {
    // The middles of characters decide: strokes that reach into the next line join nothing.
    var lines: [(core: Range<Int>, box: PixelBox)] = []
    for piece in pieces.sorted(by: { $0.y + $0.height / 4 < $1.y + $1.height / 4 }) {
      let core = (piece.y + piece.height / 4)..<(piece.bottom - piece.height / 4 + 1)
      if let last = lines.last, core.lowerBound < last.core.upperBound {
        lines[lines.count - 1] = (
          last.core.lowerBound..<max(last.core.upperBound, core.upperBound), last.box.union(piece)
        )
      } else {
        lines.append((core, piece))
      }
    }
    var result = lines.map(\.box).filter { $0.height >= least }
    for line in lines.map(\.box) where line.height < least {
      func distance(_ other: PixelBox) -> Int {
        max(other.y - line.bottom, line.y - other.bottom)
      }
      guard
        let nearest = result.indices.min(by: { distance(result[$0]) < distance(result[$1]) }),
        distance(result[nearest]) < least
      else { continue }
      result[nearest] = result[nearest].union(line)
    }
    return result
  }
}
