import Archive
import Extraction
import Foundation
import ReportModel

extension Ingestion {
  /// A document that is to be read, with the files that hold it: at least one.
  public struct Job: Sendable {
    var sha256: String
    var bytes: Int
    var sightings: [Sighting]
    /// Whether it was read before.
    var isAgain = false
  }

  /// What is to be done about the content of inboxes; nothing of it is done yet.
  public struct Plan: Sendable {
    public internal(set) var jobs: [Job] = []
    /// Files whose documents are in the archive already.
    public internal(set) var known = 0
    /// Files that are still being written.
    public internal(set) var waiting = 0
    /// Files that are no document, neither by name nor by content.
    public internal(set) var others = 0
    /// Files and folders that could not be looked at, with the reason.
    public internal(set) var unreadable: [(path: String, reason: String)] = []

    /// Files whose documents are in the archive, though not under this path and time.
    var met: [(sighting: Sighting, sha256: String)] = []
    /// Where documents of those were fetched, by their SHA-256.
    var metOrigins: [String: Origin] {
      met.reduce(into: [:]) { origins, file in
        origins[file.sha256] =
          origins[file.sha256] ?? Sidecars.origin(of: file.sighting.path, sha256: file.sha256)
      }
    }
    /// Files that hold no document, by why.
    var skipped: [(sighting: Sighting, cause: String)] = []
    /// Every file whose document is in the archive.
    var kept: [(sighting: Sighting, sha256: String)] = []

    /// How many documents are to be read.
    public var count: Int { jobs.count }
    /// How many of them were read before.
    public var againCount: Int { jobs.count(where: \.isAgain) }
    /// A file of each document that is to be read.
    public var paths: some Sequence<String> { jobs.lazy.map { $0.sightings[0].path } }

    /// Whether carrying it out does anything.
    public var isWorthRunning: Bool { !jobs.isEmpty || !met.isEmpty || !skipped.isEmpty }

    /// Adds documents of another plan.
    public mutating func add(_ other: Plan) {
      jobs += other.jobs
      unreadable += other.unreadable
    }
  }

  /// Hashing what is larger would hold the run up.
  private static let largestFile = SourceFile.largest
  private static let tooLarge = "too_large"
  /// Archives of programs that read fewer kinds of documents say `not_pdf`: what they passed over is looked at
  /// again.
  fileprivate static let noDocument = "no_document"

  /// Looks for what is new; files known by path, size, time and inode are not opened.
  ///
  /// - Throws: `ArchiveError`, `CancellationError`.
  public func plan(for inbox: Inbox) async throws -> Plan {
    let content = inbox.content()
    var unknown: [Sighting] = []
    var plan = Plan(waiting: content.partial, unreadable: content.unreadable)
    for sighting in content.files {
      if let sha256 = try archive.document(of: sighting) {
        plan.known += 1
        plan.kept.append((sighting, sha256))
      } else if let cause = try archive.causeToSkip(sighting),
        [Self.tooLarge, Self.noDocument].contains(cause)
      {
        plan.skip(sighting, cause, isNew: false)
      } else {
        unknown.append(sighting)
      }
    }
    if unknown.contains(where: \.isYoung) {
      try await Task.sleep(for: .seconds(Self.settlingSeconds))
    }
    var places: [String: Int] = [:]
    for sighting in unknown {
      try Task.checkCancellation()
      try look(at: sighting, &plan, &places)
    }
    return plan
  }

  /// What to read again: documents whose last reading failed or, with `refresh`, those that another
  /// version of the program read. Documents whose files are gone or have changed are left out.
  ///
  /// - Throws: `ArchiveError`.
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
      plan.jobs.append(
        Job(sha256: sha256, bytes: first.bytes, sightings: sightings, isAgain: true))
    }
    return plan
  }

  private func look(
    at sighting: Sighting, _ plan: inout Plan, _ places: inout [String: Int]
  ) throws {
    let isNamed = DocumentName.ending(of: sighting.path) != nil
    let file: SourceFile
    do {
      file = try SourceFile(
        path: sighting.path, upTo: Self.largestFile, isDocumentNeeded: !isNamed)
    } catch {
      let name = InputDocument.fileName(of: sighting.path)
      plan.unreadable.append((sighting.path, error.finding(about: name).message))
      return
    }
    guard Sighting(at: sighting.path) == sighting else {
      plan.waiting += 1
      return
    }
    guard let sha256 = file.sha256 else {
      plan.skip(
        sighting, file.bytes > Self.largestFile ? Self.tooLarge : Self.noDocument, isNew: true)
      return
    }
    if let place = places[sha256] {
      plan.jobs[place].sightings.append(sighting)
    } else if try archive.contains(sha256) {
      plan.met.append((sighting, sha256))
      plan.kept.append((sighting, sha256))
      plan.known += 1
    } else {
      places[sha256] = plan.jobs.count
      plan.jobs.append(Job(sha256: sha256, bytes: file.bytes, sightings: [sighting]))
    }
  }
}

extension Ingestion.Plan {
  fileprivate mutating func skip(_ sighting: Sighting, _ cause: String, isNew: Bool) {
    if isNew { skipped.append((sighting, cause)) }
    if cause == Ingestion.noDocument {
      others += 1
    } else {
      unreadable.append((sighting.path, "larger than 256 MiB, which no report is"))
    }
  }
}
