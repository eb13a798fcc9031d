import PageModel
import ReportModel

/// The header of the section-3 grid: which columns are whose, from one table to the next.
struct RequestsHeader {
  /// The columns of the table that is being read.
  private(set) var columns = ColumnMap<Applicant>()
  /// Those of the table that has the header.
  private var standing = ColumnMap<Applicant>()
  private var columnCount = 0
  /// Short words of the row above, which may be the beginning of a label.
  private var cut: [TableCell] = []

  /// Whether no table had one so far.
  var isUnknown: Bool { standing.isEmpty }

  /// Gives the columns of the header to a table that may go on without one.
  mutating func goOn(onto grid: GridRows) {
    if grid.columnCount != columnCount || !columns.fits(grid) {
      let figures = grid.figures { row in row.contains { Labels.requestRow($0.text) != nil } }
      columns =
        standing.names.count >= Applicant.allCases.count - 1
        ? standing.carried(onto: grid, for: figures) : ColumnMap()
    }
    columnCount = grid.columnCount
  }

  /// Ends the columns: another grid begins.
  mutating func end() { columns = ColumnMap() }

  /// Takes the columns from a row where it is one of a header; says whether it is. `own` are the cells that
  /// begin in the row.
  mutating func read(
    _ own: [TableCell], in row: [TableCell], of grid: GridRows, goesOn isBelowHeader: Bool
  ) -> Bool {
    let named = own.compactMap { cell -> (TableCell, Applicant)? in
      if let applicant = Labels.applicant(cell.text) {
        return Labels.namesSeveralApplicants(cell.text) ? nil : (cell, applicant)
      }
      // A line between the letters of a label leaves each of its parts a cell.
      guard let above = cut.first(where: { $0.columns == cell.columns }),
        !cell.text.contains(where: \.isDecimalDigit)
      else { return nil }
      return Labels.applicant(above.text + cell.text).map { (cell, $0) }
    }
    cut = own.filter {
      !$0.text.isEmpty && $0.text.utf8.count <= 12 && Labels.applicant($0.text) == nil
        && !$0.text.contains(where: \.isDecimalDigit)
    }
    let isRow = row.contains { cell in
      guard let name = Labels.requestRow(cell.text) else { return false }
      return name != .otherOther && name != .total
    }
    let isHeader =
      !isRow
      && (named.contains { $0.1 != .total && $0.1 != .otherOrganization }
        || isBelowHeader && !named.isEmpty
          && !own.contains { $0.text.contains(where: \.isDecimalDigit) }
        || own.contains { $0.text.utf8.count >= 15 && LabelText.folded($0.text).contains("申请人情况") })
    guard isHeader else { return false }
    for (cell, applicant) in named { columns.set(applicant, cell) }
    columns.edges = grid.edges
    standing = columns
    return true
  }

  /// Whether a cell stands left of the figures; words may reach below the first one's header.
  func isLabel(_ cell: TableCell) -> Bool {
    cell.columns.upperBound <= columns.first
      || cell.columns.lowerBound < columns.first
        && cell.text.unicodeScalars.contains { $0.properties.isIdeographic }
  }

  /// Whether a row is one of a header that is repeated at a break.
  func isHeader(_ row: [TableCell], _ index: Int) -> Bool {
    let own = row.filter { $0.row == index && !$0.text.isEmpty }
    // Words of which a line is cut off stand over the columns alone.
    let areWords = own.allSatisfy { !isLabel($0) && !$0.text.contains(where: \.isDecimalDigit) }
    if areWords && !own.isEmpty { return true }
    return own.contains {
      Labels.applicant($0.text) != nil || LabelText.folded($0.text).contains("申请人情况")
        || !isLabel($0) && LabelText.folded($0.text).contains("其他组织")
    }
      && !own.contains {
        Labels.requestRow($0.text).map { $0 != .total && $0 != .otherOther } ?? false
      }
  }
}
