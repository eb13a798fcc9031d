/// What is still to be read of a column, and what was found.
struct Search {
  struct Place {
    var address: WebAddress
    /// 0 for the column's own pages.
    var depth: Int
    /// What the link that led there says; `nil` for the column's own pages.
    var title: String?
    var from: WebAddress
  }

  let host: String
  private let column: FetchRow
  private(set) var reports: [Crawl.Found] = []
  /// How many pages were taken up.
  private(set) var visited = 0

  /// How many reports were found and pages taken up or waiting, by which to tell whether a page led anywhere.
  var count: Int { known.count + seen.count }

  private var waiting: [Place] = []
  private var seen: Set<WebAddress> = []
  private var known: Set<WebAddress> = []
  private var missedCalls: Set<String> = []

  init(host: String, column: FetchRow) {
    self.host = host
    self.column = column
  }

  mutating func next() -> Place? {
    if waiting.isEmpty { return nil }
    visited += 1
    return waiting.removeFirst()
  }

  /// Takes a page up once, if it is one of this host.
  mutating func add(_ address: WebAddress, depth: Int, title: String?, from: WebAddress) {
    guard address.host == host, seen.insert(address).inserted else { return }
    waiting.append(Place(address: address, depth: depth, title: title, from: from))
  }

  /// Notes a report once.
  mutating func found(
    _ address: WebAddress, _ title: String, on from: WebAddress, page: Crawl.Visited?
  ) {
    guard known.insert(address).inserted else { return }
    let row = row(address, title, on: from)
    reports.append(Crawl.Found(row: row, page: page))
  }

  /// Notes once that something cannot be had.
  mutating func missed(_ place: Place, _ reason: NotGot) {
    guard known.insert(place.address).inserted else { return }
    let row = row(place.address, place.title, on: place.from)
    reports.append(Crawl.Found(row: row, page: nil, reason: reason))
  }

  /// Notes once that a list goes on by a call that nobody can follow: its pages have no address.
  mutating func missed(call: String, on place: Place, _ reason: NotGot) {
    guard missedCalls.insert(call).inserted else { return }
    var row = row(place.address, place.title, on: place.address)
    row.url = "javascript:\(call) \(place.address.text)"
    row.address = nil
    reports.append(Crawl.Found(row: row, page: nil, reason: reason))
  }

  private func row(_ address: WebAddress, _ title: String?, on from: WebAddress) -> FetchRow {
    var row = FetchRow(
      url: address.text, issuer: nil, year: title.flatMap(WantedTitles.year), name: nil)
    row.issuer = column.issuer
    row.title = title
    row.foundOn = from.text
    return row
  }
}
