/// The part of a page that is its article, among menus, paths, footers and buttons.
struct Article {
  let node: HTMLNode
  /// Whether the page itself says that it is the article; else lines of links alone are no part of it.
  let isNamed: Bool

  /// How the systems of Chinese government portals name the element of an article (大汉, 拓尔思, 博达, 开普,
  /// 国务院 "UCAP"), and words that are usual elsewhere.
  private static let ids: Set<String> = [
    "zoom", "ucap-content", "ivs_content", "vsb_content", "vsb_content_2", "vsb_content_100",
    "articlecontent", "article-content", "article_content", "js_content", "fontzoom", "textcontent",
    "newscontent", "news_content", "pages_content", "barrierfree_container",
  ]
  private static let classes: Set<String> = [
    "trs_editor", "trs_ueditor", "article-content", "article_content", "articlecontent",
    "pages_content", "v_news_content", "news_content", "newscontent", "ucap-content",
    "view-content", "detail-content", "content_detail", "zoom", "custom_unionstyle",
  ]

  /// A named element is believed where it has so much of the page's words.
  private static let leastShare = 0.4
  /// A child that has so much of its parent's words is looked into further.
  private static let mostOfParent = 0.75
  /// Tables with so many filled cells are of the article wherever they stand.
  private static let fewestCells = 12

  init(in root: HTMLNode, _ words: WordCount) {
    let body = Self.first("body", in: root) ?? root
    let whole = Double(words.count(body))
    let named = Self.named(in: body).filter { Double(words.count($0)) >= Self.leastShare * whole }
    var found = body
    if let first = named.first {
      found = first
    } else {
      while let next = found.children.max(by: { words.count($0) < words.count($1) }),
        !Self.isPiece(next),
        Double(words.count(next)) >= Self.mostOfParent * Double(words.count(found))
      {
        found = next
      }
    }
    let tables = body.all("table").filter { words.filledCells($0) >= Self.fewestCells }
    var node = found
    while let parent = node.parent, node !== body,
      !tables.allSatisfy({ $0 === node || $0.isWithin(node) || node.isWithin($0) })
    {
      node = parent
    }
    (self.node, isNamed) = (node, !named.isEmpty && node === found)
  }

  /// Whether an element is a piece of an article, and not a frame around one.
  private static func isPiece(_ node: HTMLNode) -> Bool {
    node.isText
      || ["table", "p", "tbody", "tr", "ul", "ol", "span", "a", "h1", "h2"].contains(node.tag)
  }

  private static func first(_ tag: String, in node: HTMLNode) -> HTMLNode? {
    for child in node.children {
      if child.tag == tag { return child }
      if let found = first(tag, in: child) { return found }
    }
    return nil
  }

  /// The named elements, outer ones before those in them.
  private static func named(in node: HTMLNode) -> [HTMLNode] {
    node.children.filter { !$0.isText }.flatMap { child -> [HTMLNode] in
      let isNamed =
        child.attributes["id"].map { ids.contains($0.lowercased()) } ?? false
        || child.classes.contains { classes.contains($0.lowercased()) }
      return (isNamed ? [child] : []) + named(in: child)
    }
  }
}

extension HTMLNode {
  /// Whether it stands in an element.
  func isWithin(_ other: HTMLNode) -> Bool {
    var node = parent
    while let next = node {
      if next === other { return true }
      node = next.parent
    }
    return false
  }
}

/// How many characters the elements of a page show that are no links.
struct WordCount {
  private var counts: [ObjectIdentifier: Int] = [:]
  private let visibility: Visibility

  init(_ root: HTMLNode, _ visibility: Visibility) {
    self.visibility = visibility
    _ = add(root)
  }

  func count(_ node: HTMLNode) -> Int { counts[ObjectIdentifier(node)] ?? 0 }

  /// How many cells of a table hold something, those of tables in it left out.
  func filledCells(_ node: HTMLNode) -> Int {
    node.children.reduce(0) { sum, child in
      if child.isText || child.tag == "table" { return sum }
      if child.tag == "td" || child.tag == "th" { return sum + (count(child) > 0 ? 1 : 0) }
      return sum + filledCells(child)
    }
  }

  private mutating func add(_ node: HTMLNode) -> Int {
    if node.isText { return node.text.unicodeScalars.count { !$0.properties.isWhitespace } }
    if visibility.isHidden(node) { return 0 }
    var sum = 0
    for child in node.children {
      let own = add(child)
      if child.isText { counts[ObjectIdentifier(child)] = own }
      sum += own
    }
    if node.tag == "a" || node.tag == "head" || node.tag == "nav" || node.tag == "footer" {
      sum = 0
    }
    counts[ObjectIdentifier(node)] = sum
    return sum
  }
}
