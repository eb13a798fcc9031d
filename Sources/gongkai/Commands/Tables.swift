import ArgumentParser
import Extraction
import FileOutput
import RecordCoding
import ReportModel
import Workers

/// `gongkai tables`: the tables of any PDF.
struct Tables: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(zh: "读取任意 PDF 中的表格。", en: "Reads the tables of any PDF."),
      discussion: examples(
        zh: [
          ("gongkai tables 文件.pdf", "JSON 输出到终端：行列、合并、位置、页码"),
          ("gongkai tables 文件.pdf --output 结果", "写出 JSON，每个表格一个 CSV"),
        ],
        en: [
          ("gongkai tables file.pdf", "JSON on standard output: rows, spans, boxes, pages"),
          ("gongkai tables file.pdf --output results", "a JSON file, and a CSV file a table"),
        ]))
  }

  @Argument(help: help(zh: "PDF 文件", en: "a PDF file"))
  var path: String

  @Option(
    name: .shortAndLong,
    help: help(zh: "结果写入此文件夹", en: "write the results to this folder", valueName: "dir"))
  var output: String?

  @Flag(
    name: .customLong("no-bom"),
    help: help(zh: "CSV 不带字节顺序标记", en: "CSV files without byte order mark"))
  var noByteOrderMark = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      try await reading.pool().withAnswers(
        to: InputDocument.documents(at: [path]), form: .tables, password: reading.password,
        recognition: reading.ocr
      ) { answers in
        var code = ExitCode.success
        while let (document, answer) = try await answers.next() {
          try write(answer, name: document.name)
          if answer.summary.isFailure { code = ExitStatus.unprocessed.code }
        }
        return code
      }
    }
  }

  private func write(_ answer: DocumentAnswer, name: String) throws(WriteFailure) {
    if let reason = answer.summary.reason {
      Console.say(text(zh: reason.messageZh, en: reason.message))
    }
    guard let json = answer.parts.first else { return }
    guard let output else { return try ByteStream.standardOutput.write(json) }
    let csv = Array(answer.parts.dropFirst())
    try TableFiles.write(
      json: json, csv: csv, folder: output, name: name, byteOrderMark: !noByteOrderMark)
    let (place, stem) = (output.printable, name.printable)
    Console.say(
      text(
        zh: "\(csv.count) 个表格，结果在 \(place)：\(stem).json 和 \(stem)-1.csv 等。",
        en: "\(csv.count) tables in \(place): \(stem).json, and \(stem)-1.csv and so on."))
  }
}
