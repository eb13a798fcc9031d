import Synchronization

/// Hosts that are left alone for the rest of the run, and why.
final class LeftHosts: Sendable {
  private let reasons = Mutex<[String: NotGot]>([:])

  func reason(_ host: String) -> NotGot? { reasons.withLock { $0[host] } }

  func add(_ host: String, _ reason: NotGot) { reasons.withLock { $0[host] = $0[host] ?? reason } }
}
