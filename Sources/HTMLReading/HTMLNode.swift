import CHTMLReader

/// An element or a piece of text of a page. What no reader sees of a page is not among them.
final class HTMLNode {
  /// In lower case; empty for text.
  let tag: String
  /// Names in lower case.
  let attributes: [String: String]
  var text: String
  private(set) var children: [HTMLNode] = []
  private(set) unowned var parent: HTMLNode?
  /// Whether readers do not see it; `nil` until somebody has looked.
  var isHidden: Bool?

  init(tag: String, attributes: [String: String] = [:], text: String = "") {
    self.tag = tag
    self.attributes = attributes
    self.text = text
  }

  var isText: Bool { tag.isEmpty }

  func append(_ child: HTMLNode) {
    child.parent = self
    children.append(child)
  }

  /// The words of `class`.
  var classes: [Substring] { attributes["class"]?.split(whereSeparator: \.isWhitespace) ?? [] }

  /// The value of a property in `style`, in lower case.
  func style(_ name: String) -> String? {
    guard let style = attributes["style"], style.contains(name) || style.lowercased().contains(name)
    else { return nil }
    var found: String?
    for declaration in style.split(separator: ";") {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, Self.trimmed(parts[0]) == name else { continue }
      found = Self.trimmed(parts[1])
    }
    return found
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      .lowercased()
  }

  /// All elements with this tag in it, in their order.
  func all(_ tag: String) -> [HTMLNode] {
    children.flatMap { ($0.tag == tag ? [$0] : []) + $0.all(tag) }
  }
}

/// A page as a tree.
struct HTMLTree {
  let root: HTMLNode
  /// What `style` elements say.
  let styles: String

  enum Failure: Error {
    case tooDeep, tooMany
  }

  /// Pages with more are none that people read.
  static let deepest = 500
  static let mostNodes = 500_000

  /// - Parameter utf8: The page in UTF-8.
  /// - Throws: `Failure`.
  init(_ utf8: [UInt8]) throws(Failure) {
    let builder = TreeBuilder(most: Self.mostNodes)
    var handler = gongkai_html_handler(
      start: { own, tag, attributes in TreeBuilder.from(own).start(tag, attributes) },
      end: { own, tag in TreeBuilder.from(own).end(tag) },
      characters: { own, bytes, count in TreeBuilder.from(own).characters(bytes, count) })
    let own = Unmanaged.passUnretained(builder).toOpaque()
    let ended = utf8.withUnsafeBytes { bytes in
      gongkai_read_html(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count),
        Int32(Self.deepest), &handler, own)
    }
    if ended != 0 { throw .tooDeep }
    if builder.count > Self.mostNodes { throw .tooMany }
    root = builder.root
    styles = builder.styles
  }
}

/// Takes down what the parser meets.
private final class TreeBuilder {
  let root = HTMLNode(tag: "#page")
  private(set) var count = 0
  private(set) var styles = ""
  private let most: Int
  private var open: [HTMLNode]
  /// Of what holds no words for readers: how deep in it the parser is.
  private var silent = 0

  private static let silentTags: Set<String> = [
    "script", "style", "noscript", "template", "textarea", "select", "svg", "math", "object",
    "iframe", "button", "audio", "video", "canvas",
  ]

  init(most: Int) {
    self.most = most
    open = [root]
  }

  static func from(_ own: UnsafeMutableRawPointer?) -> TreeBuilder {
    guard let own else { preconditionFailure("it gives back what it was given") }
    return Unmanaged<TreeBuilder>.fromOpaque(own).takeUnretainedValue()
  }

  func start(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
  ) {
    guard let name, count <= most else { return }
    let tag = String(cString: name).lowercased()
    var found: [String: String] = [:]
    var next = attributes
    while let pair = next, let key = pair.pointee {
      let name = String(cString: key).lowercased()
      // The first one of a name counts.
      if found[name] == nil { found[name] = pair[1].map { String(cString: $0) } ?? "" }
      next = pair + 2
    }
    let node = HTMLNode(tag: tag, attributes: found)
    if Self.silentTags.contains(tag) { silent += 1 }
    if silent == 0 {
      open[open.count - 1].append(node)
      count += 1
    }
    open.append(node)
  }

  func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    let tag = String(cString: name).lowercased()
    guard let place = open.lastIndex(where: { $0.tag == tag }), place > 0 else { return }
    silent -= open[place...].count { Self.silentTags.contains($0.tag) }
    open.removeSubrange(place...)
  }

  func characters(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
    guard let bytes, length > 0, count <= most else { return }
    let words = UnsafeRawBufferPointer(start: bytes, count: Int(length))
    if silent > 0 {
      if open.last?.tag == "style" { styles += String(decoding: words, as: UTF8.self) }
      return
    }
    let text = String(decoding: words, as: UTF8.self)
    let parent = open[open.count - 1]
    if let last = parent.children.last, last.isText {
      last.text += text
    } else {
      parent.append(HTMLNode(tag: "", text: text))
      count += 1
    }
  }
}
