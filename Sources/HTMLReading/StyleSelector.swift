/// Which elements a rule of a style sheet is about: `.a > p.b[hidden]`, by tags, names and attributes.
struct StyleSelector {
  /// What one element has to be.
  private struct Step {
    var tag: String?
    var id: String?
    var classes: [String] = []
    /// Names with values; `nil` where any will do.
    var attributes: [(name: String, value: String?)] = []
    /// How the element before is related to it.
    var isChild = false

    func matches(_ node: HTMLNode) -> Bool {
      if let tag, tag != node.tag { return false }
      if let id, id != node.attributes["id"] { return false }
      if !classes.isEmpty {
        let own = node.classes
        guard classes.allSatisfy({ name in own.contains { $0 == name } }) else { return false }
      }
      return attributes.allSatisfy { name, value in
        node.attributes[name].map { value == nil || $0 == value } ?? false
      }
    }
  }

  /// From the element itself outwards.
  private var steps: [Step] = []

  /// How much it weighs against others: ids, then classes and attributes, then tags.
  private(set) var weight = 0

  private static let mostSteps = 20

  /// `nil` for what says more than tags, names and attributes: states, siblings, what is before and behind.
  init?(_ text: Substring) {
    var rest = text.drop(while: \.isWhitespace)
    var step = Step()
    var isEmpty = true
    var isChild = false
    func isName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "-" || character == "_"
    }
    while let first = rest.first {
      if first.isWhitespace || first == ">" {
        let space = rest.prefix { $0.isWhitespace || $0 == ">" }
        rest = rest.dropFirst(space.count)
        guard !rest.isEmpty else { break }
        guard !isEmpty, space.count(where: { $0 == ">" }) <= 1 else { return nil }
        step.isChild = isChild
        steps.insert(step, at: 0)
        (step, isEmpty, isChild) = (Step(), true, space.contains(">"))
        continue
      }
      isEmpty = false
      if first == "[" {
        let inner = rest.dropFirst().prefix { $0 != "]" }
        rest = rest.dropFirst(inner.count + 2)
        let parts = inner.split(separator: "=", maxSplits: 1)
        guard let name = parts.first, name.allSatisfy(isName) else { return nil }
        let value = parts.count > 1 ? parts[1].filter { $0 != "\"" && $0 != "'" } : nil
        step.attributes.append((name.lowercased(), value))
        weight += 1000
        continue
      }
      let isMarked = first == "." || first == "#" || first == "*"
      let name = (isMarked ? rest.dropFirst() : rest).prefix(while: isName)
      guard first == "*" ? name.isEmpty : !name.isEmpty else { return nil }
      rest = rest.dropFirst(name.count + (isMarked ? 1 : 0))
      switch first {
      case ".":
        step.classes.append(String(name))
        weight += 1000
      case "#":
        step.id = String(name)
        weight += 1_000_000
      case "*": break
      default:
        step.tag = name.lowercased()
        weight += 1
      }
    }
    guard !isEmpty, steps.count < Self.mostSteps else { return nil }
    step.isChild = isChild
    steps.insert(step, at: 0)
  }

  /// By what its elements are found: `#id`, `.class`, a tag or `*`.
  var key: String {
    guard let own = steps.first else { return "*" }
    return own.id.map { "#\($0)" } ?? own.classes.first.map { ".\($0)" } ?? own.tag ?? "*"
  }

  func matches(_ node: HTMLNode) -> Bool {
    guard let own = steps.first, own.matches(node) else { return false }
    return matchesAround(node, 1)
  }

  /// Whether what is around an element is what the steps from here on ask for.
  private func matchesAround(_ node: HTMLNode, _ index: Int) -> Bool {
    guard index < steps.count else { return true }
    var outer = node.parent
    while let next = outer {
      if steps[index].matches(next) {
        if matchesAround(next, index + 1) { return true }
        // What is nowhere around this one is not around one further out.
        if !steps[index].isChild { return false }
      }
      if steps[index - 1].isChild { return false }
      outer = next.parent
    }
    return false
  }
}
