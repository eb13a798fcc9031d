import PageModel
import ReportModel

/// Whether what was read of each cell is what stands in its box.
struct ContentWitness {
  let pages: [Int: PrintedPage]
  let cells: [PlacedCell]
  /// Cells beside the labels of several rows.
  let crowded: Set<CellID>

  /// The first objection to each cell that has one, by its index.
  func objections() -> [Int: Objection] {
    var result: [Int: Objection] = [:]
    for (index, cell) in cells.enumerated() where !cell.isNamed {
      if let objection = objection(to: cell) ?? unread(cell) { result[index] = objection }
    }
    for index in ofTwoRows() where result[index] == nil { result[index] = .doubtfulFigure }
    for pair in overlaps() {
      for index in [pair.0, pair.1] where !cells[index].isNamed && result[index] == nil {
        result[index] = .shared
      }
    }
    return result
  }

  private func objection(to cell: PlacedCell) -> Objection? {
    let raw = cell.reading.raw.unicodeScalars.map(\.plain).filter {
      (0x30...0x39).contains($0.value)
    }
    var printed = PrintedCell()
    var isExact = true
    var digits: [Unicode.Scalar] = []
    var plain: [Unicode.Scalar] = []
    for part in cell.parts {
      guard let page = pages[part.page] else { continue }
      let inside = page.indices(in: part.box)
      isExact = isExact && inside.allSatisfy { page.characters[$0].isExact }
      let here = PrintedCell(inside, of: page, width: part.box.width)
      digits += here.digits
      plain += here.plainDigits
      if printed.figureDigitCount == 0 || here.fault != nil { printed = here }
    }
    if digits != raw && plain != raw {
      // Text that is wider than its cell lies in the boxes beside it.
      guard let own = overflowing(cell), own.digits == raw || own.plainDigits == raw else {
        return .otherDigits
      }
      // Of text that cannot be read, nobody knows where it ends.
      if raw.isEmpty, cells.contains(where: { isUnreadable($0, beside: cell) }) { return .unread }
      printed = own
    } else if cell.parts.count > 1, !digits.isEmpty {
      // The parts of a figure that a break cuts are no line.
      return cell.reading.value == nil ? .otherValue : nil
    }
    guard let value = cell.reading.value else {
      return printed.figureDigitCount == 0 ? nil : .otherValue
    }
    if abs(value) >= Self.leastOfSeals { return .doubtfulFigure }
    if printed.fault != nil || printed.isBroken && crowded.contains(cell.slot.id) {
      return .doubtfulFigure
    }
    return printed.means(value, isExact: isExact) ? nil : .otherValue
  }

  /// The cells with figures on two lines in rows where one of them can only be two figures: a border that is
  /// missing makes one row of two.
  private func ofTwoRows() -> [Int] {
    var broken: [String: [Int]] = [:]
    var rows: Set<String> = []
    for (index, cell) in cells.enumerated() where cell.parts.count == 1 {
      guard cell.reading.raw.utf8.count > 1, let page = pages[cell.first.page] else { continue }
      let box = cell.first.box
      let printed = PrintedCell(page.indices(in: box), of: page, width: box.width)
      guard printed.isBroken else { continue }
      let row = String(cell.slot.id.rawValue.prefix { $0 != "." }) + String(cell.slot.row)
      broken[row, default: []].append(index)
      if printed.isBrokenZero { rows.insert(row) }
    }
    return rows.flatMap { broken[$0] ?? [] }.filter { !cells[$0].isNamed }
  }

  /// Whether a neighbour in the row holds text from which no figure could be taken.
  private func isUnreadable(_ other: PlacedCell, beside cell: PlacedCell) -> Bool {
    other.slot.row == cell.slot.row && other.isNamed && other.reading.value == nil
      && !other.reading.raw.isEmpty && other.first.page == cell.first.page
      && other.first.box.touches(cell.first.box)
  }

  /// Whether something stands at the place of a blank cell that was not read: text that is too large for it, or
  /// was taken for print over the table.
  private func unread(_ cell: PlacedCell) -> Objection? {
    guard cell.reading.value == nil, cell.reading.raw.isEmpty, cell.parts.count == 1,
      let page = pages[cell.first.page]
    else { return nil }
    let box = cell.first.box
    let own = page.indices(in: box.grown(by: Self.margin)).filter { index in
      let character = page.characters[index]
      return character.isExact && !character.isFaint && character.box.share(in: box) > Self.share
        && (character.isDigit || character.scalar.properties.isIdeographic)
    }
    guard let first = own.first else { return nil }
    // The whole of the text, in and beside the cell.
    let height = page.characters[first].box
    let line = page.lines(page.indices(x: -.infinity ... .infinity, y: height.y0...height.y1))
      .first { $0.contains(first) }
    guard let run = line.flatMap({ Self.runs(of: $0, on: page).first { $0.contains(first) } }),
      !cells.contains(where: { other in
        other.slot.id != cell.slot.id && other.first.page == cell.first.page
          && !other.reading.raw.isEmpty
          && run.contains {
            let box = page.characters[$0].box
            return other.first.box.contains(x: box.midX, y: box.midY)
          }
      })
    else { return nil }
    let boxes = run.map { page.characters[$0].box }
    let text = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
    let isOwn =
      box.x0 < text.midX && text.midX < box.x1 && text.width < Self.widest * box.width
    return isOwn || run.contains { page.characters[$0].isDigit } ? .unread : nil
  }

  /// How far text that is too large for its cell reaches out of it, in points, how much of a character lies
  /// in it at least, and how wide it is at most, in widths of the cell; watermarks are wider.
  private static let margin = 20.0
  private static let share = 0.3
  private static let widest = 2.0

  /// Numbers of ten digits are those of seals (ten or thirteen digits); counts and amounts in 万元 have fewer.
  private static let leastOfSeals = 1e9

  /// What stands in the box when each run of characters goes to the cell that holds most of it.
  private func overflowing(_ cell: PlacedCell) -> PrintedCell? {
    guard cell.parts.count == 1, let page = pages[cell.first.page] else { return nil }
    let box = cell.first.box
    let reach = Self.reach * box.height
    let near = page.indices(x: (box.x0 - reach)...(box.x1 + reach), y: box.y0...box.y1)
    var own: [Int] = []
    for line in page.lines(near) {
      for run in Self.runs(of: line, on: page) where isOwner(cell, of: run, on: page) { own += run }
    }
    return PrintedCell(own, of: page, width: box.width)
  }

  /// How far text may reach out of its cell, in heights of the cell.
  private static let reach = 4.0
  /// Characters that are nearer than this stand in one run, in em.
  private static let gap = 0.35

  private static func runs(of line: [Int], on page: PrintedPage) -> [[Int]] {
    var runs: [[Int]] = []
    for index in line {
      let character = page.characters[index]
      if let last = runs.last?.last, case let before = page.characters[last],
        character.box.x0 - before.box.x1 < gap * character.size,
        abs(character.size - before.size) < 0.1 * character.size
      {
        runs[runs.count - 1].append(index)
      } else {
        runs.append([index])
      }
    }
    return runs
  }

  private func isOwner(_ cell: PlacedCell, of run: [Int], on page: PrintedPage) -> Bool {
    func count(_ box: Box) -> Int {
      run.count { box.contains(x: page.characters[$0].box.midX, y: page.characters[$0].box.midY) }
    }
    let own = count(cell.first.box)
    guard own > 0 else { return false }
    return !cells.contains {
      $0.slot.id != cell.slot.id && $0.first.page == cell.first.page && count($0.first.box) > own
    }
  }

  /// Boxes of cells of tables touch; where more than this of the smaller one lies under another, both
  /// would be read from the same characters.
  private static let mostOverlap = 0.3

  /// The pairs of cells that lie over one another.
  private func overlaps() -> [(Int, Int)] {
    var result: [(Int, Int)] = []
    var order: [(index: Int, page: Int, box: Box)] = []
    for (index, cell) in cells.enumerated() {
      for part in cell.parts { order.append((index, part.page, part.box)) }
    }
    order.sort { ($0.page, $0.box.y0) < ($1.page, $1.box.y0) }
    for first in order.indices {
      let one = order[first]
      for second in order[(first + 1)...] {
        guard second.page == one.page, second.box.y0 < one.box.y1 else { break }
        guard second.index != one.index, let common = one.box.intersection(second.box),
          common.area > Self.mostOverlap * min(one.box.area, second.box.area)
        else { continue }
        result.append((one.index, second.index))
      }
    }
    return result
  }
}
