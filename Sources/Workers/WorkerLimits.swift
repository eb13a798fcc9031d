import Glibc

/// What a worker allows itself, so that a hostile file harms no one but its own reading.
public struct WorkerLimits: Sendable, Hashable {
  /// Address space, in MiB. Reports need 150; what needs more than 1 GiB is an attack or damaged.
  public var memoryMebibytes: Int
  /// Processor time for a document, in seconds; recognising pages adds `secondsToRecognize`.
  public var seconds: Int
  /// Results of a document, in MiB. A report's are 0.2.
  public var outputMebibytes: Int

  /// The least time by the clock that a document is given, in seconds.
  public var leastClockSeconds = 60

  public init(memoryMebibytes: Int = 1024, seconds: Int = 60, outputMebibytes: Int = 32) {
    self.memoryMebibytes = memoryMebibytes
    self.seconds = seconds
    self.outputMebibytes = outputMebibytes
  }

  /// Pages past this number get no more time: no report has as many. It caps what one document costs.
  private static let mostRecognizedPages = 100

  /// After so many seconds of work a process is replaced, so that its hard limit is no document's.
  static let secondsOfProcess = 3600

  /// How much longer than processor time a document may take by the clock: a busy machine is no fault of
  /// a document; a process that stands still is ended.
  private static let clockFactor = 10

  /// Time by the clock for a document of which so many pages are recognised, in seconds.
  func clockSeconds(recognizing pages: Int) -> Int {
    max(leastClockSeconds, Self.clockFactor * allowance(recognizing: pages))
  }

  /// Processor time for such a document, in seconds.
  func allowance(recognizing pages: Int) -> Int { seconds + secondsToRecognize(pages: pages) }

  /// Time for recognising pages, in seconds: a quarter of a document's for each; they take 3 s.
  private func secondsToRecognize(pages: Int) -> Int {
    max(0, min(pages, Self.mostRecognizedPages)) * seconds / 4
  }

  /// Limits this process for good: memory, open files, no core file, no large file, no more processor
  /// time than a process may ever need; no new processes.
  func apply() {
    Self.set(RLIMIT_AS, to: rlim_t(memoryMebibytes) << 20)
    Self.set(RLIMIT_CORE, to: 0)
    // Room for the one file that a worker may have to write, the font cache of fontconfig. Past it
    // writing fails; the signal would end the process for what is no fault of the document.
    Self.set(RLIMIT_FSIZE, to: 32 << 20)
    signal(SIGXFSZ, SIG_IGN)
    // Libraries, a cache of fonts, the document: ten are open at a time.
    Self.set(RLIMIT_NOFILE, to: 64)
    // Nor threads: libgomp starts none in a worker's environment.
    Self.set(__RLIMIT_NPROC, to: 0)
    let most = allowance(recognizing: Self.mostRecognizedPages)
    Self.set(RLIMIT_CPU, to: rlim_t(Self.secondsOfProcess + most))
  }

  /// Gives the process this document's processor time, counted from now; past it SIGXCPU ends it, and
  /// past its time by the clock SIGALRM does.
  func allowNextDocument() { allowRecognition(ofPages: 0) }

  /// Gives the process the processor time of a document of which so many pages are recognised, counted
  /// from now.
  func allowRecognition(ofPages pages: Int) {
    allow(allowance(recognizing: pages))
    alarm(UInt32(clockSeconds(recognizing: pages)))
  }

  /// No document is read: time by the clock does not count.
  func rest() { alarm(0) }

  private func allow(_ seconds: Int) {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    // The system counts whole seconds, and part of one is used already.
    limit.rlim_cur = min(rlim_t(used + seconds + 1), limit.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
  }

  private static func set(_ resource: __rlimit_resource, to value: rlim_t) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    // A lower limit of whoever started it stays.
    limit.rlim_max = min(value, limit.rlim_max)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
