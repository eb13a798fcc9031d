/// A page as a picture.
public struct PagePicture: Sendable, Hashable, Codable {
  /// Page number, from 1.
  public var number: Int
  /// Width of the page as shown, in points.
  public var width: Double
  /// Height of the page as shown, in points.
  public var height: Double
  /// The picture file; empty where there was no room for it.
  public var bytes: [UInt8]

  public init(number: Int, width: Double, height: Double, bytes: [UInt8]) {
    self.number = number
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}

/// A document with what a reader needs to compare its record with its pages.
public struct DocumentView: Sendable, Hashable {
  public var record: DocumentRecord
  /// The tables that were reconstructed, standard or not.
  public var tables: [Table]
  /// Every page in order; empty where the file could not be opened or is not at hand.
  public var pages: [PagePicture]
  /// What a document without pages shows, in its order; empty for others.
  public var article: [ElementBlock]

  public init(
    record: DocumentRecord, tables: [Table] = [], pages: [PagePicture] = [],
    article: [ElementBlock] = []
  ) {
    self.record = record
    self.tables = tables
    self.pages = pages
    self.article = article
  }
}
