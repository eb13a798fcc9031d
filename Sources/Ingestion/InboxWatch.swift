import Glibc
import Synchronization

/// Tells when something has come into inboxes.
///
/// inotify tells at once on file systems of this machine; whoever waits looks again after a while all
/// the same, since changes that other machines make to network folders are not told.
public final class InboxWatch: Sendable {
  private let inbox: Inbox
  private let descriptor: Int32
  /// The folders that are watched, by the numbers that the system gave them.
  private let folders = Mutex<[Int32: String]>([:])

  /// Where the system has no inotify left to give, waiting only ends by time.
  public init(_ inbox: Inbox) {
    self.inbox = inbox
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Watches every folder of the inboxes that there is now; those watched before stay so.
  public func cover() {
    guard descriptor >= 0 else { return }
    let changes = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW)
    for folder in inbox.folders() {
      let number = inotify_add_watch(descriptor, folder, changes)
      if number >= 0 { folders.withLock { $0[number] = folder } }
    }
  }

  /// Waits until something has come, or so many seconds have passed.
  ///
  /// - Throws: `CancellationError`, within a quarter of a second.
  public func wait(seconds: Int) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      try Task.checkCancellation()
      if hasNews { return }
      try await Task.sleep(for: min(.milliseconds(250), end - ContinuousClock.now))
    }
  }

  /// Whether something came since it was asked last.
  private var hasNews: Bool {
    guard descriptor >= 0 else { return false }
    var events = [UInt8](repeating: 0, count: 1 << 14)
    var hasNews = false
    while true {
      let count = read(descriptor, &events, events.count)
      guard count > 0 else { return hasNews }
      // Every event is taken, so that none wakes the next wait.
      hasNews = events[..<count].withUnsafeBytes(isOfInterest) || hasNews
    }
  }

  private func isOfInterest(_ events: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    var isOfInterest = false
    while offset + MemoryLayout<inotify_event>.size <= events.count {
      let event = events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let start = offset + MemoryLayout<inotify_event>.size
      offset = min(start + Int(event.len), events.count)
      let name = String(decoding: events[start..<offset].prefix { $0 != 0 }, as: UTF8.self)
      let folder = folders.withLock { $0[event.wd] }
      // Without a folder: events were lost.
      isOfInterest =
        isOfInterest || folder.map { inbox.isOfInterest(name, in: $0) } ?? true
    }
    return isOfInterest
  }
}
