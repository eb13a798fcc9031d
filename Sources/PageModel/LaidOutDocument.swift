/// A line of running text.
public struct TextLine: Sendable, Hashable, Codable {
  /// Page number, from 1.
  public var page: Int
  public var box: Box
  public var text: String
  /// The most common font size of the line, in points.
  public var fontSize: Double
  public var confidence: Double
  /// Whether it is a paragraph of its own, wherever it begins and ends.
  public var isParagraph = false

  public init(
    page: Int, box: Box, text: String, fontSize: Double, confidence: Double = 1,
    isParagraph: Bool = false
  ) {
    self.page = page
    self.box = box
    self.text = text
    self.fontSize = fontSize
    self.confidence = confidence
    self.isParagraph = isParagraph
  }

  private enum CodingKeys: String, CodingKey {
    case page, box, text, fontSize, confidence
  }
}

/// What follows one another on the pages.
public enum Block: Sendable, Hashable, Codable {
  case line(TextLine)
  case table(Table)
}

/// A document as lines and tables in reading order; page numbers and running heads are left out.
public struct LaidOutDocument: Sendable, Hashable, Codable {
  public var blocks: [Block]
  /// What stands at the top or foot of pages and is no part of the text (page numbers, heads).
  public var marginalia: [TextLine]

  public init(blocks: [Block], marginalia: [TextLine] = []) {
    self.blocks = blocks
    self.marginalia = marginalia
  }

  public var tables: [Table] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}
