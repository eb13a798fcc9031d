import Glibc
import ReportWriting

/// Words for people, on standard error.
enum Console {
  static let isTerminal = isatty(STDERR_FILENO) == 1

  private static let stream = ByteStream(descriptor: STDERR_FILENO, path: "stderr")

  /// A line.
  static func say(_ line: String) { write("\(line)\n") }

  /// Text without a line break; where nobody can read it, nothing is to be done about that.
  static func write(_ text: String) { try? stream.write(Array(text.utf8)) }
}

/// A line on a terminal that tells how far a run is; nothing elsewhere.
final class Progress {
  private let total: Int
  private let start = ContinuousClock.now
  private var lastShown = ContinuousClock.now

  init(total: Int) { self.total = total }

  func show(_ outcome: Outcome) {
    // A document may give several reports.
    let total = max(total, outcome.total)
    show(
      text(
        zh:
          "\(outcome.total)/\(total)  完整 \(outcome.complete)  部分 \(outcome.partial)  未能读取 \(outcome.rejected)",
        en: "\(outcome.total)/\(total)  \(outcome.complete) complete  \(outcome.partial) partial  "
          + "\(outcome.rejected) rejected") + pace(outcome.total))
  }

  /// How many documents a second, and the time left at that pace.
  private func pace(_ done: Int) -> String {
    let rate = Double(done) / ((ContinuousClock.now - start) / .seconds(1))
    guard rate > 0 else { return "" }
    let left = Int((Double(max(0, total - done)) / rate).rounded(.up))
    let time = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
    let shown = (rate * 10).rounded() / 10
    return text(zh: "  每秒 \(shown)  剩余 \(time)", en: "  \(shown)/s  \(time) left")
  }

  /// Shows how many are done.
  func show(_ done: Int) { show("\(done)/\(total)") }

  private func show(_ line: @autoclosure () -> String) {
    let now = ContinuousClock.now
    guard Console.isTerminal, now - lastShown > .milliseconds(100) else { return }
    lastShown = now
    Console.write("\r\u{1B}[K\(line())")
  }

  func clear() {
    if Console.isTerminal { Console.write("\r\u{1B}[K") }
  }
}
