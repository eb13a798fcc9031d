import Foundation

/// Gives out the turns at hosts: one request at a time to each, apart by the delay.
actor HostTurns {
  private struct Host {
    var isBusy = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    /// When its last answer ended.
    var ended: Double?
    /// `nil` before the first turn and after the last.
    var connection: Connection?
  }

  private var hosts: [String: Host] = [:]
  private let state: FetchState
  private let clock: any FetchClock
  private let options: TransferOptions

  init(state: FetchState, clock: any FetchClock, options: TransferOptions) {
    self.state = state
    self.clock = clock
    self.options = options
  }

  /// Waits until so many seconds have passed since the host's last answer, also one to an earlier run, and
  /// asks.
  func turn<Answer: Sendable>(
    at name: String, delay: Double, _ ask: @Sendable (Connection) async throws -> Answer
  ) async throws -> Answer {
    let connection = await enter(name)
    defer { leave(name) }
    let asked = try state.host(name).asked
    if let last = [hosts[name]?.ended, asked].compactMap(\.self).max() {
      let now = clock.now.timeIntervalSince1970
      // A clock that was put back costs one delay, not hours.
      let wait = min(delay, last + delay - now)
      if wait > 0 { try await clock.sleep(seconds: wait) }
    }
    try Task.checkCancellation()
    try state.noteAsked(name, at: clock.now.timeIntervalSince1970)
    defer { hosts[name]?.ended = clock.now.timeIntervalSince1970 }
    return try await ask(connection)
  }

  private func enter(_ name: String) async -> Connection {
    var host = hosts[name] ?? Host()
    let connection = host.connection ?? Connection(options)
    host.connection = connection
    if host.isBusy {
      await withCheckedContinuation { continuation in
        host.waiting.append(continuation)
        hosts[name] = host
      }
    } else {
      host.isBusy = true
      hosts[name] = host
    }
    return connection
  }

  /// Closes the connection to a host that nobody wants any more; thousands may not be open at once.
  func close(_ name: String) {
    if hosts[name]?.isBusy == false { hosts[name]?.connection = nil }
  }

  /// Hands the turn to whoever has waited longest.
  private func leave(_ name: String) {
    guard var host = hosts[name] else { return }
    if host.waiting.isEmpty {
      host.isBusy = false
      hosts[name] = host
    } else {
      let next = host.waiting.removeFirst()
      hosts[name] = host
      next.resume()
    }
  }
}
