import ContentDecoding
import ElementLayout
import HTMLReading
import PageModel
import ReportChecking
import ReportModel
import ReportParsing
import WordReading

/// From a document without pages to its records: its tables and lines enter where those of pages do.
struct ElementReports {
  private let parser = ReportParser()
  private let checker = ReportChecker()

  /// More bytes than any article has with its grids; pictures stand beside a page, not in it.
  static let largestPage = 16 << 20

  /// The same with its pictures in it.
  static let largestSavedPage = 64 << 20

  /// The layout of a document.
  ///
  /// - Throws: `Rejection`.
  func layout(
    of content: [UInt8], kind: ContentKind, _ source: inout DocumentSource
  ) throws(Rejection) -> (layout: ElementLayout, document: ElementDocument) {
    let document = try document(content, kind)
    source.producer = document.producer
    source.textSource = document.blocks.isEmpty ? .none : .digital
    let layout = ElementLayout(document)
    return (layout, document)
  }

  private func document(_ content: [UInt8], _ kind: ContentKind) throws(Rejection)
    -> ElementDocument
  {
    switch kind {
    case .html:
      guard content.count <= Self.largestPage else {
        throw .tooLarge(mebibytes: Self.largestPage >> 20)
      }
      do { return try HTMLReader.document(content) } catch { throw Rejection(error) }
    case .mht:
      guard content.count <= Self.largestSavedPage else {
        throw .tooLarge(mebibytes: Self.largestSavedPage >> 20)
      }
      do { return try HTMLReader.document(savedPage: content) } catch { throw Rejection(error) }
    case .docx:
      do { return try WordReader.document(content) } catch { throw Rejection(error) }
    case .doc, .rtf: throw .noConverter(kind.rawValue.uppercased())
    case .xlsx, .ofd: throw .otherFormat(kind.rawValue.uppercased())
    case .pdf, .jpeg, .png, .empty, .other: throw .notPDF
    }
  }

  /// The records of the reports in a document, at least one; `original` is the kind of the file that it was made
  /// of.
  ///
  /// - Throws: `Rejection`.
  func views(
    of content: [UInt8], kind: ContentKind, original: ContentKind? = nil,
    _ source: inout DocumentSource
  ) throws(Rejection) -> [DocumentView] {
    let (layout, document) = try layout(of: content, kind: kind, &source)
    var noticed = document.notices.map(Finding.init) + layout.findings
    if let original, original.isConverted {
      // What wrote the file itself is not known.
      source.producer = nil
      noticed.append(
        ConversionFindings.converted(original, by: document.producer))
    }
    let parts = DocumentSplitter().parts(of: layout.document)
    let reports = parts.compactMap { part in
      parser.parse(part.document).map {
        FileReport(part: part, report: layout.placed($0))
      }
    }
    if reports.isEmpty {
      // A portal's word that there is no such file, saved under the name of one.
      throw DocumentName.ending(of: source.file) == ".pdf" ? .notPDF : .notAReport
    }
    let known = source
    return FileReport.different(among: reports).map { report in
      var source = known
      source.part = report.place
      let findings = layout.placed(
        noticed + report.findings
          + report.report.findings
          + checker.findings(in: report.report))
      return DocumentView(
        record: DocumentRecord(
          status: DocumentStatus(of: report.report, findings), source: source,
          report: report.report.header, sections: report.report.sections,
          cells: report.report.cells, findings: findings),
        tables: layout.plainTables, article: document.blocks)
    }
  }
}

extension Rejection {
  fileprivate init(_ error: WordReadingError) {
    self =
      switch error {
      case .damaged(let detail): .damaged(detail)
      case .tooLarge(let mebibytes): .tooLarge(mebibytes: mebibytes)
      case .tooDeep(let most):
        .tooComplex(
          detail: "elements stand in one another more than \(most) deep",
          detailZh: "元素嵌套超过 \(most) 层")
      case .tooManyElements(let most):
        .tooComplex(
          detail: "more than \(most) elements", detailZh: "超过 \(most) 个元素")
      case .declaresType:
        .tooComplex(
          detail: "a part declares a document type, which no word processor does",
          detailZh: "含有文字处理软件不会写入的文档类型声明")
      }
  }

  fileprivate init(_ error: HTMLReadingError) {
    self =
      switch error {
      case .noPage: .damaged("no page in it")
      case .tooDeep(let most):
        .tooComplex(
          detail: "elements stand in one another more than \(most) deep",
          detailZh: "元素嵌套超过 \(most) 层")
      case .tooManyElements(let most):
        .tooComplex(detail: "more than \(most) elements", detailZh: "超过 \(most) 个元素")
      }
  }
}
