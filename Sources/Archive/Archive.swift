import GRDB
import Glibc

/// What was read of every document that was ever met: an SQLite file.
///
/// A document is its bytes, known by their SHA-256; the files that held them are its sightings. One
/// process writes at a time. Each document goes in by one transaction, so that whatever ends the
/// process leaves the archive whole.
public final class Archive: Sendable {
  let database: any DatabaseWriter
  let path: String
  private let lock: Int32

  /// Opens the archive.
  ///
  /// - Parameters:
  ///   - path: The SQLite file; `files(at:)` stand beside it.
  ///   - isWriting: Whether to write, for which it is made where it is missing, and brought up to
  ///     date; only one process at a time does.
  /// - Throws: `ArchiveError`.
  public init(path: String, isWriting: Bool) throws(ArchiveError) {
    guard isWriting || access(path, F_OK) == 0 else { throw .missing(path: path) }
    let lock = isWriting ? try Self.lock(path) : -1
    do {
      if isWriting { try Self.checkBeforeWriting(path) }
      database = try Self.opened(path, isWriting: isWriting)
      try Self.check(database, path: path, isWriting: isWriting)
    } catch {
      if lock >= 0 { Glibc.close(lock) }
      throw ArchiveError(error, path: path)
    }
    self.path = path
    self.lock = lock
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
    close()
    if lock >= 0 { Glibc.close(lock) }
  }

  /// Brings all that was written into the archive's own file, so that a copy of it is whole.
  public func settle() {
    try? database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }

  /// Lets go of the file, after which nothing stands beside it but the lock; the archive is of no use
  /// any more.
  public func close() {
    // The last connection to close tidies up, and those that only read cannot.
    (database as? DatabasePool)?.invalidateReadOnlyConnections()
    try? database.close()
  }

  /// The archive's file and those that stand beside it, by their absolute paths.
  public static func files(at path: String) -> [String] {
    ["", "-wal", "-shm", "-journal", ".lock"].map { canonical(path) + $0 }
  }

  /// - Throws: `ArchiveError`.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.read(body) } catch { throw ArchiveError(error, path: path) }
  }

  /// Writes by one transaction.
  ///
  /// - Throws: `ArchiveError`.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.write(body) } catch { throw ArchiveError(error, path: path) }
  }

  // MARK: Opening

  private static func opened(_ path: String, isWriting: Bool) throws -> any DatabaseWriter {
    var configuration = Configuration()
    configuration.readonly = !isWriting
    configuration.busyMode = .timeout(5)
    if isWriting {
      // 16 MiB of log before it is brought into the file: pages that every document changes are then
      // written there a quarter as often as by SQLite's own measure.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 4000") }
    }
    do {
      return try DatabasePool(path: path, configuration: configuration)
    } catch let error as DatabaseError
      where !isWriting && [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
      && access("\(path)-wal", F_OK) != 0
    {
      // In a folder that takes no files SQLite cannot coordinate with writers; there are none.
      return try DatabaseQueue(path: immutableAddress(of: path), configuration: configuration)
    }
  }

  private static func immutableAddress(of path: String) -> String {
    let special = Set("%?#".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    let escaped = canonical(path).utf8.flatMap { byte -> [UInt8] in
      special.contains(byte)
        ? [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] : [byte]
    }
    return "file:\(String(decoding: escaped, as: UTF8.self))?immutable=1"
  }

  private static func check(
    _ database: any DatabaseWriter, path: String, isWriting: Bool
  ) throws {
    try database.read { db in
      try identity(of: db, path: path)
      if !isWriting { try soundness(of: db, path: path, isWriting: false) }
    }
    if isWriting { try migrator.migrate(database) }
    guard try database.read(migrator.hasCompletedMigrations) else {
      throw ArchiveError.older(path: path)
    }
    try database.read { try checkViews($0, path: path) }
  }

  static func lock(_ path: String) throws(ArchiveError) -> Int32 {
    let path = "\(canonical(path)).lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .unusable(path: path, detail: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw .locked(path: path)
    }
    return descriptor
  }

  /// The path without links, by which every process finds the same lock; the file need not be there.
  static func canonical(_ path: String) -> String {
    if let resolved = resolved(path) { return resolved }
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      return resolved(".").map { "\($0)/\(path)" } ?? path
    }
    let folder = resolved(String(path[...slash])) ?? String(path[..<slash])
    return "\(folder)/\(path[path.utf8.index(after: slash)...])"
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
