import FileOutput
import Foundation
import GRDB
import Glibc
import RecordCoding
import ReportModel

extension Archive {
  /// What a repair made of a damaged archive.
  public struct Repair: Sendable {
    /// Where the damaged archive is now.
    public var damaged: String
    /// Numbers of rows that were saved, by table.
    public var rows: [String: Int] = [:]
    /// Tables of which rows may be lost, in the order of their names.
    public var incomplete: [String] = []
    /// How many records could be reached but not be read; their documents are read again.
    public var unreadable = 0
    /// Of how many documents something beside the record was not as it was written: what the record says
    /// too was put back.
    public var mended = 0
  }

  /// Brings all that can still be read into a new archive, which takes the name. The damaged file is
  /// kept beside it under another; whatever ends the process, one of the two has each.
  ///
  /// Documents that are lost are not known to the new archive, so the next run reads their files again.
  ///
  /// - Throws: `ArchiveError`; `.damaged` where not even the list of tables can be read.
  public static func repair(path: String) throws(ArchiveError) -> Repair {
    guard access(path, F_OK) == 0 else { throw .missing(path: path) }
    let lock = try lock(path)
    defer { Glibc.close(lock) }
    let place = canonical(path)
    let new = AtomicFile.temporaryPath(beside: place)
    defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(new + ending) } }
    do {
      var repair = try salvaged(from: place, to: new)
      repair.damaged = try exchanged(place, by: new)
      return repair
    } catch let failure as WriteFailure {
      throw .deviceFailed(path: failure.path, detail: failure.systemMessage)
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  /// Copies a sound archive, also while it is written to; no file is ever replaced.
  ///
  /// - Throws: `ArchiveError`, `WriteFailure` where the copy cannot be made.
  public func backUp(to target: String) throws {
    guard access(target, F_OK) != 0 else {
      throw WriteFailure(operation: .create, path: target, code: EEXIST)
    }
    let new = AtomicFile.temporaryPath(beside: target)
    defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(new + ending) } }
    do {
      let copy = try DatabaseQueue(path: new)
      try database.backup(to: copy)
      try copy.writeWithoutTransaction { db in
        // One file, which can be read where nothing can be written beside it.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        if let words = try String.fetchOne(db, sql: "PRAGMA quick_check(1)"), words != "ok" {
          throw ArchiveError.damaged(path: path, detail: words)
        }
      }
      try copy.close()
    } catch {
      throw ArchiveError(error, path: path)
    }
    try AtomicFile.publish(new, as: target)
  }

  // MARK: Parts

  private static func salvaged(from place: String, to new: String) throws -> Repair {
    let damaged = try readOnly(place)
    defer { try? damaged.close() }
    let applied = try damaged.read { db in
      guard try db.tableExists("grdb_migrations") else {
        throw ArchiveError.damaged(path: place, detail: "another program's database")
      }
      if try migrator.hasBeenSuperseded(db) { throw ArchiveError.unknownVersion(path: place) }
      return try migrator.appliedMigrations(db)
    }
    guard let last = applied.last else {
      throw ArchiveError.damaged(path: place, detail: "it has no tables")
    }
    let whole = try DatabaseQueue(path: new)
    defer { try? whole.close() }
    // Its tables stay as they were; the next run brings them up to date as it does any archive's.
    try migrator.migrate(whole, upTo: last)
    var repair = Repair(damaged: place)
    try whole.writeWithoutTransaction { to in
      // Rows come before those that they lead to.
      try to.execute(sql: "PRAGMA foreign_keys = OFF")
      try to.inTransaction {
        try damaged.unsafeRead { from in try repair.copy(from: from, to: to) }
        return .commit
      }
    }
    return repair
  }

  /// Gives the new archive the name of the damaged one, which is kept under another.
  ///
  /// - Returns: That other name.
  private static func exchanged(_ place: String, by new: String) throws -> String {
    let endings = ["", "-wal", "-shm", "-journal"]
    let kept =
      (1...).lazy.map { $0 == 1 ? "\(place).damaged" : "\(place).damaged-\($0)" }
      .first { name in endings.allSatisfy { access(name + $0, F_OK) != 0 } } ?? ""
    for ending in endings where access(place + ending, F_OK) == 0 {
      guard link(place + ending, kept + ending) == 0 else {
        throw WriteFailure(operation: .rename, path: kept + ending, code: errno)
      }
    }
    // A log that stayed would be taken for the new archive's.
    for ending in endings.dropFirst() { unlink(place + ending) }
    try AtomicFile.publish(new, as: place)
    return kept
  }
}

extension Archive.Repair {
  fileprivate mutating func copy(from damaged: Database, to whole: Database) throws {
    // Documents first: by them other rows are found.
    let tables = try Archive.tables(whole).filter { $0 != "grdb_migrations" }
    for table in tables.sorted(by: {
      ($0 != "document" ? 1 : 0, $0) < ($1 != "document" ? 1 : 0, $1)
    }) {
      var salvage = try Salvage(of: table, in: whole)
      try salvage.copy(from: damaged, to: whole)
      rows[table] = salvage.count
      if salvage.isIncomplete { incomplete.append(table) }
    }
    try dropUnreadableRecords(whole)
    try dropOrphans(tables, whole)
    try mendRows(whole)
    incomplete.sort()
  }

  /// Drops records that are not as they were written; one whose checksum alone is lost stays.
  private mutating func dropUnreadableRecords(_ whole: Database) throws {
    let hasChecksums = try Archive.tables(whole).contains("checksum")
    for id in try Int64.fetchAll(whole, sql: "SELECT id FROM document") {
      let record = try Data.fetchOne(
        whole.cachedStatement(sql: "SELECT record FROM document WHERE id = ?"), arguments: [id])
      let kept =
        hasChecksums
        ? try Int64.fetchOne(
          whole.cachedStatement(sql: "SELECT record FROM checksum WHERE document_id = ?"),
          arguments: [id]) : nil
      if let record, let kept, kept == checksum(of: Array(record)) { continue }
      if let record, kept == nil, (try? DocumentRecord(json: record)) != nil {
        if hasChecksums { try Archive.keepChecksum(of: record, document: id, whole) }
        continue
      }
      try whole.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [id])
      unreadable += 1
      rows["document", default: 1] -= 1
    }
  }

  /// Puts back what sound records say of documents whose rows are not as they were written.
  private mutating func mendRows(_ whole: Database) throws {
    guard try Archive.hasRowChecksums(whole) else { return }
    for id in try Archive.documentsOfUnsoundRows(whole) {
      let record = try Data.fetchOne(
        whole.cachedStatement(sql: "SELECT record FROM document WHERE id = ?"), arguments: [id])
      if let record { try Archive.mendRows(of: id, by: Array(record), whole) }
      mended += 1
    }
  }

  /// Drops rows that lead to documents which are lost.
  private mutating func dropOrphans(_ tables: [String], _ whole: Database) throws {
    for table in tables {
      let name = Archive.quoted(table)
      for key in try Row.fetchAll(whole, sql: "PRAGMA foreign_key_list(\(name))") {
        let parent: String = try key.decode(forColumn: "table")
        let from: String = try key.decode(forColumn: "from")
        let to = try key.decode(String?.self, forColumn: "to") ?? "rowid"
        try whole.execute(
          sql: """
            DELETE FROM \(name) WHERE \(Archive.quoted(from)) NOT IN
            (SELECT \(to == "rowid" ? to : Archive.quoted(to)) FROM \(Archive.quoted(parent)))
            """)
        rows[table, default: 0] -= whole.changesCount
      }
    }
  }
}
