public import DocumentModel

/// Why a PDF could not be read.
public enum PageReadingError: Error, Sendable, Hashable {
  case encrypted(wrongPassword: Bool)
  case damaged(String)
  case noPages
}

/// Reads a PDF's pages.
public struct PageReader: Sendable {
  public init() {}

  public func read(path: String, password: String?) throws(PageReadingError) -> PagedDocument {
    PagedDocument(pages: [Page(number: 1, width: 595, height: 842)])
  }
}
