import ContentDecoding
import ElementLayout
package import PDFReading
package import PageModel
import ReadingWitness
public import Recognition
import ReportChecking
public import ReportModel
import ReportParsing
import TableReconstruction

/// From a file to its records: the stages in their order. What has no pages goes another way as far as
/// parsing (`ElementReports`).
///
/// Whatever is wrong with the document ends as a finding in its records. Reads files of strangers:
/// outside of tests it runs inside a worker process only.
public struct DocumentPipeline {
  private let reconstructor = TableReconstructor()
  private let parser = ReportParser()
  private let witness = ReadingWitness()
  private let checker = ReportChecker()
  private let elements = ElementReports()
  private let readers: CharacterReaders
  private let willRecognize: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - engine: reads the text of pictures.
  ///   - willRecognize: is told how many pages of a document will be recognised, which takes time.
  public init(
    engine: RecognitionEngine = .auto, willRecognize: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    readers = CharacterReaders(engine)
    self.willRecognize = willRecognize
  }

  /// The records of the document at `path`, one for each report in it and at least one; `password` opens an
  /// encrypted one.
  public func records(
    path: String, password: String? = nil, recognition: RecognitionMode = .auto
  ) -> [DocumentRecord] {
    records(of: DocumentInput(path: path, password: password), recognition)
  }

  /// The records of a document, one for each report in it and at least one.
  package func records(of input: DocumentInput, _ recognition: RecognitionMode) -> [DocumentRecord]
  {
    read(input, recognition).views.map(\.record)
  }

  /// The records of a document, each with its tables and its pages as pictures.
  ///
  /// A document that is rejected has tables and pages all the same, as far as it opens. Pictures are
  /// in this format, and have the grid painted over them where `isMarked`.
  package func views(
    of input: DocumentInput, _ recognition: RecognitionMode, format: PreviewFormat, isMarked: Bool
  ) -> [DocumentView] {
    let (views, reader) = read(input, recognition)
    guard let reader, views[0].record.source.pages != nil else { return views }
    let pages = reader.pictures(
      format: format, marks: isMarked ? views.flatMap(PageMark.marks) : [],
      byteLimit: Self.pictureBytes)
    return views.map { view in
      var view = view
      let own = view.record.source.part?.pages
      view.pages = pages.filter { page in
        own.map { $0[0] <= page.number && page.number <= $0[1] } ?? true
      }
      return view
    }
  }

  /// Room for the pictures of a document; a report's take 0.3 MiB as WebP, 2 MiB as PNG.
  private static let pictureBytes = 16 << 20

  private func read(
    _ input: DocumentInput, _ recognition: RecognitionMode
  ) -> (views: [DocumentView], reader: PDFReader?) {
    var source = DocumentSource(file: input.name)
    var notices: [PageNotice] = []
    var ofPictures: [PictureNotice] = []
    var tables: [Table] = []
    var open: PDFReader?
    do {
      let content = try content(of: input, &source)
      guard content.kind == .pdf else {
        return (
          try elements.views(
            of: content.bytes, kind: content.kind, original: input.original?.kind, &source), nil
        )
      }
      let reader = try reader(of: content.bytes, input.password)
      open = reader
      let document = try pages(of: reader, &source)
      notices = document.notices
      let pictures = pictures(of: reader)
      let read = pictures.read(document, recognition)
      // What keeps pictures from being read is told of rejected documents too.
      ofPictures = pictures.notices
      source.textSource = read.textSource
      let layout = reconstructor.layout(of: read)
      tables = layout.tables.map { pictures.restored($0) }
      let reports = try reports(layout, of: read, printed: document, pictures)
      if pictures.hasRead { notices.removeAll(where: \.isOfUnmappedCharacters) }
      let findings = notices.map(Finding.init) + pictures.notices.map(Finding.init)
      let views = reports.map { report in
        // What is said of a page of no report may concern any of them.
        let own = findings.filter { finding in
          guard let page = finding.page else { return true }
          return report.holds(page) || !reports.contains { $0.holds(page) }
        }
        return DocumentView(
          record: record(of: report, from: source, own), tables: report.own(tables))
      }
      return (views, open)
    } catch {
      let findings =
        notices.map(Finding.init) + ofPictures.map(Finding.init)
        + [error.finding(about: source.file)]
      let record = DocumentRecord(status: .rejected, source: source, findings: findings)
      return ([DocumentView(record: record, tables: tables)], open)
    }
  }

  /// The tables of any document.
  ///
  /// - Throws: `Rejection`.
  package func tables(of input: DocumentInput, _ recognition: RecognitionMode) throws(Rejection)
    -> [Table]
  {
    var source = DocumentSource(file: input.name)
    let content = try content(of: input, &source)
    guard content.kind == .pdf else {
      return try elements.layout(of: content.bytes, kind: content.kind, &source).layout.plainTables
    }
    let reader = try reader(of: content.bytes, input.password)
    let document = try pages(of: reader, &source)
    let pictures = pictures(of: reader)
    return reconstructor.layout(of: pictures.read(document, recognition)).tables.map {
      pictures.restored($0)
    }
  }

  private func pictures(of reader: PDFReader) -> PictureRecognition {
    PictureRecognition(
      reader: reader, reconstructor: reconstructor, readers: readers, willRecognize: willRecognize)
  }

  /// Reads the file once: what is hashed is what is read. What it is says its content, whatever its name.
  private func content(
    of input: DocumentInput, _ source: inout DocumentSource
  ) throws(Rejection) -> (bytes: [UInt8], kind: ContentKind) {
    let content = try input.read { source.bytes = $0 }
    let known = SourceFile(content)
    source.sha256 = known.sha256
    source.bytes = known.bytes
    guard known.bytes > 0 else { throw .empty }
    if let original = input.original {
      source.sha256 = original.sha256
      source.bytes = original.bytes
    }
    return (content, known.kind)
  }

  private func reader(
    of content: [UInt8], _ password: String?
  ) throws(Rejection) -> PDFReader {
    do {
      return try PDFReader(content, password: password)
    } catch {
      throw Rejection(error)
    }
  }

  private func pages(
    of reader: PDFReader, _ source: inout DocumentSource
  ) throws(Rejection) -> PagedDocument {
    do {
      let document = try reader.pages()
      source.pages = document.pages.count
      source.producer = document.producer
      source.textSource = document.textSource
      return document
    } catch {
      throw Rejection(error)
    }
  }

  /// The reports that a document shows, with the help of its pictures where they were read.
  private func reports(
    _ layout: LaidOutDocument, of read: PagedDocument, printed document: PagedDocument,
    _ pictures: PictureRecognition
  ) throws(Rejection) -> [FileReport] {
    let parting = ReportParting(reconstructor: reconstructor, isRecognized: pictures.hasRead)
    let parts = parting.parts(of: layout, in: read)
    var layers: [DocumentPart] = []
    if pictures.hasRead, document.pages.contains(where: { $0.textSource == .ocrLayer }) {
      layers = ReportParting(reconstructor: reconstructor, isRecognized: false).parts(
        of: reconstructor.layout(of: document), in: document)
    }
    var reports: [FileReport] = []
    // What begins as a report does and is none is told with what belongs to no report.
    var lost: [Int] = []
    for (index, part) in parts.enumerated() {
      let own = pictures.hasRead ? RecognizedLabels.named(part.document) : part.document
      guard var report = parser.parse(own) else {
        lost += part.pages
        continue
      }
      report.findings += witness.findings(about: report, on: read.pages)
      var part = part
      part.findings = restored(part.findings, pictures)
      let layer = layers.count == parts.count ? parser.parse(layers[index].document) : nil
      reports.append(
        FileReport(
          part: part,
          report: pictures.hasRead ? checked(report, against: layer, pictures) : report))
    }
    if reports.isEmpty { throw rejection(of: read, pictures) }
    reports[0].part.pagesLeftOut = Set(reports[0].part.pagesLeftOut + lost).sorted()
    return FileReport.different(among: reports)
  }

  /// Why a document in which no report was found has none.
  private func rejection(of document: PagedDocument, _ pictures: PictureRecognition) -> Rejection {
    if document.isBlank, let lack = pictures.reader.lack { return Rejection(lack) }
    guard !document.hasText, document.hasPictures else { return .notAReport }
    if !pictures.isAskedFor { return .noText(isReadingAskedFor: false) }
    if pictures.isUnavailable { return .noText(isReadingAskedFor: true) }
    return pictures.hasUndecodable ? .undecodablePictures : .notAReport
  }

  /// A report from pictures with its figures looked at again and its boxes where they stand on the
  /// pages as shown.
  private func checked(
    _ report: ParsedReport, against layer: ParsedReport?, _ pictures: PictureRecognition
  ) -> ParsedReport {
    let repair = FigureRepair(report, pictures: pictures)
    var result = repair.report
    result.findings += repair.findings
    result.findings += RecognitionFindings.doubts(
      in: result, pictures: pictures, mended: Set(repair.findings.flatMap(\.cells)))
    if let layer { result.findings += RecognitionFindings.differences(from: layer, in: result) }
    for (id, cell) in result.cells {
      guard let page = cell.page, let box = cell.box else { continue }
      result.cells[id]?.box = pictures.restored(box, onPage: page)
    }
    result.findings = restored(result.findings, pictures)
    return result
  }

  /// Findings with their boxes where they stand on the pages as shown.
  private func restored(_ findings: [Finding], _ pictures: PictureRecognition) -> [Finding] {
    findings.map { finding in
      var finding = finding
      if let page = finding.page, let box = finding.box {
        finding.box = pictures.restored(box, onPage: page)
      }
      return finding
    }
  }

  /// The record of a report with what is noticed about the file on its pages.
  private func record(
    of report: FileReport, from source: DocumentSource, _ noticed: [Finding]
  ) -> DocumentRecord {
    var source = source
    source.part = report.place
    let findings =
      noticed + report.findings + report.report.findings
      + checker.findings(in: report.report)
    return DocumentRecord(
      status: DocumentStatus(of: report.report, findings), source: source,
      report: report.report.header, sections: report.report.sections, cells: report.report.cells,
      findings: findings)
  }
}

extension DocumentStatus {
  /// What leaves part of a page out, and so may have cut a figure short.
  private static let cuttingShort: Set<RuleID> = [.readingTooManyCharacters, .readingTooManyRules]

  /// Complete where every standard cell was found and none is under suspicion of a misreading.
  init(of report: ParsedReport, _ findings: [Finding]) {
    let isFound = !report.cells.isEmpty && report.cells.values.allSatisfy(\.isFound)
    let isSuspect = findings.contains { finding in
      finding.severity == .error && finding.rule.isOfReading
        && (!finding.cells.isEmpty || Self.cuttingShort.contains(finding.rule))
    }
    self = isFound && !isSuspect ? .complete : .partial
  }
}

extension Rejection {
  fileprivate init(_ error: PDFReadingError) {
    self =
      switch error {
      case .encrypted(let wrongPassword): .encrypted(wrongPassword: wrongPassword)
      case .damaged(let detail): .damaged(detail)
      case .unsupported(let detail): .unsupported(detail)
      case .noPages: .noPages
      case .tooManyPages(let most): .tooManyPages(most: most)
      }
  }
}

extension PagedDocument {
  /// Where the text of the document came from: the least trusted source that any page needs.
  fileprivate var textSource: TextSource {
    let sources = Set(pages.map(\.textSource))
    return [.ocr, .ocrLayer, .digital].first { sources.contains($0) } ?? .none
  }

  /// Whether nothing shows on any page.
  fileprivate var isBlank: Bool {
    pages.allSatisfy {
      $0.glyphs.isEmpty && $0.unmapped.isEmpty && $0.rulings.isEmpty && $0.pictures.isEmpty
    }
  }

  fileprivate var hasPictures: Bool { pages.contains { !$0.pictures.isEmpty } }

  /// Whether there is more text than the page numbers and stamps that scans have too.
  fileprivate var hasText: Bool {
    pages.reduce(0) { $0 + $1.glyphs.count + $1.unmapped.count } > 20 * pages.count
  }
}
