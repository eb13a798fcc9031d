import Foundation
import Subprocess

/// Reads greetings and answers from what a worker writes.
struct AnswerReader {
  enum Failure: Error {
    /// More bytes than an answer may have.
    case tooLarge
    /// Bytes that are no answer.
    case nonsense
  }

  private var chunks: SubprocessOutputSequence.Iterator
  private let limit: Int
  /// What has come and not been taken yet.
  private var pending: [UInt8] = []
  private static let longestHeader = 1 << 16

  /// A reader that takes answers of at most `limit` bytes.
  init(_ output: SubprocessOutputSequence, limit: Int) {
    chunks = output.makeAsyncIterator()
    self.limit = limit
  }

  /// Whether the worker greets; `false` also where it ends without a word.
  mutating func greeting() async throws -> Bool {
    try await line() == Worker.greeting.dropLast()
  }

  /// The next answer, or `nil` where the worker ended before it was whole; `notice` is told what the
  /// worker says before.
  ///
  /// - Throws: `Failure`.
  mutating func answer(
    notice: (WorkerNotice) -> Void = { _ in }
  ) async throws -> DocumentAnswer? {
    guard var line = try await line() else { return nil }
    while let said = WorkerNotice(line) {
      notice(said)
      guard let next = try await self.line() else { return nil }
      line = next
    }
    guard let header = try? JSONDecoder().decode(AnswerHeader.self, from: Data(line)),
      header.parts.allSatisfy({ $0 >= 0 })
    else { throw Failure.nonsense }
    var length = 0
    for part in header.parts {
      guard part <= limit - length else { throw Failure.tooLarge }
      length += part
    }
    guard try await fill(to: length) else { return nil }
    var parts: [[UInt8]] = []
    var start = 0
    for part in header.parts {
      parts.append(Array(pending[start..<(start + part)]))
      start += part
    }
    pending.removeFirst(length)
    guard let answer = header.answer(parts) else { throw Failure.nonsense }
    return answer
  }

  private mutating func line() async throws -> ArraySlice<UInt8>? {
    var searched = 0
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return pending[..<end]
      }
      searched = pending.count
      guard searched <= Self.longestHeader else { throw Failure.nonsense }
      guard try await readMore() else { return nil }
    }
  }

  private mutating func fill(to count: Int) async throws -> Bool {
    pending.reserveCapacity(count)
    while pending.count < count {
      guard try await readMore() else { return false }
    }
    return true
  }

  private mutating func readMore() async throws -> Bool {
    guard let chunk = try await chunks.next() else { return false }
    chunk.withUnsafeBytes { pending.append(contentsOf: $0) }
    return true
  }
}
