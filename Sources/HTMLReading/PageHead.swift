import PageModel

/// What a page says about its article outside of it: title, day of publication, the program that made it.
struct PageHead {
  private var titles: [ElementLine] = []
  private var published: ElementLine?
  private(set) var producer: String?

  /// Lines of an article among which its own title would be.
  private static let titleLines = 12
  private static let longestTitle = 80

  /// What stands outside of the element that is the article.
  init(_ root: HTMLNode, _ visibility: Visibility, besides article: HTMLNode) {
    let metas = root.all("meta")
    func content(_ names: String...) -> HTMLNode? {
      metas.first { meta in
        names.contains(meta.attributes["name"]?.lowercased() ?? "")
          && !(meta.attributes["content"] ?? "").allSatisfy(\.isWhitespace)
      }
    }
    producer = content("generator")?.attributes["content"]
    if let meta = content("articletitle"), let text = meta.attributes["content"] {
      add(text, meta)
    }
    for tag in ["h1", "h2"] {
      for node in root.all(tag) where !visibility.isHidden(node) && !node.isWithin(article) {
        add(node.words, node)
      }
    }
    if let node = root.all("title").first {
      // Behind a dash or a bar stands whose pages these are.
      let parts = node.words.split(whereSeparator: { "_|-–—".contains($0) })
      add(parts.first.map(String.init) ?? "", node)
    }
    if let meta = content("pubdate", "publishdate"), let text = meta.attributes["content"] {
      published = line("发布日期：\(text)", meta)
    }
  }

  /// Title and day in lines of their own, where the article has none.
  func lines(above blocks: [ElementBlock]) -> [ElementLine] {
    let own = blocks.prefix(Self.titleLines).compactMap { block in
      if case .line(let line) = block { Self.plain(line.text) } else { nil }
    }
    let known = (1...3).flatMap { count in
      own.indices.dropLast(count - 1).map { own[$0..<($0 + count)].joined() }
    }
    let hasOwn = titles.contains { title in
      let text = Self.plain(title.text)
      return known.contains { $0.count >= 6 && (text.contains($0) || $0.contains(text)) }
    }
    let title = hasOwn ? nil : titles.first
    return [title, published].compactMap(\.self)
  }

  private mutating func add(_ text: String, _ node: HTMLNode) {
    let line = line(text, node)
    if (4...Self.longestTitle).contains(line.text.count) { titles.append(line) }
  }

  private func line(_ text: String, _ node: HTMLNode) -> ElementLine {
    ElementLine(
      text: text.split(whereSeparator: \.isWhitespace).joined(separator: " "),
      path: node.ancestry.joined(separator: "/"), size: 1.5, alignment: .center)
  }

  private static func plain(_ text: String) -> String {
    text.filter { $0.isLetter || $0.isNumber }
  }
}

extension HTMLNode {
  /// All its words.
  fileprivate var words: String { isText ? text : children.map(\.words).joined() }
}
