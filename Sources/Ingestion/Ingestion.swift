public import Archive
public import Extraction
import FileOutput
import Foundation
import RecordCoding
import ReportModel
public import Workers

/// Reads what is new in inboxes and keeps it in an archive.
public struct Ingestion: Sendable {
  let archive: Archive
  private let pool: WorkerPool
  /// Version of the program, kept with every attempt.
  let program: String
  private let done: DoneFolder?

  /// A file written to in the last seconds may not be whole: it is looked at again after as many, and
  /// waits for the next run where it has changed.
  static let settlingSeconds = 2.0

  /// - Parameters:
  ///   - archive: Where what is read is kept; open for writing.
  ///   - pool: The processes that read.
  ///   - program: Version of the program.
  ///   - done: Where files go whose documents are in the archive; `nil` leaves them where they are.
  public init(archive: Archive, pool: WorkerPool, program: String, done: DoneFolder? = nil) {
    self.archive = archive
    self.pool = pool
    self.program = program
    self.done = done
  }

  /// What became of one document, or of one of several reports in it.
  public struct Outcome: Sendable {
    public var path: String
    public var sha256: String
    /// Its number in the document, from 1.
    public var part: Int
    public var summary: DocumentAnswer.Summary
    /// Whether it was read before.
    public var isAgain: Bool
    /// Rules of its findings of severity error and warning.
    public var rules: [String]
    /// Cells that the reading before gave differently.
    public var changes: [CellChange]
  }

  /// What is done while a plan is carried out.
  public enum Event: Sendable {
    case read(Outcome)
    /// The file has changed or gone since it was met; the next run looks at it again.
    case waiting(path: String)
    case notMoved(path: String, reason: String)
    /// So many documents were not begun, because the time of the run was used up.
    case left(Int)
  }

  /// Reads the documents of a plan and keeps each as soon as it is read.
  ///
  /// - Throws: `ArchiveError`, `WorkerPoolError`, `CancellationError`.
  public func run(
    _ plan: Plan, password: String?, recognition: RecognitionMode,
    isolation: isolated (any Actor)? = #isolation, event: (Event) -> Void
  ) async throws {
    try archive.note(plan.met, skipped: plan.skipped, origins: plan.metOrigins, at: Date())
    let documents = plan.jobs.enumerated().map { index, job in
      InputDocument(path: job.sightings[0].path, name: String(index))
    }
    try await pool.withAnswers(
      to: documents, form: .line, password: password, recognition: recognition
    ) { answers in
      while let (document, answer) = try await answers.next() {
        guard let index = Int(document.name) else { continue }
        let job = plan.jobs[index]
        guard let outcomes = try keep(answer, job) else {
          event(.waiting(path: document.path))
          continue
        }
        for outcome in outcomes { event(.read(outcome)) }
        for sighting in job.sightings { try move(sighting, job.sha256, event) }
      }
      let left = await answers.left
      if left > 0 { event(.left(left)) }
    }
    for (sighting, sha256) in plan.kept { try move(sighting, sha256, event) }
  }

  /// - Returns: What became of each report of the document; `nil` where the file has changed or gone
  ///   since it was met.
  private func keep(_ answer: DocumentAnswer, _ job: Job) throws -> [Outcome]? {
    let passing = [Rejection.missing.rule, Rejection.unreadable(systemMessage: "").rule]
    if let reason = answer.summary.reason, passing.contains(reason.rule) { return nil }
    var summary = answer.summary
    var reports: [(json: [UInt8], outline: RecordOutline, summary: DocumentAnswer.Summary)] = []
    for report in answer.reports {
      guard let sound = try sound(report) else {
        reports = [try unsound(job, &summary)]
        break
      }
      reports.append(sound)
    }
    if reports.contains(where: { $0.outline.source.sha256.map { $0 != job.sha256 } ?? false }) {
      return nil
    }
    let attempt = Attempt(
      at: Date(), seconds: summary.seconds, peakMemory: summary.peakMemory, program: program,
      isFailure: summary.isFailure, cause: summary.reason)
    let changes = try archive.keep(
      reports.map { ($0.json, $0.outline) }, sha256: job.sha256, bytes: job.bytes,
      sightings: job.sightings, attempt: attempt,
      origin: job.sightings.lazy.compactMap {
        Sidecars.origin(of: $0.path, sha256: job.sha256)
      }.first)
    return zip(reports, changes).enumerated().map { index, result in
      let (report, changes) = result
      var own = report.summary
      own.seconds = summary.seconds
      own.peakMemory = summary.peakMemory
      return Outcome(
        path: job.sightings[0].path, sha256: job.sha256, part: index + 1, summary: own,
        isAgain: job.isAgain,
        rules: report.outline.findings.filter { $0.severity != .info }.map(\.rule.rawValue),
        changes: changes)
    }
  }

  /// A report as it came; `nil` where it is no record.
  private func sound(
    _ report: DocumentAnswer.Report
  ) throws -> (json: [UInt8], outline: RecordOutline, summary: DocumentAnswer.Summary)? {
    guard let json = report.parts.first, let outline = try? RecordOutline(json: json),
      outline.status == report.summary.status
    else { return nil }
    return (json, outline, report.summary)
  }

  /// A record that says that the answer is none: what a document makes of its worker costs that
  /// document and not the run.
  private func unsound(
    _ job: Job, _ summary: inout DocumentAnswer.Summary
  ) throws -> (json: [UInt8], outline: RecordOutline, summary: DocumentAnswer.Summary) {
    let file = InputDocument.fileName(of: job.sightings[0].path)
    let finding = Rejection.crash("unexpected answer").finding(about: file)
    var record = DocumentRecord(
      status: .rejected, source: DocumentSource(file: file), findings: [finding])
    record.program = .running
    summary.status = .rejected
    summary.reason = finding
    summary.isFailure = true
    let json = record.json(.line)
    return (json, try RecordOutline(json: json), summary)
  }

  /// Moves a file whose document was read; one that failed stays to be tried again.
  private func move(_ sighting: Sighting, _ sha256: String, _ event: (Event) -> Void) throws {
    guard let done, try archive.isFailure(sha256) == false else { return }
    do {
      var place = sighting.path
      try done.take(sighting, sha256: sha256) { moved in
        place = moved.path
        // Noted before it is there: whatever ends the process, the document is found again.
        try archive.note([(moved, sha256)], skipped: [], at: Date())
      }
      if place != sighting.path { Sidecars.follow(from: sighting.path, to: place) }
    } catch let error as DoneFolder.Failure {
      event(.notMoved(path: sighting.path, reason: error.reason))
    }
  }
}
