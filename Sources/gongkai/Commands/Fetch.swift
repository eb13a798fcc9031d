import ArgumentParser
import Extraction
import Fetching
import Foundation
import Glibc
import RecordCoding
import ReportModel

/// `gongkai fetch`: from portals into an inbox.
struct Fetch: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "按清单从网站下载报告到收件文件夹。", en: "Fetches the reports of a list from portals into an inbox."),
      discussion: examples(
        zh: [
          (
            "gongkai fetch 清单.csv --inbox 下载 --contact me@example.org",
            "首次运行须说明联系方式（以后不必再写）"
          ),
          ("gongkai fetch 清单.csv --inbox 下载", "已有的不再下载；中断的接着下载"),
          ("gongkai fetch 清单.csv --inbox 下载 --refresh", "询问已下载的文件是否有新版本"),
          (
            "gongkai fetch 栏目.csv --inbox 下载 --follow --years 2021-2024 --dry-run",
            "网址是年报栏目：只列出栏目中这几年的报告"
          ),
        ],
        en: [
          (
            "gongkai fetch list.csv --inbox downloads --contact me@example.org",
            "the first time; who asks is kept for later runs"
          ),
          (
            "gongkai fetch list.csv --inbox downloads",
            "nothing is fetched twice, parts are resumed"
          ),
          (
            "gongkai fetch list.csv --inbox downloads --refresh",
            "ask whether there is something newer"
          ),
          (
            "gongkai fetch columns.csv --inbox downloads --follow --years 2021-2024 --dry-run",
            "addresses are those of columns: list the reports of these years that they lead to"
          ),
        ]))
  }

  @Argument(
    help: help(
      zh: "清单：CSV（列 url，可有 issuer、year、name），或每行一个网址",
      en: "a CSV file (url, and maybe issuer, year, name), or a line an address"))
  var list: String

  @Option(help: help(zh: "收件文件夹", en: "the inbox, a folder", valueName: "dir"))
  var inbox: String

  @Option(
    help: help(
      zh: "联系方式（电子邮件或网页），写给网站管理者看；只需一次",
      en: "how to reach you (mail or a page), for those who run the hosts; once",
      valueName: "mail|url"))
  var contact: String?

  @Option(help: help(zh: "同时访问多少个网站", en: "how many hosts at a time"))
  var jobs = 4

  @Option(
    help: help(
      zh: "同一网站两次请求至少相隔多少秒（robots.txt 可能要求更长）",
      en: "seconds between two requests to a host; its robots.txt may ask for more"))
  var delay = 5.0

  @Flag(
    help: help(zh: "询问已下载的文件是否有新版本", en: "ask again for what is there; only what is newer comes"))
  var refresh = false

  @Flag(
    help: help(
      zh: "网址是年报栏目：读取栏目页，下载其中的文章和附件（同一网站）",
      en: "addresses are those of columns: read them for articles and attachments, on the same host"
    ))
  var follow = false

  @Option(
    help: help(zh: "--follow 只要这些年度", en: "years that --follow wants", valueName: "2024|2021-2024"))
  var years: String?

  @Option(
    help: help(
      zh: "--follow 只要标题中有此词的（可重复；默认 年度报告、年报）",
      en: "a word of the titles that --follow wants (may be repeated; default 年度报告, 年报)"))
  var title: [String] = []

  @Flag(help: help(zh: "只说明将下载什么", en: "only say what would be fetched"))
  var dryRun = false

  @Option(
    help: help(
      zh: "标准错误输出上的记录：text 供人阅读，json 供程序使用",
      en: "what is told on standard error: text for people, json for programs",
      valueName: "text|json"))
  var logFormat = LogFormat.text

  @Flag(help: help(zh: "以 JSON 输出本次摘要", en: "the summary of the run as JSON on standard output"))
  var json = false

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if !(1...64).contains(jobs) {
      throw ValidationError(
        text(zh: "--jobs 应为 1 到 64，而不是 \(jobs)。", en: "--jobs is 1 to 64, not \(jobs)."))
    }
    if !(0...3600).contains(delay) {
      throw ValidationError(
        text(
          zh: "--delay 应为 0 到 3600 秒，而不是 \(delay)。",
          en: "--delay is 0 to 3600 seconds, not \(delay)."))
    }
    if (years != nil || !title.isEmpty) && !follow {
      throw ValidationError(
        text(zh: "--years 和 --title 须与 --follow 同用。", en: "--years and --title go with --follow."))
    }
    if let years, wantedYears == nil {
      throw ValidationError(
        text(
          zh: "--years 应如 2024 或 2021-2024，而不是 \(years.printable)。",
          en: "--years is like 2024 or 2021-2024, not \(years.printable)."))
    }
    if let contact, !FetchContact.isUsable(contact) {
      throw ValidationError(
        text(
          zh: "--contact 应为电子邮件地址或网页网址。",
          en: "--contact is an address of mail, or of a page (https://…)."))
    }
  }

  func run() async throws {
    try await Interruption.exiting { try await fetch() }
  }

  private func fetch() async throws -> ExitCode {
    guard let rows = rows() else { return ExitStatus.noInput.code }
    guard let options = try options() else { return ExitStatus.wrongUsage.code }
    do {
      try FileManager.default.createDirectory(
        atPath: inbox, withIntermediateDirectories: true)
      let state = try FetchState(inbox: inbox)
      let run = FetchRun(total: rows.count, log: RunLog(format: logFormat))
      let fetcher = Fetcher(inbox: inbox, state: state, settings: settings, options: options) {
        run.take($0)
      }
      try await fetcher.run(rows)
      return try run.finish(inbox: inbox, isJSON: json, isDryRun: dryRun)
    } catch let failure as FetchState.Failure {
      return Self.told(failure, inbox: inbox)
    } catch let error as CocoaError {
      Console.say(
        text(
          zh: "错误：无法建立收件文件夹 \(inbox.printable)（\(error.localizedDescription.printable)）。",
          en:
            "Error: the inbox \(inbox.printable) cannot be made (\(error.localizedDescription.printable))."
        ))
      return ExitStatus.notCreated.code
    }
  }

  private var settings: FetchSettings {
    var settings = FetchSettings()
    settings.list = URL(filePath: list).standardizedFileURL.path(percentEncoded: false)
    settings.jobs = jobs
    settings.refresh = refresh
    settings.isDryRun = dryRun
    settings.manners.delay = delay
    if follow {
      var wanted = WantedTitles()
      wanted.years = wantedYears ?? []
      if !title.isEmpty { wanted.words = title }
      settings.follow = wanted
    }
    return settings
  }

  private var wantedYears: Set<Int>? {
    guard let years else { return nil }
    let ends = years.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
      first <= last,
      2008...2099 ~= first, first...2099 ~= last
    else { return nil }
    return Set(first...last)
  }

  /// The rows of the list; `nil` where it cannot be read, which is told.
  private func rows() -> [FetchRow]? {
    guard let data = FileManager.default.contents(atPath: list) else {
      Console.say(
        text(
          zh: "错误：无法读取清单 \(list.printable)。",
          en: "Error: the list \(list.printable) cannot be read."))
      return nil
    }
    return FetchList(Array(data)).rows
  }

  /// Who asks and how; `nil` where nobody says who, which is told.
  private func options() throws -> TransferOptions? {
    if let contact, contact != FetchContact.kept, !dryRun { try FetchContact.keep(contact) }
    // Nobody is asked.
    if dryRun && !follow { return TransferOptions(agent: "gongkai") }
    guard let contact = contact ?? FetchContact.kept else {
      Console.say(
        text(
          zh: "错误：请用 --contact 说明联系方式（电子邮件或网页），网站管理者能看到它；只需一次，保存在 \(FetchContact.path.printable)。",
          en:
            "Error: say by --contact how you can be reached (mail or a page); those who run the hosts see "
            + "it. Once is enough, \(FetchContact.path.printable) keeps it."))
      return nil
    }
    let version = ProgramIdentity.running.version
    var options = TransferOptions(agent: "gongkai/\(version) (+\(contact))")
    FetchTesting.apply(to: &options)
    return options
  }

  /// Tells people of a failure of the notes; gives the exit code.
  static func told(_ failure: FetchState.Failure, inbox: String) -> ExitCode {
    switch failure {
    case .locked:
      Console.say(
        text(
          zh: "另一个进程正在下载到 \(inbox.printable)。本次不做任何事；请等它结束后再运行。",
          en:
            "Another process is fetching into \(inbox.printable). Nothing was done; run again when it "
            + "has ended."))
      return ExitStatus.inUse.code
    case .unusable(let detail):
      Console.say(
        text(
          zh: "错误：无法使用 \(inbox.printable) 中的下载记录（\(detail.printable)）。请检查权限和磁盘空间。",
          en: "Error: the notes on what was fetched into \(inbox.printable) cannot be used "
            + "(\(detail.printable)). Check permissions and space."))
      return ExitStatus.notWritten.code
    }
  }
}
