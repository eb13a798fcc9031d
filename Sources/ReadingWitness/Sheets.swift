import PageModel
import ReportModel

/// The pages of a document and where the cells of its grids stand on them, upright.
///
/// Where a sheet holds two pages, each is a side of its own: places are told by an index that grows from
/// page to page and from side to side.
struct Sheets {
  private let pages: [Page]
  /// Index of each page by its number.
  private let indices: [Int: Int]
  /// The pages that hold cells, by the index of each of their sides.
  private(set) var printed: [Int: PrintedPage] = [:]

  /// More sides than a sheet has.
  private static let sides = 8

  init(_ pages: [Page]) {
    self.pages = pages
    indices = Dictionary(
      pages.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The number of the page with this side, from 1.
  func number(of side: Int) -> Int { pages[side / Self.sides].number }

  /// The cells of the three grids as they stand on the pages.
  mutating func grids(
    of report: ParsedReport, named: Set<CellID>
  ) -> [(form: StandardForm, cells: [PlacedCell])] {
    var grids = StandardForm.forms(
      proactive: report.proactiveEdition, requests: report.requestsEdition
    ).map { form in
      (form: form, cells: form.slots.compactMap { placed($0, in: report, named) })
    }
    var boxes: [Int: [Box]] = [:]
    for part in grids.flatMap(\.cells).flatMap(\.parts) {
      boxes[part.page, default: []].append(part.box)
    }
    let whole = boxes.reduce(into: [:]) { $0[$1.key] = PrintedPage(pages[$1.key], cells: $1.value) }
    for grid in grids.indices {
      for cell in grids[grid].cells.indices {
        grids[grid].cells[cell].parts = grids[grid].cells[cell].parts.map { part in
          PlacedCell.Part(
            page: part.page * Self.sides, box: whole[part.page]?.upright(part.box) ?? part.box)
        }
      }
    }
    for (page, characters) in whole {
      printed[page * Self.sides] = characters
      part(page * Self.sides, characters, in: &grids)
    }
    return grids
  }

  /// Parts the sides of a page: rows that share no part of its width stand on different ones.
  private mutating func part(
    _ page: Int, _ characters: PrintedPage,
    in grids: inout [(form: StandardForm, cells: [PlacedCell])]
  ) {
    var spans: [ClosedRange<Double>] = []
    for grid in grids {
      for (_, row) in Dictionary(grouping: grid.cells, by: \.slot.row) {
        let boxes = row.flatMap(\.parts).filter { $0.page == page }.map(\.box)
        guard let left = boxes.map(\.x0).min(), let right = boxes.map(\.x1).max() else { continue }
        spans.append(left...right)
      }
    }
    var sides: [ClosedRange<Double>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = sides.last, last.upperBound > span.lowerBound {
        let end = max(last.upperBound, span.upperBound)
        sides[sides.count - 1] = last.lowerBound...end
      } else {
        sides.append(span)
      }
    }
    guard sides.count > 1, sides.count <= Self.sides else { return }
    for side in sides.indices { printed[page + side] = characters }
    for grid in grids.indices {
      for cell in grids[grid].cells.indices {
        for part in grids[grid].cells[cell].parts.indices {
          let old = grids[grid].cells[cell].parts[part]
          guard old.page == page else { continue }
          let side = sides.firstIndex { $0.contains(old.box.midX) } ?? 0
          grids[grid].cells[cell].parts[part].page = page + side
        }
      }
    }
  }

  private func placed(
    _ slot: StandardForm.Slot, in report: ParsedReport, _ named: Set<CellID>
  ) -> PlacedCell? {
    guard let reading = report.cells[slot.id], let page = reading.page, let box = reading.box else {
      return nil
    }
    let places = report.places[slot.id] ?? [CellFragment(page: page, box: box)]
    let parts = places.compactMap { place in
      indices[place.page].map { PlacedCell.Part(page: $0, box: place.box) }
    }
    return parts.isEmpty
      ? nil
      : PlacedCell(
        slot: slot, reading: reading, parts: parts, isNamed: named.contains(slot.id),
        isAligned: report.alignedCells.contains(slot.id))
  }

  /// The places of all cells, and of what findings speak of, by side.
  func accounted(_ cells: [PlacedCell], _ findings: [Finding]) -> [Int: [Box]] {
    var result: [Int: [Box]] = [:]
    for part in cells.flatMap(\.parts) { result[part.page, default: []].append(part.box) }
    return result.merging(places(of: findings)) { $0 + $1 }
  }

  /// Where findings point at, by side.
  func places(of findings: [Finding]) -> [Int: [Box]] {
    var result: [Int: [Box]] = [:]
    for finding in findings {
      guard let box = finding.box, let page = finding.page.flatMap({ indices[$0] }) else {
        continue
      }
      for side in page * Self.sides..<(page + 1) * Self.sides {
        if let characters = printed[side] {
          result[side, default: []].append(characters.upright(box))
        }
      }
    }
    return result
  }
}
