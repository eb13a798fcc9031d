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
