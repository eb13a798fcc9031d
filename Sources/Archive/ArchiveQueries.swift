import Foundation
import GRDB
import RecordCoding
public import ReportModel

/// Which documents of an archive are wanted; what is empty asks for nothing.
public struct ArchiveFilter: Sendable {
  public var years: Set<Int> = []
  /// Names as they stand on reports.
  public var issuers: Set<String> = []
  public var statuses: Set<DocumentStatus> = []
  public var editions: Set<String> = []
  /// Reports with an error or a warning of one of these rules.
  public var rules: Set<String> = []

  public init() {}

  fileprivate var sql: (condition: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments: StatementArguments = []
    func add(_ condition: String, _ values: [some DatabaseValueConvertible]) {
      guard !values.isEmpty else { return }
      // Bound as one array: an archive has more names than SQLite has parameters.
      conditions.append(condition)
      arguments += [Self.array(values)]
    }
    let list = "(SELECT value FROM json_each(?))"
    add("d.year IN \(list)", years.sorted())
    add("d.issuer IN \(list)", issuers.sorted())
    add("d.status IN \(list)", statuses.map(\.rawValue).sorted())
    add("d.edition IN \(list)", editions.sorted())
    add(
      """
      EXISTS (SELECT 1 FROM finding f WHERE f.document_id = d.id
        AND f.severity IN ('error', 'warning') AND f.rule IN \(list))
      """, rules.sorted())
    return (conditions.isEmpty ? "1" : conditions.joined(separator: " AND "), arguments)
  }

  private static func array(_ values: [some DatabaseValueConvertible]) -> String {
    let plain: [Any] = values.map { ($0 as? Int).map { $0 as Any } ?? "\($0)" }
    let json = try? JSONSerialization.data(withJSONObject: plain)
    return json.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}

/// A report in an archive: a document, or one of several in it.
public struct ArchivedReport: Sendable, Hashable {
  /// The path that the document was first met under.
  public var path: String
  public var sha256: String
  /// Its number in the document, from 1.
  public var part: Int
  /// Whether the document holds no other.
  public var isAlone: Bool
  /// As they stand on the report.
  public var issuer: String?
  public var year: Int?
  public var status: DocumentStatus
  /// The earliest change of a file that held it, in nanoseconds since 1970.
  public var dated: Int64
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
        db.cachedStatement(sql: "SELECT is_failure FROM document WHERE sha256 = ? AND part = 1"),
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

  /// The reports that pass the filter, in the order of the bytes of the paths that their documents were
  /// first met under; of those met under one path the one of the older file is first, and reports of one
  /// document stand as they do in it.
  ///
  /// - Throws: `ArchiveError`.
  public func reports(_ filter: ArchiveFilter = ArchiveFilter()) throws -> [ArchivedReport] {
    let (condition, arguments) = filter.sql
    return try read { db in
      // What a filter leaves out nobody looks at afterwards.
      if condition != "1", try !Self.documentsOfUnsoundRows(db).isEmpty { throw Self.unsoundRows }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT path, sha256, part, part = 1 AND NOT EXISTS (
            SELECT 1 FROM document o WHERE o.sha256 = d.sha256 AND o.part > 1) AS is_alone,
            issuer, year, status, dated
          FROM document d WHERE \(condition) ORDER BY path, dated, sha256, part
          """,
        arguments: arguments
      ).map {
        ArchivedReport(
          path: try $0.decode(forColumn: "path"), sha256: try $0.decode(forColumn: "sha256"),
          part: try $0.decode(forColumn: "part"), isAlone: try $0.decode(forColumn: "is_alone"),
          issuer: try $0.decode(forColumn: "issuer"), year: try $0.decode(forColumn: "year"),
          status: DocumentStatus(rawValue: try $0.decode(forColumn: "status")) ?? .rejected,
          dated: try $0.decode(forColumn: "dated"))
      }
    }
  }

  /// What was read of a document, or of one of several reports in it, by its number from 1; `nil` where
  /// it is not there.
  ///
  /// - Throws: `ArchiveError`.
  public func record(_ sha256: String, part: Int = 1) throws -> DocumentRecord? {
    try read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT \(Self.recordColumns), source_url, fetched_at FROM document d
            WHERE sha256 = ? AND part = ?
            """),
        arguments: [sha256, part])
      guard let row else {
        try Self.checkAbsence(of: sha256, part: part, db)
        return nil
      }
      try Self.checkRows(ofFile: sha256, db)
      var record = try DocumentRecord(json: Self.soundRecord(row))
      record.source.url = try row.decode(forColumn: "source_url")
      record.source.fetchedAt = try row.decode(forColumn: "fetched_at")
      return record
    }
  }

  /// Whether a document that the index does not lead to is not there.
  ///
  /// - Throws: `ArchiveError.damaged` where it is.
  private static func checkAbsence(of sha256: String, part: Int, _ db: Database) throws {
    let isThere = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM document NOT INDEXED WHERE sha256 = ? AND part = ?)",
      arguments: [sha256, part])
    if isThere == true {
      throw ArchiveError.damaged(path: "", detail: "an index does not lead to all documents")
    }
  }

  /// Every path that documents were met under whose last reading failed (crash, time, memory) or,
  /// where asked for, whose record was made by another version of the program; those first that were
  /// read least often and longest ago, so that runs whose time is short come to all of them.
  ///
  /// - Throws: `ArchiveError`.
  public func pathsToRead(again program: String?) throws -> [(sha256: String, paths: [String])] {
    let condition = program == nil ? "d.is_failure" : "d.program <> ?"
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT d.sha256 AS sha256, s.path AS path FROM sighting s
          JOIN document d ON d.id = s.document_id WHERE \(condition) ORDER BY
            (SELECT max(number) FROM attempt a WHERE a.document_id = d.id),
            (SELECT max(at) FROM attempt a WHERE a.document_id = d.id), s.path
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
