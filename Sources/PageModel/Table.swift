/// A piece of a table cell on one page.
public struct CellFragment: Sendable, Hashable, Codable {
  /// Page number, from 1.
  public var page: Int
  public var box: Box

  public init(page: Int, box: Box) {
    self.page = page
    self.box = box
  }
}

/// A cell of a reconstructed table; it may span rows and columns and go on over pages.
public struct TableCell: Sendable, Hashable, Codable {
  /// First row, from 0.
  public var row: Int
  /// First column, from 0.
  public var column: Int
  public var rowSpan: Int
  public var columnSpan: Int
  /// Text in reading order, lines joined by `\n`.
  public var text: String
  /// Where it stands: one fragment a page, in page order; never empty.
  public var fragments: [CellFragment]
  /// The least confidence of its characters; 1 for a blank cell.
  public var confidence: Double
  /// Number of visible characters in the cell that have no Unicode value.
  public var unmappedCount: Int
  /// Whether figures in the cell lie over other characters, so that its text is none that can be read.
  public var isOverprinted: Bool
  /// Whether a line crosses out figures in the cell.
  public var isStruckOut: Bool

  public init(
    row: Int, column: Int, rowSpan: Int = 1, columnSpan: Int = 1, text: String,
    fragments: [CellFragment], confidence: Double = 1, unmappedCount: Int = 0,
    isOverprinted: Bool = false, isStruckOut: Bool = false
  ) {
    self.row = row
    self.column = column
    self.rowSpan = rowSpan
    self.columnSpan = columnSpan
    self.text = text
    self.fragments = fragments
    self.confidence = confidence
    self.unmappedCount = unmappedCount
    self.isOverprinted = isOverprinted
    self.isStruckOut = isStruckOut
  }

  public var rows: Range<Int> { row..<(row + rowSpan) }
  public var columns: Range<Int> { column..<(column + columnSpan) }
}

/// A table: a lattice of rows and columns, every place of which belongs to exactly one cell.
public struct Table: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Found by its ruling lines.
    case lattice = "ruled"
    /// Found by the alignment of its text.
    case stream = "aligned"
  }

  public var kind: Kind
  public var rowCount: Int
  public var columnCount: Int
  /// Cells in row-major order of their first place.
  public var cells: [TableCell]
  /// The table's box on each page that it touches, in page order.
  public var fragments: [CellFragment]
  /// Whether its columns lie where their boxes say; in a document without pages their order alone is known.
  public var isPlaced = true

  public init(
    kind: Kind, rowCount: Int, columnCount: Int, cells: [TableCell], fragments: [CellFragment],
    isPlaced: Bool = true
  ) {
    self.kind = kind
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.cells = cells
    self.fragments = fragments
    self.isPlaced = isPlaced
  }

  private enum CodingKeys: String, CodingKey {
    case kind, rowCount, columnCount, cells, fragments
  }
}
