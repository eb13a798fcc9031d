import PageModel

/// Tables that go on over pages become one.
struct TableContinuation {
  let tolerances: TableTolerances

  /// Whether the second table, first on its page, goes on with the first one, last on the page before.
  func continues(_ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable) -> Bool {
    let reach = 3 * tolerances.snap
    let second = second.scaled(to: first)
    return second.agrees(with: first) || shift(of: second, onto: first) != nil
      || abs(first.box.x0 - second.box.x0) < reach && abs(first.box.x1 - second.box.x1) < reach
  }

  /// As much of the width of a page may it lie beside the place of the page before, where both were laid
  /// onto the glass of a scanner.
  private static let mostShift = 0.1
  /// So many borders inside of a table tell that its columns are those of another one.
  private static let fewestBorders = 4

  /// How far to the right the second table's borders go to stand below those of the first one, in points;
  /// `nil` where they do not fit, or stand there.
  private func shift(
    of second: PageLayout.PlacedTable, onto first: PageLayout.PlacedTable
  ) -> Double? {
    let reach = 3 * tolerances.snap
    let (left, right) = (first.box.x0 - second.box.x0, first.box.x1 - second.box.x1)
    let shift = (left + right) / 2
    guard first.table.kind != .stream, second.table.kind != .stream,
      abs(left - right) < reach, max(abs(left), abs(right)) >= reach,
      abs(shift) < Self.mostShift * first.pageWidth
    else { return nil }
    let borders = SharedBorders(
      first.xs, second.xs.map { $0 + shift }, within: 1.5 * tolerances.snap)
    let fewer = min(first.xs.count, second.xs.count)
    let shared = first.xs.count + second.xs.count - borders.xs.count
    return shared == fewer && fewer - 2 >= Self.fewestBorders ? shift : nil
  }

  /// Whether the last row of the first table and the first row of the second are one row that the
  /// break cut: the border is open, and what is filled above is blank below, but for the label.
  private func isRowCut(
    _ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable, _ borders: SharedBorders
  ) -> Bool {
    guard first.isOpenBelow || second.isOpenAbove else { return false }
    // A header that is repeated begins a row of its own.
    let isRepeated = second.table.cells.contains { cell in
      cell.row == 0 && cell.text.count > 3
        && first.table.cells.contains { $0.row == 0 && $0.text == cell.text }
    }
    if isRepeated { return false }
    // Without ruling lines it takes figures to tell half a row from the name of what follows.
    let hasFigures =
      second.table.cells.contains { $0.row == 0 && $0.text.isFigure }
      || first.table.cells.contains {
        $0.rows.upperBound == first.table.rowCount && $0.text.isFigure
      }
    if first.table.kind == .stream && !hasFigures { return false }
    var matched = 0
    var bothFilled: [(above: String, below: String)] = []
    for above in first.table.cells where above.rows.upperBound == first.table.rowCount {
      for below in second.table.cells
      where below.row == 0
        && Self.ends(above, borders.first) == Self.ends(below, borders.second)
      {
        matched += 1
        // Words never go on as a figure.
        if !above.text.isEmpty, !below.text.isEmpty, above.text.isFigure != below.text.isFigure {
          return false
        }
        // A label that spans rows may go on without the row's being cut; figures never do.
        let isLabel = !above.text.isFigure || !below.text.isFigure
        if isLabel && (above.rowSpan > 1 || below.rowSpan > 1) { continue }
        if !above.text.isEmpty && !below.text.isEmpty {
          bothFilled.append((above.text, below.text))
        }
      }
    }
    guard matched > 0, bothFilled.count <= 1 else { return false }
    // Labels without ruling lines round them may reach over other columns: an item begins a row there too.
    let beginsItem = second.table.cells.contains { below in
      guard below.row == 0, below.text.isNumberedItem else { return false }
      let own = Self.ends(below, borders.second)
      return first.table.cells.contains { above in
        let other = Self.ends(above, borders.first)
        return above.rows.upperBound == first.table.rowCount && !above.text.isEmpty
          && !above.text.isFigure && other[0] < own[1] && own[0] < other[1]
      }
    }
    if beginsItem { return false }
    return bothFilled.allSatisfy { !$0.below.isNumberedItem }
  }

  /// The cell in the last row of the table that the cell below goes on with. Labels without ruling lines
  /// round them may reach over other columns than their other half.
  private static func other(half below: TableCell, in cells: [TableCell], of table: Table) -> Int? {
    let last = cells.indices.filter { cells[$0].rows.upperBound == table.rowCount }
    if let same = last.first(where: { cells[$0].columns == below.columns }) { return same }
    guard table.kind == .stream, !below.text.isEmpty, !below.text.isFigure else { return nil }
    return last.last {
      cells[$0].columns.overlaps(below.columns) && !cells[$0].text.isEmpty
        && !cells[$0].text.isFigure
    }
  }

  private static func ends(_ cell: TableCell, _ places: [Int]) -> [Int] {
    [places[cell.column], places[cell.column + cell.columnSpan]]
  }

  /// Number of the second table's first rows that are the first table's once more.
  private func repeatedRowCount(
    _ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable, _ borders: SharedBorders
  ) -> Int {
    func isRepeated(_ cell: TableCell) -> Bool {
      first.table.cells.contains {
        $0.rows == cell.rows && $0.text == cell.text
          && Self.ends($0, borders.first) == Self.ends(cell, borders.second)
      }
    }
    let most = min(first.table.rowCount, second.table.rowCount)
    return (1..<max(1, most)).last { count in
      let top = second.table.cells.filter { $0.row < count }
      return top.allSatisfy { $0.rows.upperBound <= count && isRepeated($0) }
        && top.contains { $0.text.count > 3 }
        && (0..<count).allSatisfy { isHeader($0, of: second.table) }
    } ?? 0
  }

  /// Whether a row may be one of a header: it has words and no figures, and most of its cells are filled.
  private func isHeader(_ row: Int, of table: Table) -> Bool {
    let own = table.cells.filter { $0.rows.contains(row) }
    return !own.contains { $0.text.isFigure }
      && own.count(where: { !$0.text.isEmpty }) * 2 > own.count
  }

  /// Both as one table: rows one below the other, columns united, a repeated header left out.
  func joined(
    _ first: PageLayout.PlacedTable, _ second: PageLayout.PlacedTable
  ) -> PageLayout.PlacedTable {
    var second = second.scaled(to: first)
    if let shift = shift(of: second, onto: first) { second.shift(by: shift) }
    second = second.moved(onto: first)
    let borders = SharedBorders(first.xs, second.xs, within: 1.5 * tolerances.snap)
    let repeated = repeatedRowCount(first, second, borders)
    second.table.rowCount -= repeated
    second.table.cells = second.table.cells.filter { $0.row >= repeated }.map { cell in
      var cell = cell
      cell.row -= repeated
      return cell
    }
    var cells: [TableCell] = []
    let isCut = isRowCut(first, second, borders)
    let offset = first.table.rowCount - (isCut ? 1 : 0)
    func moved(_ cell: TableCell, to places: [Int], by rows: Int) -> TableCell {
      var copy = cell
      copy.column = places[cell.column]
      copy.columnSpan = places[cell.column + cell.columnSpan] - copy.column
      copy.row += rows
      return copy
    }
    for cell in first.table.cells { cells.append(moved(cell, to: borders.first, by: 0)) }
    for cell in second.table.cells {
      let below = moved(cell, to: borders.second, by: offset)
      if isCut, cell.row == 0, let index = Self.other(half: below, in: cells, of: first.table) {
        if !below.text.isEmpty {
          cells[index].text += (cells[index].text.isEmpty ? "" : "\n") + below.text
        }
        cells[index].rowSpan = max(
          cells[index].rowSpan, below.rows.upperBound - cells[index].row)
        cells[index].fragments += below.fragments
        cells[index].confidence = min(cells[index].confidence, below.confidence)
        cells[index].unmappedCount += below.unmappedCount
        cells[index].isOverprinted = cells[index].isOverprinted || below.isOverprinted
        cells[index].isStruckOut = cells[index].isStruckOut || below.isStruckOut
      } else {
        cells.append(below)
      }
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    return PageLayout.PlacedTable(
      table: Table(
        kind: first.table.kind, rowCount: offset + second.table.rowCount,
        columnCount: borders.xs.count - 1, cells: cells,
        fragments: first.table.fragments + second.table.fragments),
      box: second.box, xs: borders.xs, pageWidth: first.pageWidth, pageHeight: first.pageHeight,
      isOpenAbove: first.isOpenAbove, isOpenBelow: second.isOpenBelow)
  }
}

extension PageLayout.PlacedTable {
  fileprivate mutating func shift(by points: Double) {
    xs = xs.map { $0 + points }
    box.x0 += points
    box.x1 += points
  }

  /// The table as it would stand on the other one's page, where that is the same page at another
  /// scale.
  fileprivate func scaled(to other: PageLayout.PlacedTable) -> PageLayout.PlacedTable {
    let scale = other.pageWidth / max(1, pageWidth)
    guard abs(other.pageHeight / max(1, pageHeight) / scale - 1) < 0.01, abs(scale - 1) > 0.01
    else { return self }
    var copy = self
    copy.xs = xs.map { $0 * scale }
    copy.box = Box(
      x0: box.x0 * scale, y0: box.y0 * scale, x1: box.x1 * scale, y1: box.y1 * scale)
    copy.pageWidth = other.pageWidth
    copy.pageHeight = other.pageHeight
    return copy
  }
}

extension String {
  /// Whether it is digits, marks and blanks alone.
  fileprivate var isFigure: Bool {
    unicodeScalars.contains { $0.properties.numericType != nil }
      && !unicodeScalars.contains { $0.properties.isAlphabetic }
  }
}
