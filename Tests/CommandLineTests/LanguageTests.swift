import Foundation
import Testing

@testable import gongkai

@Suite struct LanguageTests {
  @Test(arguments: [
    (["LC_ALL": "zh_CN.UTF-8"], Language.zh), (["LANG": "zh_TW.UTF-8"], .zh),
    (["LC_MESSAGES": "zh_CN", "LANG": "en_US"], .zh), (["LC_ALL": "C", "LANG": "zh_CN"], .en),
    (["LC_ALL": "", "LANG": "zh_CN"], .zh), (["LANG": "de_DE.UTF-8"], .en), ([:], .en),
  ])
  func theLocaleDecides(environment: [String: String], language: Language) {
    #expect(Language(arguments: ["gongkai"], environment: environment) == language)
  }

  @Test func theOptionDecidesBeforeTheLocale() {
    let environment = ["LC_ALL": "zh_CN.UTF-8"]
    #expect(Language(arguments: ["x", "--language", "en"], environment: environment) == .en)
    #expect(Language(arguments: ["x", "--language=en"], environment: environment) == .en)
    #expect(Language(arguments: ["x", "--language"], environment: environment) == .zh)
  }

  @Test func messagesAreInTheLanguage() async throws {
    let missing = ["extract", "/nowhere/年报.pdf"]
    let english = try await CommandLineProgram.run(missing)
    #expect(english.errors == "年报.pdf: there is no such file or folder. Check the path.\n")
    let chinese = try await CommandLineProgram.run(missing, environment: ["LANG": "zh_CN.UTF-8"])
    #expect(chinese.errors == "年报.pdf：没有这个文件或文件夹。请检查路径是否正确。\n")
    #expect(chinese.output == english.output)
    let option = try await CommandLineProgram.run(missing + ["--language", "zh"])
    #expect(option.errors == chinese.errors)
  }

  @Test(arguments: ["", "extract", "rules", "schema", "tables", "worker"])
  func helpOpensWithExamples(command: String) async throws {
    let arguments = command.isEmpty ? ["--help"] : [command, "--help"]
    for (locale, word) in [("C", "Examples:"), ("zh_CN.UTF-8", "示例：")] {
      let outcome = try await CommandLineProgram.run(arguments, environment: ["LC_ALL": locale])
      #expect(outcome.code == 0)
      let usage = try #require(outcome.output.range(of: "USAGE:"))
      let opening = outcome.output[..<usage.lowerBound]
      #expect(opening.contains(word), "\(outcome.output)")
      #expect(opening.contains("gongkai \(command)"))
    }
  }

  @Test func theWorkerIsNotListed() async throws {
    let outcome = try await CommandLineProgram.run(["--help"])
    #expect(outcome.output.contains("\n  extract "))
    #expect(!outcome.output.contains("\n  worker "))
  }
}
