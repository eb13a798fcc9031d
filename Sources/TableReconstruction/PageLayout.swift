import PageModel

/// The tables and lines of one page.
struct PageLayout {
  struct PlacedTable {
    var table: Table
    var box: Box
    var xs: [Double]
    /// Size of the page that `box` and `xs` are measured on, in points.
    var pageWidth: Double
    var pageHeight: Double
    var isOpenAbove: Bool
    var isOpenBelow: Bool
    /// Number of the columns left of the numbers; known of aligned tables only.
    var labelCount: Int?
  }

  /// What stands on the page before and is read above the page's first lines.
  struct Preface {
    var glyphs: [Glyph]
    var rulings: [RulingLine]
    /// Where the page itself begins, and how far down it was moved, in points.
    var boundary: Double
    var shift: Double
    /// A box of the page before as it stands on its sheet.
    var restored: (Box) -> Box
    var pageNumber: Int
  }

  var tables: [PlacedTable] = []
  var lines: [TextLine] = []
  /// The page with upright text.
  let page: Page
  /// How the page was turned to get the text upright, from which sheet.
  let turn: SidewaysText.Turn
  private let sheet: (width: Double, height: Double, offset: Double)
  private let preface: Preface?
  /// Glyphs that are no part of a table, though they may stand at the place of one.
  private let reserved: Set<Glyph>
  /// The glyphs that stand in no ruled table.
  private(set) var loose: [Glyph] = []

  init(
    _ page: Page, tolerances: TableTolerances, turn: SidewaysText.Turn = .none,
    sheet: NUpSplitting.Half? = nil
  ) {
    self.init(
      page, tolerances, turn: turn,
      sheet: (
        sheet?.page.width ?? page.width, sheet?.page.height ?? page.height, sheet?.offset ?? 0
      ), preface: nil, reserved: [])
  }

  /// The layout with the running heads and page numbers out of the tables that they stand at.
  func reserving(_ marginalia: Marginalia, tolerances: TableTolerances) -> PageLayout {
    let tables = tables.filter { $0.table.kind == .stream }.map(\.box)
    let heads = TextAssembly.lines(of: loose).filter { line in
      tables.contains { $0.contains(x: line.box.midX, y: line.box.midY) }
        && marginalia.contains(textLine(line), of: page)
    }.map(\.box)
    guard !heads.isEmpty else { return self }
    let glyphs = loose.filter { glyph in
      heads.contains { $0.contains(x: glyph.box.midX, y: glyph.box.midY) }
    }
    return PageLayout(
      page, tolerances, turn: turn, sheet: sheet, preface: preface, reserved: Set(glyphs))
  }

  /// The layout with words of the page before above its first table.
  func adding(_ preface: Preface, tolerances: TableTolerances) -> PageLayout {
    PageLayout(page, tolerances, turn: turn, sheet: sheet, preface: preface, reserved: reserved)
  }

  /// The layout without some glyphs.
  func removing(_ glyphs: Set<Glyph>, tolerances: TableTolerances) -> PageLayout {
    var rest = page
    rest.glyphs.removeAll(where: glyphs.contains)
    return PageLayout(
      rest, tolerances, turn: turn, sheet: sheet, preface: preface, reserved: reserved)
  }

  private init(
    _ page: Page, _ tolerances: TableTolerances, turn: SidewaysText.Turn,
    sheet: (width: Double, height: Double, offset: Double), preface: Preface?,
    reserved: Set<Glyph>
  ) {
    self.page = page
    self.turn = turn
    self.sheet = sheet
    self.preface = preface
    self.reserved = reserved
    let faint = FaintPrint.places(in: page.glyphs)
    let straight = page.glyphs.indices.filter { page.glyphs[$0].isAxisAligned }
    let all = straight.map { page.glyphs[$0] }
    let overlaid = Set(all.indices.filter { faint.contains(straight[$0]) })
    var lattices: [Lattice] = []
    var foreign: [ForeignPrint] = []
    for lattice in Self.lattices(of: page, content: all.map(\.box), tolerances: tolerances) {
      let print = ForeignPrint(over: lattice, of: all, overlaid: overlaid)
      if StreamTables.isUndivided(lattice, all.without(print.onPage)) { continue }
      lattices.append(lattice)
      foreign.append(print)
    }
    let ofLines = MarginNumbers.places(in: all, besides: overlaid, tables: lattices.map(\.box))
    let glyphs = all.without(
      foreign.reduce(into: overlaid.union(ofLines)) { $0.formUnion($1.onPage) })
    var free: [Glyph] = []
    var inside = [[Glyph]](repeating: [], count: lattices.count)
    for glyph in glyphs {
      let holder =
        lattices.firstIndex { $0.box.contains(x: glyph.box.midX, y: glyph.box.midY) }
        // The edge of a page cuts rows through: their text reaches over the table's last line.
        ?? lattices.firstIndex {
          $0.box.contains(x: glyph.box.midX, y: glyph.box.y0 + 0.15 * glyph.fontSize)
            || $0.box.contains(x: glyph.box.midX, y: glyph.box.y1 - 0.15 * glyph.fontSize)
        }
      if let index = holder {
        inside[index].append(glyph)
      } else {
        free.append(glyph)
      }
    }
    for index in lattices.indices {
      let text = OutlyingText(free: free, lattice: lattices[index], inside: inside[index])
      let reaching = text.beside + text.beyond
      inside[index] += reaching.map { free[$0] }
      for place in reaching.sorted().reversed() { free.remove(at: place) }
    }
    for (index, lattice) in lattices.enumerated() where !inside[index].isEmpty {
      tables.append(table(of: lattice, inside[index], doubtful: foreign[index].doubtful))
    }
    free = free.without(LargePrint.places(in: free))
    // The halves of 第 1 页 共 5 页 stand apart like the cells of a row.
    let numbers = Set(
      NumberRuns.lines(Array(free.indices), of: free).filter { line in
        Marginalia.isNamedPageNumber(
          String(String.UnicodeScalarView(line.map { free[$0].scalar })),
          at: free[line[0]].box.midY, of: page)
      }.joined() + free.indices.filter { reserved.contains(free[$0]) })
    let pageNumbers = numbers.map { free[$0] }
    free = free.indices.filter { !numbers.contains($0) }.map { free[$0] }
    let joining = RulingLineJoining(tolerances: tolerances)
    let rulings = page.rulings + page.shadeEdges + (preface?.rulings ?? [])
    loose = free
    let top = preface?.boundary ?? -.infinity
    let above = free.filter { $0.box.midY < top }
    let aligned = StreamTables(
      free.filter { $0.box.midY >= top } + (preface?.glyphs ?? []),
      horizontal: joining.joined(rulings, along: .horizontal),
      vertical: joining.joined(rulings, along: .vertical), page: page, top: top)
    tables += aligned.tables
    let own = above + aligned.rest.filter { $0.box.midY >= top }
    let text = MarginNumbers.parted(from: TextAssembly.lines(of: own))
    lines = (text + TextAssembly.lines(of: pageNumbers)).sorted { $0.box.y0 < $1.box.y0 }
      .map(textLine)
  }

  private func textLine(_ line: TextAssembly.Line) -> TextLine {
    TextLine(
      page: page.number, box: line.box, text: line.text, fontSize: line.fontSize,
      confidence: line.confidence)
  }

  /// The lattices that the ruling lines of a page form.
  static func lattices(of page: Page, content: [Box], tolerances: TableTolerances) -> [Lattice] {
    let joining = RulingLineJoining(tolerances: tolerances)
    let rulings = page.rulings + page.shadeEdges
    let components = RulingLineComponents(tolerances: tolerances).components(
      horizontal: joining.joined(rulings, along: .horizontal),
      vertical: joining.joined(rulings, along: .vertical))
    let lattices = components.compactMap {
      $0.horizontal.count + $0.vertical.count < 3
        ? nil : Lattice($0, tolerances: tolerances, content: content)
    }.filter { $0.cells.count > 1 && $0.xs.count > 2 }
    let tables = lattices.filter { outer in
      !PageFrame.isOne(outer, around: lattices, of: page, content: content)
    }
    // A table within a cell of another one is part of its text.
    return tables.filter { inner in
      !tables.contains {
        $0.box.area > inner.box.area * 1.01 && $0.box.expanded(by: 2).contains(inner.box)
      }
    }
  }

  /// The line with its box where it stands on the sheet.
  func restored(_ line: TextLine) -> TextLine {
    var copy = line
    copy.box = restored(line.box)
    return copy
  }

  /// The table with its boxes where they stand on the sheet; `box` and `xs` stay as they are.
  func restored(_ placed: PlacedTable) -> PlacedTable {
    var copy = placed
    copy.table.fragments = copy.table.fragments.flatMap(restored)
    for cell in copy.table.cells.indices {
      copy.table.cells[cell].fragments = copy.table.cells[cell].fragments.flatMap(restored)
    }
    return copy
  }

  /// The fragment, or its parts, where it stands on the page and on the page before.
  private func restored(_ fragment: CellFragment) -> [CellFragment] {
    var own = fragment
    guard let preface, fragment.box.y0 < preface.boundary - 1 else {
      own.box = restored(fragment.box)
      return [own]
    }
    var other = fragment.box
    other.y1 = min(other.y1, preface.boundary)
    other.y0 -= preface.shift
    other.y1 -= preface.shift
    let before = CellFragment(page: preface.pageNumber, box: preface.restored(other))
    guard fragment.box.y1 > preface.boundary + 1 else { return [before] }
    own.box.y0 = preface.boundary
    own.box = restored(own.box)
    return [before, own]
  }

  /// The box where it stands on the sheet.
  func restored(_ box: Box) -> Box {
    var box = turn.restored(box, width: sheet.width, height: sheet.height)
    box.x0 += sheet.offset
    box.x1 += sheet.offset
    return box
  }
}

extension [Glyph] {
  /// The glyphs that are not at these places.
  fileprivate func without(_ places: Set<Int>) -> [Glyph] {
    places.isEmpty ? self : indices.filter { !places.contains($0) }.map { self[$0] }
  }
}

extension Int {
  func clamped(to upper: Int) -> Int { Swift.max(0, Swift.min(self, upper)) }
}

extension Glyph {
  /// Whether it is closing CJK punctuation, which fills the left half of its em at most and may hang
  /// over the border of its cell.
  var isClosing: Bool { "、。，．；：！？）」』】》”’".unicodeScalars.contains(scalar) }

  /// Where its ink lies across.
  var anchorX: Double { isClosing ? box.x0 + box.width / 4 : box.midX }

  /// Where its ink ends.
  var inkEnd: Double { isClosing ? min(box.x1, box.x0 + 0.6 * fontSize) : box.x1 }

  /// Whether it stands upright or lies on its side; slanted text is a watermark behind the page.
  var isAxisAligned: Bool {
    let turn = abs(angle.truncatingRemainder(dividingBy: 90))
    return turn < 3 || turn > 87
  }
}
