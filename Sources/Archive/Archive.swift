import GRDB
import Glibc

/// What was read of every document that was ever met: an SQLite file.
///
/// A document is its bytes, known by their SHA-256; the files that held them are its sightings. One
/// process writes at a time. Each document goes in by one transaction, so that whatever ends the
/// process leaves the archive whole.
public final class Archive: Sendable {
  let database: any DatabaseWriter
  private let path: String
  private let lock: Int32

  /// Opens the archive, making it where it is missing.
  ///
  /// - Parameters:
  ///   - path: The SQLite file; `-wal`, `-shm` and `.lock` files stand beside it.
  ///   - isWriting: Whether to write; only one process at a time does.
  /// - Throws: `ArchiveError`.
  public init(path: String, isWriting: Bool) throws(ArchiveError) {
    guard isWriting || access(path, F_OK) == 0 else { throw .missing(path: path) }
    self.path = path
    lock = isWriting ? try Self.lock("\(path).lock") : -1
    var configuration = Configuration()
    configuration.readonly = !isWriting
    configuration.busyMode = .timeout(5)
    do {
      database = try DatabasePool(path: path, configuration: configuration)
      if isWriting { try Self.migrator.migrate(database) }
      let isCurrent = try database.read { try Self.migrator.hasCompletedMigrations($0) }
      if !isCurrent { throw ArchiveError.otherVersion(path: path) }
    } catch let error as ArchiveError {
      if lock >= 0 { close(lock) }
      throw error
    } catch {
      if lock >= 0 { close(lock) }
      throw ArchiveError(error, path: path)
    }
  }

  /// Brings all that was written into the archive's own file, so that a copy of it is whole.
  public func settle() {
    try? database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }

  /// An archive of nothing, in memory.
  ///
  /// - Throws: `ArchiveError`.
  public init() throws(ArchiveError) {
    path = ":memory:"
    lock = -1
    do {
      database = try DatabaseQueue()
      try Self.migrator.migrate(database)
    } catch {
      throw ArchiveError(error, path: ":memory:")
    }
  }

  deinit {
    try? database.close()
    if lock >= 0 { close(lock) }
  }

  /// Writes by one transaction.
  ///
  /// - Throws: `ArchiveError`, and what the body throws.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.write(body)
    } catch let error as DatabaseError {
      throw ArchiveError(error, path: path)
    }
  }

  private static func lock(_ path: String) throws(ArchiveError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .unusable(path: path, detail: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked(path: path)
    }
    return descriptor
  }

  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("documents, sightings, attempts and results") { db in
      try db.execute(
        sql: """
          CREATE TABLE document (
            sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL,
            -- the path that it was first met under; its results are named for it
            path TEXT NOT NULL, first_seen TEXT NOT NULL,
            -- the earliest change of a file that held it, in nanoseconds since 1970
            dated INTEGER NOT NULL,
            status TEXT NOT NULL, is_failure INTEGER NOT NULL, issuer TEXT, year INTEGER,
            edition TEXT, title TEXT, program TEXT NOT NULL, record BLOB NOT NULL
          ) WITHOUT ROWID;
          CREATE INDEX document_report ON document (issuer, year);
          -- Of versions of one report (same issuer and year, other bytes) the newest is current.
          CREATE VIEW report AS SELECT d.*, NOT EXISTS (
            SELECT 1 FROM document n WHERE n.issuer = d.issuer AND n.year = d.year
            AND (n.dated, n.sha256) > (d.dated, d.sha256)) AS is_current FROM document d;
          CREATE TABLE sighting (
            path TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES document, bytes INTEGER NOT NULL,
            modified INTEGER NOT NULL, inode INTEGER NOT NULL, first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL, PRIMARY KEY (path, sha256)
          ) WITHOUT ROWID;
          -- Files that hold no document, so that they need not be opened again.
          CREATE TABLE skipped (
            path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
            inode INTEGER NOT NULL, cause TEXT NOT NULL
          ) WITHOUT ROWID;
          CREATE INDEX sighting_document ON sighting (sha256);
          CREATE TABLE attempt (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES document, at TEXT NOT NULL,
            outcome TEXT NOT NULL, cause TEXT, seconds REAL, peak_memory INTEGER,
            program TEXT NOT NULL
          );
          CREATE INDEX attempt_document ON attempt (sha256);
          CREATE TABLE section (
            sha256 TEXT NOT NULL REFERENCES document, position INTEGER NOT NULL, number INTEGER,
            heading TEXT NOT NULL, printed_numeral TEXT, page INTEGER, text TEXT NOT NULL, PRIMARY KEY (sha256, position)
          ) WITHOUT ROWID;
          CREATE TABLE cell (
            sha256 TEXT NOT NULL REFERENCES document, cell_id TEXT NOT NULL, value REAL, raw TEXT,
            page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL, confidence REAL,
            PRIMARY KEY (sha256, cell_id)
          ) WITHOUT ROWID;
          CREATE TABLE finding (
            sha256 TEXT NOT NULL REFERENCES document, position INTEGER NOT NULL, rule TEXT NOT NULL,
            severity TEXT NOT NULL, message TEXT NOT NULL, message_zh TEXT NOT NULL,
            cells TEXT NOT NULL, expected REAL, actual REAL, page INTEGER, x0 REAL, y0 REAL,
            x1 REAL, y1 REAL, PRIMARY KEY (sha256, position)
          ) WITHOUT ROWID;
          CREATE INDEX finding_rule ON finding (rule);
          CREATE TABLE change (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES document, at TEXT NOT NULL,
            cell_id TEXT NOT NULL, before REAL, after REAL, program TEXT NOT NULL
          );
          """)
    }
    return migrator
  }()
}

/// Why an archive cannot be used.
public enum ArchiveError: Error, Sendable {
  case missing(path: String)
  /// Another process writes to it.
  case locked(path: String)
  /// It was made by another version of the program.
  case otherVersion(path: String)
  /// No space is left on its device.
  case full(path: String)
  /// Its device, or a limit on the size of files, does not take what is written.
  case notWritten(path: String, detail: String)
  case unusable(path: String, detail: String)

  init(_ error: any Error, path: String) {
    if let error = error as? DatabaseError, error.resultCode == .SQLITE_FULL {
      self = .full(path: path)
    } else if let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR {
      self = .notWritten(path: path, detail: error.message ?? "\(error.extendedResultCode)")
    } else {
      self = .unusable(path: path, detail: "\(error)")
    }
  }
}
