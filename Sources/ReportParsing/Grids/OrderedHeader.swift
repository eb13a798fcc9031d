import PageModel
import ReportModel

/// The lowest cells of a grid's header, of which there are as many as the form has columns, none of those
/// that say their name being in another's place.
struct OrderedHeader<Name: Equatable> {
  /// The cells by their index in the table, from left to right, and what their words name.
  let cells: [Int]
  let names: [Name?]
  /// What the form has in their places, and how it is printed.
  let order: [Name]
  let labels: [String]

  /// `nil` where the cells are not those of the form.
  init?(_ cells: [Int], names: [Name?], order: [Name], labels: [String]) {
    guard cells.count == order.count, zip(names, order).allSatisfy({ $0 == nil || $0 == $1 }) else {
      return nil
    }
    self.cells = cells
    self.names = names
    self.order = order
    self.labels = labels
  }

  /// The places whose cells do not say their name.
  var unnamed: [Int] { names.indices.filter { names[$0] == nil } }

  /// The header of some of its places, which has columns of its own.
  func part(_ places: Range<Int>) -> OrderedHeader? {
    OrderedHeader(
      Array(cells[places]), names: Array(names[places]), order: Array(order[places]),
      labels: Array(labels[places]))
  }
}

extension OrderedHeader<Applicant> {
  /// The applicants of section 3 in the cells from a column right above a row.
  init?(of table: Table, from column: Int, above row: Int) {
    let cells = table.lowestCells(from: column, above: row)
    let names = cells.map { Labels.applicant(table.cells[$0].text) }
    guard names.count(where: { $0 != nil }) >= 3 else { return nil }
    self.init(
      cells, names: names, order: Applicant.allCases,
      labels: Applicant.allCases.map { lastPart(of: $0.label) })
  }
}

extension OrderedHeader<DisputeOutcome> {
  /// The outcomes of section 4, those of its three blocks behind one another.
  init?(of table: Table) {
    let rows = Dictionary(
      grouping: table.cells.filter { Labels.outcome($0.text) != nil }, by: { $0.rows.upperBound })
    guard let (end, named) = rows.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      named.count >= 5
    else { return nil }
    let cells = table.lowestCells(from: 0, above: end)
    let order = DisputeBlock.allCases.flatMap { _ in DisputeOutcome.allCases }
    self.init(
      cells, names: cells.map { Labels.outcome(table.cells[$0].text) }, order: order,
      labels: order.map(\.label))
  }
}

extension OrderedHeader<ProactiveColumn> {
  /// The columns of section 2 in the header right above an item, beside the cell above the item's. What
  /// both editions print in as many columns does not say which edition it is.
  init?(above item: ProactiveItem, in label: TableCell, of table: Table) {
    let above = table.lowestCells(from: 0, above: label.row)
    guard let first = above.first else { return nil }
    let cells = Array(above.dropFirst())
    let names = cells.map { Labels.column(table.cells[$0].text) }
    let isHeader =
      LabelText.folded(table.cells[first].text).contains("信息内容")
      || names.contains { $0 != nil }
    let hasFigures = cells.contains { index in
      let text = table.cells[index].text
      return !text.isEmpty && text.allSatisfy { $0.isASCII } && text.contains(where: \.isNumber)
    }
    guard !cells.isEmpty, isHeader, Labels.item(table.cells[first].text) == nil, !hasFigures else {
      return nil
    }
    let fitting = [Edition.edition2019, .edition2021].compactMap { edition in
      let order = item.columns(in: edition)
      return OrderedHeader(
        cells, names: names, order: order, labels: order.map { $0.label(for: item, in: edition) })
    }
    guard fitting.count == 1, let header = fitting.first else { return nil }
    self = header
  }
}

extension Table {
  /// The cells right above a row, from left to right.
  func lowestCells(from column: Int, above row: Int) -> [Int] {
    cells.indices.filter { cells[$0].column >= column && cells[$0].rows.upperBound == row }
      .sorted { cells[$0].column < cells[$1].column }
  }

  /// The first column of section 3 right of its rows' labels, and its first row of figures; `nil` where no
  /// row is named.
  var requestsFigures: (column: Int, row: Int)? {
    let known = cells.filter { $0.rowSpan == 1 && Labels.requestRow($0.text) != nil }
    // The labels of rows end where the figures begin.
    let ends = Dictionary(grouping: known, by: \.columns.upperBound)
    guard let end = ends.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) })?.key
    else { return nil }
    return (end, (0..<rowCount).first { holdsFigures(row: $0, from: end) } ?? 0)
  }

  /// Whether the cells of a row hold figures or nothing.
  func holdsFigures(row: Int, from column: Int) -> Bool {
    let values = cells.filter { $0.row == row && $0.column >= column }
    return values.count >= 5
      && values.allSatisfy {
        $0.rowSpan == 1 && !$0.text.unicodeScalars.contains(where: \.properties.isIdeographic)
      }
  }
}

/// `法人或其他组织/商业企业` → `商业企业`: what stands in the cell itself.
func lastPart(of label: String) -> String {
  label.split(separator: "/").last.map(String.init) ?? label
}
