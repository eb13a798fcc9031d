public import DocumentModel
import Foundation
import PageReading
import ReportWriting

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
      PagePicture(number: size.number, width: size.width, height: size.height, bytes: bytes)
    }
    return DocumentView(
      record: record, tables: layout.tables, pages: pages, article: layout.article)
  }
}

extension PageMark {
  /// The grid of a document: every cell of its tables in blue, standard cells by their state.
  static func marks(of view: DocumentView) -> [PageMark] {
    let grid = view.tables.flatMap(\.cells).flatMap(\.fragments).map { fragment in
      PageMark(page: fragment.page, box: fragment.box, color: (0.15, 0.39, 0.92), cover: 0)
    }
    let states = view.record.cellStates
    let cells = view.record.cells.sorted { $0.key < $1.key }.compactMap { id, reading in
      reading.page.flatMap { page in
        reading.box.map { box in
          PageMark(page: page, box: box, color: (states[id] ?? .read).color, cover: 0.25)
        }
      }
    }
    return grid + cells
  }
}

extension CellState {
  fileprivate var color: (red: Double, green: Double, blue: Double) {
    switch self {
    case .read: (0.09, 0.56, 0.33)
    case .blank: (0.45, 0.5, 0.58)
    case .doubtful: (0.85, 0.55, 0.02)
    case .contradicts: (0.85, 0.11, 0.14)
    }
  }
}
