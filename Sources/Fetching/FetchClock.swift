public import Foundation

/// The time, and waiting for it; tests bring one of their own.
public protocol FetchClock: Sendable {
  var now: Date { get }
  /// - Throws: `CancellationError`.
  func sleep(seconds: Double) async throws
}

/// The system's clock.
public struct SystemClock: FetchClock {
  public init() {}
  public var now: Date { Date() }
  public func sleep(seconds: Double) async throws { try await Task.sleep(for: .seconds(seconds)) }
}

/// How politely a run behaves.
public struct Manners: Sendable {
  /// Seconds between two requests to a host; its robots.txt may ask for more.
  public var delay = 5.0
  /// How often a request is repeated that found no answer or a passing error.
  public var retries = 2
  /// Seconds before the first repetition; each further one waits three times as long.
  public var firstWait = 10.0
  /// A host that asks for a longer wait (Retry-After) is left for the next run.
  public var longestWait = 120.0
  /// A number from 0 up to 1, another at each call.
  public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

  public init() {}

  /// Seconds before a repetition, counted from 0: from half to one and a half of its measure.
  func wait(beforeRetry number: Int) -> Double {
    firstWait * pow(3, Double(number)) * (0.5 + random())
  }
}
