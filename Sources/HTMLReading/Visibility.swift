/// Which elements of a page its readers do not see, as far as attributes and the page's own styles say.
struct Visibility {
  private var hiddenClasses: Set<String> = []
  private var hiddenIDs: Set<String> = []

  /// Rules beyond so many bytes of styles are not looked at: an article has a hundredth.
  private static let mostStyles = 1 << 20

  /// - Parameter styles: What the page's `style` elements say.
  init(styles: String) {
    let text =
      styles.utf8.count <= Self.mostStyles ? styles : String(styles.prefix(Self.mostStyles))
    // What holds for prints alone, or for narrow screens, hides nothing: such a rule stands within another.
    for rule in text.split(separator: "}") {
      let parts = rule.split(separator: "{", omittingEmptySubsequences: false)
      guard parts.count == 2, Self.hides(String(parts[1])) else { continue }
      for selector in parts[0].split(separator: ",") {
        let name = selector.filter { !$0.isWhitespace }
        // One name alone: what several say together would have to be looked for.
        guard name.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }),
          selector.split(whereSeparator: \.isWhitespace).count == 1
        else { continue }
        if name.first == "." { hiddenClasses.insert(String(name.dropFirst())) }
        if name.first == "#" { hiddenIDs.insert(String(name.dropFirst())) }
      }
    }
  }

  func isHidden(_ node: HTMLNode) -> Bool {
    if node.isText { return false }
    if node.attributes["hidden"] != nil { return true }
    if node.tag == "input" && node.attributes["type"]?.lowercased() == "hidden" { return true }
    if let style = node.attributes["style"], Self.hides(style) { return true }
    if let id = node.attributes["id"], hiddenIDs.contains(id) { return true }
    return !hiddenClasses.isEmpty && node.classes.contains { hiddenClasses.contains(String($0)) }
  }

  private static func hides(_ style: String) -> Bool {
    let plain = style.lowercased().filter { !$0.isWhitespace }
    return plain.contains("display:none") || plain.contains("visibility:hidden")
      || plain.contains("font-size:0;") || plain.hasSuffix("font-size:0")
      || plain.contains("font-size:0px") || plain.contains("mso-hide:all")
  }
}
