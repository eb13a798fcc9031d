/// What the styles of a document say about paragraphs and letters.
struct Styles {
  private var styles: [String: XMLNode] = [:]
  private let defaults: XMLNode?
  private let standard: XMLNode?

  /// Longer chains of styles that build on one another lead round in circles.
  private static let longestChain = 20

  /// - Parameter root: The part `styles.xml`; `nil` where the document has none.
  init(_ root: XMLNode?) {
    defaults = root?.child("w:docDefaults")
    standard = root?.children.first {
      $0.name == "w:style" && $0.attributes["type"] == "paragraph"
        && ["1", "true", "on"].contains($0.attributes["default"] ?? "")
    }
    for node in root?.children ?? [] where node.name == "w:style" {
      if let id = node.attributes["styleId"] { styles[id] = node }
    }
  }

  /// The properties of a paragraph, its own before those of its styles.
  func properties(of paragraph: XMLNode) -> [XMLNode] {
    let own = paragraph.child("w:pPr")
    var result = own.map { [$0] } ?? []
    for style in chain(own?.value("w:pStyle")) {
      if let properties = style.child("w:pPr") { result.append(properties) }
    }
    return result
  }

  /// The properties of a run in a paragraph, its own before those of its styles.
  func properties(ofRun run: XMLNode, in paragraph: XMLNode) -> [XMLNode] {
    let own = run.child("w:rPr")
    var result = own.map { [$0] } ?? []
    for style in chain(own?.value("w:rStyle"), isOfRun: true)
      + chain(paragraph.child(["w:pPr", "w:pStyle"])?.attributes["val"])
    {
      if let properties = style.child("w:rPr") { result.append(properties) }
    }
    if let properties = defaults?.child(["w:rPrDefault", "w:rPr"]) { result.append(properties) }
    return result
  }

  /// The name of a paragraph's style in lower case, as `toc 1`.
  func name(of paragraph: XMLNode) -> String {
    let id = paragraph.child(["w:pPr", "w:pStyle"])?.attributes["val"] ?? ""
    return (styles[id]?.value("w:name") ?? id).lowercased()
  }

  private func chain(_ id: String?, isOfRun: Bool = false) -> [XMLNode] {
    var result: [XMLNode] = []
    var next = id.flatMap { styles[$0] } ?? (isOfRun ? nil : standard)
    while let style = next, result.count < Self.longestChain {
      result.append(style)
      next = style.value("w:basedOn").flatMap { styles[$0] }
    }
    return result
  }
}
