import PageModel
import ReportModel

/// Figures that were found beside the cells and left out, where a cell touches them: a line that stands
/// where none belongs cuts a cell in two, and the figure lies in the part that no column or row is for.
struct LeftFigures {
  let pages: [Int: PrintedPage]
  /// The cells of one grid.
  let cells: [PlacedCell]
  /// Where figures stand that were left out, by side.
  let left: [Int: [Box]]
  /// Whether the rows of the grid have labels beside them.
  let hasLabels: Bool

  /// A column that a report has besides those of the form holds several figures.
  private static let ofColumn = 3
  /// The label of a row that a report has besides those of the form has so many words at least; a part that was
  /// cut off another label may have one.
  private static let ofLabel = 2

  func runs() -> [StrayDigits.Run] {
    left.sorted { $0.key < $1.key }.flatMap { page, boxes in
      besideColumns(page, boxes) + boxes.compactMap { besideRows(page, $0) }
    }
  }

  // MARK: In a part of a column

  private func besideColumns(_ page: Int, _ boxes: [Box]) -> [StrayDigits.Run] {
    columns(of: boxes).flatMap { column -> [StrayDigits.Run] in
      let beside = column.map { box in
        cells.indices.filter { isBeside(cells[$0], box, page) }
      }
      if isOwn(column, page, beside.flatMap { $0 }) { return [] }
      return zip(column, beside).compactMap { box, beside in
        let blank = beside.filter { !cells[$0].isNamed && isBlank(cells[$0]) }
        return blank.isEmpty ? nil : StrayDigits.Run(page: page, box: box, beside: blank)
      }
    }
  }

  /// How far above its first figure the header of a column may stand, in points.
  private static let headerReach = 150.0

  /// Whether the report has a column of its own here: words that stand in it alone, or on a page without headers
  /// several figures beside a column that holds figures too.
  private func isOwn(_ column: [Box], _ page: Int, _ beside: [Int]) -> Bool {
    guard let printed = pages[page] else { return false }
    let top = column.map(\.y0).min() ?? 0
    let (left, right) = (column.map(\.x0).median, column.map(\.x1).median)
    // What stands above the cells of another row is that row's header.
    let rows = cells.lazy.map(\.first).filter {
      $0.page == page && $0.box.y1 <= top + 1 && $0.box.x0 < right && $0.box.x1 > left
    }
    let highest = max(top - Self.headerReach, rows.map(\.box.y1).max() ?? -.infinity)
    let above = printed.indices(
      x: left...max(left, right), y: min(highest, top)...top
    ).filter { printed.characters[$0].scalar.properties.isIdeographic }
    guard let first = above.first else {
      return column.count >= Self.ofColumn
        && beside.count(where: { !isBlank(cells[$0]) }) * 2 > beside.count
    }
    // The header of a column that was cut goes on over the cut.
    let size = printed.characters[first].size
    return above.allSatisfy { index in
      let box = printed.characters[index].box
      let near = printed.indices(
        x: (box.x0 - size)...(box.x1 + size), y: (box.midY - 0.2 * size)...(box.midY + 0.2 * size))
      return near.allSatisfy {
        let x = printed.characters[$0].box.midX
        return left < x && x < right || !printed.characters[$0].scalar.properties.isIdeographic
      }
    }
  }

  private func isBlank(_ cell: PlacedCell) -> Bool {
    cell.reading.value == nil && cell.reading.raw.isEmpty
  }

  private func isBeside(_ cell: PlacedCell, _ figure: Box, _ page: Int) -> Bool {
    cell.parts.contains { part in
      let common = min(part.box.y1, figure.y1) - max(part.box.y0, figure.y0)
      let gap = max(part.box.x0 - figure.x1, figure.x0 - part.box.x1)
      return part.page == page && common > 0.5 * min(part.box.height, figure.height)
        && gap < Box.touch
    }
  }

  /// The boxes that stand above one another.
  private func columns(of boxes: [Box]) -> [[Box]] {
    var columns: [[Box]] = []
    for box in boxes.sorted(by: { $0.midX < $1.midX }) {
      if let last = columns.last?.last, last.x1 > box.midX {
        columns[columns.count - 1].append(box)
      } else {
        columns.append([box])
      }
    }
    return columns
  }

  // MARK: In a part of a row

  /// A figure in a row without a label, and the cells above and below it; a row may be cut in more parts than two,
  /// so that another lies between.
  private func besideRows(_ page: Int, _ figure: Box) -> StrayDigits.Run? {
    let here = cells.indices.filter { index in cells[index].parts.contains { $0.page == page } }
    guard let edge = here.map({ cells[$0].first.box.x0 }).min(), let printed = pages[page],
      figure.x1 > edge
    else { return nil }
    if hasLabels {
      let rows = here.map { cells[$0].first.box }
      let labels = rows.compactMap { label(before: edge, level: $0, on: printed)?.box }
      let own = label(before: edge, level: figure, on: printed)
      let (left, right) = (labels.map(\.x0).median, labels.map(\.x1).median)
      guard own.map({ $0.words < Self.ofLabel || $0.box.x1 < left || $0.box.x0 > right }) ?? true
      else { return nil }
    }
    let beside = here.filter { index in
      !cells[index].isNamed && (hasLabels || isBlank(cells[index]))
        && isAboveOrBelow(cells[index], figure, page)
    }
    return beside.isEmpty ? nil : StrayDigits.Run(page: page, box: figure, beside: beside)
  }

  /// Characters of a label are nearer to one another than this, in their size.
  private static let apart = 2.0

  /// The words next to the figures of a row and how many characters they have: what stands farther to the left
  /// belongs to a label that several rows share.
  private func label(before edge: Double, level row: Box, on page: PrintedPage) -> (
    box: Box, words: Int
  )? {
    let level = page.indices(x: -.infinity...edge, y: row.y0...row.y1)
      .map { page.characters[$0] }.filter(\.scalar.properties.isIdeographic)
      .sorted { $0.box.x1 > $1.box.x1 }
    guard var box = level.first?.box else { return nil }
    var words = 0
    for character in level {
      guard box.x0 - character.box.x1 < Self.apart * character.size else { break }
      box = box.union(character.box)
      words += 1
    }
    return (box, words)
  }

  private func isAboveOrBelow(_ cell: PlacedCell, _ figure: Box, _ page: Int) -> Bool {
    cell.parts.contains { part in
      let common = min(part.box.x1, figure.x1) - max(part.box.x0, figure.x0)
      let gap = max(part.box.y0 - figure.y1, figure.y0 - part.box.y1)
      return part.page == page && common > 0.5 * min(part.box.width, figure.width)
        && gap < max(Box.touch, figure.height) && gap > -0.5 * min(part.box.height, figure.height)
    }
  }
}
