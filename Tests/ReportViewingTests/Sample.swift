import Foundation
import PageModel
import ReportModel

enum Sample {
  /// A report whose every cell holds 1.
  static func record(
    _ edition: Edition = .edition2021, issuer: String = "云川县人民政府", year: Int = 2024
  ) -> DocumentRecord {
    let box = Box(x0: 10, y0: 20, x1: 40, y1: 30)
    let cells = StandardGrid.cells(proactive: edition, requests: edition).map {
      ($0.id, CellReading(value: 1, raw: "1", page: 1, box: box))
    }
    return DocumentRecord(
      status: .complete, source: DocumentSource(file: "a.pdf", sha256: "0", pages: 1),
      report: ReportHeader(
        title: "\(issuer)\(year)年政府信息公开工作年度报告", issuer: issuer, year: year,
        edition: edition),
      cells: Dictionary(uniqueKeysWithValues: cells))
  }

  /// Text as it stands in markup.
  static func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]
      .reduce(text) { result, pair in
        result.replacingOccurrences(of: pair.0, with: pair.1, options: .literal)
      }
  }
}
