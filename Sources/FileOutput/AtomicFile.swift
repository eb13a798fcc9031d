import Glibc

/// Why a result could not be written; the place to look is the system, not the document.
public struct WriteFailure: Error, Sendable, Hashable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case createFolder, create, write, sync, rename
    /// To replace a file that is not the program's own.
    case replace
    /// To have a folder for oneself.
    case lock
  }

  public var operation: Operation
  public var path: String
  /// The system's error number (`errno`).
  public var code: Int32

  public init(operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the device, the quota or the size limit is used up.
  public var isOutOfSpace: Bool { [ENOSPC, EDQUOT, EFBIG].contains(code) }

  /// Whether whoever was to read the output has gone.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// The system's words for `code`.
  public var systemMessage: String { String(cString: strerror(code)) }
}

/// A file that appears under its name only when it is whole.
///
/// Bytes go to a temporary file in the same folder; `commit()` brings them to the device and renames
/// it. Letting go of an uncommitted file removes it.
public final class AtomicFile {
  private let path: String
  private let temporaryPath: String
  /// Whether the temporary file has its name already; where the file system can, it has none until it is
  /// whole, and nothing is left of it however the process ends.
  private let isNamed: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private let checksum = Checksum()
  private static let bufferSize = 1 << 16
  /// `O_TMPFILE` of open(2), which Swift cannot import.
  private static let unnamed = 0o20000000 | O_DIRECTORY

  /// Creates the temporary file.
  ///
  /// - Parameter path: The final name; its folder must be there.
  /// - Throws: `WriteFailure` with operation `create`.
  public init(path: String) throws(WriteFailure) {
    self.path = path
    temporaryPath = Self.temporaryPath(beside: path)
    // The name is given by way of /proc.
    let unnamed =
      access("/proc/self/fd", X_OK) == 0
      ? open(Self.folder(of: path), O_WRONLY | Self.unnamed | O_CLOEXEC, 0o666) : -1
    isNamed = unnamed < 0
    descriptor =
      isNamed ? open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) : unnamed
    guard descriptor >= 0 else {
      throw WriteFailure(operation: .create, path: path, code: errno)
    }
    // Whoever clears away what killed runs left sees that this one is in use.
    flock(descriptor, LOCK_SH | LOCK_NB)
  }

  /// SHA-256 of what was written so far, in lower-case hexadecimal.
  var digest: String { checksum.hexadecimal }

  /// Writes a whole file.
  ///
  /// - Throws: `WriteFailure`.
  public static func write(_ bytes: [UInt8], to path: String) throws(WriteFailure) {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if isNamed { unlink(temporaryPath) }
  }

  /// Appends the bytes.
  ///
  /// - Throws: `WriteFailure` with operation `write`.
  public func write(_ bytes: [UInt8]) throws(WriteFailure) {
    checksum.update(bytes)
    if buffer.isEmpty && bytes.count >= Self.bufferSize { return try writeThrough(bytes) }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Makes the file whole: its bytes reach the device, then it gets its name, replacing what had it.
  ///
  /// - Parameter isSynced: Whether to wait for the device; what is made again easily need not.
  /// - Throws: `WriteFailure`; the temporary file is then removed with the object.
  public func commit(isSynced: Bool = true) throws(WriteFailure) {
    try flush()
    guard !isSynced || fsync(descriptor) == 0 else {
      throw WriteFailure(operation: .sync, path: path, code: errno)
    }
    if !isNamed {
      // Only a renaming replaces what has the name.
      let place = "/proc/self/fd/\(descriptor)"
      guard linkat(AT_FDCWD, place, AT_FDCWD, temporaryPath, AT_SYMLINK_FOLLOW) == 0 else {
        throw WriteFailure(operation: .rename, path: path, code: errno)
      }
    }
    guard rename(temporaryPath, path) == 0 else {
      let code = errno
      unlink(temporaryPath)
      throw WriteFailure(operation: .rename, path: path, code: code)
    }
    close(descriptor)
    descriptor = -1
  }

  /// A name that nothing has, in the folder of `path`.
  public static func temporaryPath(beside path: String) -> String {
    let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(folder(of: path))/\(temporaryStart)\(suffix)\(temporaryEnd)"
  }

  private static let temporaryStart = ".gongkai-"
  private static let temporaryEnd = ".tmp"

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes temporary files that nobody has open any more: a killed process left them.
  static func removeAbandoned(in folder: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard bytes.starts(with: temporaryStart.utf8),
        bytes.suffix(temporaryEnd.utf8.count).elementsEqual(temporaryEnd.utf8)
      else { continue }
      let path = "\(folder)/\(String(decoding: bytes, as: UTF8.self))"
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      unlink(path)
    }
  }

  /// Gives a file that another library wrote its name, once its bytes have reached the device.
  ///
  /// - Throws: `WriteFailure`; the temporary file is then removed.
  public static func publish(_ temporaryPath: String, as path: String) throws(WriteFailure) {
    let file = try AtomicFile(adopting: temporaryPath, as: path)
    try file.commit()
  }

  /// Takes over a file that is there already.
  private init(adopting temporaryPath: String, as path: String) throws(WriteFailure) {
    self.path = path
    self.temporaryPath = temporaryPath
    isNamed = true
    descriptor = open(temporaryPath, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw WriteFailure(operation: .create, path: path, code: errno)
    }
  }

  private func flush() throws(WriteFailure) {
    try writeThrough(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeThrough(_ bytes: [UInt8]) throws(WriteFailure) {
    try ByteStream(descriptor: descriptor, path: path).write(bytes)
  }
}

/// A file descriptor to write to; whoever made it closes it.
public struct ByteStream: Sendable {
  private let descriptor: Int32
  private let path: String

  /// A stream that messages call `path`.
  public init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// The standard output.
  public static let standardOutput = ByteStream(descriptor: STDOUT_FILENO, path: "stdout")

  /// Writes all bytes before it returns.
  ///
  /// - Throws: `WriteFailure` with operation `write`.
  public func write(_ bytes: [UInt8]) throws(WriteFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw WriteFailure(operation: .write, path: path, code: errno)
      }
    }
  }
}
