import Dispatch
import Foundation
import Glibc

/// Tells when something has come into inboxes.
///
/// inotify tells at once on file systems of this machine; whoever waits looks again after a while all
/// the same, since changes that other machines make to network folders are not told.
public final class InboxWatch: Sendable {
  private let descriptor: Int32

  /// Where the system has no inotify left to give, waiting only ends by time.
  public init() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Watches every folder of the inboxes; those watched before stay so.
  public func cover(_ inbox: Inbox) {
    guard descriptor >= 0 else { return }
    let changes = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW)
    for folder in inbox.folders() { inotify_add_watch(descriptor, folder, changes) }
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
    while read(descriptor, &events, events.count) > 0 { hasNews = true }
    return hasNews
  }
}
