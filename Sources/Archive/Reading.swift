public import DocumentModel
import Foundation
import GRDB
import ReportWriting

/// Which documents of an archive are wanted; what is `nil` or empty asks for nothing.
public struct ArchiveFilter: Sendable {
  public var year: Int?
  public var issuer: String?
  public var status: DocumentStatus?
  public var edition: String?
  /// Whether of several versions of one report (same issuer and year) only the newest is wanted.
  public var currentOnly = false

  public init() {}

  fileprivate var sql: (condition: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments: StatementArguments = []
    func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      conditions.append(condition)
      arguments += [value]
    }
    add("d.year = ?", year)
    add("d.issuer = ?", issuer)
    add("d.status = ?", status?.rawValue)
    add("d.edition = ?", edition)
    if currentOnly { conditions.append("d.is_current") }
    return (conditions.isEmpty ? "1" : conditions.joined(separator: " AND "), arguments)
  }
}

/// What is in an archive, in numbers.
public struct ArchiveSummary: Sendable, Codable {
  public var documents = 0
  public var complete = 0
  public var partial = 0
  public var rejected = 0
  /// Rejected because they could not be processed at all.
  public var failed = 0
  /// Numbers of rejected documents by the rule that says why.
  public var causes: [String: Int] = [:]
  /// Numbers of findings of severity error and warning by rule.
  public var findings: [String: Int] = [:]
  /// Numbers of files that hold no document by why: `not_pdf`, `too_large`.
  public var skipped: [String: Int] = [:]
  /// Time of the last reading (ISO 8601, UTC).
  public var lastRead: String?

  private enum CodingKeys: String, CodingKey {
    case documents, complete, partial, rejected, failed, causes, findings, skipped
    case lastRead = "last_read"
  }
}

extension Archive {
  /// The documents that pass the filter with the path that each was first met under, in the order of
  /// the bytes of these paths.
  public func documents(_ filter: ArchiveFilter = ArchiveFilter()) throws -> [(
    path: String, sha256: String
  )] {
    let (condition, arguments) = filter.sql
    return try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT path, sha256 FROM report d WHERE \(condition) ORDER BY path, first_seen, sha256
          """,
        arguments: arguments
      ).map { ($0["path"], $0["sha256"]) }
    }
  }

  /// What was read of a document; `nil` where it is not there.
  public func record(_ sha256: String) throws -> DocumentRecord? {
    try database.read { db in
      try Data.fetchOne(
        db, sql: "SELECT record FROM document WHERE sha256 = ?", arguments: [sha256]
      ).map { try DocumentRecord(json: $0) }
    }
  }

  /// Calls the body with every record that passes the filter, one at a time, in the order of
  /// `documents`.
  public func forEachRecord(
    _ filter: ArchiveFilter = ArchiveFilter(),
    _ body: (_ path: String, _ record: DocumentRecord) throws -> Void
  ) throws {
    for (path, sha256) in try documents(filter) {
      if let record = try record(sha256) { try body(path, record) }
    }
  }

  /// Every path that documents were met under whose last reading failed (crash, time, memory) or,
  /// where asked for, was made by another version of the program.
  public func pathsToRead(again program: String?) throws -> [(sha256: String, paths: [String])] {
    let condition = program == nil ? "d.is_failure" : "d.program <> ?"
    return try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT d.sha256 AS sha256, s.path AS path FROM document d
          JOIN sighting s ON s.sha256 = d.sha256 WHERE \(condition) ORDER BY s.path
          """,
        arguments: program.map { [$0] } ?? [])
      var paths: [String: [String]] = [:]
      var order: [String] = []
      for row in rows {
        let sha256: String = row["sha256"]
        if paths[sha256] == nil { order.append(sha256) }
        paths[sha256, default: []].append(row["path"])
      }
      return order.map { ($0, paths[$0] ?? []) }
    }
  }

  /// What is there, in numbers.
  public func summary() throws -> ArchiveSummary {
    try database.read { db in
      var summary = ArchiveSummary()
      for row in try Row.fetchAll(
        db,
        sql: "SELECT status, is_failure, count(*) AS n FROM document GROUP BY status, is_failure")
      {
        let count: Int = row["n"]
        summary.documents += count
        switch DocumentStatus(rawValue: row["status"]) {
        case .complete: summary.complete += count
        case .partial: summary.partial += count
        case .rejected, nil: summary.rejected += count
        }
        if row["is_failure"] { summary.failed += count }
      }
      summary.causes = try Self.counts(
        db,
        """
        SELECT a.cause, count(*) FROM attempt a JOIN document d ON d.sha256 = a.sha256
        WHERE d.status = 'rejected' AND a.cause IS NOT NULL
        AND a.id = (SELECT max(id) FROM attempt l WHERE l.sha256 = a.sha256) GROUP BY a.cause
        """)
      summary.findings = try Self.counts(
        db,
        """
        SELECT f.rule, count(*) FROM finding f JOIN document d ON d.sha256 = f.sha256
        WHERE f.severity IN ('error', 'warning') AND d.status <> 'rejected' GROUP BY f.rule
        """)
      summary.skipped = try Self.counts(db, "SELECT cause, count(*) FROM skipped GROUP BY cause")
      summary.lastRead = try String.fetchOne(db, sql: "SELECT max(at) FROM attempt")
      return summary
    }
  }

  private static func counts(_ db: Database, _ sql: String) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: sql) { counts[row[0]] = row[1] }
    return counts
  }
}
