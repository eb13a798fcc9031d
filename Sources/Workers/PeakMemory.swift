import Glibc

/// The most memory that this process has held (`VmHWM` of proc(5)), counted from the last reset.
///
/// Its files are opened when it is made: later the process may not open any.
final class PeakMemory {
  private let clearing = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
  private let status = open("/proc/self/status", O_RDONLY | O_CLOEXEC)

  deinit {
    for descriptor in [clearing, status] where descriptor >= 0 { close(descriptor) }
  }

  /// Counts from now on.
  func reset() { _ = write(clearing, "5", 1) }

  /// In bytes; `nil` where the system does not tell.
  var current: Int? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(status, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    for line in bytes[..<count].split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return text.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map {
        $0 << 10
      }
    }
    return nil
  }
}
