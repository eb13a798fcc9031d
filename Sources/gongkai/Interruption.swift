import Archive
import ArgumentParser
import Dispatch
import FileOutput
import Glibc
import ReportModel
import Synchronization
import Workers

/// How a run ends that does not come to its own end: signals and broken environments.
enum Interruption {
  /// Runs the work; a signal cancels it, so that workers are ended and temporary files removed.
  ///
  /// - Returns: The exit code.
  private static func guarding(
    isService: Bool, _ work: @escaping @Sendable () async throws -> ExitCode
  ) async throws -> ExitCode {
    // Writing past the end of a pipe or a limit is told by an error, which has its own advice.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let task = Task { try await work() }
    let received = SignalRecord()
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      received.cancel(task, on: number)
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await task.value
    } catch is CancellationError {
      return isService && received.signal == SIGTERM ? .success : ExitCode(128 + received.signal)
    } catch let failure as WriteFailure {
      return tell(failure)
    } catch let error as WorkerPoolError {
      return tell(error)
    } catch let error as ArchiveError {
      return ArchiveOptions.told(error)
    }
  }

  /// Runs the work and ends the command with its exit code.
  ///
  /// - Parameters:
  ///   - isService: Whether it goes on until SIGTERM, which then is no failure.
  ///   - work: What to do; gives the exit code.
  /// - Throws: The exit code where it is not 0, and errors that are not told here.
  static func exiting(
    isService: Bool = false, _ work: @escaping @Sendable () async throws -> ExitCode
  ) async throws {
    let code = try await guarding(isService: isService, work)
    if code != .success { throw code }
  }

  private static func tell(_ failure: WriteFailure) -> ExitCode {
    // Whoever was reading has enough; that is no mistake of anyone.
    if failure.isBrokenPipe { return ExitCode(128 + SIGPIPE) }
    let place = failure.path.printable
    let reason = failure.systemMessage
    switch failure.operation {
    case .replace:
      Console.say(
        text(
          zh: "错误：\(place) 已存在，且不是本程序写入的（或写入后被改动），不会覆盖。请用 --output 另选一个文件夹，或先移走该文件。",
          en:
            "Error: \(place) is there already and is not what this program wrote, or was changed since; "
            + "it is not replaced. Choose another folder by --output, or move the file away."))
      return ExitStatus.notCreated.code
    case .lock:
      Console.say(
        text(
          zh: "错误：另一个进程正在写入 \(place)。请等它结束，或用 --output 另选一个文件夹。",
          en:
            "Error: another process is writing to \(place). Wait until it has ended, or choose another "
            + "folder by --output."))
      return ExitStatus.inUse.code
    default: break
    }
    if failure.isOutOfSpace {
      Console.say(
        text(
          zh: "错误：写入 \(place) 时空间已满（\(reason)）。请清理磁盘或用 --output 换一个位置，然后重新运行；已完成的文件都是完整的。",
          en: "Error: no space left while writing \(place) (\(reason)). Free some space or choose "
            + "another place by --output, then run again; the files already there are whole."))
      return ExitStatus.notWritten.code
    }
    Console.say(
      text(
        zh: "错误：无法写入 \(place)（\(reason)）。请检查权限，或用 --output 换一个位置。",
        en: "Error: cannot write \(place) (\(reason)). Check the permissions, or choose another "
          + "place by --output."))
    let isLate = failure.operation == .write || failure.operation == .sync
    return (isLate ? ExitStatus.notWritten : .notCreated).code
  }

  private static func tell(_ error: WorkerPoolError) -> ExitCode {
    switch error {
    case .notStarted(let detail):
      Console.say(
        text(
          zh: "错误：读取进程无法启动（\(detail)）。请检查内存是否充足、所需系统库是否已安装。",
          en: "Error: the reading process did not start (\(detail)). Check that memory is left and "
            + "the system libraries are installed."))
      return ExitStatus.notStarted.code
    }
  }
}

/// Which signal asked the run to end.
private final class SignalRecord: Sendable {
  private let number = Atomic<Int32>(0)

  var signal: Int32 { number.load(ordering: .relaxed) }

  /// Cancels the task at the first signal; a second one ends the process at once.
  func cancel(_ task: Task<ExitCode, any Error>, on signalNumber: Int32) -> any DispatchSourceSignal
  {
    Glibc.signal(signalNumber, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: signalNumber, queue: .global())
    source.setEventHandler { [self] in
      guard signal == 0 else { exit(128 + signalNumber) }
      number.store(signalNumber, ordering: .relaxed)
      task.cancel()
    }
    source.resume()
    return source
  }
}
