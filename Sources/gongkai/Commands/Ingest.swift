import Archive
import ArgumentParser
import Extraction
import Foundation
import Ingestion
import ReportWriting

/// `gongkai ingest`: what is new in inboxes, into the archive.
struct Ingest: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "读取收件文件夹中的新文件，存入档案。", en: "Reads what is new in inboxes; keeps it in an archive."),
      discussion: examples(
        zh: [
          ("gongkai ingest 下载 --archive 档案.sqlite", "读取新文件；已读过的不再读"),
          ("gongkai ingest 下载 --archive 档案.sqlite --dry-run", "只说明将读取多少"),
          ("gongkai ingest 下载 --archive 档案.sqlite --refresh", "用新版本重读旧文件，并列出变动的单元格"),
          ("gongkai ingest 下载 --archive 档案.sqlite --watch", "一直运行，每隔一段时间查看一次"),
        ],
        en: [
          (
            "gongkai ingest downloads --archive a.sqlite", "read what is new; nothing is read twice"
          ),
          ("gongkai ingest downloads --archive a.sqlite --dry-run", "only say how much there is"),
          (
            "gongkai ingest downloads --archive a.sqlite --refresh",
            "read again what another version read; tell the cells that changed"
          ),
          ("gongkai ingest downloads --archive a.sqlite --watch", "go on, looking now and then"),
        ]))
  }

  @Argument(
    help: help(zh: "收件文件夹（含子文件夹）或文件", en: "inboxes: folders with all below them, or files"))
  var inboxes: [String]

  @Flag(help: help(zh: "只说明将做什么", en: "only say what would be done"))
  var dryRun = false

  @Flag(
    help: help(zh: "重读由其他版本读取的文件", en: "read again what another version of the program has read"))
  var refresh = false

  @Flag(help: help(zh: "持续运行，定期查看收件文件夹", en: "go on, and look into the inboxes now and then"))
  var watch = false

  @Option(help: help(zh: "--watch 的查看间隔（秒）", en: "seconds between two looks with --watch"))
  var interval = 30

  @Flag(help: help(zh: "以 JSON 输出本次摘要", en: "the summary of the run as JSON on standard output"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func validate() throws {
    if !(1...86400).contains(interval) {
      throw ValidationError(
        text(
          zh: "--interval 应为 1 到 86400 秒，而不是 \(interval)。",
          en: "--interval is 1 to 86400 seconds, not \(interval)."))
    }
  }

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: true)
      defer { archive.settle() }
      let ingestion = Ingestion(
        archive: archive, pool: reading.pool(), program: Gongkai.configuration.version)
      let run = IngestionRun(
        ingestion: ingestion, reading: reading, place: archiveOptions.archive, isJSON: json)
      var code = try await run.read(
        try ingestion.plan(for: Inbox(paths: inboxes)), isDryRun: dryRun)
      if refresh {
        code = try await run.read(try ingestion.planAgain(refresh: true), isDryRun: dryRun)
      }
      while watch && !dryRun {
        try await Task.sleep(for: .seconds(interval))
        let plan = try ingestion.plan(for: Inbox(paths: inboxes))
        if plan.count > 0 { _ = try await run.read(plan, isDryRun: false) }
      }
      return code
    }
  }
}

/// `gongkai retry`: documents whose reading failed, once more.
struct Retry: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "重读上次失败的文件。", en: "Reads again what failed: crashes, time, memory."),
      discussion: examples(
        zh: [("gongkai retry --archive 档案.sqlite --timeout 300", "给更多时间")],
        en: [("gongkai retry --archive a.sqlite --timeout 300", "with more time")]))
  }

  @Flag(help: help(zh: "以 JSON 输出本次摘要", en: "the summary of the run as JSON on standard output"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: true)
      defer { archive.settle() }
      let ingestion = Ingestion(
        archive: archive, pool: reading.pool(), program: Gongkai.configuration.version)
      let run = IngestionRun(
        ingestion: ingestion, reading: reading, place: archiveOptions.archive, isJSON: json)
      return try await run.read(try ingestion.planAgain(refresh: false), isDryRun: false)
    }
  }
}
