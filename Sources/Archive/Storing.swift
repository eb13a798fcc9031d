public import DocumentModel
public import Foundation
import GRDB
import ReportWriting

/// A file as it was met in an inbox.
public struct Sighting: Sendable, Hashable {
  public var path: String
  /// Size in bytes.
  public var bytes: Int
  /// Time of the last change of its bytes, in nanoseconds since 1970.
  public var modified: Int
  public var inode: Int

  public init(path: String, bytes: Int, modified: Int, inode: Int) {
    self.path = path
    self.bytes = bytes
    self.modified = modified
    self.inode = inode
  }
}

/// How one reading of a document went.
public struct Attempt: Sendable {
  public var at: Date
  /// Wall-clock seconds; `nil` where no process had to read.
  public var seconds: Double?
  /// The most memory that its process held, in bytes; `nil` where it ended before it could tell.
  public var peakMemory: Int?
  /// Version of the program.
  public var program: String
  /// Whether the document could not be processed at all: crash, time, memory.
  public var isFailure: Bool
  /// The rule that says why the document was rejected.
  public var cause: String?

  public init(
    at: Date, seconds: Double?, peakMemory: Int? = nil, program: String, isFailure: Bool,
    cause: String? = nil
  ) {
    self.at = at
    self.seconds = seconds
    self.peakMemory = peakMemory
    self.cause = cause
    self.program = program
    self.isFailure = isFailure
  }
}

/// A cell whose value another reading gave differently.
public struct CellChange: Sendable, Hashable {
  public var cell: CellID
  public var before: Double?
  public var after: Double?
}

extension Archive {
  /// The document that a file held when it was met; `nil` where the file is new or has changed.
  public func document(of sighting: Sighting) throws -> String? {
    try database.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT sha256 FROM sighting
          WHERE path = ? AND bytes = ? AND modified = ? AND inode = ?
          """,
        arguments: [sighting.path, sighting.bytes, sighting.modified, sighting.inode])
    }
  }

  public func contains(_ sha256: String) throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM document WHERE sha256 = ?)", arguments: [sha256])
        ?? false
    }
  }

  /// Why a file that was met before holds no document; `nil` where it is new or has changed.
  public func causeToSkip(_ sighting: Sighting) throws -> String? {
    try database.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT cause FROM skipped WHERE path = ? AND bytes = ? AND modified = ? AND inode = ?
          """,
        arguments: [sighting.path, sighting.bytes, sighting.modified, sighting.inode])
    }
  }

  /// Notes files that hold documents which are there already, and files that hold none.
  public func note(
    _ known: [(sighting: Sighting, sha256: String)],
    skipped: [(sighting: Sighting, cause: String)], at date: Date
  ) throws {
    if known.isEmpty && skipped.isEmpty { return }
    try write { db in
      for (sighting, sha256) in known { try Self.note(sighting, of: sha256, at: date, db) }
      for (sighting, cause) in skipped {
        try db.execute(
          sql: "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?)",
          arguments: [
            sighting.path, sighting.bytes, sighting.modified, sighting.inode, cause,
          ])
      }
    }
  }

  /// Keeps what was read of a document, in place of what was there, and where it was met: at least one
  /// sighting. The name of its file stays that of the first.
  ///
  /// - Returns: The cells that an earlier reading gave differently.
  @discardableResult
  public func keep(
    _ record: DocumentRecord, sha256: String, bytes: Int, sightings: [Sighting], attempt: Attempt
  ) throws -> [CellChange] {
    guard let first = sightings.first else { return [] }
    var record = record
    return try write { db in
      let earlier = try Row.fetchOne(
        db, sql: "SELECT path, first_seen, is_failure, record FROM document WHERE sha256 = ?",
        arguments: [sha256])
      let changes = try earlier.map { row -> [CellChange] in
        let json: Data = row["record"]
        let before = try DocumentRecord(json: json)
        record.source.file = before.source.file
        // What failed gave no cells that could differ.
        return row["is_failure"] ? [] : Self.changes(from: before, to: record)
      }
      let now = Self.text(attempt.at)
      let firstSeen: String = earlier?["first_seen"] ?? now
      let path: String = earlier?["path"] ?? first.path
      try db.execute(
        sql: """
          INSERT INTO document
          (sha256, bytes, path, first_seen, dated, status, is_failure, issuer, year, edition, title,
            program, record)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (sha256) DO UPDATE SET status = excluded.status,
            is_failure = excluded.is_failure, issuer = excluded.issuer, year = excluded.year,
            edition = excluded.edition, title = excluded.title, program = excluded.program,
            record = excluded.record
          """,
        arguments: [
          sha256, bytes, path, firstSeen, first.modified, record.status.rawValue, attempt.isFailure,
          record.report.issuer, record.report.year, record.report.edition?.rawValue,
          record.report.title, attempt.program, Data(record.json(.line)),
        ])
      if earlier != nil { try Self.removeParts(of: sha256, db) }
      try Self.keepParts(of: record, sha256, db)
      try db.execute(
        sql: """
          INSERT INTO attempt (sha256, at, outcome, cause, seconds, peak_memory, program)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          sha256, now, record.status.rawValue, attempt.cause, attempt.seconds, attempt.peakMemory,
          attempt.program,
        ])
      for change in changes ?? [] {
        try db.execute(
          sql: """
            INSERT INTO change (sha256, at, cell_id, before, after, program)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            sha256, now, change.cell.rawValue, change.before, change.after, attempt.program,
          ])
      }
      for sighting in sightings { try Self.note(sighting, of: sha256, at: attempt.at, db) }
      return changes ?? []
    }
  }

  private static func note(
    _ sighting: Sighting, of sha256: String, at date: Date, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO sighting (path, sha256, bytes, modified, inode, first_seen, last_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path, sha256) DO UPDATE SET bytes = excluded.bytes,
          modified = excluded.modified, inode = excluded.inode, last_seen = excluded.last_seen
        """,
      arguments: [
        sighting.path, sha256, sighting.bytes, sighting.modified, sighting.inode, text(date),
        text(date),
      ])
    try db.execute(sql: "DELETE FROM skipped WHERE path = ?", arguments: [sighting.path])
    try db.execute(
      sql: "UPDATE document SET dated = min(dated, ?) WHERE sha256 = ?",
      arguments: [sighting.modified, sha256])
  }

  private static func removeParts(of sha256: String, _ db: Database) throws {
    for table in ["section", "cell", "finding"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE sha256 = ?", arguments: [sha256])
    }
  }

  private static func keepParts(
    of record: DocumentRecord, _ sha256: String, _ db: Database
  ) throws {
    for (position, section) in record.sections.enumerated() {
      try db.execute(
        sql: "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          sha256, position, section.number, section.heading,
          section.printedNumeral, section.page, section.text,
        ])
    }
    let insertion = try db.cachedStatement(
      sql: "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (id, cell) in record.cells {
      try insertion.execute(arguments: [
        sha256, id.rawValue, cell.value, cell.raw, cell.page, cell.box?.x0, cell.box?.y0,
        cell.box?.x1, cell.box?.y1, cell.confidence,
      ])
    }
    for (position, finding) in record.findings.enumerated() {
      try db.execute(
        sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          sha256, position, finding.rule, finding.severity.rawValue, finding.message,
          finding.messageZh, finding.cells.map(\.rawValue).joined(separator: " "),
          finding.expected, finding.actual, finding.page, finding.box?.x0, finding.box?.y0,
          finding.box?.x1, finding.box?.y1,
        ])
    }
  }

  private static func changes(
    from before: DocumentRecord, to after: DocumentRecord
  ) -> [CellChange] {
    Set(before.cells.keys).union(after.cells.keys).sorted().compactMap { id in
      let change = CellChange(
        cell: id, before: before.cells[id]?.value, after: after.cells[id]?.value)
      return change.before == change.after ? nil : change
    }
  }

  /// A time as text that sorts as times do (ISO 8601, UTC).
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
