import ReportModel

/// The page `docs/checks.md`: every rule with what it asks, in both languages.
enum RulesPage {
  /// The page's Markdown: a table for each of the parts that rules are named for, in their order.
  static func markdown(_ rules: [RuleDescription]) -> String {
    var parts: [(name: Substring, rules: [RuleDescription])] = []
    for rule in rules {
      let name = rule.id.group
      if let index = parts.firstIndex(where: { $0.name == name }) {
        parts[index].rules.append(rule)
      } else {
        parts.append((name, [rule]))
      }
    }
    return """
      # Checks

      Every rule that a finding can name, with what it asks and where that comes from: what `gongkai rules` lists.
      An error says that figures contradict each other or could not be read, a warning that something is worth a
      look, an info is good to know. Where to add one: `CONTRIBUTING.md`.

      Made by `scripts/checks-page`; do not edit.

      全部核对规则、其内容和依据，即 `gongkai rules` 所列。


      """ + parts.map { "## \($0.name)\n\n\(table($0.rules))\n" }.joined(separator: "\n")
  }

  private static func table(_ rules: [RuleDescription]) -> String {
    (["| rule | | asks | source |", "|---|---|---|---|"]
      + rules.map { rule in
        let asks = "\(rule.formula)<br>\(rule.formulaZh)"
        let source = "\(rule.source)<br>\(rule.sourceZh)"
        return "| `\(rule.id)` | \(rule.severity) | \(cell(asks)) | \(cell(source)) |"
      }).joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ").split(
      separator: "|", omittingEmptySubsequences: false
    ).joined(separator: "\\|")
  }
}
