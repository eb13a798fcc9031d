import DocumentModel

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
      if let objection = objection(to: cell) { result[index] = objection }
    }
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
