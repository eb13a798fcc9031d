import Extraction
import Foundation
import Logging
import Subprocess
import Synchronization

/// A process of the pool while it runs.
struct WorkerProcess: Sendable {
  typealias Handle = Execution<FileDescriptorInput, SequenceOutput, SequenceOutput>

  private let handle: Handle
  private let channel: RequestChannel
  private let limits: WorkerLimits
  private let logger: Logger

  init(_ handle: Handle, _ channel: RequestChannel, limits: WorkerLimits, logger: Logger) {
    self.handle = handle
    self.channel = channel
    self.limits = limits
    self.logger = logger
  }

  /// Asks for a document and waits for the answer, no longer than a multiple of the limit on its processor
  /// time, which grows by the pages that the process recognises and keeps itself.
  ///
  /// Where there is none the process is dead or dying.
  func answer(
    to request: WorkerRequest, about file: OpenFile, from reader: inout AnswerReader
  ) async throws -> Result<DocumentAnswer, WorkerLoss> {
    let deadline = Deadline(limits: limits)
    let line = try request.workerLine()
    let result = await withTaskGroup(of: Void.self) { group -> Result<DocumentAnswer, WorkerLoss> in
      // Killing is what ends the wait: the output then comes to its end.
      group.addTask {
        while case let end = deadline.end, end > .now {
          guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
        }
        kill()
      }
      defer { group.cancelAll() }
      do {
        guard channel.send(line, with: file) else { return .failure(ended(deadline)) }
        let answer = try await reader.answer(to: request.id ?? "") { notice in
          if case .recognizing(let pages) = notice { deadline.allow(recognizing: pages) }
        }
        guard let answer else { return .failure(ended(deadline)) }
        return .success(answer)
      } catch let failure as AnswerParser.Failure {
        kill()
        return .failure(WorkerLoss(cause: failure == .tooLarge ? .output : .nonsense))
      } catch {
        return .failure(ended(deadline))
      }
    }
    if case .failure(let loss) = result, loss.cause == .ended, deadline.end <= .now {
      return .failure(WorkerLoss(cause: .stuck, pages: loss.pages))
    }
    return result
  }

  private func ended(_ deadline: Deadline) -> WorkerLoss {
    WorkerLoss(cause: .ended, pages: deadline.recognized)
  }

  /// Whether it was said that this system cannot lock workers in as it should: once is enough.
  private static let hasTold = Mutex(false)

  /// Tells once which walls of the room are missing.
  func tell(_ missing: [LockedRoom.Part]) {
    guard !missing.isEmpty else { return }
    let isNews = Self.hasTold.withLock { hasTold in
      defer { hasTold = true }
      return !hasTold
    }
    guard isNews else { return }
    logger.warning(
      "room_incomplete",
      metadata: ["lacks": "\(missing.map(\.rawValue).joined(separator: ","))"])
  }

  /// Ends the process at once; it holds nothing that could be lost.
  func kill() { try? handle.send(signal: .kill) }
}

/// When a document has to be read.
private final class Deadline: Sendable {
  private let limits: WorkerLimits
  private let start = ContinuousClock.now
  private let pages = Mutex(0)

  init(limits: WorkerLimits) { self.limits = limits }

  /// How many pages are recognised.
  var recognized: Int { pages.withLock { $0 } }

  var end: ContinuousClock.Instant {
    start + .seconds(limits.clockSeconds(recognizing: recognized))
  }

  /// Puts it off, once: a process that asks for more time again and again gets none.
  func allow(recognizing pages: Int) { self.pages.withLock { $0 = max($0, pages) } }
}

/// The last that a process said on its standard error.
actor ErrorTail {
  private var bytes: [UInt8] = []
  /// Room for a stack trace and the sentence before it.
  private static let length = 1 << 14

  /// Takes in all that the process says until it ends.
  func collect(_ output: SubprocessOutputSequence) async {
    var chunks = output.makeAsyncIterator()
    while let chunk = try? await chunks.next() {
      chunk.withUnsafeBytes { bytes.append(contentsOf: $0.suffix(Self.length)) }
      if bytes.count > 4 * Self.length { bytes.removeFirst(bytes.count - Self.length) }
    }
  }

  var text: String { String(decoding: bytes.suffix(Self.length), as: UTF8.self) }

  /// The last line that is not blank.
  var lastLine: String {
    text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
  }
}
