import Extraction

/// Hands out requests and takes answers back in the order of the requests.
///
/// Workers finish out of order. An early answer waits here for those before it; so that a slow
/// document does not let the others pile up, requests far ahead of it are held back. Past the end of its
/// time it hands out nothing more; what was handed out is waited for.
actor DeliveryQueue {
  /// A request with its place in the order.
  struct Job: Sendable {
    var index: Int
    var document: InputDocument
  }

  private let documents: [InputDocument]
  /// How many answers may wait for an earlier one.
  private let window: Int
  private let end: ContinuousClock.Instant?
  /// How many documents are read in this run: fewer than there are where its time has ended.
  private var count: Int
  private var nextJob = 0
  private var nextAnswer = 0
  private var early: [Int: DocumentAnswer] = [:]
  private var failure: (any Error)?
  private var idleWorkers: [CheckedContinuation<Void, Never>] = []
  private var consumer: CheckedContinuation<Void, Never>?

  init(documents: [InputDocument], window: Int, end: ContinuousClock.Instant? = nil) {
    self.documents = documents
    self.window = window
    self.end = end
    count = documents.count
  }

  /// How many documents were left for another run.
  var left: Int { documents.count - count }

  /// The next document to read, or `nil` when there is none left or the run has ended.
  func job() async -> Job? {
    while failure == nil, nextJob < count, nextJob >= nextAnswer + window {
      await withCheckedContinuation { idleWorkers.append($0) }
    }
    // One document at least, so that a run with too little time comes forward all the same.
    if let end, end <= .now, nextJob > 0, nextJob < count {
      count = nextJob
      wakeConsumer()
    }
    guard failure == nil, nextJob < count else { return nil }
    defer { nextJob += 1 }
    return Job(index: nextJob, document: documents[nextJob])
  }

  /// Gives the answer to a job.
  func deliver(_ answer: DocumentAnswer, for job: Job) {
    early[job.index] = answer
    if job.index == nextAnswer { wakeConsumer() }
  }

  /// Ends the run: nothing more is handed out, and whoever asks for an answer gets the error. The
  /// first error counts.
  func end(with error: any Error) {
    failure = failure ?? error
    wakeConsumer()
    wakeWorkers()
  }

  /// The answer to the next document in order, or `nil` after the last.
  func answer() async throws -> (document: InputDocument, answer: DocumentAnswer)? {
    while nextAnswer < count, early[nextAnswer] == nil, failure == nil {
      await withCheckedContinuation { consumer = $0 }
    }
    guard nextAnswer < count else { return nil }
    if let failure { throw failure }
    guard let answer = early.removeValue(forKey: nextAnswer) else { return nil }
    defer { nextAnswer += 1 }
    wakeWorkers()
    return (documents[nextAnswer], answer)
  }

  private func wakeConsumer() {
    consumer?.resume()
    consumer = nil
  }

  private func wakeWorkers() {
    for worker in idleWorkers { worker.resume() }
    idleWorkers = []
  }
}
