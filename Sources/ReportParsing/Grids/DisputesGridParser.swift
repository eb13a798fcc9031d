import PageModel
import ReportModel

/// Reads the section-4 grid.
struct DisputesGridParser {
  private(set) var isFound = false
  private var blocks = ColumnMap<DisputeBlock>()
  private var outcomes = ColumnMap<DisputeOutcome>()
  private var columnCount = 0
  /// Words of the header that name nothing alone: a break may have cut them.
  private var cutWords: [(columns: Range<Int>, text: String)] = []
  /// Page of the header, from 1.
  private var headerPage: Int?

  static func isPart(_ grid: GridRows) -> Bool {
    var count = 0
    for row in grid.rows {
      for cell in row {
        if Labels.block(cell.text) != nil { count += 2 }
        if [.upheld, .corrected, .pending].contains(Labels.outcome(cell.text)) { count += 1 }
      }
    }
    return count >= 6
  }

  /// Whether a table without a header holds the figures that a break left for it.
  func goesOn(in grid: GridRows) -> Bool {
    guard !isFound, outcomes.entries.count >= 10, let row = grid.rows.first else { return false }
    let filled = row.filter { !$0.text.isEmpty }
    return filled.count >= 10
      && filled.allSatisfy { ParsedFigure($0.text, unit: .pieces).isReadable }
  }

  mutating func parse(_ grid: GridRows, into cells: inout CellCollection) {
    if grid.columnCount != columnCount {
      blocks = blocks.carried(onto: grid)
      outcomes = outcomes.carried(onto: grid)
      cutWords = []
    }
    columnCount = grid.columnCount
    var isHeaderSeen = !outcomes.isEmpty
    for (index, row) in grid.rows.enumerated() {
      let own = row.filter { $0.row == index }
      let named = own.filter { Labels.block($0.text) != nil || Labels.outcome($0.text) != nil }
      let isRequest = own.contains { cell in
        guard let name = Labels.requestRow(cell.text) else { return false }
        return name != .otherOther && name != .total && name != .other
      }
      if isRequest { continue }
      if !isFound { own.forEach { join($0) } }
      if !named.isEmpty,
        own.contains(where: {
          Labels.block($0.text) != nil
            || [.upheld, .corrected, .pending].contains(Labels.outcome($0.text))
        })
      {
        for cell in own {
          if let block = Labels.block(cell.text) { blocks.set(block, cell) }
          nameBlocks(in: cell)
          if let outcome = Labels.outcome(cell.text) { outcomes.set(outcome, cell) }
        }
        headerPage = own.last?.fragments.last?.page
        isHeaderSeen = true
        settleBlocks(isAligned: cells.isAligned)
        continue
      }
      guard isHeaderSeen, outcomes.entries.count >= 10, blocks.names.count == 3 else { continue }
      let values = own.filter { !outcomes.names(of: $0).isEmpty }
      guard values.count * 2 >= outcomes.entries.count else { continue }
      guard values.allSatisfy({ $0.text.count < 30 }) else { continue }
      if isFound {
        readMore(values, into: &cells)
        continue
      }
      // A blank row between the header and the figures is none of the grid.
      if values.allSatisfy(\.text.isEmpty), hasFigures(below: index, in: grid) { continue }
      isFound = true
      for cell in own { take(cell, isOfSecondRow: false, into: &cells) }
    }
  }

  /// Whether a row of figures follows one.
  private func hasFigures(below index: Int, in grid: GridRows) -> Bool {
    grid.rows.indices.dropFirst(index + 1).contains { row in
      let own = grid.rows[row].filter { $0.row == row && !outcomes.names(of: $0).isEmpty }
      let filled = own.filter { !$0.text.isEmpty }
      return own.count * 2 >= outcomes.entries.count && !filled.isEmpty
        && filled.allSatisfy { ParsedFigure($0.text, unit: .pieces).isReadable }
    }
  }

  /// Names an outcome whose words a break parted: they stand in two cells, one below the other.
  private mutating func join(_ cell: TableCell) {
    guard !cell.text.isEmpty, Labels.block(cell.text) == nil,
      !ParsedFigure(cell.text, unit: .pieces).isReadable
    else { return }
    let above = cutWords.last { $0.columns == cell.columns }?.text ?? ""
    // A header that is repeated begins anew.
    let isWhole = Labels.outcome(above) != nil && Labels.outcome(cell.text) != nil
    let text = isWhole ? cell.text : above + cell.text
    // The names are 总计 and others of four characters.
    if !above.isEmpty, LabelText.folded(text).count <= 4, let outcome = Labels.outcome(text) {
      outcomes.set(outcome, cell)
    }
    cutWords.append((cell.columns, text))
  }

  /// Takes the cells as blank where the header is whole and the section has no figure at all.
  mutating func takeBlankRow(
    of section: ArraySlice<Block>, into cells: inout CellCollection
  ) {
    if isFound { return }
    let content = SectionContent(section, taken: cells)
    guard !content.hasFigure, content.isCertain, outcomes.entries.count == 15,
      Set(outcomes.names).count == 5, blocks.names.count == 3,
      let page = headerPage
    else { return }
    var blank: [CellID: Box] = [:]
    for entry in outcomes.entries {
      guard let place = entry.place,
        let block = blocks.entries.first(where: { $0.columns.contains(entry.columns.lowerBound) })
      else { return }
      // Where the row would stand: right below the header, as high as a line.
      blank[block.name.cell(entry.name)] = Box(
        x0: place.x0, y0: place.y1, x1: place.x1, y1: place.y1 + SectionContent.lineHeight)
    }
    guard blank.count == 15 else { return }
    isFound = true
    cells.takeBlank(blank, page: page, of: ["四、政府信息公开行政复议、行政诉讼情况"])
  }

  /// Names the blocks whose words share a cell because no line parts them; each has five outcomes.
  private mutating func nameBlocks(in cell: TableCell) {
    let named = cell.text.split(whereSeparator: \.isWhitespace).compactMap {
      Labels.block(String($0))
    }
    guard named.count > 1, cell.columnSpan == named.count * DisputeOutcome.allCases.count else {
      return
    }
    for (index, block) in named.enumerated() {
      let start = cell.columns.lowerBound + index * DisputeOutcome.allCases.count
      blocks.set(block, start..<(start + DisputeOutcome.allCases.count))
    }
  }

  /// Sets each block over the five outcomes that follow one another: without rules, how far the words
  /// above reach is a guess, but not which comes first. The words of one may be cut off by a break. Where
  /// they come otherwise than on the form, they were put in wrong places: nothing is taken.
  private mutating func settleBlocks(isAligned: Bool) {
    var runs: [[(columns: Range<Int>, name: DisputeOutcome, place: Box?)]] = []
    for entry in outcomes.entries.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      if runs.last?.contains(where: { $0.name == entry.name }) ?? true { runs.append([]) }
      runs[runs.count - 1].append(entry)
    }
    let missing = DisputeBlock.allCases.filter { !blocks.names.contains($0) }
    guard runs.count == 3, runs.allSatisfy({ $0.count == 5 }), missing.count <= 1,
      blocks.entries.count == 3 - missing.count
    else { return }
    var order = blocks.entries.sorted {
      $0.columns.lowerBound + $0.columns.upperBound < $1.columns.lowerBound + $1.columns.upperBound
    }.map(\.name)
    if let name = missing.first {
      // It stands over the outcomes that are under no other, or under the least of another.
      let covered = runs.map { run in
        run.count { entry in blocks.entries.contains { $0.columns.overlaps(entry.columns) } }
      }
      guard let least = covered.min(), least < 3, covered.count(where: { $0 == least }) == 1,
        let place = covered.firstIndex(of: least)
      else { return }
      order.insert(name, at: place)
    }
    blocks = ColumnMap()
    if isAligned, order != DisputeBlock.allCases { return }
    for (name, run) in zip(order, runs) {
      for outcome in run { blocks.set(name, outcome.columns, place: outcome.place) }
    }
  }

  /// The grid has one row of figures: others are named. Without rules they may be parts of the first,
  /// which stand at other heights.
  private func readMore(_ values: [TableCell], into cells: inout CellCollection) {
    // The lines of a note in one cell may stand level with the figures of others; sentences hold no figure alone.
    let filled = values.filter { Labels.holdsFigure($0.text) }
    guard filled.contains(where: { ParsedFigure($0.text, unit: .pieces).value != nil }) else {
      return
    }
    let isNews = filled.contains { cell in
      id(of: cell).flatMap { cells.readings[$0]?.raw } != cell.text
    }
    // The same figures once more are no others.
    if !cells.isAligned, !isNews { return }
    if !cells.isAligned, filled.count * 2 >= outcomes.entries.count,
      let place = filled.first
    {
      let all = DisputeBlock.allCases.flatMap { block in DisputeOutcome.allCases.map(block.cell) }
      cells.nameAll(all, ofSection: ReportGrid.disputes.section, standingAgainAt: place)
    }
    for cell in filled {
      if cells.isAligned {
        take(cell, isOfSecondRow: true, into: &cells)
      } else {
        cells.leave(cell, in: .disputes, label: "行政复议、行政诉讼")
      }
    }
  }

  /// The standard cell of a place in a row of figures; `nil` where it is none, or several.
  private func id(of cell: TableCell) -> CellID? {
    let names = outcomes.names(of: cell)
    let places = Set(blocks.names(of: cell))
    guard names.count == 1, places.count == 1, let block = places.first else { return nil }
    return block.cell(names[0])
  }

  private func take(
    _ cell: TableCell, isOfSecondRow: Bool, into cells: inout CellCollection
  ) {
    let names = outcomes.names(of: cell)
    let places = Set(blocks.names(of: cell))
    if let id = id(of: cell) {
      cells.take(cell, as: id, isOfSecondRow: isOfSecondRow)
    } else if names.count > 1 {
      let ids = places.flatMap { block in Set(names).map(block.cell) }
      cells.refuse(cell, spanning: ids.sorted())
    } else {
      cells.leave(cell, in: .disputes, label: "行政复议、行政诉讼")
    }
  }
}
