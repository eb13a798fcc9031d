public import Archive
import DocumentModel
public import Extraction
import Foundation
import Glibc
import ReportWriting

/// Reads what is new in inboxes and keeps it in an archive.
public struct Ingestion: Sendable {
  private let archive: Archive
  private let pool: WorkerPool
  /// Version of the program, kept with every attempt.
  private let program: String

  /// A file written to in the last seconds may not be whole: it is looked at again after as many, and
  /// waits for the next run where it has changed.
  static let settlingSeconds = 2.0

  public init(archive: Archive, pool: WorkerPool, program: String) {
    self.archive = archive
    self.pool = pool
    self.program = program
  }

  /// A document that is to be read, with the files that hold it.
  public struct Task: Sendable {
    var sha256: String
    var bytes: Int
    var sightings: [Sighting]
  }

  /// What is to be done about the content of inboxes.
  public struct Plan: Sendable {
    public internal(set) var tasks: [Task] = []
    /// Files whose documents are in the archive already.
    public internal(set) var known = 0
    /// Files that are still being written.
    public internal(set) var waiting = 0
    /// Files that are no PDF, neither by name nor by content.
    public internal(set) var others = 0
    public internal(set) var unreadable: [(path: String, reason: String)] = []

    public var count: Int { tasks.count }
  }

  /// What became of one document.
  public struct Outcome: Sendable {
    public var path: String
    public var summary: DocumentAnswer.Summary
    /// Rules of its findings of severity error and warning.
    public var rules: [String]
    /// Whether it was read before.
    public var isReread: Bool
    /// Cells that the reading before gave differently.
    public var changes: [CellChange]
  }

  /// Looks for what is new; files known by path, size, time and inode are not opened.
  public func plan(for inbox: Inbox) throws -> Plan {
    let content = inbox.content()
    if content.files.contains(where: \.isYoung) { usleep(UInt32(Self.settlingSeconds * 1e6)) }
    var plan = Plan(waiting: content.partial, unreadable: content.unreadable)
    var places: [String: Int] = [:]
    for sighting in content.files {
      if try archive.document(of: sighting) != nil {
        plan.known += 1
        continue
      }
      let file: SourceFile
      do {
        file = try SourceFile(path: sighting.path)
      } catch {
        plan.unreadable.append((sighting.path, "\(error)"))
        continue
      }
      guard let sha256 = file.sha256, Sighting(at: sighting.path) == sighting else {
        plan.waiting += 1
        continue
      }
      guard file.looksLikePDF || sighting.path.lowercased().hasSuffix(".pdf") else {
        plan.others += 1
        continue
      }
      if let place = places[sha256] {
        plan.tasks[place].sightings.append(sighting)
      } else if try archive.contains(sha256) {
        try archive.note(sighting, of: sha256, at: Date())
        plan.known += 1
      } else {
        places[sha256] = plan.tasks.count
        plan.tasks.append(Task(sha256: sha256, bytes: file.bytes, sightings: [sighting]))
      }
    }
    return plan
  }

  /// What to read again: documents whose last reading failed or, with `refresh`, those that another
  /// version of the program read. Documents whose files are gone or have changed are left out.
  public func planAgain(refresh: Bool) throws -> Plan {
    var plan = Plan()
    for (sha256, paths) in try archive.pathsToRead(again: refresh ? program : nil) {
      let sightings = try paths.compactMap { Sighting(at: $0) }.filter {
        try archive.document(of: $0) == sha256
      }
      guard let first = sightings.first else {
        plan.unreadable += paths.prefix(1).map { ($0, "the file is gone or has changed") }
        continue
      }
      plan.tasks.append(Task(sha256: sha256, bytes: first.bytes, sightings: sightings))
    }
    return plan
  }

  /// Reads the documents of a plan and keeps each as soon as it is read.
  public func run(
    _ plan: Plan, password: String?, recognition: RecognitionMode,
    isolation: isolated (any Actor)? = #isolation, progress: (Outcome) -> Void
  ) async throws {
    let documents = plan.tasks.enumerated().map { index, task in
      InputDocument(path: task.sightings[0].path, name: String(index))
    }
    try await pool.withAnswers(
      to: documents, form: .line, password: password, recognition: recognition
    ) { answers in
      var last = ContinuousClock.now
      while let (document, answer) = try await answers.next() {
        guard let index = Int(document.name), let json = answer.parts.first else { continue }
        let now = ContinuousClock.now
        let seconds =
          Double((now - last).components.attoseconds) / 1e18
          + Double((now - last).components.seconds)
        last = now
        if let outcome = try keep(json, plan.tasks[index], answer.summary, seconds: seconds) {
          progress(outcome)
        }
      }
    }
  }

  /// - Returns: `nil` where the file has changed since it was met: it is new to the next run.
  private func keep(
    _ json: [UInt8], _ task: Task, _ summary: DocumentAnswer.Summary, seconds: Double
  ) throws -> Outcome? {
    var record = try DocumentRecord(json: json)
    if let sha256 = record.source.sha256, sha256 != task.sha256 { return nil }
    record.source.sha256 = task.sha256
    record.source.bytes = task.bytes
    let attempt = Attempt(
      at: Date(), seconds: seconds, program: program, isFailure: summary.isFailure)
    let isReread = try archive.contains(task.sha256)
    let changes = try archive.keep(
      record, sha256: task.sha256, bytes: task.bytes, sightings: task.sightings, attempt: attempt)
    let rules = record.findings.filter { $0.severity != .info }.map(\.rule)
    return Outcome(
      path: task.sightings[0].path, summary: summary, rules: rules, isReread: isReread,
      changes: changes)
  }
}
