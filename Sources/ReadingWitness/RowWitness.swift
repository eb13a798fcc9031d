import PageModel
import ReportModel

/// Whether the cells of each row stand in one band, beside the label of that row, and rows follow one
/// another as their labels do in the form.
struct RowWitness {
  let form: StandardForm
  let pages: [Int: PrintedPage]
  let cells: [PlacedCell]

  /// A row as it stands on the pages.
  private struct Row {
    var page: Int
    /// Its edges as most of its cells have them.
    var band: ClosedRange<Double>
    var left: Double
    var right: Double
  }

  /// How far left of the figures a label may begin, in widths of the row: on a sheet with two pages,
  /// labels of the other page stand farther away.
  private static let labelReach = 1.6

  /// The first objection to each cell that has one, by its index.
  func objections() -> [Int: Objection] {
    var result: [Int: Objection] = [:]
    var rows: [Int: Row] = [:]
    let members = Dictionary(grouping: cells.indices) { cells[$0].slot.row }
    for (number, indices) in members {
      guard let row = row(of: indices) else { continue }
      rows[number] = row
      for index in indices where !isIn(row, cells[index]) { result[index] = .outOfLine }
    }
    var confirmed: Set<Int> = []
    for (number, row) in rows {
      switch label(of: number, at: row) {
      case .own: confirmed.insert(number)
      case .other(let other):
        for index in members[number] ?? [] where result[index] == nil {
          result[index] = .otherRow(beside: other)
        }
      case .none:
        for index in members[number] ?? [] where result[index] == nil {
          result[index] = .unlabelled
        }
      case .unknown: break
      }
    }
    for (index, other) in displaced(rows) where result[index] == nil {
      result[index] = other.map { .otherRow(beside: $0) } ?? .outOfLine
    }
    for (number, other) in disorder(rows)
    where !confirmed.contains(number) || !confirmed.contains(other) {
      for index in (members[number] ?? []) + (members[other] ?? []) where result[index] == nil {
        result[index] = .outOfLine
      }
    }
    return result
  }

  /// How far above and below the middle of a figure the label of its line reaches, in em.
  private static let line = 0.6

  /// Cells whose figures stand on the line of another row's label, with that row, or out of the band of their row:
  /// where a line between rows is missing, one cell goes over both.
  private func displaced(_ rows: [Int: Row]) -> [(Int, Int?)] {
    guard let marks = form.rowMarks else { return [] }
    return cells.indices.compactMap { index in
      let cell = cells[index]
      guard cell.reading.value != nil, cell.parts.count == 1, let row = rows[cell.slot.row],
        row.page == cell.first.page, let page = pages[row.page]
      else { return nil }
      let digits = page.indices(in: cell.first.box).map { page.characters[$0] }.filter(\.isDigit)
      guard let first = digits.first, first.isExact else { return nil }
      let reach = Self.line * first.size
      let width = row.right - row.left
      let label = page.indices(
        x: (row.left - Self.labelReach * width)...row.left,
        y: (first.box.midY - reach)...(first.box.midY + reach))
      if case .other(let other) = marks.verdict(on: cell.slot.row, in: page.text(label)) {
        return (index, other)
      }
      let band = (row.band.lowerBound - reach)...(row.band.upperBound + reach)
      return band.contains(first.box.midY) ? nil : (index, nil)
    }
  }

  /// The cells of rows beside which the labels of several rows stand: a line between them is missing.
  func crowded() -> Set<CellID> {
    guard let marks = form.rowMarks else { return [] }
    let members = Dictionary(grouping: cells.indices) { cells[$0].slot.row }
    return Set(
      members.values.filter { indices in
        guard let row = row(of: indices), let page = pages[row.page] else { return false }
        return marks.namesSeveral(page.text(label(at: row, on: page)))
      }.joined().map { cells[$0].slot.id })
  }

  private func row(of indices: [Int]) -> Row? {
    // Most of its cells stand on one page.
    let byPage = Dictionary(grouping: indices) { cells[$0].first.page }
    guard
      let (page, own) = byPage.max(by: { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) })
    else { return nil }
    let boxes = own.map { cells[$0].first.box }
    let top = boxes.map(\.y0).median
    let bottom = boxes.map(\.y1).median
    let inBand = boxes.filter { $0.midY > top && $0.midY < bottom }
    guard top < bottom, !inBand.isEmpty else { return nil }
    return Row(
      page: page, band: top...bottom, left: inBand.map(\.x0).min() ?? 0,
      right: inBand.map(\.x1).max() ?? 0)
  }

  private func isIn(_ row: Row, _ cell: PlacedCell) -> Bool {
    cell.parts.contains { part in
      guard part.page == row.page else { return false }
      let common =
        min(part.box.y1, row.band.upperBound) - max(part.box.y0, row.band.lowerBound)
      return common > 0.5 * min(part.box.height, row.band.upperBound - row.band.lowerBound)
    } || cell.parts.count > 1
  }

  /// The characters left of a row's cells.
  private func label(at row: Row, on page: PrintedPage) -> [Int] {
    let width = row.right - row.left
    return page.indices(x: (row.left - Self.labelReach * width)...row.left, y: row.band)
  }

  /// What stands beside a row's cells.
  private func label(of number: Int, at row: Row) -> LabelMarks<Int>.Verdict {
    guard let marks = form.rowMarks, let page = pages[row.page] else { return .unknown }
    let label = label(at: row, on: page)
    let verdict = marks.verdict(on: number, in: page.text(label))
    // Words that are recognised may be wrong as a whole.
    return verdict == .none && !label.allSatisfy { page.characters[$0].isExact }
      ? .unknown : verdict
  }

  /// Pairs of rows of which the later one in the form does not stand below the earlier one.
  private func disorder(_ rows: [Int: Row]) -> [(Int, Int)] {
    let order = rows.sorted { $0.key < $1.key }
    return zip(order, order.dropFirst()).filter { first, second in
      let (one, two) = (first.value, second.value)
      if one.page != two.page { return two.page < one.page }
      return middle(two.band) < middle(one.band)
    }.map { ($0.0.key, $0.1.key) }
  }

  private func middle(_ band: ClosedRange<Double>) -> Double {
    (band.lowerBound + band.upperBound) / 2
  }
}

extension [Double] {
  /// The middle one of the values; 0 where there is none.
  var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
