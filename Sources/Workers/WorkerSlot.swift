import ContentDecoding
import Extraction
import Glibc
import Logging
import ReportModel
import Subprocess
import SystemPackage

/// One place of the pool: a process at a time, replaced when it ends or has served its time.
struct WorkerSlot: Sendable {
  let pool: WorkerPool
  let form: ResultForm
  let password: String?
  let recognition: RecognitionMode

  /// A job whose document is open.
  private struct Assignment: Sendable {
    var job: DeliveryQueue.Job
    var file: OpenFile
    /// What is read in its place.
    var conversion: ConvertedDocument?
  }

  /// How a process was left.
  private enum Departure: Sendable {
    /// In good order, with what there is to do for the one after it.
    case left(next: Assignment?)
    case lost(Assignment, WorkerLoss, documentsBefore: Int, seconds: Double)
  }

  /// Serves until no documents are left.
  ///
  /// - Throws: `WorkerPoolError`, or what the system says where a process cannot be started.
  func serve(_ queue: DeliveryQueue) async throws {
    var next = try await nextTask(queue)
    var killed: Int?
    while let task = next {
      let tail = ErrorTail()
      let (departure, status) = try await startedProcess(from: task, queue, tail)
      guard case .lost(let lost, var loss, let documentsBefore, let seconds) = departure else {
        if case .left(let following) = departure { next = following }
        continue
      }
      try Task.checkCancellation()
      loss.note(status, saying: await tail.text)
      let rejection = loss.rejection(pool.limits)
      log(rejection, of: lost.job)
      let isKilled = status == .signaled(SIGKILL) && killed != lost.job.index
      if rejection.mayBeTheProcess && (documentsBefore > 0 || isKilled) {
        // A process new to its work tells whether it was the document; where it was killed from
        // outside, once more.
        if documentsBefore == 0 { killed = lost.job.index }
        next = lost
      } else {
        var answer = DocumentAnswer(rejection: rejection, of: request(lost), input(lost))
        answer.summary.seconds = seconds
        await queue.deliver(answer, for: lost.job)
        next = try await nextTask(queue)
      }
    }
  }

  /// Runs a process; where the system does not let it start, says so as the pool does.
  private func startedProcess(
    from task: Assignment, _ queue: DeliveryQueue, _ tail: ErrorTail
  ) async throws -> (Departure, TerminationStatus) {
    do {
      return try await runProcess(from: task, queue, tail)
    } catch let error as SubprocessError {
      throw WorkerPoolError.notStarted(detail: "\(error)")
    } catch let error as RequestChannel.Failure {
      throw WorkerPoolError.notStarted(detail: String(cString: strerror(error.code)))
    }
  }

  private static var environment: [Environment.Key: String] {
    Dictionary(
      uniqueKeysWithValues: WorkerEnvironment.variables.map {
        (Environment.Key(stringLiteral: $0.key), $0.value)
      })
  }

  /// Starts a process and lets it serve from this document on.
  private func runProcess(
    from task: Assignment, _ queue: DeliveryQueue, _ tail: ErrorTail
  ) async throws -> (Departure, TerminationStatus) {
    var options = PlatformOptions()
    // Ctrl-C goes to the whole foreground group; ending the workers is this process's business.
    options.processGroupID = 0
    let channel = try RequestChannel()
    let result = try await Subprocess.run(
      .path(FilePath(pool.command.executable)), arguments: Arguments(pool.command.arguments),
      environment: .custom(Self.environment), platformOptions: options,
      input: .fileDescriptor(channel.workerEnd, closeAfterSpawningProcess: true),
      output: .sequence, error: .sequence
    ) { handle in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await tail.collect(handle.standardError) }
        let process = WorkerProcess(handle, channel, limits: pool.limits, logger: pool.logger)
        var reader = AnswerReader(
          handle.standardOutput, limit: pool.limits.outputMebibytes << 20)
        guard let hello = try await reader.hello() else {
          process.kill()
          try await group.waitForAll()
          throw WorkerPoolError.notStarted(detail: await tail.lastLine)
        }
        process.tell(hello.lacks)
        let departure = try await converse(with: process, &reader, from: task, queue)
        if case .lost(_, let loss, _, _) = departure, loss.cause == .ended {
          // It has closed its output; its exit status tells why, and comes a little later.
          group.addTask {
            try? await Task.sleep(for: .seconds(2))
            process.kill()
          }
          try await group.next()
          group.cancelAll()
        } else {
          process.kill()
        }
        return departure
      }
    }
    return (result.closureResult, result.terminationStatus)
  }

  private func converse(
    with process: WorkerProcess, _ reader: inout AnswerReader, from first: Assignment,
    _ queue: DeliveryQueue
  ) async throws -> Departure {
    var task = first
    var served = 0
    var worked = 0.0
    var isLast = false
    while true {
      let start = ContinuousClock.now
      let result = try await process.answer(
        to: request(task), about: task.conversion?.file ?? task.file, from: &reader)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      switch result {
      case .failure(let loss):
        return .lost(task, loss, documentsBefore: served, seconds: seconds)
      case .success(var answer):
        answer.summary.seconds = seconds
        isLast = answer.summary.isLast == true
        await queue.deliver(answer, for: task.job)
      }
      served += 1
      worked += seconds
      guard let next = try await nextTask(queue) else { return .left(next: nil) }
      guard !isLast, served < pool.documentsPerWorker,
        worked < Double(WorkerLimits.secondsOfProcess)
      else { return .left(next: next) }
      task = next
    }
  }

  /// The next document that needs a process; those that need none, or do not open, are answered here.
  private func nextTask(_ queue: DeliveryQueue) async throws -> Assignment? {
    while let job = await queue.job() {
      var file: OpenFile?
      do {
        if let rejection = job.document.rejection { throw rejection }
        let opened = try OpenFile(path: job.document.path)
        file = opened
        return Assignment(
          job: job, file: opened,
          conversion: try await conversion(of: opened))
      } catch let rejection as Rejection {
        await queue.deliver(
          DocumentAnswer(
            rejection: rejection, of: request(job),
            file.map { input(Assignment(job: job, file: $0)) }), for: job)
      }
    }
    return nil
  }

  /// What is read in place of a document that no reader here knows; `nil` where the document itself is.
  private func conversion(of file: OpenFile) async throws -> ConvertedDocument? {
    let kind = ContentKind(try file.start())
    guard let converter = pool.converter, kind.isConverted else { return nil }
    do {
      return try await converter.converted(file, kind, limits: pool.limits)
    } catch let error as SubprocessError {
      throw WorkerPoolError.notStarted(detail: "\(error)")
    }
  }

  private func request(_ task: Assignment) -> WorkerRequest {
    var request = request(task.job)
    request.original = task.conversion?.original
    return request
  }

  private func request(_ job: DeliveryQueue.Job) -> WorkerRequest {
    WorkerRequest(
      id: String(job.index), file: InputDocument.fileName(of: job.document.path),
      name: job.document.name,
      parts: job.document.partName, password: password, form: form, ocr: recognition)
  }

  private func input(_ task: Assignment) -> DocumentInput {
    DocumentInput(
      task.file, name: InputDocument.fileName(of: task.job.document.path), password: nil)
  }

  private func log(_ rejection: Rejection, of job: DeliveryQueue.Job) {
    pool.logger.debug(
      "worker lost",
      metadata: ["path": .string(job.document.path), "rule": .string(rejection.rule.rawValue)])
  }
}

extension WorkerLoss {
  /// Adds how the process ended and what it said last.
  fileprivate mutating func note(_ status: TerminationStatus, saying words: String) {
    switch status {
    case .exited(let code): exit = code
    case .signaled(let number): signal = number
    }
    said = words
  }
}
