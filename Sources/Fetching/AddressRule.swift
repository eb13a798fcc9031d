import Glibc

/// An address of the internet protocol, as it is about to be connected to.
public struct HostAddress: Sendable, Hashable, CustomStringConvertible {
  /// 4 or 16, in network order; an IPv4 address that stands in an IPv6 one is that IPv4 address.
  public let bytes: [UInt8]

  /// - Parameter bytes: 4 or 16; `nil` for any other number.
  public init?(bytes: [UInt8]) {
    switch bytes.count {
    case 4: self.bytes = bytes
    case 16: self.bytes = Self.embedded(in: bytes) ?? bytes
    default: return nil
    }
  }

  /// From its written form.
  public init?(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 {
      self.init(bytes: Array(bytes.prefix(4)))
    } else if inet_pton(AF_INET6, text, &bytes) == 1 {
      self.init(bytes: bytes)
    } else {
      return nil
    }
  }

  public var description: String {
    var text = [CChar](repeating: 0, count: 64)
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// ::ffff:a.b.c.d (RFC 4291), 64:ff9b::a.b.c.d (RFC 6052), 2002:aabb:ccdd:: (RFC 3056).
  private static func embedded(in bytes: [UInt8]) -> [UInt8]? {
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
    if bytes.starts(with: mapped) || bytes.starts(with: translated) { return Array(bytes[12...]) }
    return bytes.starts(with: [0x20, 0x02]) ? Array(bytes[2..<6]) : nil
  }
}

/// Which addresses may be connected to.
public enum AddressRule: Sendable, Hashable {
  /// Those that the whole internet can reach.
  case publicOnly
  /// Loopback alone, for tests: nothing leaves the machine.
  case loopbackOnly

  public func allows(_ address: HostAddress) -> Bool {
    switch self {
    case .publicOnly: !Self.reserved.contains { $0.holds(address.bytes) }
    case .loopbackOnly: Self.loopback.contains { $0.holds(address.bytes) }
    }
  }

  /// Addresses that share their first bits.
  private struct Block: Sendable {
    var start: [UInt8]
    var bits: Int

    init(_ start: String, _ bits: Int) {
      self.start = HostAddress(start)?.bytes ?? []
      self.bits = bits
    }

    func holds(_ bytes: [UInt8]) -> Bool {
      guard bytes.count == start.count else { return false }
      return zip(bytes, start).enumerated().allSatisfy { index, pair in
        let rest = max(0, min(8, bits - index * 8))
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return pair.0 & mask == pair.1 & mask
      }
    }
  }

  private static let loopback = [Block("127.0.0.0", 8), Block("::1", 128)]

  /// IANA's registries of special-purpose addresses (RFC 6890 and its updates), multicast and the future
  /// use of class E.
  private static let reserved =
    loopback + [
      Block("0.0.0.0", 8), Block("10.0.0.0", 8), Block("100.64.0.0", 10), Block("169.254.0.0", 16),
      Block("172.16.0.0", 12), Block("192.0.0.0", 24), Block("192.0.2.0", 24),
      Block("192.88.99.0", 24), Block("192.168.0.0", 16), Block("198.18.0.0", 15),
      Block("198.51.100.0", 24), Block("203.0.113.0", 24), Block("224.0.0.0", 4),
      Block("240.0.0.0", 4), Block("::", 96), Block("64:ff9b:1::", 48), Block("100::", 64),
      Block("2001::", 23), Block("2001:db8::", 32), Block("3fff::", 20), Block("5f00::", 16),
      Block("fc00::", 7), Block("fe80::", 10), Block("fec0::", 10), Block("ff00::", 8),
    ]
}
