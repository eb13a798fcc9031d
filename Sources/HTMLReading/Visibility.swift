/// Which elements of a page its readers do not see, as far as attributes and the page's own styles say.
///
/// Pages pasted from Word say the same of a thousand elements: what was read of a declaration is kept.
final class Visibility {
  private let rules: StyleRules
  private var known: [String: StyleSettings] = [:]

  /// - Parameter styles: What the page's `style` elements say.
  init(styles: String) {
    rules = StyleRules(styles)
  }

  func isHidden(_ node: HTMLNode) -> Bool {
    if node.isText { return false }
    if let isHidden = node.isHidden { return isHidden }
    let isHidden = looksHidden(node)
    node.isHidden = isHidden
    return isHidden
  }

  private func looksHidden(_ node: HTMLNode) -> Bool {
    if node.tag == "input" && node.attributes["type"]?.lowercased() == "hidden" { return true }
    var settings = rules.settings(of: node)
    // Attributes have less weight than rules, what the element itself says has more.
    if node.attributes["hidden"] != nil, settings.display == nil { return true }
    if let style = node.attributes["style"] { settings.take(own(style)) }
    return settings.hides
  }

  private func own(_ style: String) -> StyleSettings {
    if let settings = known[style] { return settings }
    let settings = StyleSettings(style)
    known[style] = settings
    return settings
  }
}

/// What declarations say of whether an element shows.
struct StyleSettings: Hashable {
  struct Value: Hashable {
    var hides: Bool
    var isImportant: Bool
  }

  var display: Value?
  var visibility: Value?
  var size: Value?

  init() {}

  /// - Parameter declarations: As they stand between the braces of a rule.
  init(_ declarations: some StringProtocol) {
    for declaration in String(declarations).split(separator: ";") {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let name = parts[0].filter { !$0.isWhitespace }.lowercased()
      guard ["display", "visibility", "font-size", "mso-hide"].contains(name) else { continue }
      let text = parts[1].filter { !$0.isWhitespace }.lowercased()
      let isImportant = text.hasSuffix("!important")
      let value = isImportant ? String(text.dropLast("!important".count)) : text
      switch name {
      case "display": display = Value(hides: value == "none", isImportant: isImportant)
      case "mso-hide":
        if value == "all" { display = Value(hides: true, isImportant: isImportant) }
      case "visibility":
        visibility = Value(
          hides: value == "hidden" || value == "collapse", isImportant: isImportant)
      default:
        size = Value(
          hides: ["0", "0px", "0pt", "0em", "0.0pt", "0%"].contains(value),
          isImportant: isImportant)
      }
    }
  }

  var isEmpty: Bool { self == StyleSettings() }

  var hides: Bool { [display, visibility, size].contains { $0?.hides == true } }

  /// Takes over what goes before what is there: later and heavier declarations, unless only the earlier is important.
  mutating func take(_ other: StyleSettings) {
    func heavier(_ here: Value?, _ there: Value?) -> Value? {
      guard let there else { return here }
      guard let here else { return there }
      return here.isImportant && !there.isImportant ? here : there
    }
    display = heavier(display, other.display)
    visibility = heavier(visibility, other.visibility)
    size = heavier(size, other.size)
  }
}
