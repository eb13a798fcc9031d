import Subprocess

/// Reads greetings and answers from what a worker writes.
struct AnswerReader {
  private var chunks: SubprocessOutputSequence.Iterator
  private var parser: AnswerParser

  /// A reader that takes answers of at most `limit` bytes.
  init(_ output: SubprocessOutputSequence, limit: Int) {
    chunks = output.makeAsyncIterator()
    parser = AnswerParser(limit: limit)
  }

  /// Whether the worker greets; `false` also where it ends without a word.
  mutating func greeting() async throws -> Bool {
    while true {
      if let line = try parser.line() { return line == Worker.greeting.dropLast() }
      guard try await readMore() else { return false }
    }
  }

  /// The next answer, or `nil` where the worker ended before it was whole; `notice` is told what the
  /// worker says before.
  ///
  /// - Throws: `AnswerParser.Failure`.
  mutating func answer(
    notice: (WorkerNotice) -> Void = { _ in }
  ) async throws -> DocumentAnswer? {
    while true {
      switch try parser.next() {
      case .answer(let answer): return answer
      case .notice(let said): notice(said)
      case nil: guard try await readMore() else { return nil }
      }
    }
  }

  private mutating func readMore() async throws -> Bool {
    guard let chunk = try await chunks.next() else { return false }
    chunk.withUnsafeBytes { parser.append($0) }
    return true
  }
}
