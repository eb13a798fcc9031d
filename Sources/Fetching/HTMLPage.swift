import CHTMLReader
import ContentDecoding
import Foundation

/// A web page as far as one who looks for reports needs it: its elements in their order, and its words.
struct HTMLPage {
  struct Element {
    /// In lower case.
    var tag: String
    /// Names in lower case.
    var attributes: [String: String]
    /// Words within it, as far as they stand before the next element of the same kind; spaces drawn together.
    var text = ""
  }

  private(set) var title = ""
  /// What a reader sees, without scripts, drawn together.
  private(set) var text = ""
  private(set) var scripts: [String] = []
  private(set) var elements: [Element] = []

  /// Pages beyond this are looked at in part; articles have a tenth of it.
  static let longest = 4 << 20

  /// - Parameters:
  ///   - bytes: The page.
  ///   - header: The value of the header Content-Type; a charset in it goes before one in the page.
  init(_ bytes: [UInt8], contentType header: String?) {
    let bytes = Array(bytes.prefix(Self.longest))
    let declared = header.flatMap(Self.charset) ?? Self.charset(inPage: bytes)
    let text = DecodedText(bytes, declared: declared).text
    let reader = HTMLReader()
    reader.read(Array(text.utf8))
    elements = reader.elements
    for index in elements.indices {
      elements[index].text = Self.drawnTogether(elements[index].text)
    }
    scripts = reader.scripts
    title = Self.drawnTogether(reader.title)
    self.text = Self.drawnTogether(reader.text)
  }

  func all(_ tags: String...) -> [Element] { elements.filter { tags.contains($0.tag) } }

  /// The content of a `meta` with this name or `http-equiv`, in lower case.
  func meta(_ name: String) -> String? {
    elements.first {
      $0.tag == "meta"
        && ($0.attributes["name"] ?? $0.attributes["http-equiv"])?.lowercased() == name
    }?.attributes["content"]
  }

  private static func drawnTogether(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{A0}" }).joined(separator: " ")
  }

  /// The charset in a text like `text/html; charset=gb2312`.
  static func charset(_ text: String) -> String? {
    guard let place = text.range(of: "charset=", options: .caseInsensitive) else { return nil }
    let name = text[place.upperBound...].drop { "\"' ".contains($0) }.prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
    }
    return name.isEmpty ? nil : String(name)
  }

  /// What the first KiB declares, as browsers look for it.
  private static func charset(inPage bytes: [UInt8]) -> String? {
    charset(String(decoding: bytes.prefix(1024), as: UTF8.self))
  }
}

/// Takes down what the parser meets.
private final class HTMLReader {
  var elements: [HTMLPage.Element] = []
  var scripts: [String] = []
  var title = ""
  var text = ""
  private var open: [(tag: String, index: Int)] = []

  /// Deeper pages are no articles.
  private static let deepest: Int32 = 2000

  /// - Parameter utf8: The page.
  func read(_ utf8: [UInt8]) {
    var handler = gongkai_html_handler(
      start: { own, tag, attributes in HTMLReader.from(own).start(tag, attributes) },
      end: { own, tag in HTMLReader.from(own).end(tag) },
      characters: { own, bytes, count in HTMLReader.from(own).characters(bytes, count) })
    let own = Unmanaged.passUnretained(self).toOpaque()
    _ = utf8.withUnsafeBytes { bytes in
      gongkai_read_html(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count), Self.deepest,
        &handler, own)
    }
  }

  private static func from(_ own: UnsafeMutableRawPointer?) -> HTMLReader {
    guard let own else { preconditionFailure("it gives back what it was given") }
    return Unmanaged<HTMLReader>.fromOpaque(own).takeUnretainedValue()
  }

  private func start(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
  ) {
    guard let name else { return }
    let tag = String(cString: name).lowercased()
    var found: [String: String] = [:]
    var next = attributes
    while let pair = next, let key = pair.pointee {
      found[String(cString: key).lowercased()] = pair[1].map { String(cString: $0) } ?? ""
      next = pair + 2
    }
    elements.append(HTMLPage.Element(tag: tag, attributes: found))
    if tag == "script" { scripts.append("") }
    open.append((tag, elements.count - 1))
    if ["p", "div", "br", "td", "tr", "li", "title", "h1", "h2"].contains(tag) { text += " " }
  }

  private func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    let tag = String(cString: name).lowercased()
    if let place = open.lastIndex(where: { $0.tag == tag }) { open.removeSubrange(place...) }
  }

  private func characters(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
    guard let bytes, count > 0 else { return }
    let more = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    switch open.last?.tag {
    case "script": scripts[scripts.count - 1] += more
    case "style", "noscript": break
    case "title" where title.isEmpty || !open.contains { $0.tag == "body" }: title += more
    default:
      text += more
      // The links and options around it; what is further out is no name of anything.
      for (tag, index) in open.suffix(4)
      where ["a", "span", "li", "td", "p", "option"].contains(tag) {
        if elements[index].text.utf8.count < Self.longestWords { elements[index].text += more }
      }
    }
  }

  private static let longestWords = 2000
}
