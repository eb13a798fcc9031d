import ArgumentParser
import FileOutput
import RecordCoding

/// `gongkai schema`: the JSON Schema of what `extract` gives.
struct SchemaCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schema",
      abstract: text(
        zh: "输出结果的 JSON Schema（2020-12）。", en: "Prints the JSON Schema (2020-12) of the results."),
      discussion: examples(
        zh: [
          ("gongkai schema > gongkai.schema.json", "保存后供程序校验 extract 的结果"),
          ("gongkai schema --tables", "各表的列及其类型"),
        ],
        en: [
          ("gongkai schema > gongkai.schema.json", "to validate what extract gives"),
          ("gongkai schema --tables", "the columns of each table and their types"),
        ]))
  }

  @Flag(
    help: help(
      zh: "改为列出各表的列及其类型（JSON）", en: "the columns of each table and their types instead, as JSON"))
  var tables = false

  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      try ByteStream.standardOutput.write(
        (tables ? TableList.json : OutputSchema.json).prettyText)
      return .success
    }
  }
}
