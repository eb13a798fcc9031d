import Foundation

/// What a run is to do.
public struct FetchSettings: Sendable {
  /// What the list is called: what it missed once and does not name any more is forgotten.
  public var list = ""
  /// How many hosts are asked side by side.
  public var jobs = 4
  /// Whether hosts are asked again for what was got before.
  public var refresh = false
  /// Whether to tell only what would be fetched.
  public var isDryRun = false
  /// Whether the rows are columns, whose pages are read for reports, and for which.
  public var follow: WantedTitles?
  /// Bytes of a document.
  public var largest = 256 << 20
  public var manners = Manners()

  public init() {}
}

/// Gets what a list names into an inbox.
public struct Fetcher: Sendable {
  private let state: FetchState
  private let client: PoliteClient
  private let landing: Landing
  private let settings: FetchSettings
  private let event: @Sendable (FetchEvent) -> Void

  /// The inbox is a folder that is there, the state its own and open for writing; `event` is told what
  /// happens, from any thread.
  public init(
    inbox: String, state: FetchState, settings: FetchSettings, options: TransferOptions,
    clock: any FetchClock = SystemClock(), event: @escaping @Sendable (FetchEvent) -> Void
  ) {
    self.state = state
    self.settings = settings
    self.event = event
    client = PoliteClient(
      state: state, clock: clock, manners: settings.manners, options: options, event: event)
    landing = Landing(inbox: inbox, state: state, clock: clock)
  }

  /// Gets the rows, those of one host one after the other.
  ///
  /// - Throws: `FetchState.Failure`, `WriteFailure`, `CancellationError`.
  public func run(_ rows: [FetchRow]) async throws {
    let begun = client.clock.now
    if !settings.isDryRun { try landing.finishOpen() }
    let fetch = DocumentFetch(client: client, landing: landing, settings: settings)
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = Self.byHost(rows)[...]
      func startNext() {
        guard let rows = waiting.popFirst() else { return }
        group.addTask {
          for row in rows {
            try Task.checkCancellation()
            if let wanted = settings.follow {
              try await follow(row, wanted, fetch)
            } else {
              try tell(row, await settings.isDryRun ? fetch.foreseen(row) : fetch.fetch(row))
            }
          }
          if let host = rows.first?.address?.host { await client.close(host) }
        }
      }
      for _ in 0..<max(1, settings.jobs) { startNext() }
      while try await group.next() != nil { startNext() }
    }
    if !settings.isDryRun { try state.forget(missedBy: settings.list, before: begun) }
  }

  /// Gets what a column leads to.
  private func follow(
    _ column: FetchRow, _ wanted: WantedTitles, _ fetch: DocumentFetch
  ) async throws {
    let crawl = Crawl(client: client, wanted: wanted, kept: fetch.kept, event: event)
    let reports: [Crawl.Found]
    do {
      reports = try await crawl.reports(in: column)
    } catch let reason as NotGot {
      return try tell(
        column, column.address.map { try fetch.notGot(reason, $0) } ?? .notGot(reason))
    }
    for report in reports {
      try Task.checkCancellation()
      if let reason = report.reason {
        try tell(report.row, .notGot(reason))
      } else if settings.isDryRun {
        try tell(report.row, fetch.foreseen(report.row))
      } else if let page = report.page {
        try tell(report.row, fetch.keep(report.row, page))
      } else {
        try tell(report.row, await fetch.fetch(report.row))
      }
    }
  }

  private func tell(_ row: FetchRow, _ outcome: FetchOutcome) throws {
    if case .notGot(let reason) = outcome, !settings.isDryRun {
      try state.note(row.key, reason, list: settings.list, at: client.clock.now)
    }
    event(.row(row, outcome))
  }

  /// Hosts in the order of the list.
  private static func byHost(_ rows: [FetchRow]) -> [[FetchRow]] {
    var places: [String: Int] = [:]
    var hosts: [[FetchRow]] = []
    for row in rows {
      let host = row.address?.host ?? ""
      if let place = places[host] {
        hosts[place].append(row)
      } else {
        places[host] = hosts.count
        hosts.append([row])
      }
    }
    return hosts
  }
}
