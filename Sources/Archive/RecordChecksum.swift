import FileOutput
import Foundation
import GRDB
import ReportModel

/// Records that are as they were written.
extension Archive {
  static func keepChecksum(of record: Data, document: Int64, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO checksum (document_id, record) VALUES (?, ?)
        ON CONFLICT (document_id) DO UPDATE SET record = excluded.record
        """
    ).execute(arguments: [document, checksum(of: Array(record))])
  }

  /// What a query selects of a document `d` so that `soundRecord(_:)` can read it.
  static let recordColumns = """
    d.record AS record, (SELECT c.record FROM checksum c WHERE c.document_id = d.id) AS checksum
    """

  /// The bytes of a record, of a row of `recordColumns`.
  ///
  /// - Throws: `ArchiveError.damaged` where they are not those that were written.
  static func soundRecord(_ row: Row) throws -> [UInt8] {
    let record = Array(try row.decode(Data.self, forColumn: "record"))
    guard try row.decode(Int64?.self, forColumn: "checksum") == checksum(of: record) else {
      throw ArchiveError.damaged(path: "", detail: "a record is not as it was written")
    }
    return record
  }
}
