import CPoppler
public import DocumentModel

/// Why a PDF could not be read.
public enum PageReadingError: Error, Sendable, Hashable {
  /// The file asks for a password; `wrongPassword` where one was given.
  case encrypted(wrongPassword: Bool)
  /// The file does not open as a PDF; the detail is the library's own sentence.
  case damaged(String)
  /// The file opens and has no page that can be read.
  case noPages
}

/// Reads what a PDF's pages show: characters, ruling lines and pictures.
public struct PageReader: Sendable {
  public init() {}

  /// The pages of the file at `path`.
  ///
  /// - Throws: `PageReadingError`.
  public func read(path: String, password: String?) throws(PageReadingError) -> PagedDocument {
    let complaints = PopplerComplaints()
    defer { complaints.end() }
    let file = try PopplerFile(path: path, password: password)
    guard file.pageCount > 0 else { throw .noPages }
    var pages: [ReadPage] = []
    var findings: [Finding] = []
    var missing: [Int] = []
    for index in 0..<file.pageCount {
      guard let (page, notes) = file.page(at: index) else {
        missing.append(index + 1)
        continue
      }
      pages.append(page)
      findings += notes
    }
    guard !pages.isEmpty else { throw .noPages }
    let lacksLetters = FontMaps.withdrawUntrustedText(in: &pages)
    findings += ReadingFindings.unmapped(in: pages.map(\.page), isText: lacksLetters)
    if !missing.isEmpty { findings.append(ReadingFindings.missingPages(missing)) }
    if complaints.count > 0 {
      findings.append(ReadingFindings.damaged(complaints: complaints.count))
    }
    return PagedDocument(
      pages: pages.map(\.page), producer: file.producer, findings: findings)
  }
}

/// Counts what poppler complains of while it is alive: a damaged file that opens gives part of its
/// text and no error, but hundreds of complaints; a sound one none.
private final class PopplerComplaints {
  private let counter: UnsafeMutablePointer<Int>
  private let handler: UInt32

  init() {
    counter = .allocate(capacity: 1)
    counter.initialize(to: 0)
    let levels = GLogLevelFlags(
      rawValue: G_LOG_LEVEL_MASK.rawValue | G_LOG_FLAG_FATAL.rawValue
        | G_LOG_FLAG_RECURSION.rawValue)
    handler = g_log_set_handler("Poppler", levels, countComplaint, counter)
  }

  var count: Int { counter.pointee }

  func end() {
    g_log_remove_handler("Poppler", handler)
    counter.deallocate()
  }
}

private func countComplaint(
  domain: UnsafePointer<CChar>?, level: GLogLevelFlags, message: UnsafePointer<CChar>?,
  data: UnsafeMutableRawPointer?
) {
  guard let data, let message else { return }
  // Not a sign of damage: a font that is not embedded and is replaced, or a font's own oddity. A
  // font that cannot be used at all is one: its text is not drawn.
  let text = String(cString: message)
  let isLoss = text.contains("failed to load") || text.contains("could not create")
  if !isLoss, text.contains("font") || text.contains("Font") || text.contains("language pack") {
    return
  }
  data.assumingMemoryBound(to: Int.self).pointee += 1
}
