import GRDB

/// Why an archive cannot be used.
public enum ArchiveError: Error, Sendable {
  case missing(path: String)
  /// Another process writes to it.
  case locked(path: String)
  /// An older version of the program made it; opening it for writing brings it up to date.
  case older(path: String)
  /// It holds what this version of the program does not know.
  case unknownVersion(path: String)
  /// The file is no archive, or its content contradicts itself.
  case damaged(path: String, detail: String)
  /// No space is left on its device.
  case full(path: String)
  /// Its device does not give or take what it should, or a limit on the size of files is reached.
  case deviceFailed(path: String, detail: String)
  /// It cannot be opened: permissions, a device that is read only, the system.
  case unusable(path: String, detail: String)

  init(_ error: any Error, path: String) {
    if let error = error as? ArchiveError {
      // What looks at rows does not know where they are.
      if case .damaged("", let detail) = error {
        self = .damaged(path: path, detail: detail)
      } else {
        self = error
      }
      return
    }
    // What is no error of SQLite comes from content that cannot be made sense of.
    guard let error = error as? DatabaseError else {
      self = .damaged(path: path, detail: "\(error)")
      return
    }
    let detail = error.message ?? "\(error.extendedResultCode)"
    self =
      switch error.resultCode {
      case .SQLITE_FULL: .full(path: path)
      case .SQLITE_IOERR: .deviceFailed(path: path, detail: detail)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOMEM:
        .unusable(path: path, detail: detail)
      default: .damaged(path: path, detail: detail)
      }
  }
}
