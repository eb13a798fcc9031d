import PageModel
import ReportModel

/// What a document without pages shows, for the template `article`: words alone, none of its markup.
struct ArticleContext {
  private let article: [ElementBlock]
  private let cells: [String: CellID]
  private let context: CellContext

  init(_ view: DocumentView) {
    article = view.article
    context = CellContext(view.record)
    cells = Dictionary(
      view.record.cells.compactMap { id, reading in reading.place.map { ($0.path, id) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Lines and tables in their order.
  var values: [Values] {
    article.compactMap { block in
      switch block {
      case .line(let line):
        ["line": ["text": line.text, "classes": Self.classes(line)] as Values]
      case .table(let table):
        ["table": ["rows": table.rows.map { ["cells": $0.map(values)] as Values }] as Values]
      case .pageBreak: nil
      }
    }
  }

  private static func classes(_ line: ElementLine) -> String {
    let place =
      switch line.alignment {
      case .start: "start"
      case .center: "center"
      case .end: "end"
      }
    // A heading's letters are larger, as those of a title are on paper.
    return line.size > 1.1 ? "\(place) large" : place
  }

  /// A cell with the standard cell that was read from it.
  private func values(_ cell: ElementCell) -> Values {
    var values: Values = [
      "rows": cell.rowSpan, "columns": cell.columnSpan,
      "lines": cell.text.split(separator: "\n").map(String.init),
    ]
    if let id = cells[cell.path] {
      values["id"] = id.rawValue
      values["classes"] = context.classes(id)
    }
    return values
  }
}
