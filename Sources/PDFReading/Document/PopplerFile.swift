import CPoppler
import PageModel

/// An open PDF: owns poppler's handle, which never leaves this module.
final class PopplerFile {
  private let document: OpaquePointer
  let pageCount: Int

  /// Opens what the bytes of a file hold.
  ///
  /// - Throws: `PDFReadingError.encrypted` or `.damaged`.
  init(_ content: [UInt8], password: String?) throws(PDFReadingError) {
    let bytes = g_bytes_new(content, gsize(content.count))
    defer { g_bytes_unref(bytes) }
    var error: UnsafeMutablePointer<GError>?
    // A file that only its owner's password protects opens without one, and with no wrong one.
    var opened = poppler_document_new_from_bytes(bytes, nil, &error)
    if opened == nil, password != nil {
      if let first = error { g_error_free(first) }
      error = nil
      opened = poppler_document_new_from_bytes(bytes, password, &error)
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

  /// A page by its index from 0, with what was noticed; `nil` where poppler cannot give it.
  func page(at index: Int) -> (ReadPage, [PageNotice])? {
    withPage(at: index) { read($0, at: index, bounds: $1) }
  }

  /// What `body` makes of poppler's page with this index and what of it can show; `nil` where poppler
  /// cannot give the page, or it has no size that is read.
  func withPage<Value>(at index: Int, _ body: (OpaquePointer, PageBounds) -> Value?) -> Value? {
    guard let page = poppler_document_get_page(document, Int32(index)) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(page)) }
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(page, &width, &height)
    return PageBounds(width: width, height: height).flatMap { body(page, $0) }
  }

  /// Whether the page is there and has a size that is not read.
  func isMisshapen(at index: Int) -> Bool {
    guard let page = poppler_document_get_page(document, Int32(index)) else { return false }
    defer { g_object_unref(UnsafeMutableRawPointer(page)) }
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    return PageBounds(width: width, height: height) == nil
  }

  /// The page with what `names` say that its letters are, where they are given, instead of what the
  /// file says.
  func read(
    _ page: OpaquePointer, at index: Int, bounds: PageBounds, names: GlyphNames? = nil
  ) -> (ReadPage, [PageNotice])? {
    guard let drawing = PageDrawing(of: page, bounds: bounds, keepsForms: names != nil) else {
      return nil
    }
    let (width, height) = (bounds.width, bounds.height)
    let backdrop = Backdrop(shapes: drawing.shapes, width: width, height: height)
    let text = PageText(
      page: page, bounds: bounds, drawing: drawing, backdrop: backdrop, names: names)
    let lines = RulingLineExtraction(drawing: drawing, backdrop: backdrop)
    var result = ReadPage(
      page: Page(
        number: index + 1, width: width, height: height, glyphs: text.glyphs.map(\.glyph),
        rulings: lines.rulings, shadeEdges: lines.shadeEdges, pictures: lines.pictures,
        unmapped: text.unmapped, textSource: text.source),
      fonts: text.glyphs.map(\.font), mapped: text.glyphs.map(\.isMapped),
      unmappedFonts: Set(text.unmappedFonts))
    var notices: [PageNotice] = drawing.overflowed ? [.tooMuchDrawn(page: index + 1)] : []
    notices += result.limit()
    return (result, notices)
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

  /// The smallest print fills a page with 20,000 characters.
  private static let mostGlyphs = 50_000
  /// Maps draw some ten thousand lines.
  private static let mostRules = 50_000
  private static let mostPictures = 5_000

  /// Leaves out what a page has beyond what any page shows, so that what compares each with each comes to
  /// an end; says so.
  fileprivate mutating func limit() -> [PageNotice] {
    var notices: [PageNotice] = []
    if page.glyphs.count + page.unmapped.count > Self.mostGlyphs {
      page.glyphs.removeLast(max(0, page.glyphs.count - Self.mostGlyphs))
      fonts.removeLast(fonts.count - page.glyphs.count)
      mapped.removeLast(mapped.count - page.glyphs.count)
      page.unmapped.removeLast(
        min(page.unmapped.count, page.glyphs.count + page.unmapped.count - Self.mostGlyphs))
      notices.append(.tooManyCharacters(page: page.number, most: Self.mostGlyphs))
    }
    if page.rulings.count + page.pictures.count > Self.mostRules
      || page.pictures.count > Self.mostPictures
    {
      page.rulings.removeLast(max(0, page.rulings.count - Self.mostRules))
      page.pictures.removeLast(max(0, page.pictures.count - Self.mostPictures))
      notices.append(.tooManyLines(page: page.number, most: Self.mostRules))
    }
    return notices
  }
}
