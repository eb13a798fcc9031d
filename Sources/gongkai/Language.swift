import ArgumentParser
import Foundation

/// The language in which the program speaks to people; results hold both.
enum Language: String, Sendable, ExpressibleByArgument, CaseIterable {
  case zh, en

  /// What `--language` says, else the locale of the environment.
  ///
  /// Help is made before arguments are parsed, so the option is looked up here as well.
  static let current = Language(
    arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

  init(arguments: [String], environment: [String: String]) {
    if let language = Self.option(in: arguments) {
      self = language
      return
    }
    // The order of POSIX: the first that is set and not empty decides.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    self = locale?.hasPrefix("zh") == true ? .zh : .en
  }

  private static func option(in arguments: [String]) -> Language? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--language", arguments.indices.contains(index + 1) {
        return Language(rawValue: arguments[index + 1])
      }
      if argument.hasPrefix("--language=") {
        return Language(rawValue: String(argument.dropFirst("--language=".count)))
      }
    }
    return nil
  }
}

/// A sentence in the language of whoever runs the program.
func text(zh: String, en: String) -> String { Language.current == .zh ? zh : en }

/// The help of an option in that language.
func help(zh: String, en: String, valueName: String? = nil) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: text(zh: zh, en: en)).named(valueName)
}

/// Examples for the top of a command's help.
func examples(zh: [(String, String)], en: [(String, String)]) -> String {
  let examples = Language.current == .zh ? zh : en
  return ([text(zh: "示例：", en: "Examples:")] + examples.map { "  \($0.0)\n      \($0.1)" })
    .joined(separator: "\n")
}

extension ArgumentHelp {
  fileprivate func named(_ valueName: String?) -> ArgumentHelp {
    var help = self
    help.valueName = valueName
    return help
  }
}

/// The option that every command has.
struct LanguageOption: ParsableArguments {
  @Option(
    help: help(
      zh: "提示信息的语言（默认随系统区域设置）", en: "language of messages (default: the locale's)",
      valueName: "zh|en"))
  var language: Language?
}
