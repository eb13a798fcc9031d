import Foundation
import GRDB
import ReportModel

extension FetchState {
  /// When a host was last asked, and before when it is not to be asked; seconds since 1970.
  ///
  /// - Throws: `Failure`.
  func host(_ name: String) throws(Failure) -> (asked: Double?, notBefore: Double?) {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT asked, not_before FROM host WHERE name = ?", arguments: [name]
      ).map { (try $0.decode(forColumn: "asked"), try $0.decode(forColumn: "not_before")) }
        ?? (nil, nil)
    }
  }

  /// - Throws: `Failure`.
  func noteAsked(_ host: String, at time: Double) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO host (name, asked) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET asked = excluded.asked
          """, arguments: [host, time])
    }
  }

  /// - Throws: `Failure`.
  func leave(_ host: String, until time: Double) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO host (name, not_before) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET not_before = excluded.not_before
          """, arguments: [host, time])
    }
  }

  /// The robots.txt of an origin as it was got, where that is not longer ago than `seconds`.
  ///
  /// - Throws: `Failure`.
  func robots(
    _ origin: String, now: Double, within seconds: Double
  ) throws(Failure) -> (status: Int, body: [UInt8])? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT status, body FROM robots WHERE origin = ? AND at BETWEEN ? AND ?",
        arguments: [origin, now - seconds, now]
      ).map {
        (try $0.decode(forColumn: "status"), Array(try $0.decode(Data.self, forColumn: "body")))
      }
    }
  }

  /// - Throws: `Failure`.
  func noteRobots(_ origin: String, status: Int, body: [UInt8], at time: Double) throws(Failure) {
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)",
        arguments: [origin, time, status, Data(body)])
    }
  }
}
