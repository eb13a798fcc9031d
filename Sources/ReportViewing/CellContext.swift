import PageModel
import ReportModel

/// What the cells of a report look like on its page.
struct CellContext {
  private let record: DocumentRecord
  private let states: [CellID: CellState]
  /// Cells that a contradiction is about above all, with the figure that the rule asks for.
  private let heads: [CellID: Double]
  private let findings: [CellID: [Int]]

  init(_ record: DocumentRecord) {
    self.record = record
    states = record.cellStates
    var heads: [CellID: Double] = [:]
    var findings: [CellID: [Int]] = [:]
    for (index, finding) in record.findings.enumerated() {
      for id in finding.cells { findings[id, default: []].append(index + 1) }
      if let (id, expected) = finding.head(in: record) { heads[id] = heads[id] ?? expected }
    }
    self.heads = heads
    self.findings = findings
  }

  /// Whether the report has the cell by its edition.
  func has(_ id: CellID) -> Bool { record.cells[id] != nil }

  /// Classes by which a cell is coloured.
  func classes(_ id: CellID) -> String {
    let state = states[id]?.rawValue ?? ""
    return heads[id] == nil ? state : "\(state) head"
  }

  /// A cell for the template `figure`.
  func values(_ id: CellID) -> Values {
    guard let reading = record.cells[id] else { return [:] }
    var values: Values = [
      "id": id.rawValue, "classes": classes(id), "raw": reading.raw,
      "unit": StandardGrid.cell(id)?.unit.rawValue ?? "",
      "findings": (findings[id] ?? []).map(String.init).joined(separator: " "),
    ]
    let figure = reading.value.map(digits)
    values["value"] = figure
    if let place = reading.place, let table = place.table, let row = place.row,
      let column = place.column
    {
      values["where"] = "\(table) \(row) \(column)"
    }
    if let page = reading.page {
      values["page"] = page
      if reading.confidence < 1 {
        values["confidence"] = digits((reading.confidence * 100).rounded(.down))
      }
    }
    if let expected = heads[id] { values["expected"] = digits(expected) }
    if figure == nil { values["blank"] = reading.raw.isEmpty ? "·" : reading.raw }
    if let figure, figure != reading.raw { values["printed"] = reading.raw }
    return values
  }
}

extension Finding {
  /// The cell that a contradiction is about above all, the total of a sum, with what it should be;
  /// `nil` where any of the cells may be the wrong one.
  func head(in record: DocumentRecord) -> (CellID, Double)? {
    guard isContradiction, let id = cells.first, let expected, let actual,
      record.cells[id]?.value == actual
    else { return nil }
    return (id, expected)
  }
}
