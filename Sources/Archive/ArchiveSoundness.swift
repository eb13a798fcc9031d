import Foundation
import GRDB
import Glibc
import RecordCoding
import ReportModel

/// Whether an archive is whole, by SQLite's own checks.
extension Archive {
  /// Files up to these sizes in bytes are looked through whole when they are opened. What costs time is
  /// the device, not the check: 2.7 GB, an archive of 100,000 reports, take 14 s when nothing of it is
  /// in memory. Whoever writes waits for that; whoever only reads meets damage where it reads.
  private static let largestWholeCheck = (reading: 256 << 20, writing: 4 << 30)

  /// Looks for all that forbids writing before the archive is opened for it, which alone changes its
  /// file; what goes into a damaged one is lost with it.
  ///
  /// - Throws: `ArchiveError.damaged`, `ArchiveError.unknownVersion`, `DatabaseError`.
  static func checkBeforeWriting(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 0 else { return }
    do {
      let database = try readOnly(path)
      defer { try? database.close() }
      try database.unsafeRead { db in
        try soundness(of: db, path: path, isWriting: true)
        try identity(of: db, path: path)
        // Those of an older version are made anew.
        if try migrator.hasCompletedMigrations(db) { try checkViews(db, path: path) }
      }
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // A journal waits to be rolled back, which takes a writer; or nothing can be written, which opening
      // for writing tells.
    }
  }

  /// Looks whether this is an archive of this program, and one that it knows.
  ///
  /// - Throws: `ArchiveError.damaged`, `ArchiveError.unknownVersion`, `DatabaseError`.
  static func identity(of db: Database, path: String) throws {
    let hasTables = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema)")
    if try hasTables == true && !db.tableExists("grdb_migrations") {
      throw ArchiveError.damaged(path: path, detail: "another program's database")
    }
    if try migrator.hasBeenSuperseded(db) { throw ArchiveError.unknownVersion(path: path) }
  }

  /// - Throws: `ArchiveError.damaged`, `DatabaseError`.
  static func checkViews(_ db: Database, path: String) throws {
    guard try areViewsSound(db) else {
      throw ArchiveError.damaged(path: path, detail: unsoundViews)
    }
  }

  /// Looks for damage before the archive is used: all of it in one of usual size; in a huge one whether
  /// it was cut off, and all but the records.
  ///
  /// - Throws: `ArchiveError.damaged`, `DatabaseError`.
  static func soundness(of db: Database, path: String, isWriting: Bool) throws {
    var status = stat()
    let size = stat(path, &status) == 0 ? status.st_size : 0
    let largest = isWriting ? largestWholeCheck.writing : largestWholeCheck.reading
    if size <= largest { return try quickCheck(nil, db, path) }
    let length = try pageBytes(db)
    // Pages that are still in the log beside the file need not be in it yet.
    if stat("\(path)-wal", &status) != 0 || status.st_size == 0, length > size {
      throw ArchiveError.damaged(
        path: path, detail: "\(length - size) bytes are missing at its end")
    }
    for table in try tables(db) where table != "document" {
      try quickCheck(table, db, path)
    }
  }

  /// What is wrong with an archive: SQLite's words on its pages and indices, rows that lead nowhere,
  /// records that cannot be read. Empty where it is whole.
  ///
  /// - Throws: `ArchiveError` where it cannot be looked at, or is no archive.
  public static func problems(at path: String) throws(ArchiveError) -> [String] {
    guard access(path, F_OK) == 0 else { throw .missing(path: path) }
    do {
      return try readOnly(path).read { db in
        var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(mostProblems))")
          .filter { $0 != "ok" }
        guard try tables(db).contains("document") else {
          throw ArchiveError.damaged(path: path, detail: "another program's database")
        }
        problems += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(mostProblems).map {
          let (table, parent) = try (
            $0.decode(String.self, atIndex: 0), $0.decode(String.self, atIndex: 2)
          )
          return "a row of \(table) leads to no row of \(parent)"
        }
        if try migrator.hasCompletedMigrations(db), try !areViewsSound(db) {
          problems.append(unsoundViews)
        }
        let unreadable = try unreadableRecords(db)
        if unreadable > 0 {
          problems.append("\(unreadable) records cannot be read, or are not as they were written")
        }
        if try hasRowChecksums(db), case let count = try documentsOfUnsoundRows(db).count, count > 0
        {
          problems.append("what is kept of \(count) documents is not as it was written")
        }
        return problems
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return [error.message ?? "\(error.extendedResultCode)"]
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  static let unsoundViews = "a view is not as it was made"

  /// How many problems are named.
  private static let mostProblems = 20

  /// What the archive's own views are to say, in the order of their names; a bit there may turn `>` into `<`,
  /// of which SQLite knows nothing.
  private static let viewTexts = try? {
    let database = try DatabaseQueue()
    try migrator.migrate(database)
    return try database.read { try viewTexts(in: $0) }
  }()

  private static func viewTexts(in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT sql FROM sqlite_schema WHERE type = 'view' AND name IN ('report', 'section', 'cell')
        ORDER BY name
        """)
  }

  /// Whether the views of an archive that is up to date are as they were made.
  private static func areViewsSound(_ db: Database) throws -> Bool {
    try viewTexts(in: db) == viewTexts ?? []
  }

  // MARK: Parts

  /// The archive as it is, without any check. Its log beside it is read, nothing is written.
  static func readOnly(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  static func tables(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY name
        """)
  }

  static func quoted(_ name: String) -> String {
    "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  private static func quickCheck(_ table: String?, _ db: Database, _ path: String) throws {
    let what = table.map(quoted) ?? "1"
    guard let words = try String.fetchOne(db, sql: "PRAGMA quick_check(\(what))"), words != "ok"
    else { return }
    // A heading may stand before what is wrong.
    let lines = words.split(separator: "\n").filter { !$0.hasPrefix("***") }
    throw ArchiveError.damaged(path: path, detail: lines.first.map(String.init) ?? words)
  }

  /// The size that the file has by its own words; never past `Int`: a damaged one may say anything.
  static func pageBytes(_ db: Database) throws -> Int {
    let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    let (bytes, isOver) = count.multipliedReportingOverflow(by: size)
    return isOver ? .max : bytes
  }

  /// What is as it was written can be read; only archives of older versions do not say what that was.
  private static func unreadableRecords(_ db: Database) throws -> Int {
    var count = 0
    let hasChecksums = try tables(db).contains("checksum")
    let columns = hasChecksums ? recordColumns : "record"
    let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM document d")
    while let row = try rows.next() {
      let isSound =
        hasChecksums
        ? (try? soundRecord(row)) != nil
        : (try? DocumentRecord(json: row.decode(Data.self, atIndex: 0))) != nil
      if !isSound { count += 1 }
    }
    return count
  }
}
