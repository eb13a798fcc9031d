import ContentDecoding
import Foundation
import ReportModel

/// Asks hosts as they want to be asked: robots.txt, turns, redirects, repetitions.
final class PoliteClient: Sendable {
  let state: FetchState
  let clock: any FetchClock
  let manners: Manners
  private let turns: HostTurns
  private let robots: RobotsBook
  private let left = LeftHosts()
  private let event: @Sendable (FetchEvent) -> Void

  /// RFC 9309 asks for five with robots.txt; browsers follow twenty.
  static let mostRedirects = 5

  init(
    state: FetchState, clock: any FetchClock, manners: Manners, options: TransferOptions,
    event: @escaping @Sendable (FetchEvent) -> Void
  ) {
    self.state = state
    self.clock = clock
    self.manners = manners
    self.event = event
    turns = HostTurns(state: state, clock: clock, options: options)
    robots = RobotsBook(state: state, clock: clock)
  }

  /// The answer to the last of the requests that one took.
  struct Reply {
    var head: ResponseHead
    /// The address that answered.
    var address: WebAddress
    var chain: [SourceSidecar.Step]
    var robots: SourceSidecar.RobotsVerdict?
  }

  /// What is asked for, and where its bytes go.
  struct Visit: Sendable {
    var headers: @Sendable (WebAddress) -> [(name: String, value: String)] = { _ in [] }
    var takesCompressed: @Sendable (WebAddress) -> Bool = { _ in true }
    /// A receiver for each try, told the way that led there.
    var receiver: @Sendable (WebAddress, [SourceSidecar.Step]) -> any BodyReceiver
    /// Whether a robots.txt is what is asked for, so that none is asked first.
    var isForRobots = false
  }

  /// Asks, follows redirects, repeats what may pass.
  ///
  /// - Throws: `NotGot`, `FetchState.Failure`, `CancellationError`.
  func get(_ start: WebAddress, _ visit: Visit) async throws -> Reply {
    var address = start
    var chain: [SourceSidecar.Step] = []
    for _ in 0...Self.mostRedirects {
      try check(address)
      var verdict: SourceSidecar.RobotsVerdict?
      var delay = manners.delay
      if !visit.isForRobots {
        let book = try await rules(for: address)
        let isAllowed = book.robots.allows(address.target)
        verdict = .init(
          url: "\(address.origin)/robots.txt", status: book.status, isAllowed: isAllowed)
        guard isAllowed else { throw NotGot(.robots, address.text) }
        delay = max(delay, book.robots.delay ?? 0)
      }
      let head = try await ask(address, chain, visit, delay: delay)
      chain.append(step(address, head.status))
      guard head.isRedirect else {
        return Reply(head: head, address: address, chain: chain, robots: verdict)
      }
      guard let place = head.bytes("location"),
        let next = WebAddress(DecodedText(place, declared: nil).text, relativeTo: address)
      else { throw NotGot(.badRedirect, status: head.status, address.text) }
      address = next
    }
    throw NotGot(.redirects, address.text)
  }

  /// A step of the way, at this time.
  func step(_ address: WebAddress, _ status: Int) -> SourceSidecar.Step {
    .init(url: address.text, status: status, at: clock.now.formatted(.iso8601))
  }

  /// Leaves a host alone for the rest of the run.
  func leave(_ host: String, because reason: NotGot) throws {
    left.add(host, reason)
    if let time = reason.notBefore { try state.leave(host, until: time) }
    event(.hostLeft(host, reason))
  }

  /// Tells that of a host nothing more is wanted.
  func close(_ host: String) async { await turns.close(host) }

  // MARK: Parts

  /// - Throws: `NotGot` where the host is left alone.
  private func check(_ address: WebAddress) throws {
    if let reason = left.reason(address.host) {
      let cause: FetchCause = reason.cause == .deadHost ? .deadHost : .hostLeft
      throw NotGot(cause, status: reason.status, address.host)
    }
    if let time = try state.host(address.host).notBefore,
      time > clock.now.timeIntervalSince1970
    {
      throw NotGot(.later, address.host, notBefore: time)
    }
  }

  /// One request, with its repetitions.
  private func ask(
    _ address: WebAddress, _ chain: [SourceSidecar.Step], _ visit: Visit, delay: Double
  ) async throws -> ResponseHead {
    var number = 0
    while true {
      let reason: NotGot
      var wait = manners.wait(beforeRetry: number)
      do {
        let head = try await turns.turn(at: address.host, delay: delay) { connection in
          event(.asking(address))
          return try await connection.perform(
            Inquiry(
              address: address, headers: visit.headers(address),
              takesCompressed: visit.takesCompressed(address)),
            to: visit.receiver(address, chain))
        }
        guard let refusal = refusal(head, address, visit) else { return head }
        if refusal.cause.endsHost {
          try leave(address.host, because: refusal)
          throw refusal
        }
        reason = refusal
        if let time = refusal.notBefore { wait = max(wait, time - clock.now.timeIntervalSince1970) }
      } catch let failure as TransferFailure {
        reason = NotGot(failure, address)
        guard failure.isPassing else { throw reason }
      }
      guard number < manners.retries else {
        if reason.cause.endsHost { try leave(address.host, because: reason) }
        throw reason
      }
      number += 1
      event(.waiting(address, seconds: wait))
      try await clock.sleep(seconds: wait)
    }
  }

  /// Whether the host will not have it, or cannot at the time; `nil` where its answer is one to look at.
  private func refusal(
    _ head: ResponseHead, _ address: WebAddress, _ visit: Visit
  ) -> NotGot? {
    let now = clock.now.timeIntervalSince1970
    let time = head.value("retry-after").flatMap { RetryAfter.time($0, now: now) }
    switch head.status {
    // A robots.txt that is not to be had allows all (RFC 9309, 2.3.1.3); guards show at what it allows.
    case 403, 412:
      if visit.isForRobots { return nil }
      return NotGot(.blocked, status: head.status, address.text, notBefore: time)
    case 429: return NotGot(.blocked, status: head.status, address.text, notBefore: time)
    case 408, 500, 502, 503, 504:
      let isLong = time.map { $0 - now > manners.longestWait } ?? false
      return NotGot(
        isLong ? .later : .serverError, status: head.status, address.text, notBefore: time)
    default: return nil
    }
  }

  private func rules(for address: WebAddress) async throws -> RobotsBook.Entry {
    try await robots.entry(for: address) { [self] place in
      let body = MemoryBody(limit: Robots.longest, isCut: true)
      let visit = Visit(receiver: { _, _ in body }, isForRobots: true)
      do {
        let reply = try await get(place, visit)
        return (reply.head.status, body.bytes)
      } catch let reason as NotGot {
        switch reason.cause {
        case .redirects, .badRedirect: return (404, [])
        case .serverError: throw NotGot(.robotsUnreachable, status: reason.status, place.text)
        default: throw reason
        }
      }
    }
  }
}
