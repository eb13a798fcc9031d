import Archive
import ArgumentParser
import Extraction
import FileOutput
import Foundation
import ReportModel
import ReportViewing
import Workers

/// `gongkai report`: records to a static site.
struct Report: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "把一批结果做成静态网站。", en: "Makes a static web site of many results."),
      discussion: examples(
        zh: [
          ("gongkai report 结果 --output 网站", "由 extract --output 的结果生成网站"),
          ("gongkai report 结果 --documents 下载 --output 网站", "每份报告的网页还带有原页面图片"),
          ("gongkai report --archive 档案.sqlite --output 网站", "由档案生成网站"),
        ],
        en: [
          ("gongkai report results --output site", "from what extract --output has written"),
          (
            "gongkai report results --documents downloads --output site",
            "with pictures of the pages beside the figures"
          ),
          ("gongkai report --archive a.sqlite --output site", "from an archive"),
        ]))
  }

  @Argument(
    help: help(zh: "含 JSON 结果的文件夹", en: "a folder of JSON results", valueName: "folder"))
  var folder: String?

  @Option(help: help(zh: "档案文件，代替文件夹", en: "an archive, instead of a folder", valueName: "file"))
  var archive: String?

  @Option(
    name: .shortAndLong,
    help: help(zh: "网站写入此文件夹", en: "write the site to this folder", valueName: "dir"))
  var output: String

  @Option(
    help: help(
      zh: "原 PDF 所在文件夹（含子文件夹），用于页面图片", en: "folder of the PDFs, for pictures of their pages",
      valueName: "dir"))
  var documents: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting { try await write(try source()) }
  }

  func validate() throws {
    if (folder == nil) == (archive == nil) {
      throw ValidationError(
        text(
          zh: "请给出一个结果文件夹，或用 --archive 给出档案（二者只取其一）。",
          en: "Name a folder of results, or an archive by --archive, and not both."))
    }
  }

  /// What the records come from, for people.
  private var place: String { (archive ?? folder ?? "").printable }

  private func source() throws -> RecordSource {
    if let archive {
      return try RecordSource.archive(try Archive(path: archive, isWriting: false))
    }
    if !OwnedFolder.isFinished(folder ?? "") {
      Console.say(
        text(
          zh: "注意：写入 \(place) 的那次运行没有完成，其中可能混有不同运行的结果。请重新运行后再生成网站。",
          en:
            "Note: the run that wrote \(place) did not come to its end; results of several runs may be "
            + "in it. Run it again, then make the site."))
    }
    do {
      return try RecordSource.folder(folder ?? "")
    } catch {
      throw ValidationError(
        text(
          zh: "无法读取文件夹 \(place)。请给出 gongkai extract --output 写入的文件夹。",
          en: "The folder \(place) cannot be read. Name one that gongkai extract --output wrote."))
    }
  }

  private func write(_ records: RecordSource) async throws -> ExitCode {
    let run = SiteRun(
      site: Site(language: .current, rules: RulesCommand.rules),
      folder: try SiteFolder(path: output),
      records: records)
    let pictured = documents.map { InputDocument.documents(at: [$0]) } ?? []
    let reports = try await run.writeReports(
      pool: reading.pool(), documents: pictured, password: reading.password)
    guard !reports.isEmpty else {
      Console.say(
        text(
          zh: "\(place) 中没有结果。请先运行 gongkai extract 或 gongkai ingest。",
          en: "\(place) holds no results. Run gongkai extract or gongkai ingest first."))
      return ExitStatus.noInput.code
    }
    try run.writeOverview(of: reports)
    let skipped = records.names.count - reports.count
    if skipped > 0 {
      Console.say(
        text(
          zh: "跳过 \(skipped) 个无法读取或不是 gongkai/1 结果的 JSON 文件。",
          en:
            "\(skipped) JSON files cannot be read or are no results of schema gongkai/1; they were left out."
        ))
    }
    Console.say(
      text(
        zh: "\(reports.count) 份报告。请用浏览器打开 \(output.printable)/index.html。",
        en:
          "\(reports.count) \(reports.count == 1 ? "report" : "reports"). Open \(output.printable)/index.html in a browser."
      ))
    return .success
  }
}
