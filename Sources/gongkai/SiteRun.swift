import Extraction
import FileOutput
import Foundation
import ReportModel
import ReportViewing
import Workers

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
    pool: WorkerPool, documents: [InputDocument], password: String?
  ) async throws -> [ReportSummary] {
    let paths = Dictionary(
      documents.map { (URL(filePath: $0.path).lastPathComponent, $0.path) },
      uniquingKeysWith: { first, _ in first })
    let summaries = try await writeUnpictured(unlessIn: paths)
    try await writePictured(
      summaries.compactMap { summary in
        paths[summary.file].map { InputDocument(path: $0, name: summary.name) }
      }, pool: pool, password: password)
    return summaries
  }

  /// Writes everything else; removes what an earlier site had.
  ///
  /// - Throws: `WriteFailure`.
  func writeOverview(of reports: [ReportSummary]) throws {
    try site.writeOverview(of: reports) { try folder.write($0) }
    try folder.finish()
  }

  /// Writes the pages of reports without pictures, as many at a time as there are cores.
  private func writeUnpictured(unlessIn paths: [String: String]) async throws -> [ReportSummary] {
    let names = records.names
    let batches = stride(from: 0, to: names.count, by: Self.batchSize).map {
      $0..<min($0 + Self.batchSize, names.count)
    }
    let progress = Progress(total: names.count)
    defer { progress.clear() }
    return try await withThrowingTaskGroup(of: (Int, [ReportSummary]).self) { group in
      var results = [[ReportSummary]](repeating: [], count: batches.count)
      var started = 0
      func startNext() {
        guard started < batches.count else { return }
        let index = started
        started += 1
        group.addTask {
          try Task.checkCancellation()
          return (
            index, try batches[index].compactMap { try writeReport(names[$0], unlessIn: paths) }
          )
        }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { startNext() }
      var done = 0
      for try await (index, summaries) in group {
        results[index] = summaries
        done += batches[index].count
        progress.show(done)
        startNext()
      }
      return results.flatMap(\.self)
    }
  }

  /// How many reports a task writes: enough that starting it does not count.
  private static let batchSize = 20

  /// Writes a report's page, unless its file has a path: that page comes with pictures later.
  private func writeReport(
    _ name: String, unlessIn paths: [String: String]
  ) throws -> ReportSummary? {
    guard let record = try records.record(name) else { return nil }
    if paths[record.source.file] == nil { try write(DocumentView(record: record), name: name) }
    return ReportSummary(of: record, name: name)
  }

  private func writePictured(
    _ documents: [InputDocument], pool: WorkerPool, password: String?
  ) async throws {
    guard !documents.isEmpty else { return }
    let progress = Progress(total: documents.count)
    defer { progress.clear() }
    try await pool.withAnswers(to: documents, form: .view, password: password) { answers in
      var done = 0
      while let (document, answer) = try await answers.next() {
        guard let record = try records.record(document.name) else { continue }
        // A file of the same name with other bytes is another document.
        let drawn = try? answer.views().first {
          $0.record.source.part?.number == record.source.part?.number
        }
        let isSame = drawn?.record.source.sha256 == record.source.sha256
        try write(
          DocumentView(
            record: record, tables: isSame ? drawn?.tables ?? [] : [],
            pages: isSame ? drawn?.pages ?? [] : [], article: isSame ? drawn?.article ?? [] : []),
          name: document.name)
        done += 1
        progress.show(done)
      }
    }
  }

  private func write(_ view: DocumentView, name: String) throws(WriteFailure) {
    for file in site.files(of: view, name: name) { try folder.write(file) }
  }
}
