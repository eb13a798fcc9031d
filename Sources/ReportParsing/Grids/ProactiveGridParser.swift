import PageModel
import ReportModel

/// Reads the section-2 grid from all tables that hold parts of it.
struct ProactiveGridParser {
  private var columns = ColumnMap<ProactiveColumn>()
  private var columnCount = 0
  /// The cells of the row above, where it is one of a header.
  private var header: [TableCell] = []
  private var votes: [Edition: Int] = [:]
  private var found: [(item: ProactiveItem, column: ProactiveColumn, cell: TableCell, table: Int)] =
    []
  private var left: [(cell: TableCell, label: String, item: ProactiveItem?, table: Int)] = []
  private var itemVotes: [Edition: Int] = [:]
  private var items: Set<ProactiveItem> = []
  /// Number of the tables so far.
  private var tableCount = 0

  var edition: Edition? {
    if found.count < 3 { return nil }
    return votes[.edition2019, default: 0] > votes[.edition2021, default: 0]
      ? .edition2019 : .edition2021
  }

  /// So many rows of a grid are nearly all that the 2021 edition has, which are five or six.
  private static let manyItems = 4

  /// The edition that the items are of, for a grid without headers, or most of their labels; `nil` where none
  /// tells.
  var editionOfItems: Edition? {
    let older = ProactiveItem.allCases.filter { $0.columns(in: .edition2021).isEmpty }
    if !items.isDisjoint(with: older) { return .edition2019 }
    if items.count >= Self.manyItems { return .edition2021 }
    let (old, new) = (itemVotes[.edition2019, default: 0], itemVotes[.edition2021, default: 0])
    return old == new ? nil : old > new ? .edition2019 : .edition2021
  }

  /// Whether a table holds a part of the grid: an item and the header of a column, or several items.
  static func isPart(_ grid: GridRows) -> Bool {
    var items = 0
    var columns = 0
    for row in grid.rows {
      for cell in row {
        if Labels.item(cell.text) != nil { items += 1 }
        if Labels.column(cell.text) != nil { columns += 1 }
      }
    }
    return items >= 1 && columns >= 1 || items >= 3
  }

  /// Whether a table without a header holds the rows that a break left for it.
  func goesOn(in grid: GridRows) -> Bool {
    guard !columns.isEmpty, grid.rows.count <= 4 else { return false }
    return grid.rows.contains { row in
      row.first { !$0.text.isEmpty }.map { Labels.item($0.text) != nil } ?? false
    }
  }

  private static func isOfOtherGrid(_ row: [TableCell]) -> Bool {
    row.count { Labels.applicant($0.text) != nil } >= 3
      || row.count { Labels.block($0.text) != nil || Labels.outcome($0.text) != nil } >= 3
      || row.contains { SectionHeadings.heading(of: $0.text).map { $0.number > 2 } ?? false }
  }

  mutating func parse(_ grid: GridRows) {
    tableCount += 1
    if grid.columnCount != columnCount {
      let rest = grid.rows.prefix { row in !row.contains { Labels.column($0.text) != nil } }
      let items = GridRows(rows: Array(rest), columnCount: grid.columnCount).figures { row in
        row.contains { Labels.item($0.text) != nil }
      }
      columns = columns.carried(onto: grid, for: items)
    }
    columnCount = grid.columnCount
    for (index, row) in grid.rows.enumerated() {
      guard let first = row.first(where: { !$0.text.isEmpty }) else { continue }
      // Grids may be one table: below, another one begins.
      if Self.isOfOtherGrid(row) { columns = ColumnMap() }
      let above = header
      header = []
      let named = row.compactMap { cell -> (TableCell, ProactiveColumn)? in
        if let column = Labels.column(cell.text) { return (cell, column) }
        // The words of one column may wrap where those of the others do not.
        guard !cell.text.isEmpty, !cell.text.contains(where: \.isDecimalDigit),
          let upper = above.first(where: { $0.columns == cell.columns })
        else { return nil }
        return Labels.column(upper.text + cell.text).map { (cell, $0) }
      }
      if let item = Labels.item(first.text), first.columnSpan < grid.columnCount {
        vote(item, first.text)
        read(row.filter { $0.row == index && $0.column > first.column }, of: item, first.text)
      } else if !named.isEmpty, named.count >= row.filter({ !$0.text.isEmpty }).count - 1 {
        columns = ColumnMap()
        header = row
        for (cell, column) in named {
          columns.set(column, cell)
          vote(column)
        }
        // A header that stands alone is for all the columns beside the label.
        if named.count == 1, let label = row.first, label.columns.upperBound < grid.columnCount,
          label.column != named[0].0.column
        {
          columns.set(named[0].1, label.columns.upperBound..<grid.columnCount)
        }
      } else if row.count > 1, !columns.isEmpty,
        Labels.requestRow(first.text) == nil || first.text.contains("其他主动")
      {
        for cell in row.dropFirst() where cell.row == index {
          left.append((cell, first.text.split(separator: "\n").joined(), nil, tableCount))
        }
        if LabelText.folded(first.text).contains("勾稽") { columns = ColumnMap() }
      }
    }
  }

  private mutating func vote(_ column: ProactiveColumn) {
    switch column {
    case .issued, .repealed, .inForce: votes[.edition2021, default: 0] += 2
    case .newlyMade, .newlyPublished, .totalPublished, .priorItems, .itemChange, .items:
      votes[.edition2019, default: 0] += 1
    case .decisions, .amount: break
    }
  }

  private mutating func vote(_ item: ProactiveItem, _ label: String) {
    let editions: [Edition] = [.edition2019, .edition2021]
    let own = editions.filter { edition in
      !item.columns(in: edition).isEmpty
        && LabelText.folded(item.label(in: edition)) == LabelText.folded(label)
    }
    items.insert(item)
    if own.count == 1 { itemVotes[own[0], default: 0] += 1 }
  }

  private mutating func read(_ values: [TableCell], of item: ProactiveItem, _ label: String) {
    let blanks = values.filter(\.text.isEmpty)
    for name in columns.names
    where !values.contains(where: { columns.names(of: $0).contains(name) && !$0.text.isEmpty }) {
      if let blank = blanks.first(where: { columns.names(of: $0).contains(name) }) {
        found.append((item, name, blank, tableCount))
      }
    }
    for cell in values where !cell.text.isEmpty {
      let names = columns.names(of: cell)
      if let name = names.first, names.count == 1 {
        found.append((item, name, cell, tableCount))
      } else {
        left.append((cell, label.split(separator: "\n").joined(), item, tableCount))
      }
    }
  }

  /// Hands the figures over, once the edition is known.
  func finish(into cells: inout CellCollection) {
    guard let edition else { return }
    for (item, column, cell, _) in found {
      if item.columns(in: edition).contains(column) {
        cells.take(cell, as: item.cell(column))
      } else {
        cells.leave(
          cell, in: .proactive, label: item.label(in: edition),
          beside: item.columns(in: edition).map(item.cell))
      }
    }
    for (cell, label, item, table) in left {
      // The row stands in the grid twice, and the figures of one are read.
      let isRival = found.contains {
        $0.item == item && !$0.cell.text.isEmpty && ($0.table, $0.cell.row) != (table, cell.row)
      }
      cells.leave(
        cell, in: .proactive, label: label,
        beside: item.map { $0.columns(in: edition).map($0.cell) } ?? [], isRival: isRival)
    }
  }
}
