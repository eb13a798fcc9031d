/// The rules of a page's style sheets that say whether elements show (Selectors Level 3, as far as pages need it).
struct StyleRules {
  private struct Rule {
    var selector: StyleSelector
    var settings: StyleSettings
    var order: Int
  }

  /// Rules by what the element itself has to be: `#id`, `.class`, a tag or `*`.
  private var rules: [String: [Rule]] = [:]

  /// Rules beyond so many bytes of styles are not looked at, nor more of them: an article has a hundredth.
  private static let mostStyles = 1 << 20
  private static let mostRules = 5000

  init(_ styles: String) {
    guard !styles.isEmpty else { return }
    let text =
      styles.utf8.count <= Self.mostStyles ? styles : String(styles.prefix(Self.mostStyles))
    var order = 0
    for (selectors, declarations) in Self.blocks(Self.uncommented(text)) {
      let settings = StyleSettings(declarations)
      if settings.isEmpty { continue }
      for selector in selectors.split(separator: ",") {
        guard order < Self.mostRules, let selector = StyleSelector(selector) else { continue }
        rules[selector.key, default: []].append(
          Rule(selector: selector, settings: settings, order: order))
        order += 1
      }
    }
  }

  /// What the rules say of an element together.
  func settings(of node: HTMLNode) -> StyleSettings {
    guard !rules.isEmpty else { return StyleSettings() }
    var found = (rules["*"] ?? []) + (rules[node.tag] ?? [])
    if let id = node.attributes["id"] { found += rules["#\(id)"] ?? [] }
    if node.attributes["class"] != nil {
      for name in Set(node.classes) { found += rules[".\(name)"] ?? [] }
    }
    var result = StyleSettings()
    found = found.filter { $0.selector.matches(node) }
    if found.count > 1 {
      found.sort { ($0.selector.weight, $0.order) < ($1.selector.weight, $1.order) }
    }
    for rule in found { result.take(rule.settings) }
    return result
  }

  private static func uncommented(_ text: String) -> String {
    guard text.contains("/*") || text.contains("<!--") else { return text }
    var rest = text.replacing("<!--", with: "").replacing("-->", with: "")[...]
    var result = ""
    while let start = rest.firstRange(of: "/*") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
    }
    return result + rest
  }

  /// Selectors and declarations, those in `@media` for screens among them; what holds for prints alone or for some
  /// sizes of screens hides nothing.
  private static func blocks(_ text: String) -> [(Substring, Substring)] {
    var result: [(Substring, Substring)] = []
    var rest = text[...]
    /// For each group that is open, whether it holds.
    var groups: [Bool] = []
    while let place = rest.firstIndex(where: { "{};".contains($0) }) {
      let head = rest[..<place]
      let mark = rest[place]
      rest = rest[rest.index(after: place)...]
      if mark == "}" {
        if !groups.isEmpty { groups.removeLast() }
      } else if mark == "{" {
        let name = head.drop(while: \.isWhitespace)
        if name.hasPrefix("@media") || name.hasPrefix("@supports") {
          let condition = name.dropFirst("@media".count).filter { !$0.isWhitespace }.lowercased()
          groups.append(["screen", "all", "screen,print", "all,screen"].contains(condition))
          continue
        }
        let end = rest.firstIndex(of: "}") ?? rest.endIndex
        if groups.allSatisfy(\.self), !name.hasPrefix("@") { result.append((name, rest[..<end])) }
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
      }
    }
    return result
  }
}
