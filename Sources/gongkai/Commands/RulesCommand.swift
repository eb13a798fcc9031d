import ArgumentParser
import DocumentModel
import Extraction
import ReportChecking
import ReportWriting

/// `gongkai rules`: what is checked.
struct RulesCommand: ParsableCommand {
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
    case table, json
  }

  @Option(help: help(zh: "输出格式", en: "form of the list", valueName: "table|json"))
  var format = Format.table

  @OptionGroup var language: LanguageOption

  func run() throws {
  }
}
