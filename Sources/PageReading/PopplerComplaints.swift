import CPoppler

/// Takes down what poppler complains of while it is alive: a damaged file that opens gives part of its
/// text and no error, but hundreds of complaints; a sound one none.
final class PopplerComplaints {
  private let heard: UnsafeMutablePointer<Heard>
  private let handler: UInt32

  fileprivate struct Heard {
    var damages = 0
    var unsupported: String?
  }

  init() {
    heard = .allocate(capacity: 1)
    heard.initialize(to: Heard())
    let levels = GLogLevelFlags(
      rawValue: G_LOG_LEVEL_MASK.rawValue | G_LOG_FLAG_FATAL.rawValue
        | G_LOG_FLAG_RECURSION.rawValue)
    handler = g_log_set_handler("Poppler", levels, hear, heard)
  }

  /// How many faults of the file there were.
  var count: Int { heard.pointee.damages }

  /// The first complaint of something that poppler does not know or cannot do.
  var unsupported: String? { heard.pointee.unsupported }

  var areAny: Bool { count > 0 || unsupported != nil }

  func end() {
    g_log_remove_handler("Poppler", handler)
    heard.deinitialize(count: 1)
    heard.deallocate()
  }
}

private func hear(
  domain: UnsafePointer<CChar>?, level: GLogLevelFlags, message: UnsafePointer<CChar>?,
  data: UnsafeMutableRawPointer?
) {
  guard let data, let message else { return }
  let heard = data.assumingMemoryBound(to: PopplerComplaints.Heard.self)
  let text = String(cString: message)
  // What poppler 22.12 says of a coding, a cipher or a picture that it does not know.
  let isUnsupported = ["Unknown filter", "nsupported", "nimplemented", "security handler"].contains
  {
    text.contains($0)
  }
  if isUnsupported {
    heard.pointee.unsupported = heard.pointee.unsupported ?? text
    return
  }
  // Not a sign of damage: a font that is not embedded and is replaced, or a font's own oddity. A
  // font that cannot be used at all is one: its text is not drawn.
  let isLoss = text.contains("failed to load") || text.contains("could not create")
  if !isLoss, text.contains("font") || text.contains("Font") || text.contains("language pack") {
    return
  }
  heard.pointee.damages += 1
}
