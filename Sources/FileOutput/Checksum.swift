import CGLib
import Glibc

/// A number that stands for bytes: the first 64 bits of their SHA-256, by which damage shows.
public func checksum(of bytes: [UInt8]) -> Int64 {
  let checksum = Checksum()
  checksum.update(bytes)
  return Int64(bitPattern: UInt64(checksum.hexadecimal.prefix(16), radix: 16) ?? 0)
}

/// A running SHA-256: owns GLib's, which never leaves this file.
final class Checksum {
  private let checksum: OpaquePointer

  init() {
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      preconditionFailure("GLib has had SHA-256 since 2.16")
    }
    self.checksum = checksum
  }

  deinit { g_checksum_free(checksum) }

  func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { g_checksum_update(checksum, $0.baseAddress, $0.count) }
  }

  /// The digest of what came so far, in lower-case hexadecimal.
  var hexadecimal: String {
    let copy = g_checksum_copy(checksum)
    defer { g_checksum_free(copy) }
    return String(cString: g_checksum_get_string(copy))
  }

  /// Of a regular file; `nil` where there is none, a link to one included, or it cannot be read.
  static func hexadecimal(ofFile path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let checksum = Checksum()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { return checksum.hexadecimal }
      checksum.update(count == chunk.count ? chunk : Array(chunk[..<count]))
    }
  }
}

/// SHA-256 of a regular file in lower-case hexadecimal; `nil` where there is none, a link to one included,
/// or it cannot be read.
public func sha256(ofFile path: String) -> String? { Checksum.hexadecimal(ofFile: path) }
