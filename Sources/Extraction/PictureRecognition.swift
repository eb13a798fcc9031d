import PDFReading
import PageModel
import Recognition
import ReportModel
import TableReconstruction

/// Reads pages of one document by their pictures.
///
/// The recogniser of a document is made when its first picture is read; digital ones never need it.
final class PictureRecognition {
  let reader: PDFReader
  private let reconstructor: TableReconstructor
  private let readers: CharacterReaders
  private let willRecognize: (Int) -> Void
  private var recognizer: PageRecognizer?
  /// What was read of each page, by its number.
  private(set) var areas: [Int: [PictureArea]] = [:]
  private(set) var notices: [PictureNotice] = []
  /// Numbers of the pages whose letters were recognised by their forms.
  private(set) var decodedPages: Set<Int> = []

  /// Numbers of the pages whose pictures cannot be decoded.
  private var undecodable: [Int] = []
  /// Whether pictures are to be recognised where that is needed.
  private(set) var isAskedFor = true

  /// More unmapped characters on a page than a bullet or two.
  private static let mostUnmapped = 20
  /// A picture smaller than this share of the page is a seal or an ornament; the grid of section 4 alone
  /// takes 0.06.
  private static let leastShare = 0.03
  /// Characters over a picture that is no background of theirs.
  private static let mostOverlaid = 5

  init(
    reader: PDFReader, reconstructor: TableReconstructor,
    readers: CharacterReaders, willRecognize: @escaping (Int) -> Void
  ) {
    self.readers = readers
    self.willRecognize = willRecognize
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

  /// The document with the pages read by their pictures that the mode asks for.
  func read(_ document: PagedDocument, _ mode: RecognitionMode) -> PagedDocument {
    isAskedFor = mode != .never
    return switch mode {
    case .never: document
    case .always: self.document(document, wholly: true)
    case .auto: self.document(named(document), wholly: false)
    }
  }

  /// Adds the text that is drawn as outlines, by its picture.
  private func addOutlines(
    of lettering: GlyphDrawings, to pages: inout [Page], _ recognizer: PageRecognizer
  ) {
    let lines = Dictionary(
      uniqueKeysWithValues: lettering.pages.filter { !$0.outlines.isEmpty }.map {
        ($0.number, $0.outlines)
      })
    if lines.isEmpty { return }
    var found: [Int: [Glyph]] = [:]
    reader.images(of: lines.keys.sorted()) { image in
      found[image.page] = recognizer.glyphs(in: lines[image.page] ?? [], of: image)
    }
    for index in pages.indices {
      let own = lines[pages[index].number] ?? []
      let letters = pages[index].glyphs
      // Level and upright strokes of characters are no rulings.
      func isStroke(_ rule: RulingLine) -> Bool {
        own.contains { $0.expanded(by: 0.5).contains(rule.box) }
      }
      pages[index].rulings.removeAll(where: isStroke)
      pages[index].shadeEdges.removeAll(where: isStroke)
      // Outlines may be drawn around letters, for boldness.
      pages[index].glyphs += (found[pages[index].number] ?? []).filter { glyph in
        !letters.contains { $0.box.contains(x: glyph.box.midX, y: glyph.box.midY) }
      }
    }
  }

  /// Whether what recognition needs is not there.
  var isUnavailable: Bool { notices.contains { if case .unavailable = $0 { true } else { false } } }

  /// Whether pictures of the document cannot be decoded.
  var hasUndecodable: Bool { !undecodable.isEmpty }

  /// Whether anything of the document was read from a picture.
  var hasRead: Bool { !areas.isEmpty || !decodedPages.isEmpty }

  /// The document with the letters recognised whose fonts do not say which they are. Where they stand,
  /// and the rulings around them, are known.
  private func named(_ document: PagedDocument) -> PagedDocument {
    let pages = document.pages.filter { $0.textSource == .digital }
    guard document.notices.contains(where: \.isOfUnmappedCharacters) else { return document }
    // A page without such letters was written by the same program.
    let numbers = pages.map(\.number)
    guard let recognizer = started() else { return document }
    willRecognize(numbers.count)
    let lettering = reader.lettering(of: numbers)
    var found = reader.pages(
      lettering.pages.filter(\.isUpright).map(\.number), named: recognizer.names(of: lettering))
    addOutlines(of: lettering, to: &found, recognizer)
    var result = document
    for page in found {
      guard let index = result.pages.firstIndex(where: { $0.number == page.number }),
        page.unmapped.count <= min(Self.mostUnmapped, result.pages[index].unmapped.count)
      else { continue }
      result.pages[index] = page
      result.pages[index].textSource = .ocr
      decodedPages.insert(page.number)
    }
    result.notices.removeAll(where: \.isOfUnmappedCharacters)
    return result
  }

  /// The document with its pages read by their pictures: all of them, or those that need it.
  private func document(_ document: PagedDocument, wholly: Bool) -> PagedDocument {
    let pages = Dictionary(uniqueKeysWithValues: document.pages.map { ($0.number, $0) })
    let numbers = document.pages.filter {
      wholly || Self.needsPicture($0) || !Self.picturesOfTables(on: $0).isEmpty
    }.map(\.number)
    guard !numbers.isEmpty, let recognizer = started() else { return document }
    willRecognize(numbers.count)
    var drafts: [(area: PictureArea, draft: PageDraft)] = []
    reader.images(of: numbers) { image in
      guard let page = pages[image.page] else { return }
      if !image.isDecoded && !page.pictures.isEmpty {
        undecodable.append(image.page)
        return
      }
      for area in areas(of: page, image, wholly || Self.needsPicture(page), recognizer) {
        let tables = reconstructor.cells(of: area.scan.sketch)
        // A picture in a digital page is taken for what it shows only where it shows a table.
        if area.isPart && tables.isEmpty { continue }
        areas[image.page, default: []].append(area)
        drafts.append((area, recognizer.draft(area.scan, tables: tables)))
      }
    }
    if !undecodable.isEmpty { notices.append(.undecodable(pages: undecodable)) }
    var read: [Int: [Page]] = [:]
    for (page, draft) in zip(recognizer.pages(drafts.map(\.draft)), drafts) {
      read[page.number, default: []].append(page.placed(in: draft.area))
    }
    var result = document
    for index in result.pages.indices {
      guard let parts = read[result.pages[index].number] else { continue }
      let isPart = areas[result.pages[index].number]?.first?.isPart ?? false
      if isPart {
        result.pages[index].take(parts, instead: areas[result.pages[index].number] ?? [])
      } else {
        let whole = result.pages[index].joining(parts)
        result.pages[index] = wholly ? whole : result.pages[index].completed(by: whole)
      }
    }
    result.notices.removeAll(where: \.isOfUnmappedCharacters)
    return result
  }

  /// The parts of a page's picture that are read, each by itself.
  private func areas(
    of page: Page, _ image: PageBitmap, _ isWhole: Bool, _ recognizer: PageRecognizer
  ) -> [PictureArea] {
    let sheet = Box(x0: 0, y0: 0, x1: page.width, y1: page.height)
    func area(_ box: Box, isPart: Bool) -> PictureArea? {
      image.cropped(to: box).flatMap { recognizer.prepared($0, isSheet: !isPart) }
        .flatMap(recognizer.scan).map {
          PictureArea(box: box, enlargement: image.enlargement, scan: $0, isPart: isPart)
        }
    }
    guard isWhole else {
      // The rulings at the border of a table need paper around them.
      return Self.picturesOfTables(on: page).compactMap {
        $0.expanded(by: 4).intersection(sheet).flatMap { area($0, isPart: true) }
      }
    }
    func halves(_ fold: Double) -> [PictureArea]? {
      let fold = fold * image.enlargement
      let halves = [
        area(Box(x0: 0, y0: 0, x1: fold, y1: page.height), isPart: false),
        area(Box(x0: fold, y0: 0, x1: page.width, y1: page.height), isPart: false),
      ].compactMap { $0 }
      return halves.count == 2 ? halves : nil
    }
    guard let picture = recognizer.prepared(image) else { return [] }
    if let halves = picture.fold.flatMap(halves) { return halves }
    guard let scan = recognizer.scan(picture) else { return [] }
    if let halves = scan.fold.flatMap(halves) { return halves }
    return [
      PictureArea(box: sheet, enlargement: image.enlargement, scan: scan, isPart: false)
    ]
  }

  /// The boxes of pictures large enough to hold a table, on a page with text of its own, where none of
  /// that text stands over them.
  private static func picturesOfTables(on page: Page) -> [Box] {
    guard page.textSource == .digital, !needsPicture(page) else { return [] }
    var boxes: [Box] = []
    // A picture may be cut into strips.
    for picture in page.pictures.sorted(by: { $0.y0 < $1.y0 }) {
      if let index = boxes.firstIndex(where: { $0.touches(picture) }) {
        boxes[index] = boxes[index].union(picture)
      } else {
        boxes.append(picture)
      }
    }
    let sheet = Box(x0: 0, y0: 0, x1: page.width, y1: page.height)
    return boxes.compactMap { $0.intersection(sheet) }.filter { box in
      box.area > leastShare * page.width * page.height
        && page.glyphs.count { box.contains(x: $0.box.midX, y: $0.box.midY) } <= mostOverlaid
    }
  }

  /// The area of a page that a box lies in; `box` is its place among the page's upright text.
  private func area(of box: Box, onPage number: Int) -> PictureArea? {
    let areas = areas[number] ?? []
    return areas.count == 1 && !areas[0].isPart
      ? areas[0] : areas.first { $0.box.contains(x: box.midX, y: box.midY) }
  }

  /// Whether a box of a page was read from its picture.
  func isRead(_ box: Box, onPage number: Int) -> Bool {
    decodedPages.contains(number) || area(of: box, onPage: number) != nil
  }

  /// Whether a cell that was read as blank may hold ink; `box` is its place on the upright page.
  func mayHoldInk(_ box: Box, onPage number: Int) -> Bool {
    guard let area = area(of: box, onPage: number) else { return false }
    return area.scan.mayHoldInk(area.onPaper(box))
  }

  /// Other readings of a cell, likelier ones first; `box` is its place on the upright page.
  func readings(again box: Box, onPage number: Int) -> [String] {
    guard let area = area(of: box, onPage: number), let recognizer else { return [] }
    return recognizer.readings(again: area.onPaper(box), on: area.scan)
  }

  /// The box where it stands on the page as shown.
  func restored(_ box: Box, onPage number: Int) -> Box {
    guard let area = area(of: box, onPage: number) else { return box }
    return area.onPage(area.scan.restored(area.onPaper(box)))
  }

  /// The table with its boxes where they stand on the pages as shown.
  func restored(_ table: Table) -> Table {
    func restored(_ fragments: [CellFragment]) -> [CellFragment] {
      fragments.map {
        CellFragment(page: $0.page, box: self.restored($0.box, onPage: $0.page))
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
      recognizer = try PageRecognizer(readers)
    } catch {
      notices.append(.unavailable(error))
    }
    return recognizer
  }
}

/// A part of a page that was read by its picture.
struct PictureArea {
  /// Its place on the page, in points of the page; its upright text begins there too.
  var box: Box
  /// Points of the page for a point of the paper that the picture shows.
  var enlargement: Double
  var scan: ScannedPage
  /// Whether the page has text of its own around it.
  var isPart: Bool

  /// A box among the upright text of the page, in points of the paper from the corner of the area.
  func onPaper(_ box: Box) -> Box {
    Box(
      x0: (box.x0 - self.box.x0) / enlargement, y0: (box.y0 - self.box.y0) / enlargement,
      x1: (box.x1 - self.box.x0) / enlargement, y1: (box.y1 - self.box.y0) / enlargement)
  }

  /// The way back.
  func onPage(_ box: Box) -> Box {
    Box(
      x0: box.x0 * enlargement + self.box.x0, y0: box.y0 * enlargement + self.box.y0,
      x1: box.x1 * enlargement + self.box.x0, y1: box.y1 * enlargement + self.box.y0)
  }
}

extension Page {
  /// The page as the part of a larger one that an area is.
  fileprivate func placed(in area: PictureArea) -> Page {
    guard (area.box.x0, area.box.y0, area.enlargement) != (0, 0, 1) else { return self }
    var page = self
    page.width *= area.enlargement
    page.height *= area.enlargement
    for index in page.glyphs.indices {
      page.glyphs[index].box = area.onPage(glyphs[index].box)
      page.glyphs[index].fontSize *= area.enlargement
    }
    for index in page.rulings.indices {
      let isLevel = rulings[index].axis == .horizontal
      let (across, along) =
        isLevel ? (area.box.y0, area.box.x0) : (area.box.x0, area.box.y0)
      page.rulings[index].position = rulings[index].position * area.enlargement + across
      page.rulings[index].start = rulings[index].start * area.enlargement + along
      page.rulings[index].end = rulings[index].end * area.enlargement + along
      page.rulings[index].thickness *= area.enlargement
    }
    return page
  }

  /// What pictures of all parts of the page show.
  fileprivate func joining(_ parts: [Page]) -> Page {
    guard parts.count > 1, var page = parts.first else { return parts.first ?? self }
    (page.width, page.height) = (width, height)
    page.glyphs = parts.flatMap(\.glyphs)
    page.rulings = parts.flatMap(\.rulings)
    return page
  }

  /// Takes what pictures in the page show.
  fileprivate mutating func take(_ parts: [Page], instead areas: [PictureArea]) {
    glyphs.removeAll { glyph in
      areas.contains { $0.box.contains(x: glyph.box.midX, y: glyph.box.midY) }
    }
    glyphs += parts.flatMap(\.glyphs)
    rulings += parts.flatMap(\.rulings)
    textSource = .ocr
  }

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
    page.rulings += picture.rulings.filter { rule in
      pictures.contains { $0.contains(x: rule.box.midX, y: rule.box.midY) }
    }
    page.unmapped = []
    page.textSource = .ocr
    return page
  }
}

extension Box {
  /// Whether the boxes overlap or lie less than a point apart.
  fileprivate func touches(_ other: Box) -> Bool {
    x0 < other.x1 + 1 && other.x0 < x1 + 1 && y0 < other.y1 + 1 && other.y0 < y1 + 1
  }
}

extension GlyphDrawings.Page {
  /// Whether text that is drawn as outlines, if any, is upright as the letters are.
  fileprivate var isUpright: Bool {
    outlines.isEmpty || letters.count { abs($0.angle) < 1 } * 2 > letters.count
  }
}
