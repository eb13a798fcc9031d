import CSandbox
import Extraction
import Glibc
import SystemPackage

/// The end of a socket over which a worker is handed its requests, each with the open file of its
/// document: pipes carry no descriptors.
final class RequestChannel: Sendable {
  /// The system makes no socket.
  struct Failure: Error {
    var code: Int32
  }

  private let own: Int32
  /// The worker's end, which is to be closed here once it has started.
  let workerEnd: FileDescriptor

  init() throws(Failure) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(code: errno) }
    own = ends[0]
    workerEnd = FileDescriptor(rawValue: ends[1])
  }

  deinit { close(own) }

  /// Hands over a request.
  ///
  /// - Returns: whether the worker is there to take it.
  func send(_ line: [UInt8], with file: OpenFile) -> Bool {
    descriptor_send(own, line, line.count, file.descriptor) == 0
  }
}

/// Requests as they come to a worker: over a socket, with the files that they are about, or as lines of
/// plain input.
struct RequestReader {
  private let source: Int32
  private var pending: [UInt8] = []
  private var file: OpenFile?
  private var unusable: Rejection?
  /// Room for a path, a name and a password.
  private static let longestLine = 1 << 16

  /// Whether each request comes with its file.
  let bringsFiles: Bool

  init(source: Int32) {
    self.source = source
    var status = stat()
    bringsFiles = fstat(source, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  /// The next line without its end, and the file that came with it; `nil` after the last.
  ///
  /// - Throws: `Rejection` where what came with it is no file.
  mutating func next() throws(Rejection) -> (line: [UInt8], file: OpenFile?)? {
    var searched = 0
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          pending.removeFirst(end + 1)
          (file, unusable) = (nil, nil)
        }
        if let unusable { throw unusable }
        return (Array(pending[..<end]), file)
      }
      searched = pending.count
      guard searched < Self.longestLine, receive() else {
        // A last line need not end.
        defer { (pending, file) = ([], nil) }
        return pending.isEmpty ? nil : (pending, file)
      }
    }
  }

  /// The bytes that follow a line, so many; `nil` where it says nothing of any.
  ///
  /// - Throws: `WorkerRequest.Refused` where they are more than any document has, or end before.
  mutating func content(_ length: Int?) throws(WorkerRequest.Refused) -> [UInt8]? {
    guard let length else { return nil }
    guard (0...OpenFile.largest).contains(length) else {
      // Passed over, so that the next request is found.
      var rest = length
      while rest > 0 {
        if pending.isEmpty, !receive() { throw .cutOff }
        let count = min(rest, pending.count)
        pending.removeFirst(count)
        rest -= count
      }
      throw .tooLarge
    }
    var content = Array(pending.prefix(length))
    pending.removeFirst(content.count)
    content.reserveCapacity(length)
    while content.count < length {
      let wanted = min(length - content.count, 1 << 20)
      let start = content.count
      content += repeatElement(0, count: wanted)
      let count = content.withUnsafeMutableBytes {
        receive(into: UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
      }
      guard count > 0 else { throw .cutOff }
      content.removeLast(wanted - count)
    }
    return content
  }

  private mutating func receive() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = chunk.withUnsafeMutableBytes { receive(into: $0) }
    guard count > 0 else { return false }
    pending += chunk[..<count]
    return true
  }

  /// - Returns: How many bytes came; 0 at the end.
  private mutating func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var descriptor: Int32 = -1
    let count = descriptor_receive(source, buffer.baseAddress, buffer.count, &descriptor)
    if descriptor >= 0 {
      do { file = try OpenFile(descriptor: descriptor) } catch { unusable = error }
    }
    return max(0, count)
  }
}
