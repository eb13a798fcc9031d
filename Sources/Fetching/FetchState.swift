import Foundation
import GRDB
import Glibc

/// What a run needs to know of those before it, in a hidden SQLite file of the inbox.
///
/// Whatever ends a process, each step is there whole or not at all.
public final class FetchState: Sendable {
  private let database: DatabaseQueue
  private let lock: Int32

  /// Why there is no state to work with.
  public enum Failure: Error, Sendable {
    /// Another run works on the inbox.
    case locked
    case unusable(String)
  }

  private static let fileName = ".gongkai-fetch.sqlite"

  /// - Parameters:
  ///   - inbox: The folder.
  ///   - isWriting: Whether to write; one process at a time does.
  /// - Throws: `Failure`.
  public init(inbox: String, isWriting: Bool = true) throws(Failure) {
    let path = "\(inbox)/\(Self.fileName)"
    lock = isWriting ? open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666) : -1
    if isWriting {
      guard lock >= 0 else { throw .unusable(String(cString: strerror(errno))) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        close(lock)
        throw .locked
      }
    }
    do {
      var configuration = Configuration()
      configuration.readonly = !isWriting
      configuration.busyMode = .timeout(5)
      // A process that is killed loses nothing by it; only a power failure may cost the last steps.
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        if isWriting { try db.execute(sql: "PRAGMA journal_mode = TRUNCATE") }
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      if isWriting { try Self.migrator.migrate(database) }
    } catch {
      if lock >= 0 { close(lock) }
      throw .unusable("\(error)")
    }
  }

  /// Whether a folder has a state.
  public static func isThere(in inbox: String) -> Bool {
    access("\(inbox)/\(fileName)", F_OK) == 0
  }

  deinit {
    try? database.close()
    if lock >= 0 { close(lock) }
  }

  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11 rows, parts, hosts, robots") { db in
      try db.execute(sql: tables)
    }
    return migrator
  }()

  private static let tables = """
    -- Each address of a list: what came of it. state: got, landing (whole, on its way to its name), missing.
    CREATE TABLE row (
      url TEXT PRIMARY KEY, state TEXT NOT NULL, at REAL NOT NULL,
      cause TEXT, status INTEGER, detail TEXT, file TEXT, part TEXT, sidecar BLOB,
      -- the list by which it was missed last
      list TEXT
    ) WITHOUT ROWID;
    -- What a part that is not whole is of, as JSON.
    CREATE TABLE part (url TEXT PRIMARY KEY, origin BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE host (name TEXT PRIMARY KEY, asked REAL, not_before REAL) WITHOUT ROWID;
    CREATE TABLE robots (
      origin TEXT PRIMARY KEY, at REAL NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL
    ) WITHOUT ROWID;
    """

  func read<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
    do { return try database.read(body) } catch { throw .unusable("\(error)") }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
    do { return try database.write(body) } catch { throw .unusable("\(error)") }
  }
}
