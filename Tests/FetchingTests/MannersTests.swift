import Foundation
import Synchronization
import Testing

@testable import Fetching

@Suite struct MannersTests {
  @Test func requestsToAHostAreApartAndOneAtATime() async throws {
    let portal = try Portal()
    let clock = TestClock()
    _ = try await portal.fetch(
      paths: "/doc/one.pdf", "/doc/two.pdf", "/doc/three.pdf", clock: clock)
    // After robots.txt and between the documents.
    #expect(clock.slept == [5, 5, 5])
    let requests = try portal.requests(withRobots: true)
    #expect(requests.map(\.path).first == "/robots.txt" && requests.count == 4)
    #expect(requests.allSatisfy { $0.open == 1 })
    #expect(Set(requests.map(\.connection)).count == 1)
  }

  @Test func theDelayHoldsFromRunToRun() async throws {
    let portal = try Portal()
    _ = try await portal.fetch(paths: "/doc/one.pdf", clock: TestClock())
    // The next run begins two seconds after the last request of that one.
    let clock = TestClock(at: 1_790_000_007)
    _ = try await portal.fetch(paths: "/doc/two.pdf", clock: clock)
    #expect(clock.slept == [3])
    #expect(try portal.requests(withRobots: true).filter { $0.path == "/robots.txt" }.count == 1)
  }

  @Test func robotsDecidesAndMayAskForMoreTime() async throws {
    let portal = try Portal()
    let clock = TestClock()
    let hosts = ["forbids", "broken-robots", "no-robots", "guarded-robots", "some"]
    var causes: [String: FetchCause?] = [:]
    for host in hosts {
      let outcome = try await portal.fetch(
        paths: "/doc/one.pdf", host: "\(host).example", clock: TestClock())
      causes[host] = outcome["/doc/one.pdf"]?.cause
    }
    #expect(causes["forbids"] == .robots && causes["some"] == .robots)
    #expect(causes["broken-robots"] == .robotsUnreachable)
    #expect(causes["no-robots"] == .some(nil) && causes["guarded-robots"] == .some(nil))
    let open = try await portal.fetch(paths: "/doc/open.pdf", host: "some.example")
    #expect(open["/doc/open.pdf"]?.file == "open.pdf")
    let slow = try await portal.fetch(
      paths: "/doc/three.pdf", "/doc/four.pdf", host: "slow.example", clock: clock)
    #expect(slow.values.allSatisfy { $0.file != nil } && clock.slept == [9, 9])
    let asked = try portal.requests().map(\.host)
    #expect(!asked.contains("forbids.example") && !asked.contains("broken-robots.example"))
  }

  @Test func errorsThatPassAreRepeatedWithGrowingWaits() async throws {
    let portal = try Portal()
    let clock = TestClock()
    let outcome = try await portal.fetch(paths: "/status/500", clock: clock)
    #expect(outcome["/status/500"]?.cause == .serverError)
    // robots.txt, then two repetitions; the waits are long enough for the delay.
    #expect(clock.slept == [5, 10, 30])
    #expect(try portal.requests().count == 3)
  }

  @Test func aHostThatAsksForTimeGetsIt() async throws {
    let portal = try Portal()
    let clock = TestClock()
    let outcome = try await portal.fetch(paths: "/once/503-one.pdf", clock: clock)
    #expect(outcome["/once/503-one.pdf"]?.file == "503-one.pdf")
    #expect(clock.slept == [5, 40])
    // More than this run waits: the host is left until then, by the next run too.
    let later = TestClock(at: 1_790_001_000)
    let long = try await portal.fetch(
      paths: "/later/1.pdf", "/doc/two.pdf", host: "b.example", clock: later)
    #expect(long["/later/1.pdf"]?.cause == .later && long["/doc/two.pdf"]?.cause == .hostLeft)
    let soon = try await portal.fetch(
      paths: "/doc/two.pdf", host: "b.example", clock: TestClock(at: 1_790_005_000))
    #expect(soon["/doc/two.pdf"]?.cause == .later)
    let then = try await portal.fetch(
      paths: "/doc/two.pdf", host: "b.example", clock: TestClock(at: 1_790_009_000))
    #expect(then["/doc/two.pdf"]?.file == "two.pdf")
  }

  @Test(arguments: ["/status/403", "/status/412", "/status/429", "/captcha.pdf"])
  func aHostThatRefusesIsLeftAlone(path: String) async throws {
    let portal = try Portal()
    let outcome = try await portal.fetch(paths: path, "/doc/one.pdf", "/doc/two.pdf")
    #expect(outcome[path]?.cause == (path.hasPrefix("/captcha") ? .captcha : .blocked))
    #expect(
      outcome["/doc/one.pdf"]?.cause == .hostLeft && outcome["/doc/two.pdf"]?.cause == .hostLeft)
    #expect(try portal.requests().count == 1)
    // The next run asks again.
    let again = try await portal.fetch(paths: "/doc/one.pdf")
    #expect(again["/doc/one.pdf"]?.file == "one.pdf")
  }

  @Test func aDeadHostIsAskedForOneRowAlone() async throws {
    let portal = try Portal()
    // Nothing listens there.
    let rows = ["a", "b"].map { FetchRow(url: "http://127.0.0.1:1/\($0).pdf") }
    let clock = TestClock()
    let outcome = try await portal.fetch(rows, clock: clock)
    #expect(outcome.values.allSatisfy { $0.cause == .deadHost })
    #expect(clock.slept == [10, 30])
  }

  @Test func connectionsOfHostsThatAreDoneAreClosed() async throws {
    let portal = try Portal()
    let rows = (0..<40).map { FetchRow(url: portal.url("/doc/\($0)x.pdf", host: "h\($0).example")) }
    let most = Mutex(0)
    let port = String(portal.port, radix: 16, uppercase: true)
    // Connections of this machine that stand (01) and lead to the portal's port.
    let state = try FetchState(inbox: portal.inbox)
    var settings = FetchSettings()
    settings.jobs = 2
    let fetcher = Fetcher(
      inbox: portal.inbox, state: state, settings: settings, options: portal.options,
      clock: TestClock()
    ) { event in
      guard case .row = event,
        let table = try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
      else { return }
      let open = table.split(separator: "\n").count { line in
        let words = line.split(separator: " ")
        return words.count > 3 && words[2].hasSuffix(":\(port)") && words[3] == "01"
      }
      most.withLock { $0 = max($0, open) }
    }
    try await fetcher.run(rows)
    let seen = most.withLock { $0 }
    // Left open, there would be one for each host; the last may be closed by the time that they are counted.
    #expect(seen <= 4)
  }

  @Test func hostsAreAskedSideBySideAndNoMoreThanAllowed() async throws {
    let portal = try Portal()
    let rows = (0..<6).map {
      FetchRow(url: portal.url("/trickle/\($0)x.pdf", host: "h\($0).example"))
    }
    let outcome = try await portal.fetch(rows) { $0.jobs = 3 }
    #expect(outcome.count == 6 && outcome.values.allSatisfy { $0.file != nil })
  }
}
