import Extraction
import Glibc

/// How a process ended, or had to be ended, that was to read a document, or why none was given it.
///
/// Whoever drives workers hands it to another one, which answers for the document in the same words
/// whoever that was.
struct WorkerLoss: Codable, Sendable, Hashable, Error {
  enum Cause: String, Codable, Sendable {
    /// The process ended by itself.
    case ended
    /// It gave no answer within its time by the clock.
    case stuck
    /// It gave more than an answer may have.
    case output
    /// What it gave is no answer.
    case nonsense
    // Of the document, which no process was given.
    /// It has more bytes than any report.
    case large
    /// It was not there any more.
    case missing
    /// It could not be opened; what was said is why.
    case unreadable
  }

  var cause: Cause
  /// The signal that ended it.
  var signal: Int32?
  /// Its exit code.
  var exit: Int32?
  /// How many pages it said that it would recognise.
  var pages: Int?
  /// What it said last on standard error.
  var said: String?

  /// Why the document was rejected, which was read within these limits.
  func rejection(_ limits: WorkerLimits) -> Rejection {
    let pages = pages ?? 0
    let words = said ?? ""
    switch (cause, signal) {
    case (.stuck, _), (.ended, SIGALRM):
      return .stuck(seconds: limits.clockSeconds(recognizing: pages))
    case (.output, _): return .outputLimit(mebibytes: limits.outputMebibytes)
    case (.large, _): return .tooLarge(mebibytes: OpenFile.largest >> 20)
    case (.missing, _): return .missing
    case (.unreadable, _): return .unreadable(systemMessage: String(words.prefix(200)))
    case (.nonsense, _): return .crash("unexpected answer")
    case (.ended, SIGXCPU): return .timeout(seconds: limits.allowance(recognizing: pages))
    case (.ended, SIGSYS): return .forbidden
    // Nobody who drives it sent that signal: the kernel does where memory is short.
    case (.ended, SIGKILL): return .memory(mebibytes: limits.memoryMebibytes)
    case (.ended, _) where Self.speaksOfMemory(words):
      return .memory(mebibytes: limits.memoryMebibytes)
    // How Swift ends a program that goes on from a mistake of its own, on either processor.
    case (.ended, SIGILL), (.ended, SIGTRAP): return .fault(Self.lastFault(in: words) ?? name)
    case (.ended, _): return .crash(name)
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

  private var name: String {
    guard let signal else { return "exit code \(exit ?? 0)" }
    return switch signal {
    case SIGSEGV: "SIGSEGV"
    case SIGABRT: "SIGABRT"
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGBUS: "SIGBUS"
    case SIGFPE: "SIGFPE"
    default: "signal \(signal)"
    }
  }
}
