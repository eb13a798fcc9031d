import CTesseract

/// Tells a 0 by its form: one hole that reaches nearly from its top to its foot. No other digit has one,
/// whatever the font.
enum RingDigits {
  /// The hole of a 0 takes at least this share of its height, those of 4, 6 and 9 at most the other.
  private static let leastHole = 0.6
  private static let mostOther = 0.5
  /// The middle of the hole of a 0 is no farther than this from its own, as a share of its height.
  private static let mostOffset = 0.08
  /// Smaller holes are grains, as a share of the height.
  private static let grain = 0.15
  /// Lower digits have holes that noise closes or opens, in pixels.
  private static let fewestPixels = 10

  /// Thin strokes of a 0 are lighter than ink: darker than these is tried.
  private static let thresholds = [160, 175, 190]
  /// A digit is narrower than this share of its height; two that touch, of which one may be a ring, are
  /// wider.
  private static let widest = 0.8
  /// Digits without a hole.
  private static let solid = Set("12357")

  /// The figure as its characters say it where all of them are rings, each of which is a 0.
  static func zeros(in content: CellInk, on scan: ScannedPage) -> String? {
    // The sides of a 0 whose thin strokes are lost stand apart.
    if let area = content.area, form(of: area, on: scan) == .ring { return "0" }
    let boxes = content.columnBoxes
    guard !boxes.isEmpty, boxes.allSatisfy({ form(of: $0, on: scan) == .ring }) else { return nil }
    return String(repeating: "0", count: boxes.count)
  }

  /// Whether a character of a figure is a 0 and no ring, a ring and no 0, or has a hole that it should
  /// not have.
  static func contradict(_ text: String, in content: CellInk, on scan: ScannedPage) -> Bool {
    let digits = Array(text)
    let boxes = content.columnBoxes
    guard boxes.count == digits.count else { return false }
    return zip(digits, boxes).contains { digit, box in
      switch form(of: box, on: scan) {
      case .ring: digit.isNumber && digit != "0"
      case .holed: digit == "0" || solid.contains(digit)
      case .unknown: false
      }
    }
  }

  private enum Form { case ring, holed, unknown }

  private static func form(of box: PixelBox, on scan: ScannedPage) -> Form {
    let place = box.expanded(by: 1).clamped(to: scan.grey.bounds)
    guard box.height >= fewestPixels, Double(box.width) <= widest * Double(box.height),
      let part = scan.grey.clipped(to: place)
    else { return .unknown }
    let forms = thresholds.map { form(of: part, inkBelow: $0, height: Double(box.height)) }
    return forms.contains(.ring) ? .ring : forms.contains(.holed) ? .holed : .unknown
  }

  private static func form(of part: Raster, inkBelow threshold: Int, height: Double) -> Form {
    guard let ink = part.binarized(below: threshold)?.bordered(by: 1),
      let paper = Raster(pixInvert(nil, ink.pix)),
      let inner = Raster(pixRemoveBorderConnComps(paper.pix, 4))
    else { return .unknown }
    let holes = inner.componentBoxes().filter { Double($0.height) >= grain * height }
    guard let hole = holes.first else { return .unknown }
    if holes.count > 1 { return .holed }
    let share = Double(hole.height) / height
    let middle = Double(hole.y) + Double(hole.height) / 2
    let offset = abs(middle / Double(ink.height) - 0.5)
    if share >= leastHole, offset <= mostOffset { return .ring }
    return share <= mostOther && offset > mostOffset ? .holed : .unknown
  }
}
