import FileOutput
import Glibc
import ReportModel

/// Words for people, on standard error.
enum Console {
  static let isTerminal = isatty(STDERR_FILENO) == 1

  private static let stream = ByteStream(descriptor: STDERR_FILENO, path: "stderr")

  /// A line, or several. Whatever came into them from documents, the system or an archive, a terminal
  /// only shows it; names of files are `printable` before, as a line end in one is no new line.
  static func say(_ line: String) { write("\(line.printableLines)\n") }

  /// What became of files that earlier runs had written to a folder.
  static func say(cleared: (removed: Int, changed: [String])) {
    if cleared.removed > 0 {
      say(
        text(
          zh: "已删除先前运行留下的 \(cleared.removed) 个文件。",
          en: "\(cleared.removed) files that an earlier run had left were removed."))
    }
    if let first = cleared.changed.first {
      say(
        text(
          zh: "先前写入、后被改动的 \(cleared.changed.count) 个文件保留未动（如 \(first.printable)）。",
          en:
            "\(cleared.changed.count) files of an earlier run were changed since and stay as they are "
            + "(\(first.printable))."))
    }
  }

  /// Text as it is, without a line break; where nobody can read it, nothing is to be done about that.
  fileprivate static func write(_ text: String) { try? stream.write(Array(text.utf8)) }
}

/// A line on a terminal that tells how far a run is; nothing elsewhere.
final class Progress {
  var total: Int
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
    guard rate > 0, let left = Int(exactly: (Double(max(0, total - done)) / rate).rounded(.up))
    else { return "" }
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
