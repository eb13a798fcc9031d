import FileOutput
import GRDB

/// Rows that are as they were written: what an archive keeps of a document beside its record.
///
/// Where its files were met and fetched is left out, and which version read it last: a file that is not known by its
/// sighting is looked at again, and a document of another version read again where asked for.
extension Archive {
  private static let rowsOfDocument = [
    """
    SELECT id, sha256, bytes, path, first_seen, dated, status, is_failure, issuer, year, edition, title,
      part FROM document WHERE id = ?
    """,
    "SELECT * FROM attempt WHERE document_id = ? ORDER BY number",
    "SELECT * FROM finding WHERE document_id = ? ORDER BY position",
    "SELECT * FROM change WHERE document_id = ? ORDER BY id",
  ]

  /// The first 64 bits of the SHA-256 of all values, each with its kind and length.
  private static func rowsChecksum(of document: Int64, _ db: Database) throws -> Int64 {
    var bytes: [UInt8] = []
    func add(_ kind: UInt8, _ content: some Collection<UInt8>) {
      bytes.append(kind)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: content.count).littleEndian) { bytes += $0 }
      bytes += content
    }
    for sql in rowsOfDocument {
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [document])
      while let row = try rows.next() {
        for value in row.databaseValues {
          switch value.storage {
          case .null: add(0, [])
          case .int64(let number): add(1, withUnsafeBytes(of: number.littleEndian) { Array($0) })
          case .double(let number):
            add(2, withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) })
          case .string(let text): add(3, text.utf8)
          case .blob(let data): add(4, Array(data))
          }
        }
        add(5, [])
      }
    }
    return checksum(of: bytes)
  }

  /// Notes how the rows of a file's documents are now; whoever changes one of them does.
  static func keepRowChecksums(ofFile sha256: String, _ db: Database) throws {
    for id in try documents(ofFile: sha256, db) { try keepRowChecksum(of: id, db) }
  }

  private static func documents(ofFile sha256: String, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT id FROM document WHERE sha256 = ?"), arguments: [sha256])
  }

  static func keepRowChecksum(of document: Int64, _ db: Database) throws {
    let checksum = try rowsChecksum(of: document, db)
    try db.cachedStatement(sql: "UPDATE checksum SET rows = ? WHERE document_id = ?").execute(
      arguments: [checksum, document])
  }

  static func areRowsSound(of document: Int64, _ db: Database) throws -> Bool {
    let kept = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT rows FROM checksum WHERE document_id = ?"),
      arguments: [document])
    return try kept == rowsChecksum(of: document, db)
  }

  static let unsoundRows = ArchiveError.damaged(
    path: "", detail: "what is kept of a document is not as it was written")

  /// - Throws: `ArchiveError.damaged` where the rows of a file's documents are not those that were written.
  static func checkRows(ofFile sha256: String, _ db: Database) throws {
    for id in try documents(ofFile: sha256, db) where try !areRowsSound(of: id, db) {
      throw unsoundRows
    }
  }

  /// Whether there are any: archives of older versions have none yet.
  static func hasRowChecksums(_ db: Database) throws -> Bool {
    try tables(db).contains("checksum")
      && db.columns(in: "checksum").contains { $0.name == "rows" }
  }

  /// Documents whose rows are not as they were written.
  static func documentsOfUnsoundRows(_ db: Database) throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT id FROM document").filter { try !areRowsSound(of: $0, db) }
  }
}
