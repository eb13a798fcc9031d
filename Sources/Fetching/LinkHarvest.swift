import Foundation

/// A link of a page, wherever it hides.
struct FoundLink: Hashable {
  var address: WebAddress
  /// What people are shown for it; empty where nothing is.
  var words: String
  /// Whether it stands in the page itself as a frame, and not as a link to go to.
  var isFrame = false
}

/// Looks for links in elements, their scripts, viewers and the lists that portals keep in XML.
enum LinkHarvest {
  /// - Parameters:
  ///   - page: The page.
  ///   - address: Where it is; a `base` element goes before that.
  /// - Returns: The links in their order, each address once, with the words that say most.
  static func links(of page: HTMLPage, at address: WebAddress) -> [FoundLink] {
    let base =
      page.all("base").first?.attributes["href"].flatMap { WebAddress($0, relativeTo: address) }
      ?? address
    var found: [FoundLink] = []
    var places: [WebAddress: Int] = [:]
    func add(_ text: String, _ words: String, isFrame: Bool = false) {
      guard let target = WebAddress(text, relativeTo: base) else { return }
      let link = viewed(target, base) ?? target
      if let place = places[link] {
        if found[place].words.count < words.count { found[place].words = words }
      } else {
        places[link] = found.count
        found.append(FoundLink(address: link, words: words, isFrame: isFrame))
      }
    }
    for element in page.elements {
      let words = words(of: element)
      switch element.tag {
      case "a", "area":
        if let target = element.attributes["href"], !isScript(target) { add(target, words) }
      case "iframe", "embed", "frame":
        if let target = element.attributes["src"] { add(target, words, isFrame: true) }
      case "object":
        if let target = element.attributes["data"] { add(target, words, isFrame: true) }
      default: break
      }
      for code in [element.attributes["onclick"], element.attributes["href"]].compactMap(\.self)
      where element.attributes["href"] != code || isScript(code) {
        for target in opened(by: code) { add(target, words) }
      }
    }
    for script in page.scripts {
      // Lists that a script shows page by page stand in it as XML.
      if script.contains("<record") {
        let list = HTMLPage(Array(unwrapped(script).utf8), contentType: nil)
        for link in links(of: list, at: base) { add(link.address.text, link.words) }
      } else {
        for target in opened(by: script) { add(target, "") }
      }
    }
    return found
  }

  /// An XML list as markup that can be read like a page.
  static func unwrapped(_ text: String) -> String {
    text.replacing("<![CDATA[", with: "").replacing("]]>", with: "")
  }

  private static func isScript(_ target: String) -> Bool {
    target.trimmingCharacters(in: .whitespaces).lowercased().hasPrefix("javascript:")
  }

  /// The longer of what stands in it and what it is titled: lists cut long titles short.
  private static func words(of element: HTMLPage.Element) -> String {
    let text = element.text.trimmingCharacters(in: .whitespaces)
    let title = element.attributes["title"] ?? element.attributes["alt"] ?? ""
    let isCut = text.hasSuffix("...") || text.hasSuffix("…")
    return title.count > text.count || isCut && !title.isEmpty ? title : text
  }

  /// The addresses that a piece of script opens: in calls and assignments that do, and whatever is quoted and
  /// ends like a document.
  private static func opened(by code: String) -> [String] {
    let patterns = [
      /(?:window\.open|location(?:\.href)?\s*=|location\.(?:assign|replace)|openFile|download\w*|viewPdf|showPdf)\s*\(?\s*['"]([^'"\s<>]+)['"]/,
      /['"]([^'"\s<>]+\.(?:pdf|docx?|wps|rtf|ofd|PDF|DOCX?)(?:\?[^'"\s<>]*)?)['"]/,
    ]
    let code = code.prefix(longestScript)
    return patterns.flatMap { pattern in code.matches(of: pattern).map { String($0.1) } }
  }

  /// Scripts of pages that hold links have a hundredth of it.
  private static let longestScript = 60_000

  /// What a viewer is to show: `viewer.html?file=/a.pdf`.
  private static func viewed(_ viewer: WebAddress, _ base: WebAddress) -> WebAddress? {
    guard viewer.path.lowercased().contains("view"), let query = viewer.query else { return nil }
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2, ["file", "url", "src", "pdf"].contains(parts[0].lowercased()),
        let target = FileNaming.decoded(String(parts[1]))
      {
        return WebAddress(target, relativeTo: viewer)
      }
    }
    return nil
  }
}
