public import Foundation
import GRDB
import ReportModel

/// A report of a list that was not got, as the last run left it.
public struct MissingReport: Sendable, Codable {
  public var url: String
  public var cause: FetchCause
  public var status: Int?
  public var detail: String
  /// When it was last tried.
  public var at: Date

  /// Why, without what only its run knew.
  public var reason: NotGot { NotGot(cause, status: status, detail) }
}

extension FetchState {
  /// What is known of an address.
  struct KnownRow: Sendable {
    var isGot: Bool
    /// Name of its file.
    var file: String?
    /// Where the bytes lie until they have their name; `nil` unless they are whole.
    var part: String?
    var sidecar: SourceSidecar?
  }

  /// - Throws: `Failure`.
  func row(_ key: String) throws(Failure) -> KnownRow? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT state, file, part, sidecar FROM row WHERE url = ?", arguments: [key]
      ).map(Self.known)
    }
  }

  /// Rows whose bytes are whole and have no name yet: a run was ended there.
  ///
  /// - Throws: `Failure`.
  func landing() throws(Failure) -> [(key: String, row: KnownRow)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM row WHERE state = 'landing' ORDER BY url").map {
        (try $0.decode(String.self, forColumn: "url"), try Self.known($0))
      }
    }
  }

  private static func known(_ row: Row) throws -> KnownRow {
    let sidecar = try row.decode(Data?.self, forColumn: "sidecar")
    return KnownRow(
      isGot: try row.decode(String.self, forColumn: "state") == "got",
      file: try row.decode(forColumn: "file"), part: try row.decode(forColumn: "part"),
      sidecar: sidecar.flatMap { try? JSONDecoder().decode(SourceSidecar.self, from: $0) })
  }

  /// Notes that a report is whole in `part` and is about to be called `file`.
  ///
  /// - Throws: `Failure`.
  func noteLanding(
    _ key: String, part: String, file: String, _ sidecar: SourceSidecar, at date: Date
  ) throws(Failure) {
    let json: Data
    do { json = try JSONEncoder().encode(sidecar) } catch { throw .unusable("\(error)") }
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO row (url, state, at, file, part, sidecar)
          VALUES (?, 'landing', ?, ?, ?, ?)
          """,
        arguments: [key, date.timeIntervalSince1970, file, part, json])
      try db.execute(sql: "DELETE FROM part WHERE url = ?", arguments: [key])
    }
  }

  /// - Throws: `Failure`.
  func noteGot(_ key: String) throws(Failure) {
    try write { db in
      try db.execute(
        sql: "UPDATE row SET state = 'got', part = NULL WHERE url = ?", arguments: [key])
    }
  }

  /// Notes why a report was not got; what was got before stays.
  ///
  /// - Throws: `Failure`.
  func note(_ key: String, _ reason: NotGot, list: String, at date: Date) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO row (url, state, at, cause, status, detail, list)
          VALUES (?, 'missing', ?, ?, ?, ?, ?)
          ON CONFLICT (url) DO UPDATE SET at = excluded.at, cause = excluded.cause,
            status = excluded.status, detail = excluded.detail, list = excluded.list
            WHERE state = 'missing'
          """,
        arguments: [
          key, date.timeIntervalSince1970, reason.cause.rawValue, reason.status, reason.detail,
          list,
        ])
    }
  }

  /// Takes out what a list missed before a run that went to its end: it names that no more, or columns
  /// lead there no more.
  ///
  /// - Throws: `Failure`.
  func forget(missedBy list: String, before date: Date) throws(Failure) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM row WHERE state = 'missing' AND list = ? AND at < ?",
        arguments: [list, date.timeIntervalSince1970])
    }
  }

  /// What was not got, in the order of the addresses.
  ///
  /// - Throws: `Failure`.
  public func missing() throws(Failure) -> [MissingReport] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM row WHERE state = 'missing' ORDER BY url").map {
        MissingReport(
          url: try $0.decode(forColumn: "url"),
          cause: FetchCause(rawValue: try $0.decode(forColumn: "cause")) ?? .broken,
          status: try $0.decode(forColumn: "status"),
          detail: try $0.decode(String?.self, forColumn: "detail") ?? "",
          at: Date(timeIntervalSince1970: try $0.decode(forColumn: "at")))
      }
    }
  }

  /// How many reports were got.
  ///
  /// - Throws: `Failure`.
  public func gotCount() throws(Failure) -> Int {
    try read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM row WHERE state = 'got'") ?? 0
    }
  }
}
