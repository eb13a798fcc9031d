import Archive
import ArgumentParser
import Foundation
import ReportWriting

/// `gongkai status`: what is in the archive, and what to do about it.
struct Status: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "显示档案中的数量、失败原因和处理办法。", en: "Shows counts, failures with their causes, and what to do."),
      discussion: examples(
        zh: [("gongkai status --archive 档案.sqlite", "查看档案")],
        en: [("gongkai status --archive a.sqlite", "look at an archive")]))
  }

  @Flag(help: help(zh: "以 JSON 输出", en: "as JSON"))
  var json = false

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let summary = try archiveOptions.opened(isWriting: false).summary()
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try ByteStream.standardOutput.write(Array(encoder.encode(summary)) + [UInt8(ascii: "\n")])
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
          "\(summary.documents) 个文件：完整 \(summary.complete)，部分 \(summary.partial)，未能读取 \(summary.rejected)（其中处理失败 \(summary.failed)）",
        en:
          "\(summary.documents) documents: \(summary.complete) complete, \(summary.partial) partial, "
          + "\(summary.rejected) rejected (\(summary.failed) of them failed)")
    ]
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
    list(summary.findings, title: text(zh: "核对结果（错误和警告）：", en: "Findings (errors and warnings):"))
    lines.append("")
    if summary.failed > 0 {
      lines.append(
        text(
          zh: "下一步：gongkai retry --archive \(archiveOptions.archive) --timeout 300",
          en: "Next: gongkai retry --archive \(archiveOptions.archive) --timeout 300"))
    }
    lines.append(
      text(
        zh: "各规则的含义：gongkai rules", en: "What the rules mean: gongkai rules"))
    return lines.joined(separator: "\n") + "\n"
  }
}
