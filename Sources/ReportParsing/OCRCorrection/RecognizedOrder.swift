import PageModel
import ReportModel

/// Labels that recognition made unreadable get their names by where they stand: the grids have a fixed
/// order, and where as many labels are unknown between two known ones as the form has there, they are
/// those.
enum RecognizedOrder {
  /// The table with its unreadable labels named where their place is certain.
  static func named(_ table: Table) -> Table {
    // Only what a picture was read for; a digital text says what is printed.
    guard table.cells.contains(where: { $0.confidence < 1 }) else { return table }
    var result = table
    nameRequests(in: &result)
    nameDisputes(in: &result)
    nameItems(in: &result)
    result = RecognizedColumns.named(result)
    return result
  }

  // MARK: - Section 3

  private static func nameRequests(in table: inout Table) {
    guard let (end, first) = table.requestsFigures else { return }
    nameApplicants(in: &table, from: end, above: first)
    let rows = table.cells.filter {
      $0.rowSpan == 1 && $0.columns.upperBound == end && Labels.requestRow($0.text) != nil
    }
    guard rows.count >= 6 else { return }
    let leaves = table.cells.indices.filter { index in
      let cell = table.cells[index]
      return cell.columns.upperBound == end && cell.rowSpan == 1
        && (Labels.requestRow(cell.text) != nil || table.holdsFigures(row: cell.row, from: end))
    }.sorted { table.cells[$0].row < table.cells[$1].row }
    let edition: Edition =
      leaves.contains {
        [.otherNotCorrected, .otherFeeUnpaid].contains(Labels.requestRow(table.cells[$0].text))
      } ? .edition2021 : .edition2019
    let order = RequestRow.rows(of: edition)
    let names = leaves.map { Labels.requestRow(table.cells[$0].text).flatMap(order.firstIndex) }
    for (place, name) in filled(names, count: order.count) {
      table.cells[leaves[place]].text = lastPart(of: order[name].label)
    }
  }

  /// The applicants of the columns, whose lowest header cells stand above the first row of figures.
  private static func nameApplicants(in table: inout Table, from column: Int, above row: Int) {
    partHeader(of: &table, from: column, above: row)
    guard let header = OrderedHeader<Applicant>(of: table, from: column, above: row) else { return }
    for place in header.unnamed { table.cells[header.cells[place]].text = header.labels[place] }
  }

  /// Header cells over several columns of figures, where a line was not found, become one for each of them
  /// if there are as many columns as the form has and those that stand alone are where it has them.
  private static func partHeader(of table: inout Table, from column: Int, above row: Int) {
    let header = table.lowestCells(from: column, above: row)
    let order = Applicant.allCases
    let figures = table.cells.filter { $0.row == row && $0.column >= column }
      .map(\.columns).sorted { $0.lowerBound < $1.lowerBound }
    guard header.count < order.count, figures.count == order.count else { return }
    var known = 0
    var wide: [Int] = []
    for index in header {
      let cell = table.cells[index]
      let own = figures.indices.filter { figures[$0].overlaps(cell.columns) }
      if own.count > 1 { wide.append(index) }
      guard own.count == 1, let name = Labels.applicant(cell.text) else { continue }
      if name != order[own[0]] { return }
      known += 1
    }
    guard known >= 3 else { return }
    for index in wide {
      let cell = table.cells[index]
      for place in figures.indices where figures[place].overlaps(cell.columns) {
        var part = cell
        part.column = figures[place].lowerBound
        part.columnSpan = figures[place].count
        part.text = lastPart(of: order[place].label)
        table.cells.append(part)
      }
    }
    table.cells = table.cells.indices.filter { !wide.contains($0) }.map { table.cells[$0] }
      .sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  // MARK: - Section 4

  private static func nameDisputes(in table: inout Table) {
    guard let header = OrderedHeader<DisputeOutcome>(of: table) else { return }
    for place in header.unnamed { table.cells[header.cells[place]].text = header.labels[place] }
    let end = table.cells[header.cells[0]].rows.upperBound
    for (number, block) in DisputeBlock.allCases.enumerated() {
      let first = table.cells[header.cells[number * DisputeOutcome.allCases.count]].column
      let last = table.cells[header.cells[(number + 1) * DisputeOutcome.allCases.count - 1]].columns
      for index in table.cells.indices
      where table.cells[index].columns == first..<last.upperBound
        && table.cells[index].rows.upperBound < end && Labels.block(table.cells[index].text) == nil
      {
        table.cells[index].text = lastPart(of: block.label)
      }
    }
  }

  // MARK: - Section 2

  /// A row of the section-2 grid.
  private enum Line: Equatable {
    case band, header
    case item(ProactiveItem)
  }

  private static func nameItems(in table: inout Table) {
    let labels = (0..<table.rowCount).map { row in
      table.cells.indices.first { table.cells[$0].row == row && table.cells[$0].column == 0 }
    }
    let lines = labels.map { $0.flatMap { line(table.cells[$0].text) } }
    for form in [Self.form2021, Self.form2019] where lines.count >= form.count {
      for start in 0...(lines.count - form.count) {
        let part = Array(lines[start..<(start + form.count)])
        guard agree(part, with: form), part.count(where: { $0 != nil }) * 3 >= form.count * 2 else {
          continue
        }
        for (offset, wanted) in form.enumerated() where part[offset] == nil {
          guard let index = labels[start + offset], case .item(let item) = wanted else { continue }
          table.cells[index].text = item.label(in: form == form2019 ? .edition2019 : .edition2021)
        }
        return
      }
    }
  }

  private static func line(_ text: String) -> Line? {
    let label = LabelText.folded(text)
    if label.contains("第二十条") { return .band }
    if label.contains("信息内容") { return .header }
    return Labels.item(text).map { .item($0) }
  }

  private static let form2021: [Line] = [
    .band, .header, .item(.regulations), .item(.normativeDocuments), .band, .header,
    .item(.licenses), .band, .header, .item(.penalties), .item(.coerciveMeasures), .band, .header,
    .item(.fees),
  ]

  private static let form2019: [Line] = [
    .band, .header, .item(.regulations), .item(.normativeDocuments), .band, .header,
    .item(.licenses), .item(.otherServices), .band, .header, .item(.penalties),
    .item(.coerciveMeasures), .band, .header, .item(.fees), .band, .header, .item(.procurement),
  ]

  // MARK: - Order

  /// For every place without a name the one that the order leaves for it: places between two known
  /// names, or at an end, that are as many as the names between. Known names out of order are none.
  static func filled(_ names: [Int?], count: Int) -> [(place: Int, name: Int)] {
    let kept = inOrder(names)
    var result: [(place: Int, name: Int)] = []
    var before = (place: -1, name: -1)
    for after in kept + [(place: names.count, name: count)] {
      let places = (before.place + 1)..<after.place
      if places.count == after.name - before.name - 1 {
        for place in places {
          let name = before.name + 1 + place - places.lowerBound
          if names[place] != name { result.append((place, name)) }
        }
      }
      before = after
    }
    return result
  }

  /// The most names that rise from place to place.
  private static func inOrder(_ names: [Int?]) -> [(place: Int, name: Int)] {
    var best: [[(place: Int, name: Int)]] = []
    for case (let place, let name?) in names.enumerated() {
      let longest = best.filter { ($0.last?.name ?? -1) < name }.max { $0.count < $1.count } ?? []
      best.append(longest + [(place, name)])
    }
    return best.max { $0.count < $1.count } ?? []
  }

  private static func agree<Name: Equatable>(_ names: [Name?], with order: [Name]) -> Bool {
    zip(names, order).allSatisfy { $0 == nil || $0 == $1 }
  }
}
