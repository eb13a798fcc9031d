import ReportModel

/// One check across two years: what it asks for, and what it has to say about the later report.
protocol SeriesRule: Sendable {
  /// What `gongkai rules` prints.
  var description: RuleDescription { get }

  /// The findings about the later report, in the order of the form.
  func findings(in pair: YearPair) -> [Finding]
}

extension SeriesRule {
  /// A finding of this rule about the later report; its place is that of the first cell.
  func finding(
    in pair: YearPair, english: String, chinese: String, cells: [CellID], expected: Double,
    actual: Double
  ) -> Finding {
    let place = cells.lazy.compactMap { pair.later[$0] }.first { $0.isFound }
    return Finding(
      rule: description.id, severity: description.severity, message: english, messageZh: chinese,
      cells: cells, expected: expected, actual: actual, page: place?.page, box: place?.box)
  }
}

/// The cells of one body's reports on two years that follow each other.
struct YearPair: Sendable {
  /// The later year.
  var year: Int
  var earlier: [CellID: CellReading]
  var later: [CellID: CellReading]

  /// A figure printed in the later report; `nil` where the cell is blank, absent or unreadable.
  func figure(_ id: CellID) -> Double? { Operand(id, in: later).figure }

  /// A figure printed in the report of the year before.
  func figureBefore(_ id: CellID) -> Double? { Operand(id, in: earlier).figure }

  /// Where to look it up: ` (page 3)`, or nothing where that is not known.
  func pageBefore(_ id: CellID) -> (english: String, chinese: String) {
    guard let page = earlier[id]?.page else { return ("", "") }
    return (" (page \(page))", "（第\(page)页）")
  }
}
