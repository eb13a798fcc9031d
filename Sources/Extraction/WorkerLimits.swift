import Glibc

/// What a worker allows itself, so that a hostile file harms no one but its own reading.
public struct WorkerLimits: Sendable, Hashable {
  /// Address space, in MiB. Reports need 150; what needs more than 1 GiB is an attack or damaged.
  public var memoryMebibytes: Int
  /// Processor time for a document, in seconds; recognising pages adds `secondsToRecognize`.
  public var seconds: Int
  /// Results of a document, in MiB. A report's are 0.2.
  public var outputMebibytes: Int

  public init(memoryMebibytes: Int = 1024, seconds: Int = 60, outputMebibytes: Int = 32) {
    self.memoryMebibytes = memoryMebibytes
    self.seconds = seconds
    self.outputMebibytes = outputMebibytes
  }

  /// Pages past this number get no more time: no report has as many.
  private static let mostRecognizedPages = 100

  /// Time for recognising pages, in seconds: a quarter of a document's for each; they take 3 s.
  func secondsToRecognize(pages: Int) -> Int {
    max(0, min(pages, Self.mostRecognizedPages)) * seconds / 4
  }

  /// Limits this process for good: memory, no core file, no large file.
  func apply() {
    Self.set(RLIMIT_AS, to: rlim_t(memoryMebibytes) << 20)
    Self.set(RLIMIT_CORE, to: 0)
    // Room for the one file that a worker may have to write, the font cache of fontconfig. Past it
    // writing fails; the signal would end the process for what is no fault of the document.
    Self.set(RLIMIT_FSIZE, to: 32 << 20)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Gives the process this document's processor time, counted from now; past it SIGXCPU ends it.
  func allowNextDocument() { allow(seconds) }

  /// Gives the process the processor time of a document of which so many pages are recognised, counted
  /// from now.
  func allowRecognition(ofPages pages: Int) { allow(seconds + secondsToRecognize(pages: pages)) }

  private func allow(_ seconds: Int) {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    // A second more than the wall clock of the pool, which gives the better message.
    limit.rlim_cur = min(rlim_t(used + seconds + 2), limit.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
  }

  private static func set(_ resource: __rlimit_resource, to value: rlim_t) {
    var limit = rlimit(rlim_cur: value, rlim_max: value)
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
