/// What bytes are, by themselves.
public enum ContentKind: String, Sendable, Codable {
  case pdf, docx, xlsx, ofd, doc, rtf, html, mht, jpeg, png
  case empty, other

  /// The ending of such a file's name; `nil` where it is kept under none.
  public var ending: String? {
    switch self {
    case .empty, .other: nil
    case .jpeg: "jpg"
    default: rawValue
    }
  }

  /// - Parameter start: The first 8 KiB, or all.
  public init(_ start: [UInt8]) {
    func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
    let isBlank = start.allSatisfy { $0 <= 0x20 }
    if isBlank {
      self = .empty
    } else if Self.holds(start.prefix(1024), "%PDF-") {
      // Readers look for the mark within the first KiB.
      self = .pdf
    } else if start.starts(with: [0x50, 0x4B, 3, 4]) {
      self = Self.archive(start)
    } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .doc
    } else if begins("{\\rtf") {
      self = .rtf
    } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else {
      self = Self.isMessage(start) ? .mht : Self.isPage(start) ? .html : .other
    }
  }

  /// Whether it begins with headers that say that its parts are a page with what belongs to it.
  private static func isMessage(_ start: [UInt8]) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = (start.starts(with: mark) ? start[mark.count...] : start[...]).drop { $0 <= 0x20 }
    let name = text.prefix { $0 == 0x2D || (0x41...0x5A).contains($0 & 0xDF) }
    guard !name.isEmpty, text.dropFirst(name.count).first == UInt8(ascii: ":") else { return false }
    let lower = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
    return holds(lower, "mime-version:")
      && ["multipart/related", "multipart/alternative", "text/html"].contains { holds(lower, $0) }
  }

  /// The kind of an office document tells by the names of its first members.
  private static func archive(_ start: [UInt8]) -> ContentKind {
    if holds(start[...], "word/") { return .docx }
    if holds(start[...], "xl/") { return .xlsx }
    if holds(start[...], "OFD.xml") { return .ofd }
    return holds(start[...], "[Content_Types].xml") ? .docx : .other
  }

  private static func isPage(_ start: [UInt8]) -> Bool {
    let zero = start.contains(0) && !start.starts(with: [0xFF, 0xFE])
    let text = start.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.filter { $0 != 0 }
    let marks = [
      "<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<table", "<div", "<title",
      "<p>", "<!--",
    ]
    return !zero && marks.contains { holds(text[...], $0) }
  }

  private static func holds(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    let text = Array(text.utf8)
    guard bytes.count >= text.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - text.count)).contains {
      bytes[$0] == text[0] && bytes[$0..<($0 + text.count)].elementsEqual(text)
    }
  }
}
