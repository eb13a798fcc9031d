public import DocumentModel

/// Reads a laid-out document as an annual disclosure report.
public struct ReportParser: Sendable {
  public init() {}

  /// The figure that a text means in a cell; `nil` where it means none.
  public static func figure(_ text: String, in cell: CellID) -> Double? {
    let reading = FigureReading(text, unit: StandardGrid.cell(cell)?.unit ?? .pieces)
    return reading.isReadable ? reading.value : nil
  }

  /// The report, or `nil` where the document is none: it has none of the standard grids and fewer
  /// than three of the six sections.
  public func parse(_ document: LaidOutDocument) -> ParsedReport? {
    var cells = CellCollection()
    var proactive = ProactiveGridParser()
    var requests = RequestsGridParser()
    var disputes = DisputesGridParser()
    var hasAligned = false
    let tables = document.tables.map(PlacedHeaders.init)
    for table in tables.map(\.table) {
      let grid = GridRows(table)
      cells.isAligned = table.kind == .aligned
      hasAligned = hasAligned || cells.isAligned
      let isDisputes = DisputesGridParser.isPart(grid) || disputes.goesOn(in: grid)
      if RequestsGridParser.isPart(grid) || !isDisputes && requests.goesOn(in: grid) {
        requests.parse(grid, into: &cells)
      }
      if isDisputes { disputes.parse(grid, into: &cells) }
      if ProactiveGridParser.isPart(grid) || proactive.goesOn(in: grid) { proactive.parse(grid) }
    }
    cells.isAligned = hasAligned
    proactive.finish(into: &cells)
    let text = ReportText(document)
    if let blocks = text.blocks(ofSection: 3, in: document) {
      requests.takeBlankRows(of: blocks, into: &cells)
    }
    if let blocks = text.blocks(ofSection: 4, in: document) {
      disputes.takeBlankRow(of: blocks, into: &cells)
    }
    let hasGrid = proactive.edition != nil || requests.edition != nil || disputes.isFound
    guard hasGrid || text.sections.count >= 3 && text.isAnnualReport else { return nil }
    let isUnclear =
      requests.edition.map { _ in !requests.isEditionCertain }
      ?? (proactive.edition != .edition2019)
    let unclear = isUnclear ? [MissingCells.uncertainEdition] : []
    var header = text.header
    header.edition = Edition(proactive: proactive.edition, requests: requests.edition)
    let standard = StandardGrid.cells(proactive: proactive.edition, requests: requests.edition)
    var readings: [CellID: CellReading] = [:]
    readings.reserveCapacity(standard.count)
    for cell in standard { readings[cell.id] = cells.readings[cell.id] ?? .absent }
    let blanks = cells.blanksAmongZeros(
      of: standard.map(\.id).filter { $0.rawValue.hasPrefix("requests.") })
    let placed = tables.flatMap { $0.findings { readings[$0]?.isFound ?? false } }
    return ParsedReport(
      header: header, sections: text.sections, cells: readings, places: cells.places,
      proactiveEdition: proactive.edition, requestsEdition: requests.edition,
      hasDisputes: disputes.isFound, preamble: text.preamble,
      findings: placed + cells.findings + cells.doubts + blanks + unclear
        + MissingCells.findings(standard, readings))
  }
}
