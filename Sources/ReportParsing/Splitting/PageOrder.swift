import PageModel
import ReportModel

/// The order of what stands on the pages, and what stands side by side.
struct PageOrder {
  private let document: LaidOutDocument

  init(_ document: LaidOutDocument) { self.document = document }

  /// What is out of order among these blocks.
  func findings(in range: Range<Int>) -> [Finding] {
    let blocks = document.blocks[range]
    let order = outOfOrder(blocks).map { [PartFindings.pagesOutOfOrder($0)] } ?? []
    return order + sideBySide(blocks)
  }

  // MARK: Order

  /// The pages in the order in which what they show is that of the form; `nil` where they are, or
  /// where no order would make it so.
  private func outOfOrder(_ blocks: ArraySlice<Block>) -> [Int]? {
    var pages: [(page: Int, first: Double, last: Double)] = []
    var headings: Set<Double> = []
    for (page, position, isHeading) in positions(in: blocks) {
      if isHeading, !headings.insert(position).inserted { return nil }
      if let index = pages.firstIndex(where: { $0.page == page }) {
        guard pages[index].last <= position else { return nil }
        pages[index].last = position
      } else {
        pages.append((page, position, position))
      }
    }
    let sorted = pages.sorted { $0.first < $1.first }
    let fits = zip(sorted, sorted.dropFirst()).allSatisfy { $0.last <= $1.first }
    return fits && sorted.map(\.page) != pages.map(\.page) ? sorted.map(\.page) : nil
  }

  /// What stands where, as far as its place in the form is certain: headings by the number of their
  /// section, rows of the third grid as parts of 3.
  private func positions(
    in blocks: ArraySlice<Block>
  ) -> [(page: Int, position: Double, isHeading: Bool)] {
    blocks.flatMap { block -> [(page: Int, position: Double, isHeading: Bool)] in
      switch block {
      case .line(let line):
        return SectionHeadings.heading(of: line.text).map {
          [(line.page, Double($0.number), true)]
        } ?? []
      case .table(let table):
        guard RequestsGridParser.isPart(GridRows(table)) else { return [] }
        return table.cells.compactMap { cell in
          guard let row = Labels.requestRow(cell.text), let place = Self.rows[row],
            let page = cell.fragments.first?.page
          else { return nil }
          return (page, 3 + place, false)
        }
      }
    }
  }

  /// The rows whose label alone tells which they are, as fractions.
  private static let rows: [RequestRow: Double] = {
    let certain = RequestRow.rows(of: .edition2021).filter {
      ![.otherOther, .other, .total, .otherNotCorrected, .otherFeeUnpaid].contains($0)
    }
    return Dictionary(
      uniqueKeysWithValues: certain.enumerated().map { ($1, Double($0 + 1) / 100) })
  }()

  // MARK: Side by side

  private func sideBySide(_ blocks: ArraySlice<Block>) -> [Finding] {
    var found: [Int: Box?] = [:]
    func note(_ page: Int, _ box: Box?) { if found[page] == nil { found[page] = box } }
    var headings: [(number: Int, line: TextLine)] = []
    var grids: [(kind: ReportGrid, place: CellFragment)] = []
    var beside: [(kind: ReportGrid, place: CellFragment)] = []
    for block in blocks {
      switch block {
      case .line(let line):
        if Self.namesTwice(line.text) { note(line.page, line.box) }
        guard let heading = SectionHeadings.heading(of: line.text) else { continue }
        if headings.contains(where: { $0.number == heading.number && Self.isBeside($0.line, line) })
        {
          note(line.page, line.box)
        }
        headings.append((heading.number, line))
      case .table(let table):
        let grid = GridRows(table)
        if grid.rows.enumerated().contains(where: Self.headsTwice),
          let place = table.fragments.first
        {
          note(place.page, place.box)
        }
        for kind in Landmark.kinds(of: grid) {
          for place in table.fragments {
            if grids.contains(where: { $0.kind == kind && Self.isBeside($0.place, place) }) {
              beside.append((kind, place))
            }
            grids.append((kind, place))
          }
        }
      }
    }
    if !beside.isEmpty {
      // Years over the two may say which one is the report's.
      let own = LaidOutDocument(blocks: Array(blocks))
      let tables = own.tables.map { PlacedHeaders($0).table }
      let settled = RepeatedGrids(
        own.blocks, tables: tables, reportOn: ReportText(own).header.year
      ).settled
      for (kind, place) in beside where !settled.contains(kind) { note(place.page, place.box) }
    }
    return found.sorted { $0.key < $1.key }.map { PartFindings.sideBySide($0.key, $0.value) }
  }

  /// Whether a line has the words of a title or heading twice, as those of two columns.
  private static func namesTwice(_ text: String) -> Bool {
    let plain = LabelText.normalized(text)
    guard plain.count <= 90, !plain.contains(where: { "。；，《".contains($0) }) else { return false }
    let words = SectionHeadings.standard + ["政府信息公开工作年度报告"]
    return words.contains { word in
      guard let first = plain.firstRange(of: word) else { return false }
      return plain[first.upperBound...].contains(word)
    }
  }

  private static func isBeside(_ one: TextLine, _ other: TextLine) -> Bool {
    one.page == other.page && abs(one.box.midY - other.box.midY) < 2 * one.fontSize
      && (one.box.x1 < other.box.x0 || other.box.x1 < one.box.x0)
  }

  private static func isBeside(_ one: CellFragment, _ other: CellFragment) -> Bool {
    one.page == other.page && min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0) > 20
      && (one.box.x1 <= other.box.x0 || other.box.x1 <= one.box.x0)
  }

  /// Whether the header of the third grid names an applicant in two columns of one row.
  private static func headsTwice(_ index: Int, _ row: [TableCell]) -> Bool {
    let named = row.filter { $0.row == index }.compactMap { Labels.applicant($0.text) }
    return [.naturalPerson, .business].contains { name in named.count { $0 == name } > 1 }
  }
}
