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

extension Archive {
  /// The document that a file held when it was met; `nil` where the file is new or has changed.
  ///
  /// - Throws: `ArchiveError`.
  public func document(of sighting: Sighting) throws -> String? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT d.sha256 FROM sighting s JOIN document d ON d.id = s.document_id
            WHERE s.path = ? AND s.bytes = ? AND s.modified = ? AND s.inode = ?
            """),
        arguments: [sighting.path, sighting.bytes, sighting.modified, sighting.inode])
    }
  }

  /// Whether a document with these bytes was ever met.
  ///
  /// - Throws: `ArchiveError`.
  public func contains(_ sha256: String) throws -> Bool { try isFailure(sha256) != nil }

  /// Whether the last reading of a document failed; `nil` where it is not there.
  ///
  /// - Throws: `ArchiveError`.
  public func isFailure(_ sha256: String) throws -> Bool? {
    try read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT is_failure FROM document WHERE sha256 = ?"),
        arguments: [sha256])
    }
  }

  /// Why a file that was met before holds no document; `nil` where it is new or has changed.
  ///
  /// - Throws: `ArchiveError`.
  public func causeToSkip(_ sighting: Sighting) throws -> String? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT cause FROM skipped WHERE path = ? AND bytes = ? AND modified = ? AND inode = ?
            """),
        arguments: [sighting.path, sighting.bytes, sighting.modified, sighting.inode])
    }
  }

  /// The documents that pass the filter with the path that each was first met under, in the order of
  /// the bytes of these paths; of those met under one path the one of the older file is first.
  ///
  /// - Throws: `ArchiveError`.
  public func documents(_ filter: ArchiveFilter = ArchiveFilter()) throws -> [(
    path: String, sha256: String
  )] {
    let (condition, arguments) = filter.sql
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT path, sha256 FROM report d WHERE \(condition) ORDER BY path, dated, sha256
          """,
        arguments: arguments
      ).map { (try $0.decode(forColumn: "path"), try $0.decode(forColumn: "sha256")) }
    }
  }

  /// What was read of a document; `nil` where it is not there.
  ///
  /// - Throws: `ArchiveError`.
  public func record(_ sha256: String) throws -> DocumentRecord? {
    try read { db in
      try Data.fetchOne(
        db.cachedStatement(sql: "SELECT record FROM document WHERE sha256 = ?"),
        arguments: [sha256]
      ).map { try DocumentRecord(json: $0) }
    }
  }

  /// The report of the same body on the year before, of its versions the current one; `nil` where
  /// there is none, or where the document is not itself the current version of its report.
  ///
  /// - Throws: `ArchiveError`.
  public func recordOfYearBefore(_ sha256: String) throws -> DocumentRecord? {
    try read { db in
      try Data.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT b.record FROM report d JOIN report b ON b.issuer = d.issuer AND b.year = d.year - 1
            WHERE d.sha256 = ? AND d.is_current AND b.is_current
            """),
        arguments: [sha256]
      ).map { try DocumentRecord(json: $0) }
    }
  }

  /// Calls the body with every record that passes the filter, one at a time, in the order of
  /// `documents`.
  ///
  /// - Throws: `ArchiveError`, and what the body throws.
  public func forEachRecord(
    _ filter: ArchiveFilter = ArchiveFilter(),
    _ body: (_ path: String, _ record: DocumentRecord) throws -> Void
  ) throws {
    for (path, sha256) in try documents(filter) {
      if let record = try record(sha256) { try body(path, record) }
    }
  }

  /// Every path that documents were met under whose last reading failed (crash, time, memory) or,
  /// where asked for, whose record was made by another version of the program.
  ///
  /// - Throws: `ArchiveError`.
  public func pathsToRead(again program: String?) throws -> [(sha256: String, paths: [String])] {
    let condition = program == nil ? "d.is_failure" : "d.program <> ?"
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT d.sha256 AS sha256, s.path AS path FROM sighting s
          JOIN document d ON d.id = s.document_id WHERE \(condition) ORDER BY s.path
          """,
        arguments: program.map { [$0] } ?? [])
      var paths: [String: [String]] = [:]
      var order: [String] = []
      for row in rows {
        let sha256: String = try row.decode(forColumn: "sha256")
        if paths[sha256] == nil { order.append(sha256) }
        paths[sha256, default: []].append(try row.decode(forColumn: "path"))
      }
      return order.map { ($0, paths[$0] ?? []) }
    }
  }
}
