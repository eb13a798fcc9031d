import PageModel
import ReportModel

/// Column headers of the section-2 grid that recognition made unreadable get their names by where they
/// stand: each of its bands has its columns in a fixed order.
enum RecognizedColumns {
  /// The table with its unreadable column headers named where the form has as many columns.
  static func named(_ table: Table) -> Table {
    var result = table
    for cell in table.cells {
      guard let item = Labels.item(cell.text) else { continue }
      let header = OrderedHeader<ProactiveColumn>(above: item, in: cell, of: result)
      for place in header?.unnamed ?? [] {
        if let header { result.cells[header.cells[place]].text = header.labels[place] }
      }
    }
    return result
  }
}
