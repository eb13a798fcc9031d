import Foundation
import PDFReading
import PageModel
import RecordCoding
public import ReportModel

// A view as parts: the record as JSON, its layout as JSON, then the picture of each page.
extension DocumentAnswer {
  /// What the second part holds.
  fileprivate struct Layout: Codable {
    struct PageSize: Codable {
      var number: Int
      var width: Double
      var height: Double
    }

    var tables: [Table]
    var pages: [PageSize]
    var article: [ElementBlock]
  }

  /// The answer that gives the reports of a document, each with its tables and pages.
  init(_ views: [DocumentView]) {
    self.init(
      reports: views.map { Report(summary: Summary(of: $0.record), parts: Self.parts(of: $0)) })
  }

  static func parts(of view: DocumentView) -> [[UInt8]] {
    let layout = Layout(
      tables: view.tables,
      pages: view.pages.map {
        Layout.PageSize(number: $0.number, width: $0.width, height: $0.height)
      }, article: view.article)
    // Numbers that are not finite are all that could fail; boxes on pages have none.
    let json = (try? JSONEncoder().encode(layout)).map(Array.init) ?? []
    return [view.record.json(.line), json] + view.pages.map(\.bytes)
  }

  /// The reports of an answer to `ResultForm.view` or `.pictures`.
  ///
  /// - Throws: A `DecodingError` where the answer is to another form.
  public func views() throws -> [DocumentView] { try reports.map { try $0.view() } }
}

extension DocumentAnswer.Report {
  private typealias Layout = DocumentAnswer.Layout

  fileprivate func view() throws -> DocumentView {
    let record = try DocumentRecord(json: parts.first ?? [])
    let layout = try JSONDecoder().decode(Layout.self, from: Data(parts.dropFirst().first ?? []))
    let pages = zip(layout.pages, parts.dropFirst(2)).map { size, bytes in
      PagePreview(number: size.number, width: size.width, height: size.height, bytes: bytes)
    }
    return DocumentView(
      record: record, tables: layout.tables, pages: pages, article: layout.article)
  }
}
