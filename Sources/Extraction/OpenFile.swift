import Glibc

/// A regular file that is open for reading. All that is said of a document comes from one descriptor, so
/// that whoever puts another file under its name meanwhile changes nothing.
package final class OpenFile: Sendable {
  package let descriptor: Int32
  /// Its size when it was opened.
  package let bytes: Int

  /// No report is larger; what is is neither hashed nor read, and fits into the memory that a worker has.
  package static let largest = 256 << 20

  /// Opens the file at `path`.
  ///
  /// - Throws: `Rejection.missing` or `.unreadable`.
  package convenience init(path: String) throws(Rejection) {
    // Without O_NONBLOCK a named pipe would hold the process up until someone writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.rejection(errno) }
    try self.init(descriptor: descriptor)
  }

  /// Takes over a descriptor.
  ///
  /// - Throws: `Rejection.unreadable`.
  package init(descriptor: Int32) throws(Rejection) {
    self.descriptor = descriptor
    var status = stat()
    let isRead = fstat(descriptor, &status) == 0
    bytes = Int(status.st_size)
    guard isRead else { throw Self.rejection(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(systemMessage: "not a regular file")
    }
  }

  deinit { close(descriptor) }

  /// Hands the bytes to `body`, a chunk at a time, until it gives `false`; where the descriptor stands
  /// does not matter to it.
  ///
  /// - Throws: `Rejection.unreadable`.
  func read(_ body: (UnsafeRawBufferPointer) -> Bool) throws(Rejection) {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var offset = 0
    while true {
      let count = pread(descriptor, chunk.baseAddress, chunk.count, off_t(offset))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.rejection(errno) }
      guard count > 0, body(UnsafeRawBufferPointer(rebasing: chunk[..<count])) else { return }
      offset += count
    }
  }

  /// All bytes, also where the file has grown or shrunk since it was opened.
  ///
  /// - Throws: `Rejection.unreadable`, `.tooLarge`.
  package func content() throws(Rejection) -> [UInt8] {
    guard bytes <= Self.largest else { throw .tooLarge(mebibytes: Self.largest >> 20) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes)
    try read {
      content += $0
      return content.count <= Self.largest
    }
    guard content.count <= Self.largest else { throw .tooLarge(mebibytes: Self.largest >> 20) }
    return content
  }

  /// What the file begins with, as far as that tells what it is.
  ///
  /// - Throws: `Rejection.unreadable`.
  package func start() throws(Rejection) -> [UInt8] {
    var result: [UInt8] = []
    try read {
      result = Array($0.prefix(SourceFile.headLength))
      return false
    }
    return result
  }

  private static func rejection(_ code: Int32) -> Rejection {
    code == ENOENT || code == ENOTDIR
      ? .missing : .unreadable(systemMessage: String(cString: strerror(code)))
  }
}
