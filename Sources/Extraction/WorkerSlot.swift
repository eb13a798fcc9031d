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

  /// A job whose document is open.
  private struct Assignment: Sendable {
    var job: DeliveryQueue.Job
    var file: OpenFile
  }

  /// How a process was left.
  private enum Departure: Sendable {
    /// In good order, with what there is to do for the one after it.
    case left(next: Assignment?)
    case lost(Assignment, WorkerProcess.Loss, documentsBefore: Int, seconds: Double)
  }

  /// Serves until no documents are left.
  ///
  /// - Throws: `WorkerPoolError`, or what the system says where a process cannot be started.
  func serve(_ queue: DeliveryQueue) async throws {
    var next = await nextTask(queue)
    var killed: Int?
    while let task = next {
      let tail = ErrorTail()
      let (departure, status) = try await startedProcess(from: task, queue, tail)
      guard case .lost(let lost, let loss, let documentsBefore, let seconds) = departure else {
        if case .left(let following) = departure { next = following }
        continue
      }
      try Task.checkCancellation()
      let rejection = rejection(loss, status, saying: await tail.text)
      log(rejection, of: lost.job)
      let isKilled = status == .signaled(SIGKILL) && killed != lost.job.index
      if rejection.mayBeTheProcess && (documentsBefore > 0 || isKilled) {
        // A process new to its work tells whether it was the document; where it was killed from
        // outside, once more.
        if documentsBefore == 0 { killed = lost.job.index }
        next = lost
      } else {
        var answer = DocumentAnswer(rejection: rejection, of: request(lost.job), lost.file)
        answer.summary.seconds = seconds
        await queue.deliver(answer, for: lost.job)
        next = await nextTask(queue)
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

  /// What a worker is told of its surroundings: where programs, libraries, fonts and the data of
  /// recognition are, and the language. Nothing else that this process knows, as passwords, is its business.
  private static let inherited: [Environment.Key] = [
    "PATH", "HOME", "LD_LIBRARY_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TESSDATA_PREFIX", "LC_ALL",
    "LC_MESSAGES", "LC_CTYPE", "LANG", "TZ",
  ]

  private static var environment: [Environment.Key: String] {
    var values = settings
    for key in inherited {
      if let value = getenv(key.rawValue) { values[key] = String(cString: value) }
    }
    return values
  }

  private static let settings: [Environment.Key: String] = [
    // ONNX Runtime reports to its makers otherwise; looked at when it is loaded.
    "ORT_DISABLE_TELEMETRY": "1",
    // Drawing a backtrace takes seconds and says nothing to whoever has the document.
    "SWIFT_BACKTRACE": "enable=no",
    // Threads of Tesseract wait for one another longer than they work.
    "OMP_THREAD_LIMIT": "1",
    // To give the memory of each picture back to the system, and take it cleared for the next one, is
    // up to a tenth of the time of a page (mallopt(3)): blocks up to 64 MiB and 128 MiB in all are kept.
    "MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "134217728",
  ]

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
        guard try await reader.greeting() else {
          process.kill()
          try await group.waitForAll()
          throw WorkerPoolError.notStarted(detail: await tail.lastLine)
        }
        let departure = try await converse(with: process, &reader, from: task, queue)
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
        to: request(task.job), about: task.file, from: &reader)
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
      guard let next = await nextTask(queue) else { return .left(next: nil) }
      guard !isLast, served < pool.documentsPerWorker,
        worked < Double(WorkerLimits.secondsOfProcess)
      else { return .left(next: next) }
      task = next
    }
  }

  /// The next document that needs a process; those that need none, or do not open, are answered here.
  private func nextTask(_ queue: DeliveryQueue) async -> Assignment? {
    while let job = await queue.job() {
      do throws(Rejection) {
        if let rejection = job.document.rejection { throw rejection }
        return Assignment(job: job, file: try OpenFile(path: job.document.path))
      } catch {
        await queue.deliver(DocumentAnswer(rejection: error, of: request(job), nil), for: job)
      }
    }
    return nil
  }

  private func request(_ job: DeliveryQueue.Job) -> WorkerRequest {
    WorkerRequest(
      file: InputDocument.fileName(of: job.document.path), name: job.document.name,
      parts: job.document.partName, password: password, form: form, ocr: recognition)
  }

  private func rejection(
    _ loss: WorkerProcess.Loss, _ status: TerminationStatus, saying words: String
  ) -> Rejection {
    let limits = pool.limits
    switch (loss, status) {
    case (.stuck(let seconds), _): return .stuck(seconds: seconds)
    case (.ended(let allowed), .signaled(SIGXCPU)): return .timeout(seconds: allowed)
    case (.outputLimit, _): return .outputLimit(mebibytes: limits.outputMebibytes)
    case (.nonsense, _): return .crash("unexpected answer")
    case (.ended, .signaled(SIGSYS)): return .forbidden
    // Nobody here sent that signal: the kernel does where memory is short.
    case (.ended, .signaled(SIGKILL)): return .memory(mebibytes: limits.memoryMebibytes)
    case (.ended, _) where Self.speaksOfMemory(words):
      return .memory(mebibytes: limits.memoryMebibytes)
    // How Swift ends a program that goes on from a mistake of its own, on either processor.
    case (.ended, .signaled(SIGILL)), (.ended, .signaled(SIGTRAP)):
      return .fault(Self.lastFault(in: words) ?? Self.name(of: status))
    case (.ended, _): return .crash(Self.name(of: status))
    }
  }

  /// What Swift said when it ended the program: `File.swift:12: Fatal error: Index out of range`.
  private static func lastFault(in words: String) -> String? {
    words.split(whereSeparator: \.isNewline).last { $0.contains("Fatal error") }.map {
      String($0.prefix(200))
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

  private static func name(of status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit code \(code)"
    case .signaled(SIGSEGV): "SIGSEGV"
    case .signaled(SIGABRT): "SIGABRT"
    case .signaled(SIGILL): "SIGILL"
    case .signaled(SIGTRAP): "SIGTRAP"
    case .signaled(SIGBUS): "SIGBUS"
    case .signaled(SIGFPE): "SIGFPE"
    case .signaled(let signal): "signal \(signal)"
    }
  }

  private func log(_ rejection: Rejection, of job: DeliveryQueue.Job) {
    pool.logger.debug(
      "worker lost",
      metadata: ["path": .string(job.document.path), "rule": .string(rejection.rule)])
  }
}
