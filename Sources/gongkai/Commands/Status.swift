import Archive
import ArgumentParser
import FileOutput
import Foundation
import RecordCoding
import ReportModel

/// `gongkai status`: what is in the archive, and what to do about it.
struct Status: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "显示档案中的数量、失败原因和处理办法。", en: "Shows counts, failures with their causes, and what to do."),
      discussion: examples(
        zh: [
          ("gongkai status --archive 档案.sqlite", "查看档案"),
          ("gongkai status --inbox 下载", "查看哪些没有下载到，以及处理办法"),
          ("gongkai status --sandbox", "查看本系统能否封闭读取进程"),
        ],
        en: [
          ("gongkai status --archive a.sqlite", "look at an archive"),
          ("gongkai status --inbox downloads", "what gongkai fetch did not get, and what to do"),
          ("gongkai status --sandbox", "what locks in the processes that read, on this system"),
        ]))
  }

  @Flag(help: help(zh: "以 JSON 输出", en: "as JSON"))
  var json = false

  @Flag(
    help: help(
      zh: "显示本系统对读取进程的封闭措施，而不是档案",
      en: "what locks in the processes that read, on this system; no archive is looked at"))
  var sandbox = false

  @Option(help: help(zh: "档案文件（SQLite）", en: "the archive, an SQLite file", valueName: "file"))
  var archive: String?

  @Option(
    help: help(
      zh: "gongkai fetch 的收件文件夹：列出没有下载到的",
      en: "an inbox of gongkai fetch: what was not got, and what to do", valueName: "dir"))
  var inbox: String?

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if archive == nil && inbox == nil && !sandbox {
      throw ValidationError(
        text(zh: "请用 --archive 给出档案文件。", en: "Name the archive by --archive, an SQLite file."))
    }
  }

  private var archiveOptions: ArchiveOptions {
    var options = ArchiveOptions()
    options.archive = archive ?? ""
    return options
  }

  func run() async throws {
    if sandbox { return try SandboxStatus.write(isJSON: json) }
    try await Interruption.exiting {
      if let inbox {
        let code = try FetchStatus.write(inbox: inbox, isJSON: json)
        if archive == nil || code != .success { return code }
      }
      let summary = try archiveOptions.opened(isWriting: false).summary()
      if json {
        try ByteStream.standardOutput.write(json: summary)
      } else {
        try ByteStream.standardOutput.write(Array(shown(summary).utf8))
      }
      return .success
    }
  }

  private func shown(_ summary: ArchiveSummary) -> String {
    var lines = [
      text(
        zh:
          "\(summary.documents) 个文件：完整 \(summary.complete)，部分 \(summary.partial)，未能读取 \(summary.rejected)；最近一次处理失败的 \(summary.failed) 个",
        en:
          "\(summary.documents) documents: \(summary.complete) complete, \(summary.partial) partial, "
          + "\(summary.rejected) rejected; of \(summary.failed) the last reading failed")
    ]
    if summary.superseded > 0 {
      lines.append(
        text(
          zh: "其中 \(summary.superseded) 个已有更新的版本（同一机关、同一年度）",
          en: "\(summary.superseded) have a newer version (same issuer and year)"))
    }
    for (count, zh, en) in [
      (summary.withoutIssuer, "机关名称", "issuer"), (summary.withoutYear, "年度", "year"),
    ] where count > 0 {
      lines.append(
        text(
          zh: "\(count) 份报告未找到\(zh)，不能与其他年度比较",
          en:
            "\(count) \(count == 1 ? "report names" : "reports name") no \(en), and cannot be compared across years"
        ))
    }
    if let last = summary.lastRead {
      lines.append(text(zh: "最近一次读取：\(last)", en: "Last read: \(last)"))
    }
    func list(_ counts: [String: Int], title: String) {
      if counts.isEmpty { return }
      lines += ["", title]
      for (rule, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        lines.append(
          "  \(String(repeating: " ", count: max(0, 6 - "\(count)".count)))\(count)  \(rule)")
      }
    }
    list(summary.causes, title: text(zh: "未能读取的原因：", en: "Why documents were rejected:"))
    list(summary.skipped, title: text(zh: "不是文档而略过的文件：", en: "Files that hold no document:"))
    list(summary.findings, title: text(zh: "核对结果（错误和警告）：", en: "Findings (errors and warnings):"))
    lines += partials(summary) + failures(summary) + [""]
    lines.append(
      text(
        zh: "各规则的含义：gongkai rules", en: "What the rules mean: gongkai rules"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was read in part, and why.
  private func partials(_ summary: ArchiveSummary) -> [String] {
    guard !summary.partials.isEmpty else { return [] }
    var lines = ["", text(zh: "只读取了一部分的报告：", en: "Read in part:")]
    for partial in summary.partials.prefix(Self.failuresShown) {
      let of = [partial.issuer, partial.year.map { "\($0)" }].compactMap(\.self).joined(
        separator: " ")
      lines.append("  \(partial.path.printable)\(of.isEmpty ? "" : " (\(of.printable))")")
      let more = partial.errors - 1
      lines.append(
        "      \(text(zh: partial.messageZh, en: partial.message).printable)"
          + (more > 0 ? text(zh: " 另有 \(more) 处。", en: " And \(more) more.") : ""))
    }
    let more = summary.partials.count - Self.failuresShown
    if more > 0 {
      lines.append(
        text(zh: "  ……另有 \(more) 份，用 --json 查看。", en: "  … and \(more) more; --json lists them."))
    }
    return lines + [
      "",
      text(
        zh: "对照原页查看：gongkai inspect 文件", en: "To compare one with its pages: gongkai inspect FILE"),
    ]
  }

  /// What failed, and what to do about it.
  private func failures(_ summary: ArchiveSummary) -> [String] {
    guard !summary.failures.isEmpty else { return [] }
    var lines = ["", text(zh: "处理失败的文件：", en: "What failed, and what to do:")]
    for failure in summary.failures.prefix(Self.failuresShown) {
      lines.append("  \(failure.path.printable)")
      lines.append("      \(text(zh: failure.messageZh, en: failure.message).printable)")
    }
    let more = summary.failures.count - Self.failuresShown
    if more > 0 {
      lines.append(
        text(zh: "  ……另有 \(more) 个，用 --json 查看。", en: "  … and \(more) more; --json lists them."))
    }
    var command = "gongkai retry --archive \(archiveOptions.archive.printable)"
    if summary.causes[RuleID.documentTimeout.rawValue] != nil { command += " --timeout 300" }
    if summary.causes[RuleID.documentEncrypted.rawValue] != nil { command += " --password …" }
    return lines + ["", text(zh: "再读一次：\(command)", en: "To read them again: \(command)")]
  }

  private static let failuresShown = 20
}
