import DocumentModel
import Extraction
import Foundation
import ReportViewing
import ReportWriting

/// The writing of one site.
struct SiteRun: Sendable {
  let site: Site
  let folder: SiteFolder
  let records: RecordSource

  /// Writes the page of every report; with pictures where its document is among `documents`.
  ///
  /// - Returns: What the overview needs, in the order of the names.
  /// - Throws: `WriteFailure`, `WorkerPoolError`, `CancellationError`.
  func writeReports(
    pool: WorkerPool, documents: [InputDocument]
  ) async throws -> [ReportSummary] {
    let paths = Dictionary(
      documents.map { (URL(filePath: $0.path).lastPathComponent, $0.path) },
      uniquingKeysWith: { first, _ in first })
    let names = records.names
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var summaries: [(index: Int, summary: ReportSummary)] = []
    try await withThrowingTaskGroup(of: [(index: Int, summary: ReportSummary)].self) { group in
      for core in 0..<cores {
        group.addTask {
          try stride(from: core, to: names.count, by: cores).compactMap { index in
            try Task.checkCancellation()
            return try writeReport(names[index], unlessIn: paths).map { (index, $0) }
          }
        }
      }
      for try await part in group { summaries += part }
    }
    let ordered = summaries.sorted { $0.index < $1.index }.map(\.summary)
    try await writePictured(
      ordered.compactMap { summary in
        paths[summary.file].map { InputDocument(path: $0, name: summary.name) }
      }, pool: pool)
    return ordered
  }

  /// Writes everything else.
  ///
  /// - Throws: `WriteFailure`.
  func writeOverview(of reports: [ReportSummary]) throws {
    try site.writeOverview(of: reports) { try folder.write($0) }
  }

  /// Writes a report's page, unless its file has a path: that page comes with pictures later.
  private func writeReport(
    _ name: String, unlessIn paths: [String: String]
  ) throws -> ReportSummary? {
    guard let record = records.record(name) else { return nil }
    if paths[record.source.file] == nil { try write(DocumentView(record: record), name: name) }
    return ReportSummary(of: record, name: name)
  }

  private func writePictured(_ documents: [InputDocument], pool: WorkerPool) async throws {
    guard !documents.isEmpty else { return }
    try await pool.withAnswers(to: documents, form: .view) { answers in
      while let (document, answer) = try await answers.next() {
        guard let record = records.record(document.name) else { continue }
        // A file of the same name with other bytes is another document.
        let drawn = try? answer.view()
        let isSame = drawn?.record.source.sha256 == record.source.sha256
        try write(
          DocumentView(
            record: record, tables: isSame ? drawn?.tables ?? [] : [],
            pages: isSame ? drawn?.pages ?? [] : []), name: document.name)
      }
    }
  }

  private func write(_ view: DocumentView, name: String) throws(WriteFailure) {
    for file in site.files(of: view, name: name) { try folder.write(file) }
  }
}
