#if DEBUG
  import Foundation
  import Glibc

  /// What a process that a hostile file has taken over might try; for tests of the locked room.
  public enum Trespass: String, Sendable, CaseIterable {
    case readFile = "read-file"
    case writeFile = "write-file"
    case openSocket = "open-socket"
    case startProgram = "start-program"
    case forkProcess = "fork-process"
    case killParent = "kill-parent"

    /// Tries it; `done`, or what the system said.
    func attempted() -> String {
      let result: Int32 =
        switch self {
        case .readFile: open("/etc/passwd", O_RDONLY)
        case .writeFile: open("\(NSTemporaryDirectory())/trespass", O_WRONLY | O_CREAT, 0o600)
        case .openSocket: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        case .startProgram: Self.shell()
        case .forkProcess: Self.process()
        case .killParent: kill(getppid(), 0)
        }
      return result < 0 ? String(cString: strerror(errno)) : "done"
    }

    private static func process() -> Int32 {
      var process: pid_t = 0
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
      errno = posix_spawn(&process, "/bin/true", nil, nil, &arguments, nil)
      return errno == 0 ? 0 : -1
    }

    private static func shell() -> Int32 {
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), nil]
      return execv("/bin/sh", &arguments)
    }
  }
#endif
