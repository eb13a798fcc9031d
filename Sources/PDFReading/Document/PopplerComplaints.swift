import CPoppler
import Glibc
import Synchronization

/// Takes down what poppler complains of on this thread while it is alive: a damaged file that opens gives
/// part of its text and no error, but hundreds of complaints; a sound one none.
final class PopplerComplaints {
  private struct Heard {
    var damages = 0
    var unsupported: String?
  }

  /// What each thread listens for, the latest last: GLib has one handler for all of a process.
  private static let listeners = Mutex<[pthread_t: [Heard]]>([:])

  private static let handler: UInt32 = {
    let levels = GLogLevelFlags(
      rawValue: G_LOG_LEVEL_MASK.rawValue | G_LOG_FLAG_FATAL.rawValue
        | G_LOG_FLAG_RECURSION.rawValue)
    return g_log_set_handler("Poppler", levels, hear, nil)
  }()

  /// Whether fonts can no longer be used by any document of this process: what cairo could not do with
  /// a font, for a size that is out of all bounds say, it holds against the font for ever, and poppler
  /// keeps the fonts that stand in for those not embedded.
  static var haveSpoiltFonts: Bool { spoilt.withLock { $0 } }
  private static let spoilt = Mutex(false)

  private let thread = pthread_self()

  init() {
    _ = Self.handler
    Self.listeners.withLock { $0[thread, default: []].append(Heard()) }
  }

  private var heard: Heard { Self.listeners.withLock { $0[thread]?.last ?? Heard() } }

  /// How many faults of the file there were.
  var count: Int { heard.damages }

  /// The first complaint of something that poppler does not know or cannot do.
  var unsupported: String? { heard.unsupported }

  var areAny: Bool { count > 0 || unsupported != nil }

  func end() {
    Self.listeners.withLock {
      $0[thread]?.removeLast()
      if $0[thread]?.isEmpty == true { $0[thread] = nil }
    }
  }

  fileprivate static func take(_ text: String) {
    if text.contains("cairo context error") { spoilt.withLock { $0 = true } }
    // What poppler 22.12 says of a coding, a cipher or a picture that it does not know.
    let isUnsupported = ["Unknown filter", "nsupported", "nimplemented", "security handler"]
      .contains { text.contains($0) }
    // Not a sign of damage: a font that is not embedded and is replaced, or a font's own oddity. A
    // font that cannot be used at all is one: its text is not drawn.
    let isLoss = text.contains("failed to load") || text.contains("could not create")
    let isOfFont = ["font", "Font", "language pack"].contains { text.contains($0) }
    if !isUnsupported && !isLoss && isOfFont { return }
    let thread = pthread_self()
    listeners.withLock {
      guard var heard = $0[thread]?.popLast() else { return }
      if isUnsupported {
        heard.unsupported = heard.unsupported ?? text
      } else {
        heard.damages += 1
      }
      $0[thread]?.append(heard)
    }
  }
}

private func hear(
  domain: UnsafePointer<CChar>?, level: GLogLevelFlags, message: UnsafePointer<CChar>?,
  data: UnsafeMutableRawPointer?
) {
  if let message { PopplerComplaints.take(String(cString: message)) }
}
