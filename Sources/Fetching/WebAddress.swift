import CCurl
import Foundation

/// An address of the web: absolute, http or https, without fragment, as libcurl reads it.
///
/// It is parsed by the library that later connects to it, so that the two cannot differ on its host.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
  /// The whole address, percent-encoded; host in lower case.
  public let text: String
  /// `http` or `https`.
  public let scheme: String
  public let host: String
  public let port: Int
  /// Begins with `/`.
  public let path: String
  /// Without the question mark; `nil` where there is none.
  public let query: String?

  public var description: String { text }

  /// Scheme, host and port: what a robots.txt holds for.
  public var origin: String { "\(scheme)://\(host):\(port)" }

  /// Path and query, which is what rules of a robots.txt are matched against.
  public var target: String { query.map { "\(path)?\($0)" } ?? path }

  /// Whether this is the front page of a site.
  public var isHome: Bool {
    query == nil && Self.homePaths.contains(path.lowercased())
  }

  private static let homePaths: Set = [
    "/", "/index.html", "/index.htm", "/index.jsp", "/index.php", "/default.html", "/index.shtml",
  ]

  /// Reads an address, absolute or as it stands in a page or header of `base`; characters that addresses
  /// cannot hold are percent-encoded as the bytes they are.
  ///
  /// `nil` where it is none, is of another scheme, or holds a name and password.
  public init?(_ text: String, relativeTo base: WebAddress? = nil) {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    let flags = UInt32(CURLU_URLENCODE)
    if let base, curl_url_set(handle, CURLUPART_URL, base.text, 0) != CURLUE_OK { return nil }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty, trimmed.utf8.count <= Self.longest,
      base != nil || trimmed.contains("://"),
      curl_url_set(handle, CURLUPART_URL, trimmed, flags) == CURLUE_OK,
      curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
      Self.part(handle, CURLUPART_USER) == nil, Self.part(handle, CURLUPART_PASSWORD) == nil,
      let scheme = Self.part(handle, CURLUPART_SCHEME), ["http", "https"].contains(scheme),
      let host = Self.part(handle, CURLUPART_HOST)?.lowercased(), !host.isEmpty,
      curl_url_set(handle, CURLUPART_HOST, host, 0) == CURLUE_OK,
      let port = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
      let whole = Self.part(handle, CURLUPART_URL, UInt32(CURLU_NO_DEFAULT_PORT))
    else { return nil }
    self.text = whole
    self.scheme = scheme
    self.host = host
    self.port = port
    path = Self.part(handle, CURLUPART_PATH) ?? "/"
    query = Self.part(handle, CURLUPART_QUERY)
  }

  /// Longer ones are no address of a report; browsers stop at about as many bytes.
  private static let longest = 8192

  private static func part(
    _ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0
  ) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
