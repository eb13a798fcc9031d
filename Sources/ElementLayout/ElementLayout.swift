public import PageModel
public import ReportModel

/// Lays a document without pages out on pages that are as long as it takes, so that what reads pages reads it
/// too: order and alignment are those of the document, sizes mean nothing.
public struct ElementLayout: Sendable {
  /// The document; a page ends only where it asks for that.
  public private(set) var document = LaidOutDocument(blocks: [])
  /// What is doubtful about its tables.
  public private(set) var findings: [Finding] = []
  /// For each block of the document which of the source's it is.
  public private(set) var positions: [Int] = []
  private var tables: [PlacedTable] = []
  /// Where the next block stands; no two of the document stand at one height, whatever their pages.
  private var y = 0.0
  private var page = PageWords.none + 1

  /// A table with its places: which element each of its cells is.
  private struct PlacedTable: Sendable {
    var box: Box
    var path: String
    var rowCount: Int
    var columnCount: Int
    /// Paths by row and column.
    var paths: [[Int]: String]
    var unevenRows: Set<Int>
  }

  // In points: running text of 12, forty letters wide.
  private static let letter = 12.0
  private static let width = 480.0
  /// Paragraphs begin two letters in.
  private static let indent = 2.0
  private static let lineHeight = 20.0

  public init(_ source: ElementDocument) {
    for (position, block) in source.blocks.enumerated() {
      switch block {
      case .line(let line): add(line)
      case .table(let table): add(table)
      case .pageBreak: if !document.blocks.isEmpty { page += 1 }
      }
      if positions.count < document.blocks.count { positions.append(position) }
    }
  }

  private mutating func add(_ line: ElementLine) {
    let size = Self.letter * line.size
    let length = min(Self.width, size * Double(line.text.count))
    let start =
      switch line.alignment {
      case .start:
        min(Self.letter * max(Self.indent, line.indent), Self.width - length)
      case .center: (Self.width - length) / 2
      case .end: Self.width - length
      }
    let box = Box(x0: start, y0: y, x1: start + length, y1: y + size)
    y += Self.lineHeight * max(1, line.size)
    document.blocks.append(
      .line(
        TextLine(page: page, box: box, text: line.text, fontSize: size, isParagraph: true)))
  }

  private mutating func add(_ source: ElementTable) {
    let grid = ElementGrid(source)
    let number = tables.count + 1
    guard grid.columnCount > 0 else { return }
    let wide = Self.width / Double(grid.columnCount)
    let box = Box(
      x0: 0, y0: y, x1: Self.width, y1: y + Self.lineHeight * Double(grid.rowCount))
    var paths: [[Int]: String] = [:]
    let cells = grid.cells.map { cell in
      let place = Box(
        x0: wide * Double(cell.column), y0: y + Self.lineHeight * Double(cell.row),
        x1: wide * Double(cell.column + cell.columnSpan),
        y1: y + Self.lineHeight * Double(cell.row + cell.rowSpan))
      paths[[cell.row, cell.column]] = cell.source?.path
      return TableCell(
        row: cell.row, column: cell.column, rowSpan: cell.rowSpan, columnSpan: cell.columnSpan,
        text: cell.source?.text ?? "", fragments: [CellFragment(page: page, box: place)],
        isStruckOut: cell.source?.isStruckOut ?? false)
    }
    if grid.isCut { findings.append(LayoutFindings.cut(number)) }
    tables.append(
      PlacedTable(
        box: box, path: source.path, rowCount: grid.rowCount, columnCount: grid.columnCount,
        paths: paths, unevenRows: grid.unevenRows))
    document.blocks.append(
      .table(
        Table(
          kind: .lattice, rowCount: grid.rowCount, columnCount: grid.columnCount, cells: cells,
          fragments: [CellFragment(page: page, box: box)],
          isPlaced: false)))
    y = box.y1 + Self.lineHeight
  }

  /// Its tables without places on a page.
  public var plainTables: [Table] {
    document.tables.map { table in
      var table = table
      table.fragments = []
      for index in table.cells.indices { table.cells[index].fragments = [] }
      return table
    }
  }

  // MARK: Places

  /// The place in the document of what has this box in its layout; `nil` outside of tables.
  public func place(of box: Box) -> ElementPlace? {
    let middle = (box.y0 + box.y1) / 2
    // A blank row that the document does not have stands right below its table.
    let found = tables.firstIndex { $0.box.y0 <= middle && middle < $0.box.y1 + Self.lineHeight }
    guard let index = found else { return nil }
    let table = tables[index]
    let wide = table.box.width / Double(table.columnCount)
    // Boxes are sums of the same numbers; half a step makes up for rounding.
    let row = min(
      Int(bounded: (box.y0 - table.box.y0) / Self.lineHeight + 0.5), table.rowCount - 1)
    let column = Int(bounded: (box.x0 - table.box.x0) / wide + 0.5)
    return ElementPlace(
      table: index + 1, row: row + 1, column: column + 1,
      path: table.paths[[row, column]] ?? table.path)
  }

  /// The report with its cells by their places in place of pages and boxes, and with what is doubtful about
  /// the rows that they are from.
  public func placed(_ report: ParsedReport) -> ParsedReport {
    var result = report
    var uneven: [[Int]: [CellID]] = [:]
    for (id, cell) in report.cells {
      guard let box = cell.box else { continue }
      let place = place(of: box) ?? ElementPlace(path: "")
      result.cells[id]?.place = place
      result.cells[id]?.page = nil
      result.cells[id]?.box = nil
      if let table = place.table, let row = place.row, !cell.raw.isEmpty,
        tables[table - 1].unevenRows.contains(row - 1)
      {
        uneven[[table, row], default: []].append(id)
      }
    }
    result.places = [:]
    for index in result.sections.indices { result.sections[index].page = nil }
    result.findings = placed(report.findings)
    for (row, ids) in uneven.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      result.findings.append(LayoutFindings.uneven(table: row[0], row: row[1], ids.sorted()))
    }
    let lines = textsOfLines
    let broken = report.cells.filter { Self.isBroken($0.value, lines) }.map(\.key).sorted()
    if !broken.isEmpty { result.findings.append(LayoutFindings.broken(broken)) }
    return result
  }

  /// Findings without pages and boxes, which a document of this kind has none of.
  public func placed(_ findings: [Finding]) -> [Finding] {
    findings.map { finding in
      var finding = finding
      finding.place = finding.place ?? finding.box.flatMap { place(of: $0) }
      finding.page = nil
      finding.box = nil
      return finding
    }
  }

  /// Whether a line break stands between the digits of a figure.
  private static func isBroken(_ reading: CellReading, _ lines: [Box: String]) -> Bool {
    guard reading.value != nil, let box = reading.box, let text = lines[box].map(Array.init) else {
      return false
    }
    return text.indices.dropFirst().dropLast().contains {
      text[$0] == "\n" && text[$0 - 1].isNumber && text[$0 + 1].isNumber
    }
  }

  /// The texts of cells that have more than one line, by their boxes.
  private var textsOfLines: [Box: String] {
    var result: [Box: String] = [:]
    for table in document.tables {
      for cell in table.cells where cell.text.contains("\n") {
        if let place = cell.fragments.first { result[place.box] = cell.text }
      }
    }
    return result
  }
}
