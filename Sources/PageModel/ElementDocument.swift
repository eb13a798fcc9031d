/// A paragraph or a line of one.
public struct ElementLine: Sendable, Hashable, Codable {
  public enum Alignment: String, Sendable, Hashable, Codable {
    case start, center, end
  }

  /// Without white space at its ends; white space within it drawn together.
  public var text: String
  /// The element that it stands in.
  public var path: String
  /// How large its letters are, 1 for those of running text.
  public var size: Double
  public var alignment: Alignment
  /// How far its beginning is moved in, in widths of a letter.
  public var indent: Double

  public init(
    text: String, path: String, size: Double = 1, alignment: Alignment = .start, indent: Double = 0
  ) {
    self.text = text
    self.path = path
    self.size = size
    self.alignment = alignment
    self.indent = indent
  }
}

/// A cell of a table as the document has it.
public struct ElementCell: Sendable, Hashable, Codable {
  /// Lines joined by `\n`.
  public var text: String
  public var path: String
  /// How many rows and columns it asks for, at least 1 each.
  public var rowSpan: Int
  public var columnSpan: Int
  /// Whether figures in it are crossed out.
  public var isStruckOut: Bool

  public init(
    text: String, path: String, rowSpan: Int = 1, columnSpan: Int = 1, isStruckOut: Bool = false
  ) {
    self.text = text
    self.path = path
    self.rowSpan = max(1, rowSpan)
    self.columnSpan = max(1, columnSpan)
    self.isStruckOut = isStruckOut
  }
}

/// A table as the document has it: cells row after row, not yet in columns.
public struct ElementTable: Sendable, Hashable, Codable {
  public var path: String
  public var rows: [[ElementCell]]

  public init(path: String, rows: [[ElementCell]]) {
    self.path = path
    self.rows = rows
  }
}

/// What follows one another in a document without pages.
public enum ElementBlock: Sendable, Hashable, Codable {
  case line(ElementLine)
  case table(ElementTable)
  /// What follows begins a page, as the document asks.
  case pageBreak
}

/// A picture in a document without pages.
public struct ElementPicture: Sendable, Hashable {
  public var path: String
  /// How many of the document's blocks stand before it.
  public var position: Int
  /// The picture's file: JPEG, PNG or another.
  public var bytes: [UInt8]

  public init(path: String, position: Int, bytes: [UInt8]) {
    self.path = path
    self.position = position
    self.bytes = bytes
  }
}

/// A document that has no pages, as its reader delivers it: what it shows and in which order, not where.
public struct ElementDocument: Sendable, Hashable {
  public var blocks: [ElementBlock]
  /// The program that wrote the file, as the file says.
  public var producer: String?
  /// What was noticed while reading.
  public var notices: [PageNotice]
  /// Its pictures in their order, as far as their files are there.
  public var pictures: [ElementPicture]

  public init(
    blocks: [ElementBlock], producer: String? = nil, notices: [PageNotice] = [],
    pictures: [ElementPicture] = []
  ) {
    self.pictures = pictures
    self.blocks = blocks
    self.producer = producer
    self.notices = notices
  }
}
