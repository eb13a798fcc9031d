import CPoppler
public import PageModel

/// Why a PDF could not be read.
public enum PDFReadingError: Error, Sendable, Hashable {
  /// The file asks for a password; `wrongPassword` where one was given.
  case encrypted(wrongPassword: Bool)
  /// The file does not open as a PDF; the detail is the library's own sentence.
  case damaged(String)
  /// The file asks for what the library has not; the detail is its own sentence.
  case unsupported(String)
  /// The file opens and has no page that can be read.
  case noPages
  /// The file has more pages than any report.
  case tooManyPages(most: Int)
}

/// Reads what a PDF's pages show: characters, ruling lines and pictures. The PDF stays open, so that all
/// that is read of it comes from the same bytes.
public final class PDFReader {
  let file: PopplerFile
  /// Why something that the pages should show may be missing, once they are read; `nil` where nothing is.
  public private(set) var lack: PDFReadingError?

  /// Opens what the bytes of a file hold; `password` opens an encrypted one.
  ///
  /// - Throws: `PDFReadingError.encrypted`, `.damaged` or `.unsupported`.
  public init(_ content: [UInt8], password: String?) throws(PDFReadingError) {
    let complaints = PopplerComplaints()
    defer { complaints.end() }
    do {
      file = try PopplerFile(content, password: password)
    } catch {
      // Of an encryption that it does not know poppler says that the file is locked.
      throw complaints.unsupported.map { .unsupported($0) } ?? error
    }
  }

  /// Whether a document has left this process unable to draw the text of others; a process of its own can.
  public static var isSpoilt: Bool { PopplerComplaints.haveSpoiltFonts }

  /// Compilations have some hundred.
  private static let mostPages = 5000

  /// The pages.
  ///
  /// - Throws: `PDFReadingError.noPages`, `.tooManyPages`.
  public func pages() throws(PDFReadingError) -> PagedDocument {
    let complaints = PopplerComplaints()
    defer { complaints.end() }
    guard file.pageCount > 0 else { throw .noPages }
    guard file.pageCount <= Self.mostPages else { throw .tooManyPages(most: Self.mostPages) }
    var pages: [ReadPage] = []
    var notices: [PageNotice] = []
    var (missing, misshapen): ([Int], [Int]) = ([], [])
    for index in 0..<file.pageCount {
      guard let (page, own) = file.page(at: index) else {
        if file.isMisshapen(at: index) {
          misshapen.append(index + 1)
        } else {
          missing.append(index + 1)
        }
        continue
      }
      pages.append(page)
      notices += own
    }
    guard !pages.isEmpty else { throw .noPages }
    let lacksLetters = FontMaps.withdrawUntrustedText(in: &pages)
    notices += Self.unmapped(in: pages.map(\.page), isText: lacksLetters)
    if !missing.isEmpty { notices.append(.missingPages(missing)) }
    if !misshapen.isEmpty { notices.append(.misshapenPages(misshapen)) }
    if complaints.count > 0 {
      notices.append(.damaged(faults: complaints.count))
    }
    if let detail = complaints.unsupported { notices.append(.unsupportedParts(detail: detail)) }
    lack =
      complaints.unsupported.map { .unsupported($0) }
      ?? (complaints.count > 0 ? .damaged("\(complaints.count) faults while reading") : nil)
    return PagedDocument(
      pages: pages.map(\.page), producer: file.producer, notices: notices)
  }

  /// What is noticed of characters without a Unicode value; `isText` where they are known to be text.
  private static func unmapped(in pages: [Page], isText: Bool) -> [PageNotice] {
    let affected = pages.filter { !$0.unmapped.isEmpty }
    let count = affected.reduce(0) { $0 + $1.unmapped.count }
    // A bullet from a symbol font is no loss; a page of them is.
    guard !affected.isEmpty, count > 20 || isText else { return [] }
    return [.unmappedCharacters(count: count, pages: affected.map(\.number))]
  }
}
