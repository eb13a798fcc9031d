public import PageModel
public import ReportModel

/// Reads a laid-out document as an annual disclosure report.
public struct ReportParser: Sendable {
  public init() {}

  /// The figure that a text means in a cell; `nil` where it means none.
  public static func figure(_ text: String, in cell: CellID) -> Double? {
    let reading = ParsedFigure(text, unit: StandardGrid.cell(cell)?.unit ?? .pieces)
    return reading.isReadable ? reading.value : nil
  }

  /// The report, or `nil` where the document is none: it has none of the standard grids and fewer
  /// than three of the six sections.
  public func parse(_ document: LaidOutDocument) -> ParsedReport? {
    let tables = document.tables.map(PlacedHeaders.init)
    let text = ReportText(document)
    let repeated = RepeatedGrids(
      document.blocks, tables: tables.map(\.table), reportOn: text.header.year)
    var reading = ReportGrids()
    for (table, grids) in zip(tables, repeated.read) { reading.read(table.table, of: grids) }
    reading.finish()
    reading.takeBlankRows(of: text, in: document)
    let (cells, proactive) = (reading.cells, reading.proactive)
    let (requests, disputes) = (reading.requests, reading.disputes)
    let hasGrid = proactive.edition != nil || requests.edition != nil || disputes.isFound
    guard hasGrid || text.sections.count >= 3 && text.isAnnualReport else { return nil }
    let isUnclear =
      requests.edition.map { _ in !requests.isEditionCertain }
      ?? (proactive.edition != .edition2019)
    let unclear = isUnclear ? [MissingCells.uncertainEdition] : []
    var header = text.header
    header.edition = Edition(proactive: proactive.edition, requests: requests.edition)
    let standard = StandardGrid.cells(
      proactive: proactive.edition ?? proactive.editionOfItems, requests: requests.edition)
    var readings: [CellID: CellReading] = [:]
    readings.reserveCapacity(standard.count)
    for cell in standard { readings[cell.id] = cells.readings[cell.id] ?? .absent }
    let blanks = cells.blanksAmongZeros(
      of: standard.map(\.id).filter { $0.rawValue.hasPrefix("requests.") })
    let placed = zip(tables, repeated.read).filter { $0.1 == RepeatedGrids.all }.flatMap {
      $0.0.findings { readings[$0]?.isFound ?? false }
    }
    return ParsedReport(
      header: header, sections: text.sections, cells: readings, places: cells.places,
      alignedCells: cells.aligned,
      proactiveEdition: proactive.edition, requestsEdition: requests.edition,
      hasDisputes: disputes.isFound, preamble: text.preamble,
      findings: repeated.findings + placed + cells.findings + cells.doubts + blanks + unclear
        + MissingCells.findings(standard, readings))
  }
}
