/// Where the characters of a line stand, by its ink. What recognises them says in which order they come and
/// about where; the white between them is where one ends.
struct SymbolPlaces {
  /// A gap that is no wider is none, in font sizes.
  private static let gap = 0.4

  /// Ink from the left to the right end of each character, or about where it is.
  private(set) var boxes: [PixelBox]

  /// The places of symbols in the order in which they stand in a line whose ink is in `pieces`, in a font
  /// of `size` pixels.
  init(of symbols: [TextEngine.Symbol], pieces: [PixelBox], size: Int) {
    let columns = PixelBox.columns(of: pieces)
    let bounds = PixelBox.around(pieces)
    let middles = symbols.map { Double($0.box.x) + Double($0.box.width) / 2 }
    var borders = [bounds.x]
    for (a, b) in zip(middles, middles.dropFirst()) {
      borders.append(max(borders[borders.count - 1] + 1, Self.border(from: a, to: b, columns)))
    }
    borders.append(max(borders[borders.count - 1] + 1, bounds.right))
    boxes = symbols.indices.map { index in
      let range = borders[index]..<borders[index + 1]
      let ink = columns.map { $0.clamped(to: range) }.filter { !$0.isEmpty }
      let start = ink.first?.lowerBound ?? range.lowerBound
      let end = ink.last?.upperBound ?? range.upperBound
      return PixelBox(x: start, y: bounds.y, width: max(1, end - start), height: bounds.height)
    }
    widen(symbols, size)
  }

  /// The white between two characters that is nearest to the middle between them, wide one rather.
  private static func border(from left: Double, to right: Double, _ columns: [Range<Int>]) -> Int {
    let middle = (left + right) / 2
    let whites = zip(columns, columns.dropFirst()).map { $0.upperBound..<$1.lowerBound }.filter {
      Double($0.upperBound) > left && Double($0.lowerBound) < right
    }
    func cost(_ white: Range<Int>) -> Double {
      abs(Double(white.lowerBound + white.upperBound) / 2 - middle) - 0.5 * Double(white.count)
    }
    guard let best = whites.min(by: { cost($0) < cost($1) }) else { return Int(middle.rounded()) }
    return (best.lowerBound + best.upperBound + 1) / 2
  }

  /// Widens the ink to what the characters take up, and over narrow gaps.
  private mutating func widen(_ symbols: [TextEngine.Symbol], _ size: Int) {
    let ink = boxes
    for index in ink.indices {
      let isNarrow = symbols[index].text.allSatisfy(\.isASCII)
      let margin = max(0, (isNarrow ? size / 2 : size) - ink[index].width) / 2
      let before = index == 0 ? margin : max(0, ink[index].x - ink[index - 1].right) / 2
      let after =
        index == ink.count - 1 ? margin : max(0, ink[index + 1].x - ink[index].right + 1) / 2
      let left = min(margin, before)
      boxes[index].x -= left
      boxes[index].width += left + min(margin, after)
    }
    for index in boxes.indices.dropLast() {
      let distance = boxes[index + 1].x - boxes[index].right
      if Double(distance) < Self.gap * Double(size) {
        boxes[index].width = max(1, boxes[index].width + distance)
      }
    }
  }
}
