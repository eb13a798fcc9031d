import ArgumentParser
import Extraction
import FileOutput
import RecordCoding
import ReportChecking
import ReportModel

/// `gongkai rules`: what is checked.
struct RulesCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: text(zh: "列出全部核对规则。", en: "Lists the checks."),
      discussion: examples(
        zh: [
          ("gongkai rules", "供阅读的列表"), ("gongkai rules --format json", "供程序使用的 JSON"),
        ],
        en: [
          ("gongkai rules", "a list for people"), ("gongkai rules --format json", "for programs"),
        ]))
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, markdown
  }

  @Option(help: help(zh: "输出格式", en: "form of the list", valueName: "table|json|markdown"))
  var format = Format.table

  @OptionGroup var language: LanguageOption

  /// Every rule that a finding can name.
  static let rules =
    DocumentRules.rules + PartRules.rules + ReadingRules.rules + ReportChecker.rules
    + SeriesChecker.rules + CopiesChecker.rules

  func run() async throws {
    let rules = Self.rules
    try await Interruption.exiting {
      switch format {
      case .table: try ByteStream.standardOutput.write(Array(list(rules).utf8))
      case .json: try ByteStream.standardOutput.write(json(rules).prettyText)
      case .markdown:
        try ByteStream.standardOutput.write(Array(RulesPage.markdown(rules).utf8))
      }
      return .success
    }
  }

  private func list(_ rules: [RuleDescription]) -> String {
    rules.map { rule in
      """
      \(rule.id)  [\(severity(rule.severity))]
          \(text(zh: rule.formulaZh, en: rule.formula))
          \(text(zh: "依据：\(rule.sourceZh)", en: "Source: \(rule.source)"))

      """
    }.joined()
  }

  private func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: text(zh: "错误", en: "error")
    case .warning: text(zh: "警告", en: "warning")
    case .info: text(zh: "提示", en: "info")
    }
  }

  private func json(_ rules: [RuleDescription]) -> JSONValue {
    .array(
      rules.map { rule in
        [
          "id": .string(rule.id.rawValue),
          "severity": .string(rule.severity.rawValue),
          "formula": .string(rule.formula),
          "formula_zh": .string(rule.formulaZh),
          "source": .string(rule.source),
          "source_zh": .string(rule.sourceZh),
        ]
      })
  }
}
