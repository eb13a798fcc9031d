import PageModel
import ReportModel

/// Header cells of a digital table whose words cannot be read, because a watermark or a seal lies over
/// them, named by their place among the others.
///
/// Only where all others of the header say their names in the form's order, and the cell's own words are
/// more of the label that belongs there than of any other. Where a single one is missing, its words may be
/// gone altogether if there are figures below: no other column is left for them. What was named so is told.
struct PlacedHeaders {
  /// A header cell that was named by its place, and the standard cells that may be below it.
  private struct Placed {
    var cell: TableCell
    var label: String
    var ids: [CellID]
    /// Whether the words bear the name out.
    var isStated: Bool
  }

  private(set) var table: Table
  private var placed: [Placed] = []

  init(_ table: Table) {
    self.table = table
    // Without rules, which column words are in is a guess itself.
    guard table.kind == .lattice, table.cells.allSatisfy({ $0.confidence == 1 }) else { return }
    if let figures = table.requestsFigures {
      let header = OrderedHeader<Applicant>(of: table, from: figures.column, above: figures.row)
      let rows = Set([Edition.edition2019, .edition2021].flatMap { RequestRow.rows(of: $0) })
      if let header, !header.cells.contains(where: namesSeveral) {
        name(header) { place in rows.map { $0.cell(header.order[place]) } }
      }
    }
    if let header = OrderedHeader<DisputeOutcome>(of: table) {
      let count = DisputeOutcome.allCases.count
      for (number, block) in DisputeBlock.allCases.enumerated() {
        let part = header.part(number * count..<(number + 1) * count)
        if let part { name(part) { place in [block.cell(part.order[place])] } }
      }
    }
    for cell in table.cells {
      guard let item = Labels.item(cell.text),
        let header = OrderedHeader<ProactiveColumn>(above: item, in: cell, of: table)
      else { continue }
      let items = items(from: cell)
      name(header) { place in items.map { $0.cell(header.order[place]) } }
    }
  }

  /// One finding for each header cell that was named; `isStandard` tells the report's standard cells.
  func findings(where isStandard: (CellID) -> Bool) -> [Finding] {
    placed.map { placed in
      let read = placed.cell.text.split(separator: "\n").joined()
      let place = placed.cell.fragments.first
      return Finding(
        rule: .readingHeaderByPlace, severity: placed.isStated ? .info : .warning,
        message:
          "The words above a column (“\(read)”) cannot be read; by its place among the others it "
          + "is “\(placed.label)”.",
        messageZh: "表头“\(read)”无法识别，按其在各列中的位置认作“\(placed.label)”。",
        cells: placed.ids.filter(isStandard).sorted(), page: place?.page, box: place?.box)
    }
  }

  /// The items of section 2 in the rows from a cell on, up to the next header.
  private func items(from cell: TableCell) -> [ProactiveItem] {
    let labels = table.cells.filter { $0.column == cell.column && $0.row >= cell.row }
    return labels.sorted { $0.row < $1.row }.map { Labels.item($0.text) }.prefix { $0 != nil }
      .compactMap(\.self)
  }

  private func namesSeveral(_ index: Int) -> Bool {
    Labels.namesSeveralApplicants(table.cells[index].text)
  }

  private mutating func name<Name>(
    _ header: OrderedHeader<Name>, below: (_ place: Int) -> [CellID]
  ) {
    let unnamed = header.unnamed
    let stated = unnamed.filter { states(header, at: $0) }
    let isGone =
      unnamed.count == 1 && header.cells.count > 1 && stated.isEmpty
      && hasWordsLost(header, at: unnamed[0])
    guard !unnamed.isEmpty, stated == unnamed || isGone else { return }
    for place in unnamed {
      let index = header.cells[place]
      placed.append(
        Placed(
          cell: table.cells[index], label: header.labels[place], ids: below(place),
          isStated: !isGone))
      table.cells[index].text = header.labels[place]
    }
  }

  /// Whether the words in a place are most of its label, and less of every other that the header has.
  private func states<Name>(_ header: OrderedHeader<Name>, at place: Int) -> Bool {
    let text = LabelText.folded(table.cells[header.cells[place]].text)
    let own = Self.share(of: header.labels[place], in: text)
    return own > 0.5
      && header.labels.indices.allSatisfy {
        $0 == place || Self.share(of: header.labels[$0], in: text) < own
      }
  }

  /// How many of a label's letters stand in a text, of all that it has: 0 to 1.
  private static func share(of label: String, in text: String) -> Double {
    let letters = Array(LabelText.folded(label))
    var rest = Array(text)
    let found = letters.count { letter in
      guard let index = rest.firstIndex(of: letter) else { return false }
      rest.remove(at: index)
      return true
    }
    return Double(found) / Double(letters.count)
  }

  /// Whether a header cell has no words that could be read, and its column has figures in most of the rows
  /// below in which others have some.
  private func hasWordsLost<Name>(_ header: OrderedHeader<Name>, at place: Int) -> Bool {
    let cell = table.cells[header.cells[place]]
    guard cell.text.isEmpty || cell.unmappedCount > 0 || cell.isOverprinted else { return false }
    let columns = header.cells.map { table.cells[$0].columns }
    let rows = Dictionary(
      grouping: table.cells.filter { value in
        value.row >= cell.rows.upperBound && value.rowSpan == 1 && !value.text.isEmpty
          && ParsedFigure(value.text, unit: .pieces).isReadable
      }, by: \.row)
    let filled = rows.filter { row in
      columns.count { column in row.value.contains { $0.columns == column } } * 2 >= columns.count
    }
    let own = filled.count { row in row.value.contains { $0.columns == columns[place] } }
    return own > 0 && own * 2 >= filled.count
  }
}
