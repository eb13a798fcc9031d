import ArgumentParser
import ReportWriting

/// `gongkai schema`: the JSON Schema of what `extract` gives.
struct SchemaCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schema",
      abstract: text(
        zh: "输出结果的 JSON Schema（2020-12）。", en: "Prints the JSON Schema (2020-12) of the results."),
      discussion: examples(
        zh: [("gongkai schema > gongkai.schema.json", "保存后供程序校验 extract 的结果")],
        en: [("gongkai schema > gongkai.schema.json", "to validate what extract gives")]))
  }

  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      try ByteStream.standardOutput.write(OutputSchema.json.prettyText)
      return .success
    }
  }
}
