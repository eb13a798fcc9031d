import ContentDecoding
import Foundation

/// Reads a column of a portal for its reports: articles and what is attached to them.
struct Crawl: Sendable {
  let client: PoliteClient
  let wanted: WantedTitles
  /// The page of an address that an earlier run kept; `nil` where it has to be asked for.
  let kept: @Sendable (WebAddress) -> [UInt8]?
  let event: @Sendable (FetchEvent) -> Void

  /// A page that was read, and how it came.
  struct Visited: Sendable {
    var bytes: [UInt8]
    /// `nil` where it was kept from an earlier run.
    var reply: PoliteClient.Reply?
  }

  /// A report that was found.
  struct Found: Sendable {
    var row: FetchRow
    /// The page, where the report is one and has been read for its attachments.
    var page: Visited?
    /// Why it cannot be had, where that is known already.
    var reason: NotGot?
  }

  /// Pages of one column; more are no list of annual reports.
  private static let mostPages = 200
  /// Bytes of a page.
  private static let largest = 32 << 20
  /// Columns within columns: 年报 → 各部门 → a department.
  private static let deepest = 3

  /// - Parameter column: The row of the column's page.
  /// - Returns: What was found, attachments before the article that has them.
  /// - Throws: `NotGot` where the column itself cannot be had, `FetchState.Failure`, `CancellationError`.
  func reports(in column: FetchRow) async throws -> [Found] {
    guard let start = column.address else { throw NotGot(.badAddress, column.url) }
    var search = Search(host: start.host, column: column)
    search.add(start, depth: 0, title: nil, from: start)
    while let place = search.next() {
      try Task.checkCancellation()
      guard search.visited <= Self.mostPages else {
        search.missed(place, NotGot(.tooManyPages, start.text))
        break
      }
      do {
        let visited = try await visit(place.address)
        try look(at: visited, place, &search)
      } catch let reason as NotGot where place.address != start {
        search.missed(place, reason)
      }
    }
    event(.followed(start, found: search.reports.count))
    if search.reports.isEmpty { throw NotGot(.nothingFound, start.text) }
    return search.reports
  }

  private func visit(_ address: WebAddress) async throws -> Visited {
    if let bytes = kept(address) { return Visited(bytes: bytes) }
    let body = MemoryBody(limit: Self.largest)
    let reply = try await client.get(address, .init(receiver: { _, _ in body }))
    guard reply.head.status == 200 else {
      let cause: FetchCause = [404, 410].contains(reply.head.status) ? .gone : .refused
      throw NotGot(cause, status: reply.head.status, address.text)
    }
    return Visited(bytes: body.bytes, reply: reply)
  }

  private func look(at visited: Visited, _ place: Search.Place, _ search: inout Search) throws {
    let kind = ContentKind(Array(visited.bytes.prefix(8192)))
    let isList = Self.isXMLList(visited.bytes)
    guard kind == .html || isList else {
      // A document although its address does not say so.
      if let title = place.title {
        search.found(place.address, title, on: place.from, page: visited)
      }
      return
    }
    let bytes =
      isList
      ? Array(LinkHarvest.unwrapped(DecodedText(visited.bytes, declared: nil).text).utf8)
      : visited.bytes
    let address = visited.reply?.address ?? place.address
    let page = HTMLPage(bytes, contentType: visited.reply?.head.value("content-type"))
    let all = LinkHarvest.links(of: page, at: address)
    let links = all.filter { $0.address.host == search.host }
    let isReport = PageVerdict.holdsReport(page)
    if let title = place.title, isReport || links.contains(where: { $0.address.isOfDocument }) {
      // An article: what is attached bears its title.
      for link in links where link.address.isOfDocument && isAttachment(link, of: title) {
        let isTelling = wanted.holds(link.words)
        search.found(link.address, isTelling ? link.words : title, on: address, page: nil)
      }
      if isReport { search.found(place.address, title, on: place.from, page: visited) }
      return
    }
    let count = search.count
    for link in all where link.address.host != search.host && wanted.holds(link.words) {
      let there = Search.Place(
        address: link.address, depth: place.depth, title: link.words, from: address)
      search.missed(there, NotGot(.otherHost, link.address.host))
    }
    for link in links where wanted.holds(link.words) {
      if link.address.isOfDocument || place.depth >= Self.deepest {
        search.found(link.address, link.words, on: address, page: nil)
      } else {
        search.add(link.address, depth: place.depth + 1, title: link.words, from: address)
      }
    }
    for link in links where link.isFrame && place.depth < Self.deepest && !link.address.isOfDocument
    {
      search.add(link.address, depth: place.depth + 1, title: place.title, from: address)
    }
    let scripted = ScriptedPages(page, at: address)
    for next in ListPages.next(of: page, at: address, links) + scripted.addresses {
      search.add(next, depth: place.depth, title: place.title, from: address)
    }
    if let call = scripted.unread {
      search.missed(call: call, on: place, NotGot(.scriptedList, call))
    }
    guard search.count == count else { return }
    if let title = place.title {
      // It leads nowhere: whether it is something to keep is told by what it is.
      search.found(place.address, title, on: place.from, page: visited)
    } else if place.depth == 0,
      let cause = PageVerdict.cause(
        of: page, asked: place.address, answered: address, isDocumentDue: false)
    {
      throw NotGot(cause, status: visited.reply?.head.status, address.text)
    }
  }

  /// Whether a document in an article is its own: not one of another year, as lists beside articles have.
  private func isAttachment(_ link: FoundLink, of title: String) -> Bool {
    guard let year = WantedTitles.year(of: link.words), let own = WantedTitles.year(of: title)
    else {
      return true
    }
    return year == own
  }

  private static func isXMLList(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(2000), as: UTF8.self)
    return start.contains("<datastore") || start.contains("<recordset")
  }
}
