import Archive
import ArgumentParser
import Extraction
import Foundation
import Ingestion
import RecordCoding
import ReportModel

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
          ("gongkai ingest 下载 --archive 档案.sqlite --watch", "一直运行，有新文件就读取"),
          ("gongkai ingest 下载 --archive 档案.sqlite --move-done 已读", "读过的文件移到另一文件夹"),
          (
            "gongkai ingest --from-parquet 结果表 --archive 档案.sqlite", "存入集群读取的结果"
          ),
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
          ("gongkai ingest downloads --archive a.sqlite --watch", "go on; read what comes in"),
          (
            "gongkai ingest downloads --archive a.sqlite --move-done read",
            "move files that were read to another folder"
          ),
          (
            "gongkai ingest --from-parquet tables --archive a.sqlite",
            "take what a cluster read"
          ),
        ]))
  }

  @Argument(
    help: help(zh: "收件文件夹（含子文件夹）或文件", en: "inboxes: folders with all below them, or files"))
  var inboxes: [String] = []

  @Option(
    help: help(
      zh: "存入 Spark 集群（gongkai-spark）读取的结果，而不是读取文件",
      en: "take what a cluster read (gongkai-spark), and read no document", valueName: "dir"))
  var fromParquet: String?

  @Option(
    help: help(
      zh: "读取 Parquet 的程序，随 gongkai-spark 安装",
      en: "what reads Parquet; comes with gongkai-spark", valueName: "program"))
  var parquetReader = "gongkai-spark-export"

  @Flag(help: help(zh: "只说明将做什么", en: "only say what would be done"))
  var dryRun = false

  @Flag(
    help: help(zh: "重读由其他版本读取的文件", en: "read again what another version of the program has read"))
  var refresh = false

  @Flag(help: help(zh: "持续运行，有新文件就读取", en: "go on, and read what comes into the inboxes"))
  var watch = false

  @Option(
    help: help(
      zh: "--watch 至少每隔多少秒查看一次（网络文件夹不会通知）",
      en: "seconds after which --watch looks again untold, as network folders need it"))
  var interval = 30

  @Option(
    help: help(
      zh: "读过的文件移到此文件夹（默认不移动任何文件）",
      en: "move files that were read to this folder (default: no file is moved)", valueName: "dir"))
  var moveDone: String?

  @Option(
    help: help(
      zh: "标准错误输出上的记录：text 供人阅读，json 供程序使用",
      en: "what is told on standard error: text for people, json for programs",
      valueName: "text|json"))
  var logFormat = LogFormat.text

  @Flag(help: help(zh: "以 JSON 输出本次摘要", en: "the summary of the run as JSON on standard output"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var budget: BudgetOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func validate() throws {
    if inboxes.isEmpty == (fromParquet == nil) {
      throw ValidationError(
        text(
          zh: "请给出收件文件夹，或用 --from-parquet 给出集群读取的结果，二者只取其一。",
          en: "Give inboxes, or what a cluster read by --from-parquet, and not both."))
    }
    if fromParquet != nil && (watch || dryRun || moveDone != nil) {
      throw ValidationError(
        text(
          zh: "--from-parquet 不能与 --watch、--dry-run、--move-done 同用。",
          en: "--from-parquet goes with none of --watch, --dry-run, --move-done."))
    }
    if !(1...86400).contains(interval) {
      throw ValidationError(
        text(
          zh: "--interval 应为 1 到 86400 秒，而不是 \(interval)。",
          en: "--interval is 1 to 86400 seconds, not \(interval)."))
    }
  }

  func run() async throws {
    try await Interruption.exiting(isService: watch) { try await ingest() }
  }

  private func ingest() async throws -> ExitCode {
    if let fromParquet { return try takeIn(fromParquet) }
    let inbox = archiveOptions.inbox(inboxes)
    let archive = try isEmptyDryRun ? Archive() : archiveOptions.opened(isWriting: !dryRun)
    defer { archive.close() }
    let ingestion = Ingestion(
      archive: archive, pool: reading.pool(log: logFormat, budget: budget.budget),
      program: ProgramIdentity.running.description, done: try doneFolder(inbox))
    let run = IngestionRun(
      place: archiveOptions.archive, isJSON: json, log: RunLog(format: logFormat),
      isWatching: watch)
    let watcher = watch ? InboxWatch(inbox) : nil
    watcher?.cover()
    var plan = try await ingestion.plan(for: inbox)
    if refresh { plan.add(try ingestion.planAgain(refresh: true)) }
    let code = try await run.read(plan, by: ingestion, reading, isDryRun: dryRun)
    guard let watcher, !dryRun else { return code }
    while true {
      try await watcher.wait(seconds: interval)
      watcher.cover()
      let plan = try await ingestion.plan(for: inbox)
      guard plan.isWorthRunning else { continue }
      _ = try await run.read(plan, by: ingestion, reading, isDryRun: false)
      // Between two runs a copy of the archive's file alone is whole.
      archive.settle()
    }
  }

  private func takeIn(_ folder: String) throws -> ExitCode {
    let archive = try archiveOptions.opened(isWriting: true)
    defer { archive.close() }
    let run = IngestionRun(
      place: archiveOptions.archive, isJSON: json, log: RunLog(format: logFormat))
    return try run.takeIn(
      folder, reader: parquetReader, ClusterIntake(archive: archive, isRefreshing: refresh))
  }

  /// Whether nothing is to be done about an archive that is not there yet.
  private var isEmptyDryRun: Bool {
    dryRun && !FileManager.default.fileExists(atPath: archiveOptions.archive)
  }

  private func doneFolder(_ inbox: Inbox) throws -> DoneFolder? {
    guard let moveDone else { return nil }
    guard let folder = DoneFolder(path: moveDone, inbox: inbox) else {
      throw ValidationError(
        text(
          zh: "--move-done 的文件夹不能在收件文件夹之内：\(moveDone.printable)。",
          en: "The folder of --move-done may not be inside an inbox: \(moveDone.printable)."))
    }
    return folder
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

  @Option(
    help: help(
      zh: "标准错误输出上的记录：text 供人阅读，json 供程序使用",
      en: "what is told on standard error: text for people, json for programs",
      valueName: "text|json"))
  var logFormat = LogFormat.text

  @Flag(help: help(zh: "以 JSON 输出本次摘要", en: "the summary of the run as JSON on standard output"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var budget: BudgetOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: true)
      defer { archive.close() }
      let ingestion = Ingestion(
        archive: archive, pool: reading.pool(log: logFormat, budget: budget.budget),
        program: ProgramIdentity.running.description)
      let run = IngestionRun(
        place: archiveOptions.archive, isJSON: json, log: RunLog(format: logFormat))
      return try await run.read(
        try ingestion.planAgain(refresh: false), by: ingestion, reading, isDryRun: false)
    }
  }
}
