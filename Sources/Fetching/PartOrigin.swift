import ContentDecoding
import Foundation
import GRDB
import ReportModel

/// What a part that is not whole yet is of.
struct PartOrigin: Sendable, Hashable, Codable {
  /// The address that answered, after redirects.
  var address: String
  /// Bytes of the whole; `nil` where the host did not say.
  var total: Int?
  /// Whether the host compressed it, so that its bytes are others than those that a range counts.
  var isCompressed: Bool
  /// The way there, and the headers of the last answer, as the sidecar has them.
  var chain: [SourceSidecar.Step]
  var headers: [String: String]

  /// What a host can tell by whether its document is still the same (If-Range, RFC 9110, 13.1.5); `nil`
  /// where there is nothing, or a weak tag alone.
  var validator: String? {
    if let etag = headers["etag"], !etag.hasPrefix("W/") { return etag }
    return headers["last-modified"]
  }

  init(_ head: ResponseHead, of address: WebAddress, chain: [SourceSidecar.Step]) {
    self.address = address.text
    isCompressed = head.isCompressed
    total = isCompressed ? nil : head.value("content-length").flatMap { Int($0) }
    self.chain = chain
    headers = head.kept
  }
}

extension ResponseHead {
  /// Headers that tell type, name, time and version of what came.
  var kept: [String: String] {
    let names = [
      "content-type", "content-disposition", "content-length", "etag", "last-modified", "date",
      "server",
    ]
    return names.reduce(into: [:]) { kept, name in
      if let value = bytes(name) { kept[name] = DecodedText(value, declared: nil).text }
    }
  }
}

extension FetchState {
  /// - Throws: `Failure`.
  func part(_ key: String) throws(Failure) -> PartOrigin? {
    try read { db in
      try Data.fetchOne(db, sql: "SELECT origin FROM part WHERE url = ?", arguments: [key])
        .flatMap { try? JSONDecoder().decode(PartOrigin.self, from: $0) }
    }
  }

  /// Notes what a part is of; `nil` where it is no more.
  func setPart(_ key: String, _ origin: PartOrigin?) throws(Failure) {
    try write { db in
      if let origin {
        try db.execute(
          sql: "INSERT OR REPLACE INTO part VALUES (?, ?)",
          arguments: [key, JSONEncoder().encode(origin)])
      } else {
        try db.execute(sql: "DELETE FROM part WHERE url = ?", arguments: [key])
      }
    }
  }
}
