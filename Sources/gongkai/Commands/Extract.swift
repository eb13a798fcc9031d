import ArgumentParser
import Extraction
import FileOutput
import Foundation
import RecordCoding
import ReportModel
import SpreadsheetWriting
import Workers

/// `gongkai extract`: documents to records.
struct Extract: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "读取报告，输出 JSON 和 CSV。", en: "Reads reports; gives JSON and CSV."),
      discussion: examples(
        zh: [
          ("gongkai extract 报告.pdf", "一份报告：JSON 输出到终端"),
          ("gongkai extract *.pdf > 全部.ndjson", "多份报告：每行一个 JSON"),
          ("gongkai extract 文件夹 --output 结果", "整个文件夹：写出 JSON、CSV 和 datapackage.json"),
          ("gongkai extract 文件夹 --output 结果 --format xlsx", "另写一个电子表格 gongkai.xlsx"),
          ("gongkai extract 文件夹 --strict && echo 全部无误", "有问题时以退出码 1 结束"),
        ],
        en: [
          ("gongkai extract report.pdf", "one report: JSON on standard output"),
          ("gongkai extract *.pdf > all.ndjson", "several: a line of JSON each"),
          (
            "gongkai extract folder --output results",
            "a whole folder: JSON, CSV and datapackage.json files"
          ),
          (
            "gongkai extract folder --output results --format xlsx",
            "a spreadsheet, gongkai.xlsx, as well"
          ),
          ("gongkai extract folder --strict && echo clean", "exit code 1 where anything is wrong"),
        ]))
  }

  @Argument(
    help: help(
      zh: "PDF、网页（HTML）、DOCX 文件或文件夹（含子文件夹）",
      en: "PDF, HTML and DOCX files, or folders with all below them"))
  var paths: [String]

  @Option(
    name: .shortAndLong,
    help: help(zh: "结果写入此文件夹", en: "write the results to this folder", valueName: "dir"))
  var output: String?

  @Option(
    help: help(
      zh: "结果文件夹中的表格：csv，或另加电子表格（默认 csv）",
      en: "tables in that folder: csv, or a spreadsheet as well (default: csv)",
      valueName: "csv|xlsx"))
  var format: TableFormat?

  @Flag(
    help: help(
      zh: "有部分读取、未能读取或有错误时以退出码 1 结束", en: "exit with 1 unless all is complete and without errors"))
  var strict = false

  @Flag(
    name: .customLong("no-bom"),
    help: help(zh: "CSV 不带字节顺序标记", en: "CSV files without byte order mark"))
  var noByteOrderMark = false

  @Flag(
    help: help(
      zh: "JSON 的排版（默认：一份报告用 pretty，多份用 ndjson）",
      en: "layout of JSON (default: pretty for one report, else ndjson)"))
  var layout: Layout?

  @OptionGroup var budget: BudgetOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  enum Layout: EnumerableFlag {
    case pretty, ndjson
  }

  /// The form of tables in a folder of results; the CSV files are always there.
  enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case csv, xlsx
  }

  func validate() throws {
    if output == nil && format != nil {
      throw ValidationError(
        text(
          zh: "--format 须与 --output 同用：请用 --output 指定结果文件夹。",
          en: "--format is for a folder of results; name one by --output."))
    }
    if output != nil && layout != nil {
      throw ValidationError(
        text(
          zh: "--pretty 和 --ndjson 只用于标准输出，不能与 --output 同用。",
          en: "--pretty and --ndjson are for standard output; leave them out with --output."))
    }
  }

  func run() async throws {
    try await Interruption.exiting { try await extract() }
  }

  private func extract() async throws -> ExitCode {
    let documents = InputDocument.documents(at: paths)
    let sink = try self.sink(for: documents)
    var outcome = Outcome()
    let progress = Progress(total: documents.count)
    var done = 0
    let left: Int
    do {
      left = try await reading.pool(budget: budget.budget).withAnswers(
        to: documents, form: form, password: reading.password,
        recognition: reading.ocr
      ) { answers in
        while let (document, answer) = try await answers.next() {
          try sink.write(answer, of: document)
          for report in answer.reports { outcome.count(report.summary) }
          done += 1
          progress.show(outcome)
        }
        return await answers.left
      }
    } catch let interruption as CancellationError {
      progress.clear()
      try finish(sink, after: done, of: documents.count)
      throw interruption
    }
    try sink.finish()
    progress.clear()
    outcome.report(
      folder: output, workbook: format == .xlsx ? WorkbookWriter.fileName : nil,
      isSingle: isSingleFile)
    if left > 0 { Console.say(BudgetOption.sentence(left: left)) }
    return left > 0 ? ExitStatus.unprocessed.code : outcome.exitCode(strict: strict)
  }

  /// Makes whole what a run that is interrupted has, and says so; where it has nothing, the folder stays as
  /// it was.
  private func finish(_ sink: any ResultSink, after count: Int, of total: Int) throws(WriteFailure)
  {
    if count > 0 { try sink.finish() }
    guard let output = output?.printable, count > 0 else {
      return Console.say(
        text(
          zh: "已中断：读完 \(total) 个文件中的 \(count) 个。再次运行同一命令可全部读取。",
          en:
            "Interrupted after \(count) of \(total) documents. Run the same command again for all.")
      )
    }
    Console.say(
      text(
        zh: "已中断：\(output) 中只有 \(total) 个文件中前 \(count) 个的 JSON 和 CSV。再次运行同一命令可全部读取。",
        en:
          "Interrupted: \(output) has JSON and CSV of the first \(count) of \(total) documents alone. "
          + "Run the same command again for all."))
  }

  private var form: ResultForm {
    guard output == nil else { return .files }
    switch layout {
    case .pretty: return .pretty
    case .ndjson: return .line
    case nil: return isSingleFile ? .prettyIfAlone : .line
    }
  }

  /// Whether one file was named; a folder gives lines however few documents it holds, so that
  /// whoever reads them need not look first.
  private var isSingleFile: Bool {
    var isFolder: ObjCBool = false
    guard paths.count == 1 else { return false }
    return !FileManager.default.fileExists(atPath: paths[0], isDirectory: &isFolder)
      || !isFolder.boolValue
  }

  private func sink(for documents: [InputDocument]) throws(WriteFailure) -> any ResultSink {
    guard let output else { return StandardOutputSink() }
    let folder = try ResultFolder(path: output, byteOrderMark: !noByteOrderMark)
    try folder.folder.check(documents.map { "\($0.name).json" })
    guard format == .xlsx else { return FolderSink(folder: folder, workbook: nil) }
    try folder.folder.check([WorkbookWriter.fileName])
    let workbook = try WorkbookWriter(path: "\(output)/\(WorkbookWriter.fileName)")
    return FolderSink(folder: folder, workbook: workbook)
  }
}
