import Glibc

/// Why a result could not be written; the place to look is the system, not the document.
public struct WriteFailure: Error, Sendable, Hashable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case createFolder, create, write, sync, rename
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
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// Creates the temporary file.
  ///
  /// - Parameter path: The final name; its folder must be there.
  /// - Throws: `WriteFailure` with operation `create`.
  public init(path: String) throws(WriteFailure) {
    self.path = path
    temporaryPath = Self.temporaryPath(beside: path)
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw WriteFailure(operation: .create, path: path, code: errno)
    }
  }

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
    unlink(temporaryPath)
  }

  /// Appends the bytes.
  ///
  /// - Throws: `WriteFailure` with operation `write`.
  public func write(_ bytes: [UInt8]) throws(WriteFailure) {
    if buffer.isEmpty && bytes.count >= Self.bufferSize { return try writeThrough(bytes) }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Makes the file whole: its bytes reach the device, then it gets its name, replacing what had it.
  ///
  /// - Throws: `WriteFailure`; the temporary file is then removed with the object.
  public func commit() throws(WriteFailure) {
    try flush()
    guard fsync(descriptor) == 0 else {
      throw WriteFailure(operation: .sync, path: path, code: errno)
    }
    guard rename(temporaryPath, path) == 0 else {
      throw WriteFailure(operation: .rename, path: path, code: errno)
    }
    close(descriptor)
    descriptor = -1
  }

  /// A name that nothing has, in the folder of `path`.
  public static func temporaryPath(beside path: String) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(folder).gongkai-\(suffix).tmp"
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
