import CSandbox
import Glibc

/// The process that becomes the program that converts a document: `gongkai converter`.
///
/// Before it does it locks itself in: it can start that program alone, write in its folder alone, read what is
/// installed, and reach neither a network nor another process (`docs/threats.md`).
public enum ConverterProcess {
  /// How it ends where the program cannot be started so; LibreOffice ends otherwise.
  static let cannotStart: Int32 = 125

  /// - Parameters:
  ///   - program: Path of the program.
  ///   - arguments: What it is told.
  ///   - folder: Where it may write, without links.
  ///   - limits: What it may cost.
  ///   - parent: The process that started this one, with which it ends.
  /// - Returns: where the program cannot be started, how to end.
  public static func become(
    _ program: String, _ arguments: [String], in folder: String, limits: WorkerLimits,
    parent: Int32
  ) -> Int32 {
    guard room_die_with(parent) == 0 else { return cannotStart }
    limits.applyToConverter()
    // Without a filter of its calls nothing keeps it from the network.
    let holds = Int(room_lock_converter(folder, program))
    guard holds & Int(ROOM_CALLS) != 0 else { return cannotStart }
    var strings = ([program] + arguments).map { strdup($0) } + [nil]
    execv(program, &strings)
    return cannotStart
  }
}

extension WorkerLimits {
  /// Converting a report takes 0.5 GiB of address space and a second; LibreOffice is large and many things are
  /// mapped that nobody uses.
  fileprivate static let memoryFactor = 2

  /// Limits this process for good, before it becomes another program.
  fileprivate func applyToConverter() {
    Self.set(RLIMIT_AS, to: rlim_t(memoryMebibytes * Self.memoryFactor) << 20)
    Self.set(RLIMIT_CORE, to: 0)
    Self.set(RLIMIT_FSIZE, to: 64 << 20)
    Self.set(RLIMIT_NOFILE, to: 256)
    Self.set(RLIMIT_CPU, to: rlim_t(seconds), most: rlim_t(seconds + 5))
  }

  private static func set(_ resource: __rlimit_resource, to value: rlim_t, most: rlim_t? = nil) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    limit.rlim_max = min(most ?? value, limit.rlim_max)
    limit.rlim_cur = min(value, limit.rlim_max)
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
