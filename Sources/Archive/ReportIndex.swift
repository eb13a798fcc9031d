public import IssuerNames

/// The reports of an archive by the body that issued them and their year.
public struct ReportIndex: Sendable {
  public let directory: IssuerDirectory
  /// All versions and copies of each report, by body and year, the newest first.
  private let versions: [String: [Int: [ArchivedReport]]]

  init(_ reports: [ArchivedReport], aliases: [String: String]) {
    var years: [String: Set<Int>] = [:]
    for report in reports {
      guard let issuer = report.issuer else { continue }
      years[issuer, default: []].formUnion(report.year.map { [$0] } ?? [])
    }
    directory = IssuerDirectory(years, aliases: aliases)
    var versions: [String: [Int: [ArchivedReport]]] = [:]
    for report in reports.sorted(by: { $0.isNewer(than: $1) }) {
      guard let issuer = report.issuer, let year = report.year else { continue }
      versions[directory.body(of: issuer), default: [:]][year, default: []].append(report)
    }
    self.versions = versions
  }

  /// All versions and copies of a report, itself among them; none where it names no body or no year.
  private func versions(of report: ArchivedReport) -> [ArchivedReport] {
    guard let issuer = report.issuer, let year = report.year else { return [] }
    return versions[directory.body(of: issuer)]?[year] ?? []
  }

  /// Whether there is no newer version of a report: same body and year, other bytes.
  public func isCurrent(_ report: ArchivedReport) -> Bool {
    versions(of: report).first.map { $0 == report } ?? true
  }

  /// The other documents that are a report of the same body on the same year, the newest first.
  public func copies(of report: ArchivedReport) -> [ArchivedReport] {
    versions(of: report).filter { $0.sha256 != report.sha256 }
  }

  /// The current version of a body's report on a year.
  public func report(of body: String, year: Int) -> ArchivedReport? { versions[body]?[year]?.first }

  /// The report of the same body on the year before, of its versions the current one; `nil` where there is none, or
  /// where the report is not itself the current version.
  public func yearBefore(_ report: ArchivedReport) -> ArchivedReport? {
    guard isCurrent(report), let issuer = report.issuer, let year = report.year else { return nil }
    return self.report(of: directory.body(of: issuer), year: year - 1)
  }

  /// The current reports of a body, by year.
  public func reports(of body: String) -> [(year: Int, report: ArchivedReport)] {
    (versions[body] ?? [:]).compactMap { year, versions in versions.first.map { (year, $0) } }
      .sorted { $0.0 < $1.0 }
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
