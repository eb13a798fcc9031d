import Foundation

/// The list of what a program wrote to a folder: a line `SHA-256  NAME` a file, as `sha256sum` writes and
/// checks them. While a run writes, a file has a line for each content that it may have.
struct FileList {
  /// Digests by names, which are paths under the folder.
  var digests: [String: Set<String>] = [:]
  /// Whether the run that wrote last came to its end.
  var isFinished = true

  static let heading =
    "# What gongkai wrote here. It replaces and removes these files alone; sha256sum -c checks them.\n"
  static let unfinished = "# A run has begun and not ended.\n"

  init() {}

  /// What the text of a list says; lines that make no sense, or lead out of the folder, are left out.
  init(text: String) {
    // By bytes: a line end before a combining mark is one character with it.
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let line = String(decoding: line, as: UTF8.self)
      if "\(line)\n" == Self.unfinished { isFinished = false }
      guard let (name, digest) = Self.entry(line) else { continue }
      digests[name, default: []].insert(digest)
    }
  }

  static func line(_ name: String, _ digest: String) -> String {
    let escaped = name.utf8.contains {
      [UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\\")].contains($0)
    }
    guard escaped else { return "\(digest)  \(name)\n" }
    let name = name.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing(
      "\r", with: "\\r")
    return "\\\(digest)  \(name)\n"
  }

  var text: String {
    let lines = digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap {
      name, digests in
      digests.sorted().map { Self.line(name, $0) }
    }
    return Self.heading + lines.joined()
  }

  private static func entry(_ line: String) -> (name: String, digest: String)? {
    let isEscaped = line.hasPrefix("\\")
    let bytes = Array(line.utf8).dropFirst(isEscaped ? 1 : 0)
    let digest = String(decoding: bytes.prefix(64), as: UTF8.self)
    guard digest.utf8.count == 64, digest.allSatisfy(\.isHexDigit),
      bytes.dropFirst(64).starts(with: "  ".utf8)
    else { return nil }
    let name = unescaped(bytes.dropFirst(66), isEscaped)
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isInside = parts.allSatisfy { part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
    return isInside ? (name, digest) : nil
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>, _ isEscaped: Bool) -> String {
    guard isEscaped else { return String(decoding: bytes, as: UTF8.self) }
    var name: [UInt8] = []
    var isAfterBackslash = false
    for byte in bytes {
      if isAfterBackslash {
        name.append(
          byte == UInt8(ascii: "n") ? 10 : byte == UInt8(ascii: "r") ? 13 : byte)
        isAfterBackslash = false
      } else if byte == UInt8(ascii: "\\") {
        isAfterBackslash = true
      } else {
        name.append(byte)
      }
    }
    return String(decoding: name, as: UTF8.self)
  }
}
