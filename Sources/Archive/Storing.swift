import DocumentModel
public import Foundation
import GRDB
public import ReportWriting

extension Archive {
  /// Notes files that hold documents which are there already, and files that hold none.
  ///
  /// - Throws: `ArchiveError`.
  public func note(
    _ known: [(sighting: Sighting, sha256: String)],
    skipped: [(sighting: Sighting, cause: String)], at date: Date
  ) throws {
    if known.isEmpty && skipped.isEmpty { return }
    try write { db in
      for (sighting, sha256) in known {
        guard
          let document = try Int64.fetchOne(
            db, sql: "SELECT id FROM document WHERE sha256 = ?", arguments: [sha256])
        else { continue }
        try Self.note(sighting, of: document, at: Self.text(date), db)
      }
      for (sighting, cause) in skipped {
        try db.execute(
          sql: "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?)",
          arguments: [
            sighting.path, sighting.bytes, sighting.modified, sighting.inode, cause,
          ])
      }
    }
  }

  /// Keeps what was read of a document, in place of what was there, and where it was met. The name of
  /// its file stays that of the first. Where a reading failed, what an earlier one gave stays.
  ///
  /// - Parameters:
  ///   - json: The record as one line of JSON.
  ///   - outline: The same record, as far as it is decoded.
  ///   - sightings: The files that held it, at least one.
  /// - Returns: The cells that an earlier reading gave differently.
  /// - Throws: `ArchiveError`; a `DecodingError` where the text is no record.
  @discardableResult
  public func keep(
    _ json: [UInt8], _ outline: RecordOutline, sha256: String, bytes: Int, sightings: [Sighting],
    attempt: Attempt
  ) throws -> [CellChange] {
    guard let first = sightings.first else { return [] }
    let earlier = try reading(of: sha256)
    var (json, outline) = (json, outline)
    var source = outline.source
    source.sha256 = sha256
    source.bytes = bytes
    source.file = try earlier.map { try RecordOutline(json: $0.record).source.file } ?? source.file
    if source != outline.source {
      var record = try DocumentRecord(json: json)
      record.source = source
      json = record.json(.line)
      outline.source = source
    }
    let isKept = earlier == nil || !attempt.isFailure || earlier?.status == .rejected
    let changes = isKept ? try earlier.map { try Self.changes(from: $0, to: json) } ?? [] : []
    try write { db in
      let now = Self.text(attempt.at)
      let document: Int64
      if let earlier, !isKept {
        document = earlier.id
        try db.execute(
          sql: "UPDATE document SET is_failure = 1 WHERE id = ?", arguments: [document])
      } else {
        document = try Self.keep(
          Data(json), outline, path: first.path, dated: first.modified, attempt, db)
      }
      try Self.note(attempt, outline.status, of: document, changes, db)
      for sighting in sightings { try Self.note(sighting, of: document, at: now, db) }
    }
    return changes
  }

  // MARK: Parts

  private struct EarlierReading {
    var id: Int64
    var status: DocumentStatus
    var record: [UInt8]
  }

  private func reading(of sha256: String) throws -> EarlierReading? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT id, status, record FROM document WHERE sha256 = ?", arguments: [sha256]
      ).map { row in
        let record: Data = row["record"]
        return EarlierReading(
          id: row["id"], status: DocumentStatus(rawValue: row["status"]) ?? .rejected,
          record: Array(record))
      }
    }
  }

  /// Puts the record and its parts in place of what was there.
  private static func keep(
    _ json: Data, _ outline: RecordOutline, path: String, dated: Int, _ attempt: Attempt,
    _ db: Database
  ) throws -> Int64 {
    let report = outline.report
    let document = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO document
          (sha256, bytes, path, first_seen, dated, status, is_failure, issuer, year, edition, title,
            program, record)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (sha256) DO UPDATE SET status = excluded.status,
            is_failure = excluded.is_failure, issuer = excluded.issuer, year = excluded.year,
            edition = excluded.edition, title = excluded.title, program = excluded.program,
            record = excluded.record
          RETURNING id
          """),
      arguments: [
        outline.source.sha256, outline.source.bytes, path, text(attempt.at), dated,
        outline.status.rawValue, attempt.isFailure, report.issuer, report.year,
        report.edition?.rawValue, report.title, attempt.program, json,
      ])
    guard let document else { throw DatabaseError(message: "no row came of an insertion") }
    for table in ["section", "cell", "finding"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE document_id = ?").execute(
        arguments: [document])
    }
    try keepParts(of: outline, document, db)
    return document
  }

  private static func keepParts(
    of outline: RecordOutline, _ document: Int64, _ db: Database
  ) throws {
    // SQLite takes the cells out of the JSON in a third of the time that decoding them takes.
    try db.cachedStatement(
      sql: """
        INSERT INTO cell SELECT d.id, c.key, c.value ->> 'value', c.value ->> 'raw',
          c.value ->> 'page', c.value ->> '$.box[0]', c.value ->> '$.box[1]',
          c.value ->> '$.box[2]', c.value ->> '$.box[3]', c.value ->> 'confidence'
        FROM document d, json_each(CAST(d.record AS TEXT), '$.cells') c
        WHERE d.id = ? AND c.type = 'object'
        """
    ).execute(arguments: [document])
    for (position, section) in outline.sections.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
        arguments: [
          document, position, section.number, section.heading, section.printedNumeral,
          section.page, section.text,
        ])
    }
    for (position, finding) in outline.findings.enumerated() {
      try db.cachedStatement(
        sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      ).execute(arguments: [
        document, position, finding.rule, finding.severity.rawValue, finding.message,
        finding.messageZh, finding.cells.map(\.rawValue).joined(separator: " "),
        finding.expected, finding.actual, finding.page, finding.box?.x0, finding.box?.y0,
        finding.box?.x1, finding.box?.y1,
      ])
    }
  }

  private static func note(
    _ attempt: Attempt, _ outcome: DocumentStatus, of document: Int64, _ changes: [CellChange],
    _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO attempt (document_id, at, outcome, cause, message, message_zh, seconds,
          peak_memory, program)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      document, text(attempt.at), outcome.rawValue, attempt.cause?.rule, attempt.cause?.message,
      attempt.cause?.messageZh, attempt.seconds, attempt.peakMemory, attempt.program,
    ])
    for change in changes {
      try db.execute(
        sql: """
          INSERT INTO change (document_id, at, cell_id, before, after, program)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          document, text(attempt.at), change.cell.rawValue, change.before, change.after,
          attempt.program,
        ])
    }
  }

  private static func note(
    _ sighting: Sighting, of document: Int64, at time: String, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO sighting (path, document_id, bytes, modified, inode, first_seen, last_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path, document_id) DO UPDATE SET bytes = excluded.bytes,
          modified = excluded.modified, inode = excluded.inode, last_seen = excluded.last_seen
        """
    ).execute(arguments: [
      sighting.path, document, sighting.bytes, sighting.modified, sighting.inode, time, time,
    ])
    try db.cachedStatement(sql: "DELETE FROM skipped WHERE path = ?").execute(
      arguments: [sighting.path])
    try db.cachedStatement(sql: "UPDATE document SET dated = ? WHERE id = ? AND dated > ?").execute(
      arguments: [sighting.modified, document, sighting.modified])
  }

  private static func changes(
    from earlier: EarlierReading, to json: [UInt8]
  ) throws -> [CellChange] {
    // What was rejected gave no cells that could differ.
    guard earlier.status != .rejected else { return [] }
    let before = try DocumentRecord(json: earlier.record).cells
    let after = try DocumentRecord(json: json).cells
    return Set(before.keys).union(after.keys).sorted().compactMap { id in
      let change = CellChange(cell: id, before: before[id]?.value, after: after[id]?.value)
      return change.before == change.after ? nil : change
    }
  }

  /// A time as text that sorts as times do (ISO 8601, UTC).
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
