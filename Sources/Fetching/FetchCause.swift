/// Why a report was not got.
public enum FetchCause: String, Sendable, Codable, CaseIterable {
  // The list
  case badAddress = "bad_address"
  // The way there
  case robots, robotsUnreachable = "robots_unreachable"
  case deadHost = "dead_host"
  case certificate, timeout, broken
  case refusedAddress = "refused_address"
  case redirects, badRedirect = "bad_redirect"
  // What the host answers
  case blocked, hostLeft = "host_left", later
  case gone, serverError = "server_error", refused
  // What came
  case empty, tooLarge = "too_large"
  case login, captcha, script, homePage = "home_page", errorPage = "error_page"
  case nothingFound = "nothing_found"
  case tooManyPages = "too_many_pages", scriptedList = "scripted_list", otherHost = "other_host"
  case pageInstead = "page_instead", unknownKind = "unknown_kind"

  /// Whether the host is left alone for the rest of the run.
  var endsHost: Bool {
    switch self {
    case .blocked, .captcha, .later, .deadHost: true
    default: false
    }
  }
}

/// A report, or a page on the way to it, that was not got.
public struct NotGot: Error, Sendable, Hashable {
  public var cause: FetchCause
  /// Status of the last answer; `nil` where there was none.
  public var status: Int?
  /// What a person who looks after it may want: an address, a title, the system's words.
  public var detail: String
  /// When the host may be asked again, where it said so; seconds since 1970.
  public var notBefore: Double?

  init(_ cause: FetchCause, status: Int? = nil, _ detail: String = "", notBefore: Double? = nil) {
    self.cause = cause
    self.status = status
    self.detail = detail
    self.notBefore = notBefore
  }
}

extension NotGot {
  init(_ failure: TransferFailure, _ address: WebAddress) {
    switch failure {
    case .unresolved: self.init(.deadHost, address.host)
    case .unreachable(let words): self.init(.deadHost, "\(address.host): \(words)")
    case .refusedAddress(let place): self.init(.refusedAddress, "\(address.host): \(place)")
    case .certificate(let words): self.init(.certificate, "\(address.host): \(words)")
    case .timeout: self.init(.timeout, address.text)
    case .broken(let words): self.init(.broken, "\(address.text): \(words)")
    case .stopped: self.init(.tooLarge, address.text)
    }
  }
}
