import Glibc

/// What a fault of the program says.
enum Crashes {
  /// Leaves out the backtrace, which takes up to a minute and says nothing to whoever runs the program.
  /// Whoever wants one sets `SWIFT_BACKTRACE` (`SWIFT_BACKTRACE=enable=yes`).
  static func areQuiet() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    // The signals that Swift's runtime catches to draw one.
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] {
      signal(number, SIG_DFL)
    }
  }
}
