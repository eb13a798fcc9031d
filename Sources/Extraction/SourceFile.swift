import CGLib
import Glibc

/// What is known of a file without reading it as a PDF.
public struct SourceFile {
  /// SHA-256 of the bytes in lower-case hexadecimal; `nil` where the file was not to be read whole.
  public private(set) var sha256: String?
  public private(set) var bytes: Int
  /// Whether `%PDF-` stands in the first 1024 bytes, where readers of PDF look for it.
  public private(set) var looksLikePDF: Bool

  private static let chunkSize = 1 << 16
  private static let signature = Array("%PDF-".utf8)
  private static let signatureReach = 1024

  /// Reads the file once, a chunk at a time; not at all where it has more than `largest` bytes, and
  /// no further than its first chunk where `isPDFNeeded` and it does not look like one, as one of 0
  /// bytes does not.
  ///
  /// - Throws: `Rejection.missing` or `.unreadable`.
  public init(path: String, upTo largest: Int = .max, isPDFNeeded: Bool = false)
    throws(Rejection)
  {
    // Without O_NONBLOCK a named pipe would hold the process up until someone writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.rejection(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.rejection(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(systemMessage: "not a regular file")
    }
    guard status.st_size <= largest else {
      (sha256, bytes, looksLikePDF) = (nil, status.st_size, false)
      return
    }
    let hash = Checksum()
    var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
    bytes = 0
    looksLikePDF = false
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.rejection(errno) }
      guard count > 0 else { break }
      if bytes == 0 {
        looksLikePDF = Self.hasSignature(chunk[..<min(count, Self.signatureReach)])
        if isPDFNeeded && !looksLikePDF {
          (sha256, bytes) = (nil, status.st_size)
          return
        }
      }
      chunk.withUnsafeBufferPointer {
        hash.update($0[..<count])
      }
      bytes += count
    }
    sha256 = isPDFNeeded && !looksLikePDF ? nil : hash.hexadecimal()
  }

  private static func rejection(_ code: Int32) -> Rejection {
    code == ENOENT || code == ENOTDIR
      ? .missing : .unreadable(systemMessage: String(cString: strerror(code)))
  }

  private static func hasSignature(_ head: ArraySlice<UInt8>) -> Bool {
    head.indices.contains { head[$0...].starts(with: signature) }
  }
}

/// A running SHA-256: owns GLib's, which never leaves this file.
private final class Checksum {
  private let checksum: OpaquePointer

  init() {
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      preconditionFailure("GLib has had SHA-256 since 2.16")
    }
    self.checksum = checksum
  }

  deinit { g_checksum_free(checksum) }

  func update(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    g_checksum_update(checksum, UnsafeBufferPointer(rebasing: bytes).baseAddress, bytes.count)
  }

  /// The digest in lower-case hexadecimal; nothing can be added after it.
  func hexadecimal() -> String { String(cString: g_checksum_get_string(checksum)) }
}
