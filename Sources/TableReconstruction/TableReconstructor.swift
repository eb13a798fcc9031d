public import PageModel

/// Turns pages into lines and tables in reading order.
///
/// It knows geometry alone and serves any ruled or aligned table.
public struct TableReconstructor: Sendable {
  private let tolerances = TableTolerances()

  public init() {}

  /// The document as lines and tables; tables that go on over pages are one.
  public func layout(of document: PagedDocument) -> LaidOutDocument {
    let pages = document.pages.map(NoteMarks.marked).flatMap(NUpSplitting.pages(of:)).flatMap {
      half in
      SidewaysText.parts(of: half.page).map { part in
        PageLayout(part.page, tolerances: tolerances, turn: part.turn, sheet: half)
      }
    }
    let marginalia = Marginalia(pages)
    let layouts = PageBridging(tolerances: tolerances, marginalia: marginalia).bridged(
      pages.map { $0.reserving(marginalia, tolerances: tolerances) })
    let joining = TableContinuation(tolerances: tolerances)
    var result = LaidOutDocument(blocks: [])
    var last: PageLayout.PlacedTable?
    // Footnotes below a table do not end it.
    var footnotes: [TextLine] = []
    func close() {
      if let table = last { result.blocks.append(.table(table.table)) }
      result.blocks += footnotes.map(Block.line)
      last = nil
      footnotes = []
    }
    for layout in layouts {
      var isFirst = true
      for item in items(of: layout) {
        switch item {
        case .line(let line):
          if marginalia.contains(line, of: layout.page) {
            result.marginalia.append(layout.restored(line))
            continue
          }
          if last != nil, Marginalia.isFootnote(line, of: layout.page, after: footnotes.last) {
            footnotes.append(layout.restored(line))
            continue
          }
          close()
          result.blocks.append(.line(layout.restored(line)))
        case .table(let upright):
          let table = layout.restored(upright)
          if isFirst, let previous = last, joining.continues(previous, table) {
            last = joining.joined(previous, table)
          } else {
            close()
            last = table
          }
        }
        isFirst = false
      }
    }
    close()
    return result
  }

  /// The boxes of the cells of each ruled table on a page whose characters are not known yet, in
  /// points; `page.unmapped` holds the places of its characters.
  public func cells(of page: Page) -> [[Box]] {
    PageLayout.lattices(of: page, content: page.unmapped, tolerances: tolerances).map { lattice in
      lattice.cells.map(lattice.box(of:))
    }
  }

  private enum Item {
    case line(TextLine)
    case table(PageLayout.PlacedTable)

    var top: Double {
      switch self {
      case .line(let line): line.box.midY
      case .table(let table): table.box.y0
      }
    }
  }

  private func items(of layout: PageLayout) -> [Item] {
    (layout.lines.map(Item.line) + layout.tables.map(Item.table)).sorted { $0.top < $1.top }
  }
}
