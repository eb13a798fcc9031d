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
    /// Findings that hold a report against other forms of it.
    var findingsOfCopies = 0
    var seconds = 0.0

    private enum CodingKeys: String, CodingKey {
      case reports, files, seconds
      case findingsAcrossYears = "findings_across_years"
      case findingsOfCopies = "findings_of_copies"
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
    func further(_ name: String) throws(WriteFailure) -> FurtherFindings? {
      tables == nil ? try FurtherFindings(name, in: own, byteOrderMark) : nil
    }
    let acrossYears = try further("findings_across_years.csv")
    let ofCopies = try further("findings_of_copies.csv")
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
        try acrossYears.append(
          SeriesChecker().findings(in: [before, record])[1], about: record, report: name)
      }
      if let ofCopies {
        let copies = try index.copies(of: report).compactMap {
          try archive.record($0.sha256, part: $0.part)
        }
        try ofCopies.append(
          CopiesChecker().findings(about: record, against: copies), about: record, report: name)
      }
      summary.reports += 1
      progress.show(summary.reports)
    }
    try workbook?.finish { path throws(WriteFailure) in
      try own.willPublish(path, to: WorkbookWriter.fileName)
    }
    try acrossYears?.finish()
    try ofCopies?.finish()
    Console.say(cleared: try results.finish())
    summary.findingsAcrossYears = acrossYears?.count ?? 0
    summary.findingsOfCopies = ofCopies?.count ?? 0
    summary.files = chosen.map(\.fileName) + [DataPackage.fileName]
    summary.files += [acrossYears, ofCopies].compactMap { $0 }.filter { $0.count > 0 }.map(
      \.fileName)
    if hasWorkbook { summary.files.append(WorkbookWriter.fileName) }
    summary.seconds = ((ContinuousClock.now - start) / .seconds(1) * 100).rounded() / 100
    return summary
  }

  private func path(_ file: String) -> String { "\(folder)/\(file)" }
}

/// Findings that hold a report against other documents, in a file of their own, so that the others are those of
/// `gongkai extract`; there is none where nothing is found.
private final class FurtherFindings {
  let fileName: String
  private let folder: OwnedFolder
  private let file: AtomicFile
  private(set) var count = 0

  init(_ fileName: String, in folder: OwnedFolder, _ byteOrderMark: Bool) throws(WriteFailure) {
    self.fileName = fileName
    self.folder = folder
    file = try AtomicFile(path: "\(folder.path)/\(fileName)")
    let mark: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    try file.write(mark + ResultTable.findings.headerRow)
  }

  func append(
    _ findings: [Finding], about record: DocumentRecord, report: String
  ) throws(WriteFailure) {
    guard !findings.isEmpty else { return }
    var record = record
    record.findings = findings
    count += findings.count
    try file.write(record.rows(in: .findings, report: report))
  }

  func finish() throws(WriteFailure) {
    if count > 0 { try folder.commit(file, as: fileName) }
  }
}
