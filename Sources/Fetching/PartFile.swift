import FileOutput
import Foundation
import Glibc
import ReportModel
import Synchronization

/// The file that a document comes into until it is whole; what is no document goes to memory.
///
/// Unchecked: one transfer at a time has it, and it is looked at when that one has ended.
final class PartFile: BodyReceiver, @unchecked Sendable {
  let path: String
  private let key: String
  private let state: FetchState
  private let limit: Int
  private let address: WebAddress
  private let chain: [SourceSidecar.Step]
  private let now: Date

  private var descriptor: Int32 = -1
  private var size = 0
  private let page = MemoryBody(limit: PartFile.longestPage, isCut: true)
  /// Why the bytes could not be kept.
  private(set) var failure: (any Error)?

  /// What an answer says that is no document needs no more.
  private static let longestPage = 256 << 10

  init(
    path: String, key: String, state: FetchState, limit: Int, address: WebAddress,
    chain: [SourceSidecar.Step], now: Date
  ) {
    self.path = path
    self.key = key
    self.state = state
    self.limit = limit
    self.address = address
    self.chain = chain
    self.now = now
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Bytes of a file; 0 where it is not there.
  static func size(_ path: String) -> Int {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? status.st_size : 0
  }

  /// The body of an answer that is no document.
  var pageBytes: [UInt8] { page.bytes }

  func begin(_ head: ResponseHead) {
    page.begin(head)
    guard (200..<300).contains(head.status) else { return }
    let there = Self.size(path)
    do {
      if head.status == 206 {
        guard try isRest(head, from: there) else {
          try state.setPart(key, nil)
          throw NotGot(.broken, status: head.status, address.text)
        }
        descriptor = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
        try checkOpen()
        size = there
      } else {
        // The note goes first: bytes without one are not known to be of anything.
        try state.setPart(key, nil)
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
        try checkOpen()
        let step = SourceSidecar.Step(
          url: address.text, status: head.status, at: now.formatted(.iso8601))
        try state.setPart(key, PartOrigin(head, of: address, chain: chain + [step]))
      }
    } catch {
      failure = error
    }
  }

  /// Whether an answer goes on where the part ends, and is of the same document.
  private func isRest(_ head: ResponseHead, from size: Int) throws -> Bool {
    guard let origin = try state.part(key), let range = head.value("content-range"),
      let parts = range.wholeMatch(of: /bytes ([0-9]+)-[0-9]+\/([0-9]+|\*)/), Int(parts.1) == size
    else { return false }
    let total = Int(parts.2)
    return (total == nil || origin.total == nil || total == origin.total)
      && (head.value("etag") ?? origin.headers["etag"]) == origin.headers["etag"]
      && !head.isCompressed
  }

  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if failure != nil { return false }
    if descriptor < 0 { return page.take(bytes) }
    size += bytes.count
    guard size <= limit else { return false }
    do {
      try ByteStream(descriptor: descriptor, path: path).write(Array(bytes))
    } catch {
      failure = error
      return false
    }
    return true
  }

  /// Brings the bytes to the device.
  ///
  /// - Throws: `WriteFailure`.
  static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw WriteFailure(operation: .sync, path: path, code: errno)
    }
  }

  private func checkOpen() throws {
    guard descriptor < 0 else { return }
    throw WriteFailure(operation: .create, path: path, code: errno)
  }
}

/// The receiver of the last try.
final class LastReceiver: Sendable {
  private let receiver = Mutex<PartFile?>(nil)

  var last: PartFile? {
    get { receiver.withLock { $0 } }
    set { receiver.withLock { $0 = newValue } }
  }
}
