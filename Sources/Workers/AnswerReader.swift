import Subprocess

/// Reads hellos and answers from what a worker writes.
struct AnswerReader {
  private var chunks: SubprocessOutputSequence.Iterator
  private var parser: AnswerParser

  /// A reader that takes answers of at most `limit` bytes.
  init(_ output: SubprocessOutputSequence, limit: Int) {
    chunks = output.makeAsyncIterator()
    parser = AnswerParser(limit: limit)
  }

  /// What the worker says first; `nil` where that is no hello, or it ends without a word.
  mutating func hello() async throws -> WorkerHello? {
    while true {
      if let line = try parser.line() { return WorkerHello(line) }
      guard try await readMore() else { return nil }
    }
  }

  /// The answer to the request with this id, or `nil` where the worker ended before it was whole; `notice` is
  /// told what the worker says before.
  ///
  /// - Throws: `AnswerParser.Failure`.
  mutating func answer(
    to id: String, notice: (WorkerNotice) -> Void = { _ in }
  ) async throws -> DocumentAnswer? {
    while true {
      switch try parser.next() {
      case .answer(let answer, let answered):
        guard answered == id else { throw AnswerParser.Failure.nonsense }
        return answer
      // It does what it is asked for here.
      case .notice(.refused): throw AnswerParser.Failure.nonsense
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
