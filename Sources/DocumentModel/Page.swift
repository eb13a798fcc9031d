/// One Unicode scalar with its place on the page.
public struct Glyph: Sendable, Hashable, Codable {
  /// The character as the file maps it; compatibility forms are not yet folded.
  public var scalar: Unicode.Scalar
  /// The box of the character, at least as high as its font size.
  public var box: Box
  /// Font size on the page as shown, in points.
  public var fontSize: Double
  /// Direction of the text's baseline in degrees, clockwise from left-to-right; 0 for upright text.
  public var angle: Double
  /// How sure the producer is of `scalar`: 1 for a digital text, less for a recognised picture.
  public var confidence: Double
  /// How light it is printed, from 0 for black to 1 for white; 0 where that is not known.
  public var lightness: Double

  public init(
    scalar: Unicode.Scalar, box: Box, fontSize: Double, angle: Double = 0, confidence: Double = 1,
    lightness: Double = 0
  ) {
    self.scalar = scalar
    self.box = box
    self.fontSize = fontSize
    self.angle = angle
    self.confidence = confidence
    self.lightness = lightness
  }

  private enum CodingKeys: String, CodingKey {
    case text, box, fontSize, angle, confidence, lightness
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      scalar: try values.decode(Unicode.Scalar.self, forKey: .text),
      box: try values.decode(Box.self, forKey: .box),
      fontSize: try values.decode(Double.self, forKey: .fontSize),
      angle: try values.decodeIfPresent(Double.self, forKey: .angle) ?? 0,
      confidence: try values.decodeIfPresent(Double.self, forKey: .confidence) ?? 1,
      lightness: try values.decodeIfPresent(Double.self, forKey: .lightness) ?? 0)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(scalar, forKey: .text)
    try values.encode(box, forKey: .box)
    try values.encode(fontSize, forKey: .fontSize)
    if angle != 0 { try values.encode(angle, forKey: .angle) }
    if confidence != 1 { try values.encode(confidence, forKey: .confidence) }
    if lightness != 0 { try values.encode(lightness, forKey: .lightness) }
  }
}

/// A straight, visible line that is horizontal or vertical on the page as shown.
public struct Rule: Sendable, Hashable, Codable {
  public enum Axis: String, Sendable, Hashable, Codable {
    case horizontal, vertical
  }

  public var axis: Axis
  /// `y` of a horizontal rule, `x` of a vertical one: its centre line, in points.
  public var position: Double
  /// Where it starts: the smaller `x` of a horizontal rule, the smaller `y` of a vertical one.
  public var start: Double
  /// Where it ends.
  public var end: Double
  /// Width of the line in points; 0 for the edge of a shaded area.
  public var thickness: Double

  public init(axis: Axis, position: Double, start: Double, end: Double, thickness: Double) {
    self.axis = axis
    self.position = position
    self.start = min(start, end)
    self.end = max(start, end)
    self.thickness = thickness
  }

  public var length: Double { end - start }

  public var box: Box {
    switch axis {
    case .horizontal:
      Box(x0: start, y0: position - thickness / 2, x1: end, y1: position + thickness / 2)
    case .vertical:
      Box(x0: position - thickness / 2, y0: start, x1: position + thickness / 2, y1: end)
    }
  }
}

/// Where a text came from.
public enum TextSource: String, Sendable, Hashable, Codable {
  /// The PDF's own text.
  case digital
  /// A scan with a text layer that someone's recognition put there.
  case ocrLayer = "ocr_layer"
  /// Recognised by this program.
  case ocr
  /// No text at all.
  case none
}

/// What a page shows, whoever read it: characters, ruling lines and pictures.
public struct Page: Sendable, Hashable, Codable {
  /// Number in the document, from 1.
  public var number: Int
  /// Width as shown, in points.
  public var width: Double
  /// Height as shown, in points.
  public var height: Double
  /// The visible characters, in no particular order, without white space.
  public var glyphs: [Glyph]
  /// The visible lines, unmerged and in no particular order.
  public var rules: [Rule]
  /// Edges of shaded areas that lie against another shade or white; they may stand for rules.
  public var shadeEdges: [Rule]
  /// Boxes of the pictures.
  public var pictures: [Box]
  /// Boxes of visible characters that the file does not map to Unicode.
  public var unmapped: [Box]
  public var textSource: TextSource

  public init(
    number: Int, width: Double, height: Double, glyphs: [Glyph] = [], rules: [Rule] = [],
    shadeEdges: [Rule] = [], pictures: [Box] = [], unmapped: [Box] = [],
    textSource: TextSource = .digital
  ) {
    self.number = number
    self.width = width
    self.height = height
    self.glyphs = glyphs
    self.rules = rules
    self.shadeEdges = shadeEdges
    self.pictures = pictures
    self.unmapped = unmapped
    self.textSource = textSource
  }
}

/// A document as its producer delivers it to the next stage.
public struct PagedDocument: Sendable, Hashable, Codable {
  public var pages: [Page]
  /// The program that wrote the file, as the file says.
  public var producer: String?
  /// What was noticed while reading (damage, fonts without a map, …).
  public var findings: [Finding]

  public init(pages: [Page], producer: String? = nil, findings: [Finding] = []) {
    self.pages = pages
    self.producer = producer
    self.findings = findings
  }
}
