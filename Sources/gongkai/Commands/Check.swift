import ArgumentParser
import Extraction
import FileOutput
import Foundation
import RecordCoding
import ReportModel
import ReportViewing
import Workers

/// `gongkai check`: what is to be mended in a report before it is published.
struct Check: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "发布前检查报告，列出需要改正之处。", en: "Checks a report before it is published; says what to mend."),
      discussion: examples(
        zh: [
          ("gongkai check 年报.docx", "列出需要改正和需要核实之处；退出码 0 表示没有错误"),
          ("gongkai check 年报.pdf --strict", "有需要核实之处也以退出码 1 结束"),
          ("gongkai check 年报.docx --output 检查.html", "另写成一个网页"),
        ],
        en: [
          (
            "gongkai check report.docx",
            "what to mend and what to look at; exit code 0 without errors"
          ),
          (
            "gongkai check report.pdf --strict",
            "exit code 1 also where something is to be looked at"
          ),
          ("gongkai check report.docx --output check.html", "the same as a web page"),
        ]))
  }

  @Argument(help: help(zh: "报告文件（DOCX、PDF 或网页）", en: "the report (DOCX, PDF or web page)"))
  var path: String

  @Option(
    name: .shortAndLong,
    help: help(zh: "另写成网页，写入此文件", en: "write a web page to this file as well", valueName: "file"))
  var output: String?

  @Flag(
    help: help(
      zh: "有需要核实之处也以退出码 1 结束", en: "exit with 1 where anything is to be looked at"))
  var strict = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func validate() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw ValidationError(
        text(
          zh: "\(path.printable) 是文件夹。请给出一个文件；整个文件夹请用 gongkai extract。",
          en: "\(path.printable) is a folder. Name one file; gongkai extract is for whole folders.")
      )
    }
  }

  func run() async throws {
    try await Interruption.exiting { try await check() }
  }

  private func check() async throws -> ExitCode {
    try await reading.pool().withAnswers(
      to: InputDocument.documents(at: [path]), form: output == nil ? .line : .view,
      password: reading.password, recognition: reading.ocr
    ) { answers in
      var code = ExitCode.success
      while let (_, answer) = try await answers.next() {
        let views =
          output == nil
          ? try answer.parts.map { DocumentView(record: try DocumentRecord(json: $0)) }
          : try answer.views()
        for view in views {
          let list = CheckList(view.record)
          try ByteStream.standardOutput.write(Array(list.list.utf8))
          if code == .success, list.hasErrors || strict && list.hasDoubts {
            code = ExitStatus.contradicted.code
          }
        }
        if answer.summary.isFailure { code = ExitStatus.unprocessed.code }
        if let output { try writePage(of: views, to: output) }
      }
      return code
    }
  }

  private func writePage(of views: [DocumentView], to file: String) throws(WriteFailure) {
    guard let first = views.first else { return }
    let shown = views.first { !CheckList($0.record).isClean } ?? first
    try AtomicFile.write(ReportPage(language: .current).html(of: shown), to: file)
  }
}
