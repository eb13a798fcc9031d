import ContentDecoding
import FileOutput
import Foundation
import Glibc
import ReportModel

/// Gets one report.
struct DocumentFetch: Sendable {
  let client: PoliteClient
  let landing: Landing
  let settings: FetchSettings

  private var state: FetchState { client.state }

  /// - Returns: What became of it.
  /// - Throws: `FetchState.Failure`, `WriteFailure`, `CancellationError`.
  func fetch(_ row: FetchRow) async throws -> FetchOutcome {
    guard let address = row.address else { return .notGot(NotGot(.badAddress, row.url)) }
    let known = try state.row(row.key)
    if known?.isGot == true && !settings.refresh { return .known }
    if let part = try wholePart(of: row) { return try land(row, part, robots: nil) }
    do {
      return try await fetch(row, from: address, known?.isGot == true ? known?.sidecar : nil)
    } catch let reason as NotGot {
      return try notGot(reason, address)
    }
  }

  /// What came of it; a host that asks for a captcha is left alone from then on.
  func notGot(_ reason: NotGot, _ address: WebAddress) throws -> FetchOutcome {
    // The other causes to leave a host show before its answer is looked into.
    if reason.cause == .captcha { try client.leave(address.host, because: reason) }
    return .notGot(reason)
  }

  /// Keeps a page that was read for its links, without asking for it again.
  ///
  /// - Returns: What became of it.
  /// - Throws: `FetchState.Failure`, `WriteFailure`.
  func keep(_ row: FetchRow, _ page: Crawl.Visited) throws -> FetchOutcome {
    guard let reply = page.reply else { return .known }
    try state.setPart(row.key, nil)
    try AtomicFile.write(page.bytes, to: path(row))
    let origin = PartOrigin(reply.head, of: reply.address, chain: reply.chain)
    try state.setPart(row.key, origin)
    do {
      return try land(row, origin, robots: reply.robots)
    } catch let reason as NotGot {
      return try notGot(reason, reply.address)
    }
  }

  /// The page of a row as an earlier run kept it; `nil` where it did not, or it is gone.
  func kept(_ address: WebAddress) -> [UInt8]? {
    guard !settings.refresh, let row = try? state.row(address.text), row.isGot, let file = row.file,
      file.hasSuffix(".html")
    else { return nil }
    let bytes = Self.bytes(landing.path(file), upTo: HTMLPage.longest)
    return bytes.isEmpty ? nil : bytes
  }

  /// What would be done about it; nothing is asked.
  ///
  /// - Throws: `FetchState.Failure`.
  func foreseen(_ row: FetchRow) throws -> FetchOutcome {
    if row.address == nil { return .notGot(NotGot(.badAddress, row.url)) }
    return try state.row(row.key)?.isGot == true && !settings.refresh ? .known : .wanted
  }

  /// The origin of a part of which every byte is there: only its name is missing.
  private func wholePart(of row: FetchRow) throws -> PartOrigin? {
    guard let origin = try state.part(row.key), let total = origin.total, total > 0,
      PartFile.size(path(row)) == total
    else { return nil }
    return origin
  }

  private func path(_ row: FetchRow) -> String { landing.path(landing.part(of: row.key)) }

  private func fetch(
    _ row: FetchRow, from address: WebAddress, _ earlier: SourceSidecar?
  ) async throws -> FetchOutcome {
    let receivers = LastReceiver()
    let reply: PoliteClient.Reply
    do {
      reply = try await client.get(address, visit(row, earlier, receivers))
    } catch let reason as NotGot {
      // What could not be kept ends its transfer as well.
      if let failure = receivers.last?.failure { throw failure }
      if reason.cause == .tooLarge { try drop(row) }
      throw reason
    }
    if let failure = receivers.last?.failure { throw failure }
    let status = reply.head.status
    switch status {
    case 200, 203, 206: break
    case 304 where earlier != nil: return .unchanged
    case 404, 410: throw NotGot(.gone, status: status, reply.address.text)
    case 416:
      // The part is of no use: what the host has is shorter.
      try drop(row)
      throw NotGot(.broken, status: status, reply.address.text)
    default:
      if receivers.last.map({ isCaptcha($0.pageBytes, reply) }) == true {
        throw NotGot(.captcha, status: status, reply.address.text)
      }
      throw NotGot(.refused, status: status, reply.address.text)
    }
    guard let origin = try state.part(row.key) else {
      throw NotGot(.broken, status: status, reply.address.text)
    }
    return try land(row, origin, robots: reply.robots)
  }

  /// Lets go of a part.
  private func drop(_ row: FetchRow) throws {
    try state.setPart(row.key, nil)
    unlink(path(row))
  }

  private func isCaptcha(_ bytes: [UInt8], _ reply: PoliteClient.Reply) -> Bool {
    let page = HTMLPage(bytes, contentType: reply.head.value("content-type"))
    return PageVerdict.cause(
      of: page, asked: reply.address, answered: reply.address, isDocumentDue: true) == .captcha
  }

  /// What is asked: the rest of a part, or whether there is something newer, or all.
  private func visit(
    _ row: FetchRow, _ earlier: SourceSidecar?, _ receivers: LastReceiver
  ) -> PoliteClient.Visit {
    let path = path(row)
    let (state, clock, limit) = (state, client.clock, settings.largest)
    @Sendable func rest(_ address: WebAddress) -> (from: Int, validator: String)? {
      guard let origin = try? state.part(row.key), origin.address == address.text,
        !origin.isCompressed, let validator = origin.validator
      else { return nil }
      let size = PartFile.size(path)
      return size > 0 ? (size, validator) : nil
    }
    return PoliteClient.Visit(
      headers: { address in
        if let rest = rest(address) {
          return [("Range", "bytes=\(rest.from)-"), ("If-Range", rest.validator)]
        }
        guard let earlier, earlier.chain.last?.url == address.text else { return [] }
        return [("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")].compactMap {
          name, key in earlier.headers[key].map { (name, $0) }
        }
      },
      takesCompressed: { rest($0) == nil },
      receiver: { address, chain in
        let receiver = PartFile(
          path: path, key: row.key, state: state, limit: limit, address: address, chain: chain,
          now: clock.now)
        receivers.last = receiver
        return receiver
      })
  }

  /// Looks what came, and gives it its name where it is a document.
  private func land(
    _ row: FetchRow, _ origin: PartOrigin, robots: SourceSidecar.RobotsVerdict?
  ) throws -> FetchOutcome {
    let path = path(row)
    let kind = ContentKind(Self.bytes(path, upTo: 8192))
    guard let address = row.address, let answered = WebAddress(origin.address) else {
      return .notGot(NotGot(.badAddress, row.url))
    }
    if let cause = cause(kind, path, origin, asked: address, answered: answered) {
      try drop(row)
      throw NotGot(cause, status: origin.chain.last?.status, answered.text)
    }
    guard let digest = sha256(ofFile: path) else {
      throw WriteFailure(operation: .sync, path: path, code: EIO)
    }
    if let earlier = try state.row(row.key)?.sidecar, earlier.sha256 == digest {
      try drop(row)
      return .unchanged
    }
    var sidecar = SourceSidecar(
      url: address.text, fetchedAt: client.clock.now.formatted(.iso8601), chain: origin.chain,
      headers: origin.headers, sha256: digest, bytes: PartFile.size(path), robots: robots)
    sidecar.issuer = row.issuer
    sidecar.year = row.year
    sidecar.title = row.title
    sidecar.foundOn = row.foundOn
    let stem = FileNaming.stem(
      of: row, title: row.title, headers: origin.headers, address: answered)
    return .got(file: try landing.land(row.key, stem: stem, kind: kind, sidecar), kind)
  }

  /// Why what came is no report; `nil` where it may be one.
  private func cause(
    _ kind: ContentKind, _ path: String, _ origin: PartOrigin, asked: WebAddress,
    answered: WebAddress
  ) -> FetchCause? {
    switch kind {
    case .empty: return .empty
    case .other: return .unknownKind
    case .html:
      let page = HTMLPage(
        Self.bytes(path, upTo: HTMLPage.longest), contentType: origin.headers["content-type"])
      return PageVerdict.cause(
        of: page, asked: asked, answered: answered, isDocumentDue: asked.isOfDocument)
    default: return nil
    }
  }

  private static func bytes(_ path: String, upTo count: Int) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? file.close() }
    return (try? file.read(upToCount: count)).map { Array($0) } ?? []
  }
}

extension WebAddress {
  /// Whether it names a document and not a page: by its ending, or as the scripts of portals do.
  var isOfDocument: Bool {
    let path = path.lowercased()
    let endings = [".pdf", ".doc", ".docx", ".wps", ".rtf", ".ofd", ".xls", ".xlsx"]
    return endings.contains(where: path.hasSuffix)
      || ["downfile", "/download", "filedown", "attachment"].contains(where: path.contains)
  }
}
