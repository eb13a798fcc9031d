import Archive
import FileOutput
import Foundation
import RecordCoding
import ReportChecking
import ReportModel
import SpreadsheetWriting
import Workers

/// The writing of an archive as the files of the output contract, a record at a time.
struct ExportRun {
  let archive: Archive
  let index: ReportIndex
  let folder: String
  /// The CSV files that alone are wanted; `nil` where everything is.
  let tables: [ResultTable]?
  let hasWorkbook: Bool
  let byteOrderMark: Bool

  struct Summary: Codable {
    var reports = 0
    /// Names of what was written, without the JSON file of each report.
    var files: [String] = []
    /// Findings that hold a report against the one of the year before.
    var findingsAcrossYears = 0
    var seconds = 0.0

    private enum CodingKeys: String, CodingKey {
      case reports, files, seconds
      case findingsAcrossYears = "findings_across_years"
    }
  }

  /// Writes these reports.
  ///
  /// - Throws: `ArchiveError`, `WriteFailure`, `CancellationError`.
  func write(_ reports: [ArchivedReport]) throws -> Summary {
    let start = ContinuousClock.now
    let chosen = tables ?? ResultTable.allCases
    let results = try ResultFolder(path: folder, tables: chosen, byteOrderMark: byteOrderMark)
    let own = results.folder
    try own.check(hasWorkbook ? [WorkbookWriter.fileName] : [])
    let workbook = hasWorkbook ? try WorkbookWriter(path: path(WorkbookWriter.fileName)) : nil
    let acrossYears = tables == nil ? try FindingsAcrossYears(in: own, byteOrderMark) : nil
    try own.check(tables == nil ? reports.names.map { "\($0).json" } : [])
    var summary = Summary()
    let progress = Progress(total: reports.count)
    defer { progress.clear() }
    for (report, name) in zip(reports, reports.names) {
      try Task.checkCancellation()
      guard let record = try archive.record(report.sha256, part: report.part) else { continue }
      if tables == nil { try results.writeJSON(record.json(.pretty), name: name) }
      for table in chosen { try results.append(record.rows(in: table, report: name), to: table) }
      try workbook?.append(record, report: name)
      if let acrossYears, let earlier = index.yearBefore(report),
        let before = try archive.record(earlier.sha256, part: earlier.part)
      {
        try acrossYears.append(record, report: name, after: before)
      }
      summary.reports += 1
      progress.show(summary.reports)
    }
    try workbook?.finish { path throws(WriteFailure) in
      try own.willPublish(path, to: WorkbookWriter.fileName)
    }
    try acrossYears?.finish()
    Console.say(cleared: try results.finish())
    summary.findingsAcrossYears = acrossYears?.count ?? 0
    summary.files = chosen.map(\.fileName) + [DataPackage.fileName]
    if summary.findingsAcrossYears > 0 { summary.files.append(FindingsAcrossYears.fileName) }
    if hasWorkbook { summary.files.append(WorkbookWriter.fileName) }
    summary.seconds = ((ContinuousClock.now - start) / .seconds(1) * 100).rounded() / 100
    return summary
  }

  private func path(_ file: String) -> String { "\(folder)/\(file)" }
}

/// Findings that hold a report against the one of the year before, in a file of their own, so that the
/// others are those of `gongkai extract`; there is none where nothing is found.
private final class FindingsAcrossYears {
  static let fileName = "findings_across_years.csv"

  private let folder: OwnedFolder
  private let file: AtomicFile
  private(set) var count = 0

  init(in folder: OwnedFolder, _ byteOrderMark: Bool) throws(WriteFailure) {
    self.folder = folder
    file = try AtomicFile(path: "\(folder.path)/\(Self.fileName)")
    let mark: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    try file.write(mark + ResultTable.findings.headerRow)
  }

  func append(
    _ record: DocumentRecord, report: String, after before: DocumentRecord
  ) throws(WriteFailure) {
    var record = record
    record.findings = SeriesChecker().findings(in: [before, record])[1]
    count += record.findings.count
    try file.write(record.rows(in: .findings, report: report))
  }

  func finish() throws(WriteFailure) {
    if count > 0 { try folder.commit(file, as: Self.fileName) }
  }
}
