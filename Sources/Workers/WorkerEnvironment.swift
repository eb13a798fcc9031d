import Foundation
import Glibc

/// What a worker is told of its surroundings, whoever starts it.
///
/// Libraries look at some of it while they are loaded, which is before the first line of this program: a
/// worker that finds itself with another environment starts itself again with this one.
public enum WorkerEnvironment {
  /// Where programs, libraries, fonts and the data of recognition are, and the language. Nothing else that
  /// whoever starts a worker knows, as passwords, is its business.
  private static let inherited = [
    "PATH", "HOME", "LD_LIBRARY_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TESSDATA_PREFIX", "LC_ALL",
    "LC_MESSAGES", "LC_CTYPE", "LANG", "TZ",
  ]

  private static let settings = [
    // ONNX Runtime reports to its makers otherwise; looked at when it is loaded.
    "ORT_DISABLE_TELEMETRY": "1",
    // Drawing a backtrace takes seconds and says nothing to whoever has the document.
    "SWIFT_BACKTRACE": "enable=no",
    // Threads of Tesseract wait for one another longer than they work: 33 s of processor time for a scan
    // that takes 18.
    "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1",
    // To give the memory of each picture back to the system, and take it cleared for the next one, is
    // up to a tenth of the time of a page (mallopt(3)): blocks up to 64 MiB and 128 MiB in all are kept.
    "MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "134217728",
  ]

  /// The variables by their names.
  static var variables: [String: String] {
    var values = settings
    for name in inherited {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }

  /// Starts this program again, in the same process and with the same arguments, where its environment is
  /// not a worker's. Where the system does not let it, things go on as they are: results are the same.
  public static func enter() {
    let variables = variables
    guard variables != ProcessInfo.processInfo.environment else { return }
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    var environment = variables.map { strdup("\($0)=\($1)") } + [nil]
    execve("/proc/self/exe", &arguments, &environment)
    for string in arguments + environment { free(string) }
  }
}
