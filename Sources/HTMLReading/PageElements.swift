import PageModel

/// The lines and tables of an article, in their order.
struct PageElements {
  private(set) var blocks: [ElementBlock] = []
  /// Pictures with the addresses that the page has for them.
  private(set) var pictures: [(path: String, position: Int, source: String)] = []
  private let visibility: Visibility
  private let words: WordCount
  /// Whether lines of links alone are left out.
  private let dropsLinks: Bool
  private var inline = InlineText()
  /// What the lines that are being read have in common.
  private var setting = Setting()
  private var path: [String] = []
  private var hasWords = false

  fileprivate struct Setting {
    var size = 1.0
    var alignment = ElementLine.Alignment.start
    var indent = 0.0
    var isStruckOut = false
    var isLink = false
  }

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
  ]
  /// As browsers show headings (HTML Living Standard, 15.3.6).
  private static let sizes = ["h1": 2.0, "h2": 1.5, "h3": 1.17]

  init(_ article: Article, _ words: WordCount, _ visibility: Visibility) {
    self.visibility = visibility
    self.words = words
    dropsLinks = !article.isNamed
    path = article.node.ancestry
    readChildren(of: article.node)
    flush()
  }

  // MARK: Lines

  private mutating func readChildren(of node: HTMLNode) {
    var numbers: [String: Int] = [:]
    for child in node.children {
      guard !child.isText else {
        inline.append(child.text, isStruckOut: setting.isStruckOut)
        if !setting.isLink, child.text.contains(where: { !$0.isWhitespace }) { hasWords = true }
        continue
      }
      numbers[child.tag, default: 0] += 1
      if visibility.isHidden(child) || child.tag == "head" { continue }
      path.append(HTMLNode.step(child.tag, numbers[child.tag] ?? 1))
      read(child)
      path.removeLast()
    }
  }

  private mutating func read(_ node: HTMLNode) {
    if node.tag == "br" { return flush() }
    let outer = setting
    let isBlock = Self.blockTags.contains(node.tag)
    if isBlock { flush() }
    setting.take(node, size: Self.sizes[node.tag])
    if node.tag == "table", let table = TableElements(node, path: path, words, visibility).table {
      blocks += table.loose.map(ElementBlock.line)
      blocks.append(.table(table.table))
    } else if node.tag == "img", let source = node.attributes["src"], !source.isEmpty {
      flush()
      pictures.append((path.joined(separator: "/"), blocks.count, source))
    } else if node.tag == "input" {
      if let value = node.shownValue { inline.append(value, isStruckOut: false) }
    } else {
      readChildren(of: node)
    }
    if isBlock { flush() }
    setting = outer
  }

  private mutating func flush() {
    inline.breakLine()
    defer { (inline, hasWords) = (InlineText(), false) }
    if dropsLinks && !hasWords { return }
    for (line, indent) in zip(inline.lines, inline.indents) {
      blocks.append(
        .line(
          ElementLine(
            text: line, path: path.joined(separator: "/"), size: setting.size,
            alignment: setting.alignment, indent: indent + setting.indent)))
    }
  }
}

extension PageElements.Setting {
  /// Takes over what an element says for all in it.
  fileprivate mutating func take(_ node: HTMLNode, size: Double?) {
    if let size { self.size = size }
    if node.tag == "a" { isLink = true }
    if node.isStruckOut { isStruckOut = true }
    let align = node.style("text-align") ?? node.attributes["align"]?.lowercased()
    switch align {
    case "center": alignment = .center
    case "right", "end": alignment = .end
    case "left", "start", "justify": alignment = .start
    default: if node.tag == "center" { alignment = .center }
    }
    if let indent = node.style("text-indent"), indent.hasSuffix("em"),
      let letters = Double(indent.dropLast(2)), letters.isFinite
    {
      self.indent = max(0, min(letters, 40))
    }
  }
}

extension HTMLNode {
  /// Whether what it holds is crossed out.
  var isStruckOut: Bool {
    ["s", "strike", "del"].contains(tag)
      || (style("text-decoration") ?? style("text-decoration-line"))?.contains("line-through")
        ?? false
  }

  /// What stands in a field that a reader sees.
  var shownValue: String? {
    let type = attributes["type"]?.lowercased() ?? "text"
    return ["text", "number"].contains(type) ? attributes["value"] : nil
  }

  /// A step of a path: the tag, and a number where it is not the first of its kind.
  static func step(_ tag: String, _ number: Int) -> String {
    number > 1 ? "\(tag)[\(number)]" : tag
  }

  /// The steps from the page to it.
  var ancestry: [String] {
    guard let parent else { return [] }
    let same = parent.children.filter { $0.tag == tag }
    let number = (same.firstIndex { $0 === self } ?? 0) + 1
    return parent.ancestry + [Self.step(tag, number)]
  }
}
