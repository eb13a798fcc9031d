import GRDB

extension Archive {
  /// Which program read a document last, as `ProgramIdentity` is written; `nil` where it is not there.
  ///
  /// - Throws: `ArchiveError`.
  public func program(of sha256: String) throws -> String? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT program FROM document WHERE sha256 = ? AND part = 1"),
        arguments: [sha256])
    }
  }
}
