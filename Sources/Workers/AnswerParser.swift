import Foundation

/// Finds lines, notices and answers in the bytes that a worker writes, in whatever pieces they come.
/// The worker may be in a stranger's hands: nothing that it writes is more than bytes here.
struct AnswerParser {
  enum Failure: Error {
    /// More bytes than an answer may have.
    case tooLarge
    /// Bytes that are no answer.
    case nonsense
  }

  enum Item {
    case notice(WorkerNotice)
    /// The answer to the request with this id.
    case answer(DocumentAnswer, id: String?)
  }

  private let limit: Int
  /// What has come and not been taken yet.
  private var pending: [UInt8] = []
  /// How many of them hold no end of a line.
  private var searched = 0
  /// The header of an answer whose parts have not all come, and their length.
  private var header: (header: AnswerHeader, length: Int)?
  private static let longestHeader = 1 << 16

  /// A parser that takes answers of at most `limit` bytes.
  init(limit: Int) { self.limit = limit }

  mutating func append(_ bytes: UnsafeRawBufferPointer) { pending.append(contentsOf: bytes) }

  /// The next line without its end; `nil` until it has come.
  ///
  /// - Throws: `.nonsense` where it is longer than any.
  mutating func line() throws(Failure) -> ArraySlice<UInt8>? {
    guard let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = pending.count
      if searched > Self.longestHeader { throw .nonsense }
      return nil
    }
    defer {
      pending.removeFirst(end + 1)
      searched = 0
    }
    return pending[..<end]
  }

  /// The next notice or answer; `nil` until it has come whole.
  mutating func next() throws(Failure) -> Item? {
    if header == nil {
      guard let line = try line() else { return nil }
      switch try announced(line) {
      case .notice(let notice): return .notice(notice)
      case .header(let announced, let length): header = (announced, length)
      }
    }
    guard let (header, length) = header, pending.count >= length else { return nil }
    var parts: [[UInt8]] = []
    var start = 0
    for part in header.parts {
      parts.append(Array(pending[start..<(start + part)]))
      start += part
    }
    pending.removeFirst(length)
    self.header = nil
    guard let answer = header.answer(parts) else { throw .nonsense }
    return .answer(answer, id: header.id)
  }

  private enum Announcement {
    case notice(WorkerNotice)
    case header(AnswerHeader, length: Int)
  }

  private func announced(_ line: ArraySlice<UInt8>) throws(Failure) -> Announcement {
    if let notice = try? JSONDecoder().decode(NoticeLine.self, from: Data(line)),
      notice.event != "answer"
    {
      guard let said = notice.notice else { throw .nonsense }
      return .notice(said)
    }
    guard let header = try? JSONDecoder().decode(AnswerHeader.self, from: Data(line)),
      header.parts.allSatisfy({ $0 >= 0 })
    else { throw .nonsense }
    var length = 0
    for part in header.parts {
      guard part <= limit - length else { throw .tooLarge }
      length += part
    }
    return .header(header, length: length)
  }
}
