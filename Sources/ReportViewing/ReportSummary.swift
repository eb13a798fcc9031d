import PageModel
public import ReportModel

/// What a site keeps of a report when its page is written.
public struct ReportSummary: Sendable {
  struct Note: Sendable {
    var rule: String
    var severity: Severity
    var message: String
    var messageZh: String
  }

  /// Key of the report, unlike that of any other; the name of its page.
  public var name: String
  /// Name of the file that it was read from.
  public var file: String
  var title: String?
  var issuer: String?
  var year: Int?
  var status: DocumentStatus
  var notes: [Note]
  /// 本年新收, where nothing speaks against the figure.
  var requestsReceived: Double?
  /// What became of requests; `nil` where a figure is missing or in doubt.
  var outcomes: [RequestRow.Group: Double]?
  /// How the three kinds of disputes ended, added up; `nil` as above.
  var disputes: [DisputeOutcome: Double]?

  public init(of record: DocumentRecord, name: String) {
    self.name = name
    file = record.source.file
    title = record.report.title
    issuer = record.report.issuer
    year = record.report.year
    status = record.status
    notes = record.findings.map {
      Note(
        rule: $0.rule.rawValue, severity: $0.severity, message: $0.message, messageZh: $0.messageZh)
    }
    let figures = TrustedFigures(record)
    requestsReceived = figures.value(RequestRow.new.cell(.total))
    outcomes = figures.outcomes
    disputes = figures.disputes
  }

  var errorCount: Int {
    // A rejected document's error is its rejection, which its status tells.
    status == .rejected ? 0 : notes.count { $0.severity == .error }
  }

  var warningCount: Int { notes.count { $0.severity == .warning } }

  var heading: String { title ?? file }
}

/// The figures of a record that can be added to those of others.
private struct TrustedFigures {
  private let record: DocumentRecord
  private let states: [CellID: CellState]
  /// Blank cells that can only mean 0.
  private let zeros: Set<CellID>

  init(_ record: DocumentRecord) {
    self.record = record
    states = record.cellStates
    zeros = Set(record.findings.filter { $0.rule == .blankZero }.flatMap(\.cells))
  }

  func value(_ id: CellID) -> Double? {
    switch states[id] {
    case .read: record.cells[id]?.value
    case .blank: zeros.contains(id) ? 0 : nil
    case .doubtful, .contradicts, nil: nil
    }
  }

  var outcomes: [RequestRow.Group: Double]? {
    let edition: Edition =
      record.cells[RequestRow.other.cell(.total)] != nil ? .edition2019 : .edition2021
    var sums: [RequestRow.Group: Double] = [:]
    for row in RequestRow.outcomes(of: edition) {
      guard let group = row.group, let value = value(row.cell(.total)) else { return nil }
      sums[group, default: 0] += value
    }
    return sums
  }

  var disputes: [DisputeOutcome: Double]? {
    var sums: [DisputeOutcome: Double] = [:]
    for block in DisputeBlock.allCases {
      for outcome in DisputeOutcome.parts {
        guard let value = value(block.cell(outcome)) else { return nil }
        sums[outcome, default: 0] += value
      }
    }
    return sums
  }
}
