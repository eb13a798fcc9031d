public import IssuerNames

/// The reports of an archive by the body that issued them and their year.
public struct ReportIndex: Sendable {
  private struct Key: Hashable {
    var body: String
    var year: Int
  }

  public let directory: IssuerDirectory
  private let current: [Key: ArchivedReport]
  /// All versions and copies.
  private let all: [Key: [ArchivedReport]]

  init(_ reports: [ArchivedReport], aliases: [String: String]) {
    var years: [String: Set<Int>] = [:]
    for report in reports {
      guard let issuer = report.issuer else { continue }
      years[issuer, default: []].formUnion(report.year.map { [$0] } ?? [])
    }
    directory = IssuerDirectory(years, aliases: aliases)
    var current: [Key: ArchivedReport] = [:]
    for report in reports {
      guard let key = Self.key(of: report, directory) else { continue }
      if let other = current[key], !report.isNewer(than: other) { continue }
      current[key] = report
    }
    self.current = current
    let directory = directory
    all = Dictionary(grouping: reports.filter { Self.key(of: $0, directory) != nil }) {
      Self.key(of: $0, directory) ?? Key(body: "", year: 0)
    }
  }

  private static func key(of report: ArchivedReport, _ directory: IssuerDirectory) -> Key? {
    guard let issuer = report.issuer, let year = report.year else { return nil }
    return Key(body: directory.body(of: issuer), year: year)
  }

  /// Whether there is no newer version of a report: same body and year, other bytes.
  public func isCurrent(_ report: ArchivedReport) -> Bool {
    Self.key(of: report, directory).map { current[$0] == report } ?? true
  }

  /// The other documents that are a report of the same body on the same year, the newest first.
  public func copies(of report: ArchivedReport) -> [ArchivedReport] {
    let same = Self.key(of: report, directory).flatMap { all[$0] } ?? []
    return same.filter { $0.sha256 != report.sha256 }.sorted { $0.isNewer(than: $1) }
  }

  /// The current version of a body's report on a year.
  public func report(of body: String, year: Int) -> ArchivedReport? {
    current[Key(body: body, year: year)]
  }

  /// The report of the same body on the year before, of its versions the current one; `nil` where there is none, or
  /// where the report is not itself the current version.
  public func yearBefore(_ report: ArchivedReport) -> ArchivedReport? {
    guard isCurrent(report), let key = Self.key(of: report, directory) else { return nil }
    return self.report(of: key.body, year: key.year - 1)
  }

  /// The current reports of a body, by year.
  public func reports(of body: String) -> [(year: Int, report: ArchivedReport)] {
    current.filter { $0.key.body == body }.map { ($0.key.year, $0.value) }.sorted { $0.0 < $1.0 }
  }
}

extension ArchivedReport {
  fileprivate func isNewer(than other: ArchivedReport) -> Bool {
    (dated, sha256, part) > (other.dated, other.sha256, other.part)
  }
}

extension Archive {
  /// All reports by body and year; `aliases` holds what a body that has several names is to be called, by its other
  /// names.
  ///
  /// - Throws: `ArchiveError`.
  public func index(aliases: [String: String] = [:]) throws -> ReportIndex {
    ReportIndex(try reports(), aliases: aliases)
  }
}
