import CPoppler
import DocumentModel

/// An open PDF: owns poppler's handle, which never leaves this module.
final class PopplerFile {
  private let document: OpaquePointer
  let pageCount: Int

  /// - Throws: `PageReadingError.encrypted` or `.damaged`.
  init(path: String, password: String?) throws(PageReadingError) {
    guard let absolute = g_canonicalize_filename(path, nil) else {
      throw .damaged("no such path")
    }
    defer { g_free(absolute) }
    var error: UnsafeMutablePointer<GError>?
    guard let uri = g_filename_to_uri(absolute, nil, nil) else { throw .damaged("no such path") }
    defer { g_free(uri) }
    // A file that only its owner's password protects opens without one, and with no wrong one.
    var opened = poppler_document_new_from_file(uri, nil, &error)
    if opened == nil, password != nil {
      if let first = error { g_error_free(first) }
      error = nil
      opened = poppler_document_new_from_file(uri, password, &error)
    }
    guard let document = opened else {
      defer { if let error { g_error_free(error) } }
      if let error, error.pointee.domain == poppler_error_quark(),
        error.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue)
      {
        throw .encrypted(wrongPassword: password != nil)
      }
      throw .damaged(error.map { String(cString: $0.pointee.message) } ?? "unknown error")
    }
    self.document = document
    pageCount = Int(poppler_document_get_n_pages(document))
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(document)) }

  /// The program that wrote the file; its producer, else its creator.
  var producer: String? {
    for read in [poppler_document_get_producer, poppler_document_get_creator] {
      guard let text = read(document) else { continue }
      defer { g_free(text) }
      let value = String(cString: text)
      if value.unicodeScalars.contains(where: { $0.value > 0x20 }) { return value }
    }
    return nil
  }

  /// Poppler's page by its number from 1, which the caller owns; `nil` where poppler cannot give it.
  func page(_ number: Int) -> OpaquePointer? {
    poppler_document_get_page(document, Int32(number - 1))
  }

  /// A page by its index from 0, with what was noticed; `nil` where poppler cannot give it.
  func page(at index: Int) -> (ReadPage, [Finding])? {
    withPage(at: index) { read($0, at: index, width: $1, height: $2) }
  }

  /// What `body` makes of poppler's page with this index and its width and height in points; `nil`
  /// where poppler cannot give the page.
  func withPage<Value>(at index: Int, _ body: (OpaquePointer, Double, Double) -> Value?) -> Value? {
    guard let page = poppler_document_get_page(document, Int32(index)) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(page)) }
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(page, &width, &height)
    return body(page, width, height)
  }

  /// The page with what `names` say that its letters are, where they are given, instead of what the
  /// file says.
  func read(
    _ page: OpaquePointer, at index: Int, width: Double, height: Double, names: LetterNames? = nil
  ) -> (ReadPage, [Finding])? {
    guard
      let drawing = PageDrawing(
        of: page, width: width, height: height, keepsForms: names != nil)
    else { return nil }
    let background = Background(shapes: drawing.shapes, width: width, height: height)
    let text = PageText(page: page, drawing: drawing, background: background, names: names)
    let lines = RuleExtraction(drawing: drawing, background: background)
    let result = ReadPage(
      page: Page(
        number: index + 1, width: width, height: height, glyphs: text.glyphs.map(\.glyph),
        rules: lines.rules, shadeEdges: lines.shadeEdges, pictures: lines.pictures,
        unmapped: text.unmapped, textSource: text.source),
      fonts: text.glyphs.map(\.font), mapped: text.glyphs.map(\.isMapped),
      unmappedFonts: Set(text.unmappedFonts))
    return (result, drawing.overflowed ? [ReadingFindings.overflow(page: index + 1)] : [])
  }
}

/// A page with what only this module asks of its glyphs.
struct ReadPage {
  var page: Page
  /// Tells the fonts of `page.glyphs` apart.
  var fonts: [UInt]
  /// Whether the font of the glyph has a ToUnicode map.
  var mapped: [Bool]
  /// The fonts of `page.unmapped`.
  var unmappedFonts: Set<UInt>
}
