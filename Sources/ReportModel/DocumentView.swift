public import PageModel

/// A document with what a reader needs to compare its record with its pages.
public struct DocumentView: Sendable, Hashable {
  public var record: DocumentRecord
  /// The tables that were reconstructed, standard or not.
  public var tables: [Table]
  /// Every page in order; empty where the file could not be opened or is not at hand.
  public var pages: [PagePreview]
  /// What a document without pages shows, in its order; empty for others.
  public var article: [ElementBlock]

  public init(
    record: DocumentRecord, tables: [Table] = [], pages: [PagePreview] = [],
    article: [ElementBlock] = []
  ) {
    self.record = record
    self.tables = tables
    self.pages = pages
    self.article = article
  }
}
