import DocumentModel

/// Column headers of the section-2 grid that recognition made unreadable get their names by where they
/// stand: each of its bands has its columns in a fixed order.
enum RecognizedColumns {
  /// The table with its unreadable column headers named where the form has as many columns.
  static func named(_ table: Table) -> Table {
    var result = table
    for index in table.cells.indices {
      guard let item = Labels.item(table.cells[index].text) else { continue }
      let header = header(above: table.cells[index], in: table)
      if !header.isEmpty { name(header, of: item, in: &result) }
    }
    return result
  }

  /// The cells of the header row right above an item, beside its first cell.
  private static func header(above item: TableCell, in table: Table) -> [Int] {
    let above = table.cells.indices.filter { table.cells[$0].rows.upperBound == item.row }
      .sorted { table.cells[$0].column < table.cells[$1].column }
    guard let first = above.first else { return [] }
    let values = above.dropFirst()
    let isHeader =
      LabelText.folded(table.cells[first].text).contains("信息内容")
      || values.contains { Labels.column(table.cells[$0].text) != nil }
    let hasFigures = values.contains { index in
      let text = table.cells[index].text
      return !text.isEmpty && text.allSatisfy { $0.isASCII }
        && text.contains(where: \.isNumber)
    }
    return isHeader && Labels.item(table.cells[first].text) == nil && !hasFigures
      ? Array(values) : []
  }

  private static func name(_ header: [Int], of item: ProactiveItem, in table: inout Table) {
    let names = header.map { Labels.column(table.cells[$0].text) }
    guard names.contains(nil) else { return }
    let fitting = [Edition.edition2019, .edition2021].filter { edition in
      let order = item.columns(in: edition)
      return order.count == header.count && zip(names, order).allSatisfy { $0 == nil || $0 == $1 }
    }
    // The rows that both editions print alike in number do not say which edition it is.
    guard fitting.count == 1, let edition = fitting.first else { return }
    for (place, column) in item.columns(in: edition).enumerated() where names[place] == nil {
      table.cells[header[place]].text = column.label(for: item, in: edition)
    }
  }
}
