public import DocumentModel

/// Turns pages into lines and tables in reading order.
public struct GridReconstructor: Sendable {
  public init() {}

  /// The document as lines and tables; tables that go on over pages are one.
  public func layout(of document: PagedDocument) -> LaidOutDocument {
    LaidOutDocument(blocks: [])
  }
}
