public import Foundation
import GRDB
import PageModel
public import RecordCoding
import ReportModel

extension Archive {
  /// Notes files that hold documents which are there already, with where those were fetched by their
  /// SHA-256, and files that hold none.
  ///
  /// - Throws: `ArchiveError`.
  public func note(
    _ known: [(sighting: Sighting, sha256: String)],
    skipped: [(sighting: Sighting, cause: String)], origins: [String: Origin] = [:], at date: Date
  ) throws {
    if known.isEmpty && skipped.isEmpty { return }
    try write { db in
      for (sighting, sha256) in known {
        guard
          let document = try Int64.fetchOne(
            db, sql: "SELECT id FROM document WHERE sha256 = ? AND part = 1", arguments: [sha256])
        else { continue }
        try Self.checkRows(ofFile: sha256, db)
        try Self.note(sighting, of: document, at: Self.text(date), db)
        try Self.note(origins[sha256], of: sha256, db)
        try Self.keepRowChecksums(ofFile: sha256, db)
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
  ///   - records: For each report of the document, at least one, the record as one line of JSON, and
  ///     as far as it is decoded.
  ///   - sha256: Of the document's bytes.
  ///   - bytes: Their number.
  ///   - sightings: The files that held it, at least one.
  ///   - attempt: How reading it went.
  ///   - origin: Where it was fetched; `nil` where that is not known, or known already.
  /// - Returns: For each report the cells that an earlier reading gave differently.
  /// - Throws: `ArchiveError`; a `DecodingError` where the text is no record.
  @discardableResult
  public func keep(
    _ records: [(json: [UInt8], outline: RecordOutline)], sha256: String, bytes: Int,
    sightings: [Sighting], attempt: Attempt, origin: Origin? = nil
  ) throws -> [[CellChange]] {
    guard let first = sightings.first else { return [] }
    return try write { db in
      // What is noted anew below would hide it.
      try Self.checkRows(ofFile: sha256, db)
      var changes: [[CellChange]] = []
      var documents: [Int64] = []
      for (index, (json, outline)) in records.enumerated() {
        let earlier = try Self.reading(of: sha256, part: index + 1, db)
        var source = outline.source
        source.sha256 = sha256
        source.bytes = bytes
        var own: [CellChange] = []
        if let earlier, attempt.isFailure, earlier.status != .rejected {
          documents.append(earlier.id)
          try db.execute(
            sql: "UPDATE document SET is_failure = 1 WHERE sha256 = ?", arguments: [sha256])
        } else {
          if let earlier { source.file = try RecordOutline(json: earlier.record).source.file }
          let (json, outline) = try Self.record(json, outline, from: source)
          if let earlier { own = try Self.changes(from: earlier, to: json) }
          documents.append(
            try Self.keep(
              Data(json), outline, part: index + 1, path: first.path, dated: first.modified,
              attempt, db))
        }
        try Self.note(attempt, outline.status, of: documents[index], own, db)
        changes.append(own)
      }
      for sighting in sightings {
        try Self.note(sighting, of: documents[0], at: Self.text(attempt.at), db)
      }
      try Self.settleParts(of: sha256, count: attempt.isFailure ? nil : records.count, db)
      try Self.note(origin, of: sha256, db)
      try Self.keepRowChecksums(ofFile: sha256, db)
      return changes
    }
  }

  /// Gives the further reports of a document the name and time of the first, and takes out those that
  /// are not there any more: all after `count`.
  private static func settleParts(of sha256: String, count: Int?, _ db: Database) throws {
    let others = try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT id FROM document WHERE sha256 = ? AND part > ?"),
      arguments: [sha256, count ?? .max])
    for id in others {
      for table in ["finding", "attempt", "change", "sighting"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE document_id = ?", arguments: [id])
      }
      try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [id])
    }
    if count == 1 { return }
    try db.cachedStatement(
      sql: """
        UPDATE document SET (path, first_seen, dated, source_url, fetched_at) =
          (SELECT path, first_seen, dated, source_url, fetched_at FROM document
            WHERE sha256 = ?1 AND part = 1)
        WHERE sha256 = ?1 AND part > 1
        """
    ).execute(arguments: [sha256])
  }

  // MARK: Parts

  private struct EarlierReading {
    var id: Int64
    var status: DocumentStatus
    var record: [UInt8]
  }

  private static func reading(
    of sha256: String, part: Int, _ db: Database
  ) throws -> EarlierReading? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, status, \(recordColumns) FROM document d WHERE sha256 = ? AND part = ?
          """),
      arguments: [sha256, part]
    ).map { row in
      let status: String = try row.decode(forColumn: "status")
      return EarlierReading(
        id: try row.decode(forColumn: "id"), status: DocumentStatus(rawValue: status) ?? .rejected,
        record: try soundRecord(row))
    }
  }

  /// The record with this source; as it came where it says so already, as most do.
  private static func record(
    _ json: [UInt8], _ outline: RecordOutline, from source: DocumentSource
  ) throws -> ([UInt8], RecordOutline) {
    if outline.source == source { return (json, outline) }
    var record = try DocumentRecord(json: json)
    record.source = source
    let json = record.json(.line)
    return (json, try RecordOutline(json: json))
  }

  /// Puts the record and its findings in place of what was there.
  private static func keep(
    _ json: Data, _ outline: RecordOutline, part: Int, path: String, dated: Int,
    _ attempt: Attempt, _ db: Database
  ) throws -> Int64 {
    let report = outline.report
    let document = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO document
          (sha256, bytes, path, first_seen, dated, status, is_failure, issuer, year, edition, title,
            program, record, part)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (sha256, part) DO UPDATE SET status = excluded.status,
            is_failure = excluded.is_failure, issuer = excluded.issuer, year = excluded.year,
            edition = excluded.edition, title = excluded.title, program = excluded.program,
            record = excluded.record
          RETURNING id
          """),
      arguments: [
        outline.source.sha256, outline.source.bytes, path, text(attempt.at), dated,
        outline.status.rawValue, attempt.isFailure, report.issuer, report.year,
        report.edition?.rawValue, report.title, attempt.program, json, part,
      ])
    guard let document else { throw DatabaseError(message: "no row came of an insertion") }
    try keepChecksum(of: json, document: document, db)
    try keep(outline.findings, of: document, db)
    return document
  }

  private static func keep(_ findings: [Finding], of document: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM finding WHERE document_id = ?").execute(
      arguments: [document])
    for (index, finding) in findings.enumerated() {
      try db.cachedStatement(
        sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      ).execute(arguments: [
        document, index + 1, finding.rule.rawValue, finding.severity.rawValue, finding.message,
        finding.messageZh, finding.cells.map(\.rawValue).joined(separator: " "),
        finding.expected, finding.actual, finding.page,
        finding.box.map { "[\($0.x0),\($0.y0),\($0.x1),\($0.y1)]" },
      ])
    }
  }

  /// Writes anew what is kept of a document because its record says so.
  static func mendRows(of document: Int64, by json: [UInt8], _ db: Database) throws {
    let outline = try RecordOutline(json: json)
    let report = outline.report
    try db.execute(
      sql: """
        UPDATE OR IGNORE document SET sha256 = coalesce(?, sha256), bytes = coalesce(?, bytes),
          status = ?, is_failure = is_failure IS NOT 0, issuer = ?, year = ?, edition = ?, title = ?
        WHERE id = ?
        """,
      arguments: [
        outline.source.sha256, outline.source.bytes, outline.status.rawValue, report.issuer,
        report.year, report.edition?.rawValue, report.title, document,
      ])
    // A path that no file of it was met under is not its path.
    let paths = try String.fetchAll(
      db,
      sql: """
        SELECT s.path FROM document d JOIN document f ON f.sha256 = d.sha256
        JOIN sighting s ON s.document_id = f.id WHERE d.id = ? ORDER BY s.first_seen, s.path
        """, arguments: [document])
    let path = try String.fetchOne(
      db, sql: "SELECT path FROM document WHERE id = ?", arguments: [document])
    if let first = paths.first, !paths.contains(where: { $0 == path }) {
      try db.execute(
        sql: "UPDATE document SET path = ? WHERE id = ?", arguments: [first, document])
    }
    try keep(outline.findings, of: document, db)
    try keepRowChecksum(of: document, db)
  }

  private static func note(
    _ attempt: Attempt, _ outcome: DocumentStatus, of document: Int64, _ changes: [CellChange],
    _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO attempt SELECT ?1, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?
        FROM attempt WHERE document_id = ?1
        """
    ).execute(arguments: [
      document, text(attempt.at), outcome.rawValue, attempt.cause?.rule.rawValue,
      attempt.cause?.message,
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

  /// Of several places that a document was fetched from, the first is kept.
  private static func note(_ origin: Origin?, of sha256: String, _ db: Database) throws {
    guard let origin else { return }
    try db.cachedStatement(
      sql: """
        UPDATE document SET source_url = ?, fetched_at = ? WHERE sha256 = ? AND source_url IS NULL
        """
    ).execute(arguments: [origin.url, origin.fetchedAt, sha256])
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
    try db.cachedStatement(
      sql: """
        UPDATE document SET dated = ?1 WHERE dated > ?1
        AND sha256 = (SELECT sha256 FROM document WHERE id = ?2)
        """
    ).execute(arguments: [sighting.modified, document])
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
