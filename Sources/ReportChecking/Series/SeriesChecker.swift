import PageModel
public import ReportModel

/// Holds the reports of one body against those of the year before.
public struct SeriesChecker: Sendable {
  public init() {}

  /// Every check across years, in the order in which findings are given.
  public static var rules: [RuleDescription] { allRules.map(\.description) }

  /// What the reports of one body contradict in each other.
  ///
  /// A record is compared with the record of the year before it, where there is exactly one of
  /// either year and both were read; a year that is missing is not bridged.
  ///
  /// - Parameter records: Records of one body in any order, one a year.
  /// - Returns: As many lists as there are records, in their order: the findings about each, in the
  ///   order of the rules. Their cells, page and box are those of that record; the message tells
  ///   the figure and the page of the year before.
  public func findings(in records: [DocumentRecord]) -> [[Finding]] {
    let byYear = Dictionary(grouping: records.filter { $0.status != .rejected }) { $0.report.year }
    return records.map { record in
      guard let year = record.report.year, record.status != .rejected, byYear[year]?.count == 1,
        let before = byYear[year - 1], before.count == 1
      else { return [] }
      let pair = YearPair(year: year, earlier: before[0].cells, later: record.cells)
      return Self.allRules.flatMap { $0.findings(in: pair) }
    }
  }

  static let allRules: [any SeriesRule] = [
    SeriesRequestsCarried(), SeriesDocumentsInForce(), SeriesPriorItems(),
  ]
}
