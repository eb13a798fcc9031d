import Archive
import ArgumentParser
import FileOutput
import RecordCoding
import ReportModel

/// `gongkai export`: from the archive to the files that `gongkai extract --output` writes.
struct Export: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "由档案写出 JSON、CSV 或电子表格。", en: "Writes the archive as JSON, CSV or a spreadsheet."),
      discussion: examples(
        zh: [
          ("gongkai export --archive 档案.sqlite --output 结果", "全部报告"),
          (
            "gongkai export --archive 档案.sqlite --output 结果 --year 2024 --status complete",
            "2024 年读取完整的"
          ),
          (
            "gongkai export --archive 档案.sqlite --output 结果 --issuer 平潭 --year 2020-2024",
            "名称含“平潭”的机关五年的报告"
          ),
          ("gongkai export --archive 档案.sqlite --output 结果 --format xlsx", "另写电子表格"),
          ("gongkai export --archive 档案.sqlite --output 结果 --wide", "只要 reports.csv：每行一份报告"),
        ],
        en: [
          ("gongkai export --archive a.sqlite --output results", "everything"),
          (
            "gongkai export --archive a.sqlite --output results --year 2024 --status complete",
            "what is complete of 2024"
          ),
          (
            "gongkai export --archive a.sqlite --output results --issuer 平潭 --year 2020-2024",
            "five years of issuers whose names contain 平潭"
          ),
          (
            "gongkai export --archive a.sqlite --output results --format xlsx",
            "a spreadsheet as well"
          ),
          (
            "gongkai export --archive a.sqlite --output results --wide",
            "reports.csv alone: a row a report"
          ),
        ]))
  }

  @Option(
    name: .shortAndLong,
    help: help(zh: "结果写入此文件夹", en: "write the results to this folder", valueName: "dir"))
  var output: String

  @OptionGroup var choice: ReportChoice

  @Option(
    help: help(
      zh: "表格：csv，或另加电子表格", en: "tables: csv, or a spreadsheet as well", valueName: "csv|xlsx"))
  var format = Extract.TableFormat.csv

  @Flag(help: help(zh: "只写 reports.csv（每行一份报告）", en: "write reports.csv alone (a row a report)"))
  var wide = false

  @Flag(help: help(zh: "只写 cells.csv（每行一格）", en: "write cells.csv alone (a row a cell)"))
  var tidy = false

  @Flag(
    name: .customLong("no-bom"),
    help: help(zh: "CSV 不带字节顺序标记", en: "CSV files without byte order mark"))
  var noByteOrderMark = false

  @Flag(help: help(zh: "以 JSON 输出摘要", en: "the summary as JSON on standard output"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: false)
      defer { archive.close() }
      let index = try archive.index(aliases: choice.aliases.read())
      guard let reports = try choice.reports(of: archive, index) else {
        return ExitStatus.contradicted.code
      }
      let summary = try ExportRun(
        archive: archive, index: index, folder: output, tables: chosenTables,
        hasWorkbook: format == .xlsx, byteOrderMark: !noByteOrderMark
      ).write(reports)
      try tell(summary)
      return .success
    }
  }

  private func tell(_ summary: ExportRun.Summary) throws {
    let output = output.printable
    let files = summary.files.joined(separator: text(zh: "、", en: ", "))
    Console.say(
      text(
        zh: "已将 \(summary.reports) 份报告写入 \(output)：\(files)。",
        en:
          "\(summary.reports) \(summary.reports == 1 ? "report" : "reports") written to \(output): \(files)."
      ))
    if json { try ByteStream.standardOutput.write(json: summary) }
  }

  /// The CSV files that alone are asked for; `nil` where everything is.
  private var chosenTables: [ResultTable]? {
    guard wide || tidy else { return nil }
    return (wide ? [.reports] : []) + (tidy ? [.cells] : [])
  }
}
