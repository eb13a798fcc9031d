import PageModel
import ReportModel

/// Reads the section-3 grid from all tables that hold parts of it.
struct RequestsGridParser {
  private(set) var rowsFound: Set<RequestRow> = []
  private var header = RequestsHeader()
  private var group: RequestRow.Group?
  /// A label whose row has no figures of its own, because a break cut it off.
  private var pending: (cell: TableCell, index: Int)?
  /// The row read last, and whether a row of figures with an unknown label came after it.
  private var last: RequestRow?
  private var strayFigures = false
  var edition: Edition? {
    if rowsFound.count < 3 { return nil }
    let has2021 = !rowsFound.isDisjoint(with: [.otherNotCorrected, .otherFeeUnpaid, .otherOther])
    return has2021 || !rowsFound.contains(.other) ? .edition2021 : .edition2019
  }

  /// Whether a row of （六）其他处理 tells the editions apart; 其他 alone may be a part of the one row.
  var isEditionCertain: Bool {
    !rowsFound.isDisjoint(with: [.other, .otherNotCorrected, .otherFeeUnpaid])
  }

  /// Whether a table holds a part of the grid: three rows of it, or its header.
  static func isPart(_ grid: GridRows) -> Bool {
    var rows: Set<RequestRow> = []
    var applicants: Set<Applicant> = []
    for row in grid.rows {
      for cell in row {
        if let applicant = Labels.applicant(cell.text) { applicants.insert(applicant) }
      }
      rows.formUnion(names(of: row))
    }
    // The end of a page may leave the upper row of the header alone.
    let isCut = applicants.contains(.naturalPerson) && applicants.contains(.total)
    return rows.count >= 3 || applicants.count >= 4 || isCut
  }

  /// The rows of the grid that the labels in one row of a table name. The grid has two of them at most
  /// beside each other; where more are, they head the columns of another table, as of one that counts the
  /// answers of several offices.
  private static func names(of row: [TableCell]) -> Set<RequestRow> {
    let names = Set(row.compactMap { Labels.requestRow($0.text) })
    return names.count > mostBeside ? [] : names
  }

  private static let mostBeside = 2

  /// Whether a table without a header holds the rows that a break left for it.
  func goesOn(in grid: GridRows) -> Bool {
    guard !header.isUnknown else { return false }
    return grid.rows.contains { row in
      !Self.names(of: row).isEmpty
        && row.contains { cell in
          guard let name = Labels.requestRow(cell.text) else { return false }
          return name != .otherOther && name != .other && cell.text.utf8.count > 6
        }
    }
  }

  mutating func parse(_ grid: GridRows, into cells: inout CellCollection) {
    header.goOn(onto: grid)
    pending = nil
    var isBelowHeader = false
    for (index, row) in grid.rows.enumerated() {
      let own = row.filter { $0.row == index }
      if header.read(own, in: row, of: grid, goesOn: isBelowHeader) {
        isBelowHeader = true
        continue
      }
      // Grids may be one table: below, that of section 4 begins.
      if own.count(where: { Labels.block($0.text) != nil || Labels.outcome($0.text) != nil }) >= 3 {
        header.end()
        isBelowHeader = false
      }
      guard !header.columns.isEmpty else {
        // A row between those of the header.
        let label = own.first { !$0.text.isEmpty }?.text ?? ""
        if isBelowHeader {
          for cell in own.dropFirst() { cells.leave(cell, in: .requests, label: label) }
        }
        continue
      }
      isBelowHeader = false
      let next = (index + 1..<grid.rows.count).first { !header.isHeader(grid.rows[$0], $0) }
      read(row, index, next: next.map { (grid.rows[$0], $0) } ?? ([], index + 1), into: &cells)
    }
  }

  /// Takes rows as blank whose labels stand in the section, if it has no figure without a cell.
  mutating func takeBlankRows(
    of section: ArraySlice<Block>, into cells: inout CellCollection
  ) {
    if let edition, rowsFound.isSuperset(of: RequestRow.rows(of: edition)) { return }
    let content = SectionContent(section, taken: cells)
    guard !content.hasFigure, content.isCertain, let columns = content.applicants else { return }
    let labels = content.requestRows(leftOf: columns[0].place.x0, besides: rowsFound)
    let pages = Dictionary(grouping: labels, by: \.value.page)
    for (page, rows) in pages.sorted(by: { $0.key < $1.key }) {
      var places: [CellID: Box] = [:]
      let order = rows.sorted { $0.value.box.y0 < $1.value.box.y0 }
      for (row, label) in order {
        for (applicant, place) in columns {
          places[row.cell(applicant)] = Box(
            x0: place.x0, y0: label.box.y0, x1: place.x1, y1: label.box.y1)
        }
        rowsFound.insert(row)
      }
      cells.takeBlank(places, page: page, of: order.map { lastPart(of: $0.key.label) })
    }
  }

  private mutating func read(
    _ row: [TableCell], _ index: Int, next: (cells: [TableCell], index: Int),
    into cells: inout CellCollection
  ) {
    let values = row.filter { !header.isLabel($0) && $0.row == index }
    var labels = row.filter { header.isLabel($0) && !$0.text.isEmpty }
    if !values.isEmpty, values.allSatisfy({ $0.rowSpan > 1 }),
      !labels.contains(where: { $0.row == index })
    {
      // A line through the label leaves it in the lower half of its row.
      labels += next.cells.filter {
        header.isLabel($0) && !$0.text.isEmpty && $0.row == index + 1
      }
    }
    for label in labels { if let found = Labels.group(label.text) { group = found } }
    guard let leaf = labels.last(where: { $0.row >= index || $0.rowSpan == 1 }) ?? labels.last
    else { return }
    var name = Labels.requestRow(leaf.text)
    let isBlank = values.allSatisfy(\.text.isEmpty)
    let breaks = RowBreaks(
      isAligned: cells.isAligned, isHeaderBetween: next.index > index + 1)
    if let (start, row) = pending,
      RowBreaks(isAligned: cells.isAligned, isHeaderBetween: index > row + 1)
        .mayGoOn(start, in: leaf),
      let whole = Labels.requestRow(start.text + leaf.text)
    {
      name = whole
    }
    pending = nil
    if name == nil {
      // Words set wide may reach over the border of two columns: （七）总 计.
      name = Labels.requestRow(labels.filter { $0.row == index }.map(\.text).joined())
    }
    if name == nil, !isBlank, let rest = continuation(of: leaf, in: next),
      breaks.mayGoOn(leaf, in: rest)
    {
      name = Labels.requestRow(rest.text) ?? Labels.requestRow(leaf.text + rest.text)
    }
    if let name, isBlank, rowsFound.contains(name) { return }
    if let name, isBlank, goesOn(leaf, as: name, in: next, breaks) {
      pending = (leaf, index)
      return
    }
    // A group's own label is a row where nothing is under it.
    if leaf.rowSpan > 1 && leaf.row != index { name = nil }
    if name == .otherOther, group != .other { name = nil }
    if name == .other, leaf.rowSpan > 1 { name = nil }
    if !isBlank, sharesLabel(leaf, values, next) { name = nil }
    if let name {
      take(values, beside: leaf, as: name, next: next, into: &cells)
    } else if !isBlank {
      leave(values, beside: leaf, into: &cells)
    } else if leaf.rowSpan == 1 || leaf.row == index {
      pending = (leaf, index)
    }
  }

  /// Leaves the values beside a label that names no row.
  private mutating func leave(
    _ values: [TableCell], beside leaf: TableCell, into cells: inout CellCollection
  ) {
    // Words of another grid below are no figures.
    if values.contains(where: { $0.text.contains(where: \.isDecimalDigit) }) {
      strayFigures = true
      if let last { cells.doubt(Applicant.allCases.map(last.cell)) }
    }
    for value in values {
      cells.leave(value, in: .requests, label: leaf.text.split(separator: "\n").joined())
    }
  }

  /// Takes the values beside a label as those of its row.
  private mutating func take(
    _ values: [TableCell], beside leaf: TableCell, as name: RequestRow,
    next: (cells: [TableCell], index: Int), into cells: inout CellCollection
  ) {
    rowsFound.insert(name)
    last = name
    if strayFigures { cells.doubt(Applicant.allCases.map(name.cell)) }
    strayFigures = false
    if let found = name.group { group = found }
    refuseFigures(in: leaf, of: name, into: &cells)
    let stated = Labels.statedRows(leaf.text)
    let isShared = stated.count > 1 && !values.allSatisfy(\.text.isEmpty)
    if isShared { rowsFound.formUnion(stated) }
    for value in values {
      let applicants = header.columns.names(of: value)
      if isShared {
        // The labels of several rows are in one cell: whose figure it is is not known, nor whose blank.
        let rows = stated.union([name]).sorted { $0.label < $1.label }
        if value.text.isEmpty { continue }
        cells.refuse(value, spanning: rows.flatMap { row in applicants.map(row.cell) })
      } else if let below = rowBelow(name, sharing: value, in: next) {
        cells.refuse(value, spanning: applicants.flatMap { [name.cell($0), below.cell($0)] })
      } else if applicants.count == 1 {
        cells.take(value, as: name.cell(applicants[0]))
      } else if applicants.count > 1 {
        cells.refuse(value, spanning: applicants.map(name.cell))
      } else {
        cells.leave(
          value, in: .requests, label: leaf.text.split(separator: "\n").joined(),
          beside: Applicant.allCases.map(name.cell))
      }
    }
  }

  /// Whether the label of this row and of the next is one cell: the figures of both stand beside it.
  private func sharesLabel(
    _ leaf: TableCell, _ values: [TableCell], _ next: (cells: [TableCell], index: Int)
  ) -> Bool {
    guard leaf.row < next.index, leaf.rows.contains(next.index) else { return false }
    let below = next.cells.filter {
      $0.row == next.index && !$0.text.isEmpty && !header.isLabel($0)
    }
    return values.contains { value in
      !value.text.isEmpty && below.contains { $0.columns.overlaps(value.columns) }
    }
  }

  /// The row below, where no line parts its cell from the one of the row above.
  private func rowBelow(
    _ name: RequestRow, sharing value: TableCell, in next: (cells: [TableCell], index: Int)
  ) -> RequestRow? {
    guard value.rows.contains(next.index), !value.text.isEmpty else { return nil }
    let labels = next.cells.filter {
      $0.row == next.index && header.isLabel($0) && !$0.text.isEmpty
    }
    let below = labels.last.flatMap { Labels.requestRow($0.text) }
    return below == name ? nil : below
  }

  /// Reports figures in the cell of a label that reaches over columns: no line parts them.
  private func refuseFigures(
    in leaf: TableCell, of name: RequestRow, into cells: inout CellCollection
  ) {
    let covered = header.columns.entries.filter { $0.columns.overlaps(leaf.columns) }.map(\.name)
    let hasFigure = leaf.text.split(whereSeparator: \.isWhitespace).contains {
      $0.contains(where: \.isDecimalDigit) && ParsedFigure(String($0), unit: .pieces).isReadable
    }
    guard !covered.isEmpty, hasFigure else { return }
    cells.refuse(leaf, spanning: covered.map(name.cell))
  }

  /// Whether the figures of a row stand in the next one, beside the rest of its label.
  private func goesOn(
    _ leaf: TableCell, as name: RequestRow, in next: (cells: [TableCell], index: Int),
    _ breaks: RowBreaks
  ) -> Bool {
    let own = next.cells.filter { $0.row == next.index && !$0.text.isEmpty }
    guard let rest = own.last(where: header.isLabel), own.contains(where: { !header.isLabel($0) })
    else {
      return false
    }
    return breaks.mayGoOn(leaf, in: rest) && Labels.requestRow(leaf.text + rest.text) == name
  }

  /// The label of the next row where that row has no figures: a break cut the row below its figures.
  private func continuation(
    of leaf: TableCell, in next: (cells: [TableCell], index: Int)
  ) -> TableCell? {
    let labels = next.cells.filter { header.isLabel($0) && $0.row == next.index }
    let values = next.cells.filter { !header.isLabel($0) }
    guard let rest = labels.last(where: { !$0.text.isEmpty }), values.allSatisfy(\.text.isEmpty)
    else { return nil }
    return rest
  }
}
