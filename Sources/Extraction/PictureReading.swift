import DocumentModel
import GridReconstruction
import PageReading
import Recognition

/// Reads pages of one document by their pictures.
///
/// The recogniser is started when the first picture is read; digital documents never need it.
final class PictureReading {
  private let path: String
  private let password: String?
  private let reader: PageReader
  private let reconstructor: GridReconstructor
  private var recognizer: PageRecognizer?
  /// The pages that were read, by their numbers.
  private(set) var scans: [Int: ScannedPage] = [:]
  private(set) var findings: [Finding] = []

  /// More unmapped characters on a page than a bullet or two.
  private static let mostUnmapped = 20
  /// A picture smaller than this share of the page is a seal or an ornament.
  private static let leastShare = 0.08

  init(path: String, password: String?, reader: PageReader, reconstructor: GridReconstructor) {
    self.path = path
    self.password = password
    self.reader = reader
    self.reconstructor = reconstructor
  }

  /// Whether a page cannot be read without its picture.
  static func needsPicture(_ page: Page) -> Bool {
    switch page.textSource {
    case .none: !page.pictures.isEmpty
    case .ocrLayer: true
    case .digital, .ocr: page.unmapped.count > mostUnmapped
    }
  }

  /// Whether a page with text of its own shows a picture large enough to hold a table.
  static func hasLargePicture(_ page: Page) -> Bool {
    page.pictures.contains { $0.area > leastShare * page.width * page.height }
  }

  /// The document with the pages read by their pictures that the mode asks for.
  func read(_ document: PagedDocument, _ mode: RecognitionMode) -> PagedDocument {
    switch mode {
    case .never: document
    case .always: self.document(document, reading: { _ in true }, wholly: true)
    case .auto: self.document(document, reading: Self.needsPicture)
    }
  }

  /// The document with these pages read by their pictures.
  func document(
    _ document: PagedDocument, reading isWanted: (Page) -> Bool, wholly: Bool = false
  ) -> PagedDocument {
    let numbers = document.pages.filter(isWanted).map(\.number)
    guard !numbers.isEmpty, let recognizer = started() else { return document }
    var result = document
    let failure = Result { [reader] () throws(PageReadingError) in
      try reader.images(of: numbers, path: path, password: password) { image in
        guard let index = result.pages.firstIndex(where: { $0.number == image.page }),
          let scan = recognizer.scan(image)
        else { return }
        let page = recognizer.page(scan, tables: reconstructor.cells(of: scan.sketch))
        scans[image.page] = scan
        result.pages[index] = wholly ? page : result.pages[index].completed(by: page)
      }
    }
    if case .failure = failure { return document }
    result.findings.removeAll { $0.rule == "reading.no_unicode_map" }
    return result
  }

  /// Other readings of a cell, likelier ones first; `box` is its place on the upright page.
  func readings(again box: Box, onPage number: Int) -> [String] {
    guard let scan = scans[number], let recognizer else { return [] }
    return recognizer.readings(again: box, on: scan)
  }

  /// The table with its boxes where they stand on the pages as shown.
  func restored(_ table: Table) -> Table {
    func restored(_ fragments: [CellFragment]) -> [CellFragment] {
      fragments.map { fragment in
        guard let scan = scans[fragment.page] else { return fragment }
        return CellFragment(page: fragment.page, box: scan.restored(fragment.box))
      }
    }
    var copy = table
    copy.fragments = restored(table.fragments)
    for index in copy.cells.indices {
      copy.cells[index].fragments = restored(table.cells[index].fragments)
    }
    return copy
  }

  private func started() -> PageRecognizer? {
    if let recognizer { return recognizer }
    do {
      recognizer = try PageRecognizer()
    } catch {
      findings.append(Self.unavailable(error))
    }
    return recognizer
  }

  private static func unavailable(_ error: RecognitionError) -> Finding {
    switch error {
    case .missingLanguage(let language):
      let package = "tesseract-ocr-" + language.replacing("_", with: "-")
      return Finding(
        rule: "reading.recognition_unavailable", severity: .error,
        message:
          "Pictures cannot be recognised: Tesseract has no data for \(language). "
          + "Install \(package), then run again.",
        messageZh: "无法识别图像：缺少 Tesseract 的 \(language) 数据。请安装 \(package) 后重试。")
    }
  }
}

extension Page {
  /// Where a font does not say what it shows, the others of its page, written by the same program,
  /// are no better; bullets in a font of symbols are fewer than this share of the characters.
  private var isMostlyUnmapped: Bool {
    Double(unmapped.count) > 0.05 * Double(glyphs.count + unmapped.count)
  }

  /// The page with what a picture shows of it, where it has no text of its own that can be trusted.
  fileprivate func completed(by picture: Page) -> Page {
    guard textSource == .digital, !isMostlyUnmapped else {
      var page = picture
      if textSource == .ocrLayer { page.textSource = .ocrLayer }
      return page
    }
    // Own text stays; only what it lacks is taken.
    var page = self
    let missing = unmapped + pictures.filter { $0.area < 0.9 * width * height }
    func isMissing(_ box: Box) -> Bool {
      missing.contains { $0.contains(x: box.midX, y: box.midY) }
    }
    page.glyphs =
      glyphs.filter { glyph in
        !pictures.contains { $0.contains(x: glyph.box.midX, y: glyph.box.midY) }
      }
      + picture.glyphs.filter { isMissing($0.box) }
    page.rules += picture.rules.filter { rule in
      pictures.contains { $0.contains(x: rule.box.midX, y: rule.box.midY) }
    }
    page.unmapped = []
    page.textSource = .ocr
    return page
  }
}
