public import Extraction
import Glibc
public import Logging
public import Recognition

/// How to start a worker.
public struct WorkerCommand: Sendable, Hashable {
  public var executable: String
  public var arguments: [String]

  public init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// This program itself, started again as `gongkai worker`.
  public static func thisProgram(
    limits: WorkerLimits, engine: RecognitionEngine
  ) -> WorkerCommand {
    WorkerCommand(
      executable: "/proc/self/exe",
      arguments: [
        "worker", "--timeout", String(limits.seconds), "--memory", String(limits.memoryMebibytes),
        "--ocr-engine", engine.rawValue, "--parent", String(getpid()),
      ])
  }
}

/// The environment does not let workers run; no document is to blame.
public enum WorkerPoolError: Error, Sendable, Hashable {
  /// The program ended before it was ready; `detail` is what it said last.
  case notStarted(detail: String)
}

/// Processes that read documents, each one document at a time.
///
/// A document that crashes its process, uses up its memory or does not come to an end is answered
/// for with a rejected record; the process is replaced.
public struct WorkerPool: Sendable {
  let command: WorkerCommand
  let count: Int
  let limits: WorkerLimits
  /// A process is replaced after this many documents: caches of its libraries only ever grow.
  let documentsPerWorker: Int
  let logger: Logger
  static let mostDocuments = 300
  /// After this time no further document is begun; those that are left wait for another run.
  public var budget: Duration?
  /// What makes documents readable that no reader here knows; without one they are refused by name.
  public var converter: DocumentConverter?

  /// - Parameters:
  ///   - command: How to start a worker.
  ///   - count: How many run at a time, at least 1.
  ///   - limits: What a document may cost; by the clock it may take ten times its processor time.
  ///   - documentsPerWorker: After how many documents a process is replaced.
  ///   - logger: Is told at level debug what becomes of workers.
  public init(
    command: WorkerCommand, count: Int, limits: WorkerLimits = WorkerLimits(),
    documentsPerWorker: Int = 300, logger: Logger = Logger(label: "gongkai.workers")
  ) {
    self.command = command
    self.count = max(1, count)
    self.limits = limits
    self.documentsPerWorker = documentsPerWorker
    self.logger = logger
  }

  /// What became of the documents, in their order.
  public struct Answers {
    let queue: DeliveryQueue

    /// The next document and its answer, or `nil` after the last.
    ///
    /// - Throws: What keeps workers from running; `CancellationError`.
    public func next() async throws -> (document: InputDocument, answer: DocumentAnswer)? {
      try await queue.answer()
    }

    /// How many documents were not begun, because the time of the run was used up.
    public var left: Int { get async { await queue.left } }
  }

  /// Reads the documents while `body` takes the answers.
  ///
  /// Workers run for as long as `body` does; when it returns or throws they are ended. Memory does
  /// not grow with the number of documents: unread answers hold the workers back.
  ///
  /// - Throws: `WorkerPoolError`, what the system says where a process cannot be started, and what
  ///   `body` throws.
  public func withAnswers<Value>(
    to documents: [InputDocument], form: ResultForm, password: String? = nil,
    recognition: RecognitionMode = .auto,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Answers) async throws -> Value
  ) async throws -> Value {
    let workers = min(count, max(1, documents.count))
    let queue = DeliveryQueue(
      documents: documents, window: Self.window * workers, end: budget.map { .now + $0 })
    return try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<workers {
          group.addTask {
            do {
              try await WorkerSlot(
                pool: self, form: form, password: password, recognition: recognition
              ).serve(queue)
            } catch {
              await queue.end(with: error)
            }
          }
        }
        let value: Result<Value, any Error>
        do {
          value = .success(try await body(Answers(queue: queue)))
        } catch {
          value = .failure(error)
        }
        // Workers that wait for room in the queue would wait for ever.
        await queue.end(with: CancellationError())
        group.cancelAll()
        return try value.get()
      }
    } onCancel: {
      // A handler cannot wait; the actor takes the word when it has time.
      Task { await queue.end(with: CancellationError()) }
    }
  }

  /// How many answers for each worker may wait to be taken.
  private static let window = 32
}
