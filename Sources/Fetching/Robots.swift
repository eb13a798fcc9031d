import Foundation

/// What a robots.txt says to this program, after RFC 9309.
public struct Robots: Sendable {
  /// The name by which rules address this program.
  static let product = "gongkai"

  /// Seconds between two requests that the host asks for (Crawl-delay, which the RFC leaves open).
  public private(set) var delay: Double?
  private var rules: [(pattern: [UInt8], isAllowed: Bool)] = []

  /// Those of a host without rules.
  static let none = Robots([])

  /// The RFC asks for 500 KiB at least.
  static let longest = 512 << 10

  /// Reads a file; what makes no sense in it is passed over.
  ///
  /// - Parameter bytes: The file, of which `longest` bytes are looked at.
  public init(_ bytes: some Sequence<UInt8>) {
    var groups: [(agents: [String], lines: [(key: String, value: String)])] = []
    for line in Self.lines(of: bytes) {
      if line.key == "user-agent" {
        if groups.last?.lines.isEmpty != true { groups.append(([], [])) }
        groups[groups.count - 1].agents.append(Self.product(of: line.value))
      } else if ["allow", "disallow", "crawl-delay"].contains(line.key), !groups.isEmpty {
        groups[groups.count - 1].lines.append(line)
      }
    }
    let own = groups.filter { $0.agents.contains(Self.product) }
    for (key, value) in (own.isEmpty ? groups.filter { $0.agents.contains("*") } : own).flatMap(
      \.lines)
    {
      if key == "crawl-delay" {
        if let seconds = Double(value), seconds.isFinite, seconds >= 0 {
          delay = max(delay ?? 0, min(seconds, Self.longestDelay))
        }
      } else if !value.isEmpty {
        rules.append((Self.normalised(value), key == "allow"))
      }
    }
  }

  /// A host that asks for more is asked once an hour.
  private static let longestDelay = 3600.0

  /// Whether a path with its query may be asked for: the longest rule that matches says so, of equals the
  /// one that allows.
  public func allows(_ target: String) -> Bool {
    if target == "/robots.txt" { return true }
    let path = Self.normalised(target)
    let matching = rules.filter { Self.matches($0.pattern, path) }
    guard let longest = matching.map(\.pattern.count).max() else { return true }
    return matching.contains { $0.pattern.count == longest && $0.isAllowed }
  }

  // MARK: Reading

  private static func lines(of bytes: some Sequence<UInt8>) -> [(key: String, value: String)] {
    let text = Array(bytes.prefix(longest))
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return text[start...].split(whereSeparator: { $0 == 10 || $0 == 13 }).compactMap { line in
      let code = line.prefix { $0 != UInt8(ascii: "#") }
      guard let colon = code.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      func word(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
      }
      return (word(code[..<colon]).lowercased(), word(code[(colon + 1)...]))
    }
  }

  /// The product token of a line, which some follow by a version.
  private static func product(of value: String) -> String {
    if value.hasPrefix("*") { return "*" }
    return String(value.prefix { $0.isASCII && $0.isLetter || $0 == "-" || $0 == "_" }).lowercased()
  }

  /// Percent-encoded alike: unreserved characters as themselves, others as upper-case octets.
  private static func normalised(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2,
        let octet = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes = bytes.dropFirst(2)
        if isUnreserved(octet) { result.append(octet) } else { result += encoded(octet) }
      } else if byte > 0x7E || byte <= 0x20 {
        result += encoded(byte)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }

  private static func encoded(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// Whether a pattern matches the beginning of a path; `*` is anything, `$` at the end is its end. Time
  /// grows by the product of the lengths at most.
  private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let pattern = isAnchored ? pattern.dropLast() : pattern[...]
    var place = 0
    var index = 0
    var star: (index: Int, place: Int)?
    while true {
      if index == pattern.count {
        if !isAnchored || place == path.count { return true }
      } else if pattern[index] == UInt8(ascii: "*") {
        star = (index, place)
        index += 1
        continue
      } else if place < path.count, pattern[index] == path[place] {
        index += 1
        place += 1
        continue
      }
      guard let last = star, last.place < path.count else { return false }
      star = (last.index, last.place + 1)
      index = last.index + 1
      place = last.place + 1
    }
  }
}
