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
  public var rulings: [RulingLine]
  /// Edges of shaded areas that lie against another shade or white; they may stand for ruling lines.
  public var shadeEdges: [RulingLine]
  /// Boxes of the pictures.
  public var pictures: [Box]
  /// Boxes of visible characters that the file does not map to Unicode.
  public var unmapped: [Box]
  public var textSource: TextSource

  public init(
    number: Int, width: Double, height: Double, glyphs: [Glyph] = [], rulings: [RulingLine] = [],
    shadeEdges: [RulingLine] = [], pictures: [Box] = [], unmapped: [Box] = [],
    textSource: TextSource = .digital
  ) {
    self.number = number
    self.width = width
    self.height = height
    self.glyphs = glyphs
    self.rulings = rulings
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
  public var notices: [PageNotice]

  public init(pages: [Page], producer: String? = nil, notices: [PageNotice] = []) {
    self.pages = pages
    self.producer = producer
    self.notices = notices
  }
}
