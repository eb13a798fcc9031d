import Foundation

/// The robots.txt of each origin, asked for once, kept for a day at most (RFC 9309, 2.4).
actor RobotsBook {
  struct Entry: Sendable {
    var robots: Robots
    var status: Int
  }

  private static let longestSeconds = 86_400.0

  private let state: FetchState
  private let clock: any FetchClock
  private var asking: [String: Task<Entry, any Error>] = [:]

  init(state: FetchState, clock: any FetchClock) {
    self.state = state
    self.clock = clock
  }

  /// What holds for an address; `fetch` gets the file, and throws where none is to be had, which forbids all.
  func entry(
    for address: WebAddress,
    fetch: @escaping @Sendable (WebAddress) async throws -> (status: Int, body: [UInt8])
  ) async throws -> Entry {
    let origin = address.origin
    if let known = try state.robots(
      origin, now: clock.now.timeIntervalSince1970, within: Self.longestSeconds)
    {
      return Self.entry(known)
    }
    // Who else wants it meanwhile waits for the same answer, also for the one that there is none.
    if let task = asking[origin] { return try await task.value }
    guard let place = WebAddress("/robots.txt", relativeTo: address) else {
      throw NotGot(.robotsUnreachable, address.text)
    }
    let task = Task { [state, clock] in
      let (status, body) = try await fetch(place)
      try state.noteRobots(
        origin, status: status, body: body, at: clock.now.timeIntervalSince1970)
      return Self.entry((status, body))
    }
    asking[origin] = task
    let entry = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    // What was got is in the state, and grows old there.
    asking[origin] = nil
    return entry
  }

  private static func entry(_ answer: (status: Int, body: [UInt8])) -> Entry {
    Entry(
      robots: (200..<300).contains(answer.status) ? Robots(answer.body) : .none,
      status: answer.status)
  }
}
