import CXMLElements

/// An element of a part, or a piece of text.
final class XMLNode {
  /// With a prefix that stands for its namespace: `w:` words, `mc:` compatibility, `m:` formulas, `r:`
  /// relationships; other namespaces have none. Empty for text.
  let name: String
  /// By local names.
  let attributes: [String: String]
  var text: String
  private(set) var children: [XMLNode] = []

  init(name: String, attributes: [String: String] = [:], text: String = "") {
    self.name = name
    self.attributes = attributes
    self.text = text
  }

  func append(_ child: XMLNode) { children.append(child) }

  /// The first child with this name.
  func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

  /// The child at the end of a chain of names.
  func child(_ names: [String]) -> XMLNode? {
    names.reduce(self as XMLNode?) { $0?.child($1) }
  }

  /// `w:val` of the child with this name; `""` where the child has none.
  func value(_ name: String) -> String? { child(name).map { $0.attributes["val"] ?? "" } }

  /// Whether a switch is on: a child without a value, or one that does not say no.
  func isOn(_ name: String) -> Bool {
    value(name).map { !["0", "false", "off", "none"].contains($0) } ?? false
  }

  /// Whether it or anything in it has this name.
  func contains(_ name: String) -> Bool {
    self.name == name || children.contains { $0.contains(name) }
  }
}

/// A part of an office document as a tree.
enum XMLTree {
  enum Failure: Error, Equatable {
    case tooDeep, declaresType, malformed, tooMany
  }

  /// A table in a table in a text box is 60 deep.
  static let deepest = 200
  static let mostNodes = 2_000_000

  /// - Throws: `Failure`.
  static func root(of bytes: [UInt8]) throws(Failure) -> XMLNode {
    let builder = NodeBuilder(most: mostNodes)
    var handler = gongkai_xml_handler(
      start: { own, name, space, attributes in
        NodeBuilder.from(own).start(name, space, attributes)
      },
      end: { own in NodeBuilder.from(own).end() },
      characters: { own, bytes, count in NodeBuilder.from(own).characters(bytes, count) })
    let own = Unmanaged.passUnretained(builder).toOpaque()
    let result = bytes.withUnsafeBytes { content in
      gongkai_read_xml(
        content.bindMemory(to: CChar.self).baseAddress, Int32(clamping: content.count),
        Int32(deepest), &handler, own)
    }
    switch result {
    case GONGKAI_XML_READ: break
    case GONGKAI_XML_TOO_DEEP: throw .tooDeep
    case GONGKAI_XML_DECLARES_TYPE: throw .declaresType
    default: throw .malformed
    }
    if builder.count > mostNodes { throw .tooMany }
    guard let root = builder.root.children.first else { throw .malformed }
    return root
  }
}

/// Takes down what the parser meets.
private final class NodeBuilder {
  let root = XMLNode(name: "#part")
  private(set) var count = 0
  private let most: Int
  private var open: [XMLNode]

  /// Transitional and strict forms (ECMA-376, parts 4 and 1).
  private static let prefixes = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "r:",
  ]

  init(most: Int) {
    self.most = most
    open = [root]
  }

  static func from(_ own: UnsafeMutableRawPointer?) -> NodeBuilder {
    guard let own else { preconditionFailure("it gives back what it was given") }
    return Unmanaged<NodeBuilder>.fromOpaque(own).takeUnretainedValue()
  }

  func start(
    _ name: UnsafePointer<CChar>?, _ space: UnsafePointer<CChar>?,
    _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
  ) {
    var found: [String: String] = [:]
    var next = attributes
    while let pair = next, let key = pair.pointee {
      found[String(cString: key)] = pair[1].map { String(cString: $0) } ?? ""
      next = pair + 2
    }
    let prefix = space.flatMap { Self.prefixes[String(cString: $0)] } ?? ""
    let node = XMLNode(
      name: prefix + (name.map { String(cString: $0) } ?? ""), attributes: found)
    count += 1
    if count <= most { open[open.count - 1].append(node) }
    open.append(node)
  }

  func end() { if open.count > 1 { open.removeLast() } }

  func characters(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
    // White space between elements means nothing; words stand in elements of text alone.
    guard let bytes, length > 0, let parent = open.last,
      ["w:t", "m:t", "Application"].contains(parent.name)
    else { return }
    let words = UnsafeRawBufferPointer(start: bytes, count: Int(length))
    parent.text += String(decoding: words, as: UTF8.self)
  }
}
