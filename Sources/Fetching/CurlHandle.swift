import CCurl
import Foundation
import Glibc

/// What holds for every transfer of a run.
public struct TransferOptions: Sendable {
  /// Who asks, as the header User-Agent.
  public var agent: String
  public var rule = AddressRule.publicOnly
  /// Addresses of hosts that are not looked up, as `host:port:address` (`*` is any host), for tests.
  public var resolved: [String] = []
  /// Seconds until a connection must stand.
  public var connectSeconds = 30
  /// Seconds of a whole transfer.
  public var longestSeconds = 600
  /// A transfer below 1 KiB/s for so many seconds is given up.
  public var slowSeconds = 60

  public init(agent: String) { self.agent = agent }
}

/// The connection to a host: owns libcurl's handle, which never leaves this file.
///
/// Not Sendable: whoever has the turn of the host uses it, one after the other.
final class CurlHandle {
  private let easy: UnsafeMutableRawPointer
  private let options: TransferOptions

  init(_ options: TransferOptions) {
    // Threads that initialise at once would race; the value is made once.
    _ = Self.isInitialised
    guard let easy = curl_easy_init() else { preconditionFailure("no memory for a transfer") }
    self.easy = easy
    self.options = options
  }

  deinit { curl_easy_cleanup(easy) }

  private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Asks and waits for the end of the answer; blocks the thread. The flag is looked at about once a second,
  /// and whenever bytes come.
  func perform(
    _ inquiry: Inquiry, to receiver: any BodyReceiver, cancellation: CancellationFlag
  ) throws(TransferFailure) -> ResponseHead {
    curl_easy_reset(easy)
    let transfer = CurlTransfer(receiver: receiver, rule: options.rule)
    var header: UnsafeMutablePointer<curl_slist>?
    for (name, value) in inquiry.headers { header = curl_slist_append(header, "\(name): \(value)") }
    var resolved: UnsafeMutablePointer<curl_slist>?
    for entry in options.resolved { resolved = curl_slist_append(resolved, entry) }
    defer {
      curl_slist_free_all(header)
      curl_slist_free_all(resolved)
    }
    set(inquiry)
    gongkai_set_pointer(easy, CURLOPT_HTTPHEADER, header)
    gongkai_set_pointer(easy, CURLOPT_RESOLVE, resolved)
    let code = withExtendedLifetime((transfer, cancellation)) {
      transfer.attach(to: easy)
      gongkai_set_pointer(
        easy, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(cancellation).toOpaque())
      gongkai_set_progress(easy) { flag, _, _, _, _ in
        guard let flag else { return 0 }
        return Unmanaged<CancellationFlag>.fromOpaque(flag).takeUnretainedValue().isSet ? 1 : 0
      }
      return curl_easy_perform(easy)
    }
    if let failure = transfer.failure(code) { throw failure }
    transfer.beginBody()
    return transfer.head
  }

  private func set(_ inquiry: Inquiry) {
    gongkai_set_text(easy, CURLOPT_URL, inquiry.address.text)
    gongkai_set_text(easy, CURLOPT_USERAGENT, options.agent)
    gongkai_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    // A proxy would connect where it likes.
    gongkai_set_text(easy, CURLOPT_PROXY, "")
    gongkai_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    gongkai_set_long(easy, CURLOPT_NOSIGNAL, 1)
    gongkai_set_long(easy, CURLOPT_NOPROGRESS, 0)
    gongkai_set_long(easy, CURLOPT_CONNECTTIMEOUT, options.connectSeconds)
    gongkai_set_long(easy, CURLOPT_TIMEOUT, options.longestSeconds)
    gongkai_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1024)
    gongkai_set_long(easy, CURLOPT_LOW_SPEED_TIME, options.slowSeconds)
    gongkai_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    if inquiry.takesCompressed { gongkai_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
  }
}

/// One answer as it comes.
private final class CurlTransfer {
  private let receiver: any BodyReceiver
  private let rule: AddressRule
  private(set) var head = ResponseHead(status: 0)
  private var headerBytes = 0
  private var hasBegun = false
  private var isStopped = false
  private var refused: HostAddress?

  /// More headers than this are no answer; servers send less than one KiB.
  private static let mostHeaderBytes = 1 << 16

  init(receiver: any BodyReceiver, rule: AddressRule) {
    self.receiver = receiver
    self.rule = rule
  }

  func attach(to easy: UnsafeMutableRawPointer) {
    let own = Unmanaged.passUnretained(self).toOpaque()
    gongkai_set_pointer(easy, CURLOPT_HEADERDATA, own)
    gongkai_set_write(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, own in
      CurlTransfer.from(own).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
        ? size * count : 0
    }
    gongkai_set_pointer(easy, CURLOPT_WRITEDATA, own)
    gongkai_set_write(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, own in
      CurlTransfer.from(own).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
        ? size * count : 0
    }
    gongkai_set_pointer(easy, CURLOPT_OPENSOCKETDATA, own)
    gongkai_set_socket(easy) { own, _, address in
      guard let address else { return -1 }
      return CurlTransfer.from(own).socket(to: address)
    }
  }

  private static func from(_ own: UnsafeMutableRawPointer?) -> CurlTransfer {
    guard let own else { preconditionFailure("libcurl gives back what it was given") }
    return Unmanaged<CurlTransfer>.fromOpaque(own).takeUnretainedValue()
  }

  /// A socket to the very address that will be connected to, where that is allowed.
  private func socket(to address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    guard let place = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
    let bytes = UnsafeRawBufferPointer(
      start: UnsafeRawPointer(address) + place, count: Int(address.pointee.addrlen))
    // sockaddr_in: family, port, 4 bytes; sockaddr_in6: family, port, flow, 16 bytes.
    let part: Range<Int>
    switch address.pointee.family {
    case AF_INET: part = 4..<8
    case AF_INET6: part = 8..<24
    default: return -1
    }
    guard bytes.count >= part.upperBound, let host = HostAddress(bytes: Array(bytes[part])) else {
      return -1
    }
    guard rule.allows(host) else {
      refused = host
      return -1
    }
    let closing = Int32(SOCK_CLOEXEC.rawValue)
    return Glibc.socket(
      address.pointee.family, address.pointee.socktype | closing, address.pointee.protocol)
  }

  private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.mostHeaderBytes else { return false }
    let line = bytes.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    if line.starts(with: "HTTP/".utf8) {
      // An interim answer (1xx) may have come before.
      let words = line.split(separator: UInt8(ascii: " "))
      let status = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
      head = ResponseHead(status: status ?? 0)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      var value = line[(colon + 1)...].drop(while: blank)
      while let last = value.last, blank(last) { value.removeLast() }
      head.headers.append((name, Array(value)))
    }
    return true
  }

  func beginBody() {
    if hasBegun { return }
    hasBegun = true
    receiver.begin(head)
  }

  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    beginBody()
    if receiver.take(bytes) { return true }
    isStopped = true
    return false
  }

  /// - Returns: `nil` where the whole answer came.
  func failure(_ code: CURLcode) -> TransferFailure? {
    let words = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_OK: return nil
    case _ where isStopped: return .stopped
    case CURLE_COULDNT_RESOLVE_HOST: return .unresolved
    case CURLE_COULDNT_CONNECT:
      return refused.map { .refusedAddress("\($0)") } ?? .unreachable(words)
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
      return .certificate(words)
    default: return .broken(words)
    }
  }
}
