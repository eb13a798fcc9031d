import PageModel
import ReportModel

/// Whether the cells of each column stand below the header of that column, in one band on each page, and
/// columns follow one another as in the form.
struct ColumnWitness {
  let form: StandardForm
  let pages: [Int: PrintedPage]
  let cells: [PlacedCell]

  /// How far above its first figure a header may begin, in points: three lines of header cells with
  /// words of up to four lines each.
  private static let headerReach = 150.0

  /// The first objection to each cell that has one, by its index.
  func objections() -> [Int: Objection] {
    var result: [Int: Objection] = [:]
    var confirmed: Set<Int> = []
    var contradicted: [[Int]: Int] = [:]
    var unheaded: [(column: [Int], cells: [Int])] = []
    for (_, indices) in Dictionary(grouping: cells.indices, by: { cells[$0].first.page }) {
      // Rows of section 2 have columns of their own; a column goes on over rows that have the same.
      let columns = Dictionary(grouping: indices, by: name)
      for (name, column) in columns {
        let standing = standing(column)
        for index in Set(column).subtracting(standing) { result[index] = .outOfLine }
        switch header(of: standing) {
        case .own: if isTold(standing) { confirmed.formUnion(standing) }
        case .other(let other):
          for index in standing { result[index] = .otherColumn(below: other) }
          contradicted[name] = other
        // What stands above may be another grid, or running text.
        case .none, .unknown: unheaded.append((name, standing))
        }
      }
    }
    for index in elsewhere(unheaded, confirmed) { result[index] = .outOfLine }
    // What a header says of a column holds on the pages that have none.
    for (name, cells) in unheaded {
      guard let other = contradicted[name] else { continue }
      for index in cells { result[index] = .otherColumn(below: other) }
    }
    // A header that confirms an order confirms it for the pages that have none.
    let order = disorder()
    let named = Set(
      order.filter { confirmed.contains($0) && confirmed.contains($1) }.map(columns(of:)))
    for (first, second) in order where !named.contains(columns(of: (first, second))) {
      for index in [first, second] where result[index] == nil { result[index] = .outOfLine }
    }
    for index in besideMissing() + belowTwo() + unaligned() + displaced() where result[index] == nil
    {
      result[index] = .outOfLine
    }
    return result
  }

  /// The cells of columns that stand on a page without headers in another place, beside the page's other
  /// columns, than below their header.
  private func elsewhere(_ unheaded: [(column: [Int], cells: [Int])], _ confirmed: Set<Int>)
    -> [Int]
  {
    let headed = Dictionary(grouping: confirmed, by: name).mapValues(band)
    var moves: [Int: [(move: Double, width: Double, cells: [Int])]] = [:]
    for (name, own) in unheaded {
      guard let other = headed[name], let first = own.first else { continue }
      let here = band(own)
      moves[cells[first].first.page, default: []].append(
        ((here.left + here.right - other.left - other.right) / 2, other.right - other.left, own))
    }
    return moves.values.flatMap { columns -> [Int] in
      // The whole grid may have moved, as between the sides of a sheet. Of two columns none tells which did.
      let usual = columns.map(\.move).median
      let moved = columns.filter { abs($0.move - usual) > 0.5 * $0.width }
      return (columns.count == 2 && !moved.isEmpty ? columns : moved).flatMap(\.cells)
    }
  }

  private func band(_ column: [Int]) -> (left: Double, right: Double) {
    band(column.map { cells[$0].first.box })
  }

  /// The band of a column of whose cells some go over the next one: lines that are missing only widen cells, and
  /// those that cut one are few.
  private func narrowBand(_ column: [Int]) -> (left: Double, right: Double) {
    let boxes = column.map { cells[$0].first.box }.sorted { $0.width < $1.width }
    return band(boxes.prefix(boxes.count / 2 + 1))
  }

  private func band(_ boxes: some Sequence<Box>) -> (left: Double, right: Double) {
    (boxes.map(\.x0).median, boxes.map(\.x1).median)
  }

  /// A column that is so many times as wide as most of its grid's holds two.
  private static let doubled = 1.5

  /// The cells of wide columns beside those that the form has and that were found nowhere: they may be of
  /// either.
  private func besideMissing() -> [Int] {
    guard let first = form.columnsOfRow.first, form.columnsOfRow.allSatisfy({ $0 == first }) else {
      return []
    }
    let columns = Dictionary(grouping: cells.indices) { cells[$0].slot.column }
    let missing = first.filter { columns[$0] == nil }
    guard !missing.isEmpty, columns.count > 1 else { return [] }
    let widths = columns.mapValues { $0.map { cells[$0].first.box.width }.median }
    let usual = Array(widths.values).median
    return missing.flatMap { [$0 - 1, $0 + 1] }.filter {
      widths[$0, default: 0] > Self.doubled * usual
    }
    .flatMap { columns[$0] ?? [] }
  }

  /// The cells that stand below the header of a neighbour too that was not found in their row: they may be of
  /// either.
  private func belowTwo() -> [Int] {
    let found = Set(cells.map { [$0.slot.row, $0.slot.column] })
    return cells.indices.filter { index in
      let slot = cells[index].slot
      guard cells[index].reading.value != nil,
        let place = form.columnsOfRow[slot.row].firstIndex(of: slot.column)
      else { return false }
      let columns = form.columnsOfRow[slot.row]
      let missing = [place - 1, place + 1].filter(columns.indices.contains).map { columns[$0] }
        .filter { !found.contains([slot.row, $0]) }
      guard !missing.isEmpty, let text = textAbove([index]) else { return false }
      return missing.contains { form.columnMarks.mentions(form.markedColumn($0), in: text) }
    }
  }

  /// The cells whose figures stand out of the band of their column: where a line between columns is missing, one
  /// cell goes over both, and the other column may have been found nowhere.
  private func displaced() -> [Int] {
    let columns = Dictionary(grouping: cells.indices) { [cells[$0].first.page] + name(of: $0) }
    return columns.values.flatMap { column -> [Int] in
      guard column.count > 2 else { return [] }
      let own = narrowBand(column)
      return column.filter { index in
        guard cells[index].reading.value != nil, let span = figure(index)?.span else {
          return false
        }
        return !(own.left...max(own.left, own.right)).contains((span.0 + span.1) / 2)
      }
    }
  }

  /// How far figures of a column that nothing but their place makes one may differ in their edges and middles,
  /// in em.
  private static let alignment = 1.5

  /// The cells of columns without rules whose figures stand neither above one another nor by a common edge or
  /// middle: where a header lacks a label, figures of two columns stand below one.
  private func unaligned() -> [Int] {
    let aligned = cells.indices.filter { cells[$0].isAligned && cells[$0].reading.value != nil }
    let columns = Dictionary(grouping: aligned) { [cells[$0].first.page] + name(of: $0) }
    return columns.values.flatMap { column -> [Int] in
      let figures = column.compactMap { index in figure(index).map { (index, $0.span, $0.size) } }
      return figures.filter { index, span, size in
        let apart = figures.count { other, against, _ in
          other != index && areApart(span, against, Self.alignment * size)
        }
        return apart > 0 && apart * 2 >= figures.count - 1
      }.map(\.0)
    }
  }

  private func areApart(_ one: (Double, Double), _ other: (Double, Double), _ distance: Double)
    -> Bool
  {
    max(one.0 - other.1, other.0 - one.1) > 0 && abs(one.0 - other.0) > distance
      && abs(one.1 - other.1) > distance
      && abs(one.0 + one.1 - other.0 - other.1) > 2 * distance
  }

  /// From where to where the digits of a cell stand, and their size.
  private func figure(_ index: Int) -> (span: (Double, Double), size: Double)? {
    guard let page = pages[cells[index].first.page] else { return nil }
    let digits = page.indices(in: cells[index].first.box).map { page.characters[$0] }.filter(
      \.isDigit)
    guard let left = digits.map(\.box.x0).min(), let right = digits.map(\.box.x1).max(),
      let size = digits.map(\.size).max()
    else { return nil }
    return ((left, right), size)
  }

  /// What tells a column: its number, and those of its rows, which in section 2 have columns of their own.
  private func name(of index: Int) -> [Int] {
    [cells[index].slot.column] + form.columnsOfRow[cells[index].slot.row]
  }

  private func columns(of pair: (Int, Int)) -> [Int] {
    [cells[pair.0].slot.column, cells[pair.1].slot.column]
  }

  /// Those cells of a column on one page that stand in the band of most of them.
  private func standing(_ column: [Int]) -> [Int] {
    let (left, right) = band(column)
    return column.filter { index in
      let box = cells[index].first.box
      let common = min(box.x1, right) - max(box.x0, left)
      return common > 0.5 * min(box.width, right - left)
    }
  }

  /// Whether the header of a column alone stands above its cells.
  private func isTold(_ column: [Int]) -> Bool {
    guard let some = column.first, let text = textAbove(column) else { return false }
    return form.columnMarks.tells(form.markedColumn(cells[some].slot.column), in: text)
  }

  /// What stands above the cells of a column on one page, up to the cells of other rows; `nil` where
  /// there is no room for anything.
  private func textAbove(_ column: [Int]) -> [Unicode.Scalar]? {
    guard let some = column.first, case let number = cells[some].first.page,
      let page = pages[number]
    else { return nil }
    let boxes = column.map { cells[$0].first.box }
    let (left, right) = (boxes.map(\.x0).median, boxes.map(\.x1).median)
    let top = boxes.map(\.y0).min() ?? 0
    let above = cells.lazy.map(\.first).filter { part in
      part.page == number && part.box.y1 <= top + 1 && part.box.x0 < right && part.box.x1 > left
    }
    let highest = max(top - Self.headerReach, above.map(\.box.y1).max() ?? -.infinity)
    guard left < right, highest < top else { return nil }
    return page.text(page.indices(x: left...right, y: highest...top))
  }

  /// What the words above the cells of a column on one page say of it.
  private func header(of column: [Int]) -> LabelMarks<Int>.Verdict {
    guard let some = column.first, let text = textAbove(column) else { return .unknown }
    let slot = cells[some].slot
    let verdict = form.columnMarks.verdict(on: form.markedColumn(slot.column), in: text)
    // A header that is repeated at a break may be that of rows with other columns.
    if case .other(let other) = verdict,
      !form.columnsOfRow[slot.row].contains(where: { form.markedColumn($0) == other })
    {
      return .unknown
    }
    return verdict
  }

  /// Pairs of neighbours in a row of which the later one in the form does not stand to the right.
  private func disorder() -> [(Int, Int)] {
    Dictionary(grouping: cells.indices, by: { cells[$0].slot.row }).values.flatMap { indices in
      let order = indices.sorted { cells[$0].slot.column < cells[$1].slot.column }
      return zip(order, order.dropFirst()).filter { first, second in
        let (one, two) = (cells[first].first, cells[second].first)
        return one.page == two.page && two.box.midX <= one.box.midX && !isParted(order)
      }
    }
  }

  /// Whether the dispute grid's blocks stand below headers that name them, in whatever order.
  private func isParted(_ indices: [Int]) -> Bool {
    guard let marks = form.blockMarks, let page = pages[cells[indices[0]].first.page] else {
      return false
    }
    let blocks = Dictionary(grouping: indices) { cells[$0].slot.block }
    return blocks.allSatisfy { block, own in
      let boxes = own.map { cells[$0].first.box }
      let area = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
      let middles = boxes.map(\.midX)
      let header = page.indices(x: area.x0...area.x1, y: (area.y0 - Self.headerReach)...area.y0)
      return middles == middles.sorted()
        && marks.verdict(on: block, in: page.text(header)) == .own
    }
  }
}
