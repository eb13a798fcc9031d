import Glibc
import Logging
import Subprocess
import SystemPackage

/// One place of the pool: a process at a time, replaced when it ends or has served its time.
struct WorkerSlot: Sendable {
  let pool: WorkerPool
  let form: ResultForm
  let password: String?
  let recognition: RecognitionMode

  /// How a process was left.
  private enum Departure: Sendable {
    /// In good order, with the job for the one after it.
    case left(next: DeliveryQueue.Job?)
    case lost(DeliveryQueue.Job, WorkerProcess.Loss, documentsBefore: Int, seconds: Double)
  }

  /// Serves until no documents are left.
  ///
  /// - Throws: `WorkerPoolError`, or what the system says where a process cannot be started.
  func serve(_ queue: DeliveryQueue) async throws {
    var next = await nextJob(queue)
    var killed: Int?
    while let job = next {
      let tail = ErrorTail()
      let (departure, status) = try await startedProcess(from: job, queue, tail)
      guard case .lost(let lost, let loss, let documentsBefore, let seconds) = departure else {
        if case .left(let following) = departure { next = following }
        continue
      }
      try Task.checkCancellation()
      let rejection = rejection(loss, status, saying: await tail.text)
      log(rejection, of: lost)
      let isKilled = status == .signaled(SIGKILL) && killed != lost.index
      if rejection.mayBeTheProcess && (documentsBefore > 0 || isKilled) {
        // A process new to its work tells whether it was the document; where it was killed from
        // outside, once more.
        if documentsBefore == 0 { killed = lost.index }
        next = lost
      } else {
        var answer = DocumentAnswer(rejection: rejection, of: request(lost))
        answer.summary.seconds = seconds
        await queue.deliver(answer, for: lost)
        next = await nextJob(queue)
      }
    }
  }

  /// Runs a process; where the system does not let it start, says so as the pool does.
  private func startedProcess(
    from job: DeliveryQueue.Job, _ queue: DeliveryQueue, _ tail: ErrorTail
  ) async throws -> (Departure, TerminationStatus) {
    do {
      return try await runProcess(from: job, queue, tail)
    } catch let error as SubprocessError {
      throw WorkerPoolError.notStarted(detail: "\(error)")
    }
  }

  private static let environment: [Environment.Key: String] = [
    // Drawing a backtrace takes seconds and says nothing to whoever has the document.
    "SWIFT_BACKTRACE": "enable=no",
    // Threads of Tesseract wait for one another longer than they work.
    "OMP_THREAD_LIMIT": "1",
    // To give the memory of each picture back to the system, and take it cleared for the next one, is
    // up to a tenth of the time of a page (mallopt(3)): blocks up to 64 MiB and 128 MiB in all are kept.
    "MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "134217728",
  ]

  /// Starts a process and lets it serve from this job on.
  private func runProcess(
    from job: DeliveryQueue.Job, _ queue: DeliveryQueue, _ tail: ErrorTail
  ) async throws -> (Departure, TerminationStatus) {
    var options = PlatformOptions()
    // Ctrl-C goes to the whole foreground group; ending the workers is this process's business.
    options.processGroupID = 0
    let result = try await Subprocess.run(
      .path(FilePath(pool.command.executable)), arguments: Arguments(pool.command.arguments),
      environment: .inherit.updating(Self.environment),
      platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
    ) { handle in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await tail.collect(handle.standardError) }
        let process = WorkerProcess(handle, limits: pool.limits)
        var reader = AnswerReader(
          handle.standardOutput, limit: pool.limits.outputMebibytes << 20)
        guard try await reader.greeting() else {
          process.kill()
          try await group.waitForAll()
          throw WorkerPoolError.notStarted(detail: await tail.lastLine)
        }
        let departure = try await converse(with: process, &reader, from: job, queue)
        if case .lost(_, .ended, _, _) = departure {
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
    with process: WorkerProcess, _ reader: inout AnswerReader, from first: DeliveryQueue.Job,
    _ queue: DeliveryQueue
  ) async throws -> Departure {
    var job = first
    var served = 0
    while true {
      let start = ContinuousClock.now
      let result = try await process.answer(to: request(job), from: &reader)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      switch result {
      case .failure(let loss):
        return .lost(job, loss, documentsBefore: served, seconds: seconds)
      case .success(var answer):
        answer.summary.seconds = seconds
        await queue.deliver(answer, for: job)
      }
      served += 1
      guard let next = await nextJob(queue) else { return .left(next: nil) }
      guard served < pool.documentsPerWorker else { return .left(next: next) }
      job = next
    }
  }

  /// The next job that needs a process; those that need none are answered here.
  private func nextJob(_ queue: DeliveryQueue) async -> DeliveryQueue.Job? {
    while let job = await queue.job() {
      guard let rejection = job.document.rejection else { return job }
      await queue.deliver(DocumentAnswer(rejection: rejection, of: request(job)), for: job)
    }
    return nil
  }

  private func request(_ job: DeliveryQueue.Job) -> WorkerRequest {
    WorkerRequest(
      path: job.document.path, name: job.document.name, parts: job.document.partName,
      password: password, form: form, ocr: recognition)
  }

  private func rejection(
    _ loss: WorkerProcess.Loss, _ status: TerminationStatus, saying words: String
  ) -> Rejection {
    let limits = pool.limits
    switch (loss, status) {
    case (.timeout, _), (.ended, .signaled(SIGXCPU)): return .timeout(seconds: limits.seconds)
    case (.outputLimit, _): return .outputLimit(mebibytes: limits.outputMebibytes)
    case (.nonsense, _): return .crash("unexpected answer")
    // Nobody here sent that signal: the kernel does where memory is short.
    case (.ended, .signaled(SIGKILL)): return .memory(mebibytes: limits.memoryMebibytes)
    case (.ended, _) where Self.speaksOfMemory(words):
      return .memory(mebibytes: limits.memoryMebibytes)
    case (.ended, .signaled(let signal)): return .crash(Self.name(ofSignal: signal))
    case (.ended, .exited(let code)): return .crash("exit code \(code)")
    }
  }

  /// Whether the last words are those of a library that was refused memory: C++, GLib, Swift and
  /// poppler all end the process, each by another signal.
  private static func speaksOfMemory(_ words: String) -> Bool {
    let words = words.lowercased()
    return ["out of memory", "bad_alloc", "failed to allocate", "allocate memory"].contains {
      words.contains($0)
    }
  }

  private static func name(ofSignal signal: Int32) -> String {
    switch signal {
    case SIGSEGV: "SIGSEGV"
    case SIGABRT: "SIGABRT"
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGBUS: "SIGBUS"
    case SIGFPE: "SIGFPE"
    default: "signal \(signal)"
    }
  }

  private func log(_ rejection: Rejection, of job: DeliveryQueue.Job) {
    pool.logger.debug(
      "worker lost",
      metadata: ["path": .string(job.document.path), "rule": .string(rejection.rule)])
  }
}
