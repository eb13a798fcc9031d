public import Foundation
public import ReportModel

/// What a reader sees in a printed document: its `NAME.expected.json`, which the script that printed it wrote.
/// `scripts/fixtures/score` asks the same of a folder of outputs.
public struct Truth: Decodable, Sendable {
  public struct Cell: Decodable, Sendable {
    public var value: Double?
    public var raw: String
  }
  struct Section: Decodable {
    var number: Int
    var heading: String
    var text: String
  }
  struct Planted: Decodable {
    var rule: String
    var cells: [CellID]
  }

  public var status: DocumentStatus
  /// Other statuses that are right too.
  private var statusAlso: [DocumentStatus]?
  /// The end of the rule that names the cause of a rejection, and others that are right too.
  private var cause: String?
  private var causeAlso: [String]?
  private var report: ReportHeader?
  private var sections: [Section]?
  public var cells: [CellID: Cell]?
  /// Contradictions that the form holds.
  private var errors: [Planted]?
  private var warnings: [String]?
  /// Warnings that may come.
  private var tolerated: [String]?
  /// Whether the document may be read in part or not at all.
  private var unreadAllowed: Bool?

  private enum CodingKeys: String, CodingKey {
    case status, cause, report, sections, cells, errors, warnings, tolerated
    case statusAlso = "status_also"
    case causeAlso = "cause_also"
    case unreadAllowed = "unread_allowed"
  }

  /// - Throws: Where the file is not there or is no truth.
  public init(of name: String, in folder: URL) throws {
    let file = folder.appending(path: "\(name).expected.json")
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }

  /// Cells whose figure is not the printed one, silent or not.
  public func wrongCells(of record: DocumentRecord) -> [CellID] {
    (cells ?? [:]).filter { record.cells[$0.key]?.value != $0.value.value }.map(\.key)
      .sorted { $0.rawValue < $1.rawValue }
  }

  /// Wrong figures that no error or warning points at.
  public func silentlyWrongCells(of record: DocumentRecord) -> [CellID] {
    guard record.status != .rejected else { return [] }
    let named = Set(record.findings.filter { $0.severity != .info }.flatMap(\.cells))
    return wrongCells(of: record).filter { !named.contains($0) }
  }

  /// Everything in which a record is not as it should be, a sentence each.
  public func complaints(about record: DocumentRecord) -> [String] {
    var complaints: [String] = []
    if !([status] + (statusAlso ?? [])).contains(record.status) {
      complaints.append(
        "is \(record.status), not \(status): \(record.findings.map(\.message).joined(separator: " "))"
      )
    }
    guard let cells, !cells.isEmpty, status != .rejected || record.status != .rejected else {
      return complaints + causeComplaints(record)
    }
    let isUnread = unreadAllowed == true && record.status != .complete
    complaints += cellComplaints(record, cells, isUnread: isUnread)
    guard !isUnread else { return complaints }
    return complaints + headerComplaints(record) + sectionComplaints(record)
      + findingComplaints(record)
  }

  private func causeComplaints(_ record: DocumentRecord) -> [String] {
    var complaints = record.cells.isEmpty ? [] : ["has cells, though it holds no report"]
    if record.status == .rejected, let cause {
      let causes = [cause] + (causeAlso ?? [])
      let rules = record.findings.map(\.rule.rawValue)
      if !rules.contains(where: { rule in causes.contains { rule.contains($0) } }) {
        complaints.append("does not name the cause \(causes), but \(rules)")
      }
    }
    return complaints
  }

  private func cellComplaints(
    _ record: DocumentRecord, _ cells: [CellID: Cell], isUnread: Bool
  ) -> [String] {
    var complaints = record.cells.keys.filter { cells[$0] == nil }
      .map { "has \($0), which the form has not" }
    // Where a figure of a scan is mended, `raw` is what was read first.
    let mended = Set(
      record.findings.filter { $0.rule.rawValue == "reading.figure_mended" }.flatMap(\.cells))
    for (id, cell) in cells {
      let reading = record.cells[id]
      if isUnread && reading?.value == nil { continue }
      if reading?.value != cell.value {
        complaints.append(
          "\(id) is \(reading?.value.map { "\($0)" } ?? "unread"), not \(cell.value.map { "\($0)" } ?? "blank")"
        )
      } else if let raw = reading?.raw, !mended.contains(id),
        Self.bare(raw) != Self.bare(cell.raw)
      {
        complaints.append("\(id) says \(raw), not \(cell.raw)")
      }
    }
    return complaints.sorted()
  }

  private func headerComplaints(_ record: DocumentRecord) -> [String] {
    guard let report else { return [] }
    let have = record.report
    let fields: [(name: String, have: String?, want: String?)] = [
      ("title", have.title, report.title), ("issuer", have.issuer, report.issuer),
      ("year", have.year?.description, report.year?.description),
      ("period from", have.period?.from.description, report.period?.from.description),
      ("period to", have.period?.to.description, report.period?.to.description),
      ("issued_on", have.issuedOn?.description, report.issuedOn?.description),
      ("document_number", have.documentNumber, report.documentNumber),
      ("edition", have.edition?.rawValue, report.edition?.rawValue),
    ]
    return fields.filter { $0.have.map(Self.bare) != $0.want.map(Self.bare) }
      .map { "\($0.name) is \($0.have ?? "nothing"), not \($0.want ?? "nothing")" }
  }

  private func sectionComplaints(_ record: DocumentRecord) -> [String] {
    guard let sections else { return [] }
    var complaints: [String] = []
    if record.sections.map(\.number) != sections.map(\.number) {
      complaints.append(
        "has the sections \(record.sections.map(\.number)), not \(sections.map(\.number))")
    }
    for want in sections {
      guard let have = record.sections.first(where: { $0.number == want.number }) else { continue }
      if Self.bare(have.heading) != Self.bare(want.heading) {
        complaints.append("section \(want.number) is headed \(have.heading), not \(want.heading)")
      }
      if Self.bare(have.text) != Self.bare(want.text) {
        complaints.append("section \(want.number) says \(have.text), not \(want.text)")
      }
    }
    return complaints
  }

  /// Warnings of which the truth says whether they should come.
  private static let known = [
    "narrative.", "period.", "issue_date.", "sections.missing", "sections.numbering",
    "sections.empty", "processing_fee.missing", "regulations.competence",
  ]

  private func findingComplaints(_ record: DocumentRecord) -> [String] {
    let planted = errors ?? []
    let expected = warnings ?? []
    func isPlanted(_ finding: Finding) -> Bool {
      finding.severity == .error
        && planted.contains {
          $0.rule == finding.rule.rawValue && !Set($0.cells).isDisjoint(with: finding.cells)
        }
    }
    let missed = planted.filter { error in
      !record.findings.contains {
        $0.rule.rawValue == error.rule && $0.severity == .error
          && !Set($0.cells).isDisjoint(with: error.cells)
      }
    }
    var complaints = missed.map { "\($0.rule) at \($0.cells.first?.rawValue ?? "") is not found" }
    // What is not printed may be called an error where the form is one that is read in part.
    let unprinted = Set((cells ?? [:]).filter { $0.value.raw.isEmpty }.map(\.key))
    for finding in record.findings where !expected.contains(finding.rule.rawValue) {
      let isAlarm =
        switch finding.severity {
        case .error:
          !isPlanted(finding) && !(status == .partial && unprinted.isSuperset(of: finding.cells))
        case .warning:
          Self.known.contains { finding.rule.rawValue.hasPrefix($0) }
            && tolerated?.contains(finding.rule.rawValue) != true
        case .info: false
        }
      if isAlarm { complaints.append("false alarm \(finding.rule.rawValue): \(finding.message)") }
    }
    let rules = Set(record.findings.map(\.rule.rawValue))
    return complaints + expected.filter { !rules.contains($0) }.map { "\($0) does not come" }
  }

  /// The text in normal form without white space, which lines of print break at will.
  private static func bare(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
  }
}
