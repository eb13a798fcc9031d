import ArgumentParser
import Fetching
import FileOutput
import Foundation
import RecordCoding
import ReportModel

/// What `gongkai fetch` got into an inbox and what it did not, for `gongkai status`.
enum FetchStatus {
  private struct Summary: Encodable {
    var got: Int
    var missing: [MissingReport]
  }

  /// - Returns: The exit code.
  /// - Throws: `WriteFailure`.
  static func write(inbox: String, isJSON: Bool) throws -> ExitCode {
    guard FetchState.isThere(in: inbox) else {
      Console.say(
        text(
          zh: "错误：\(inbox.printable) 中没有下载记录。请先运行 gongkai fetch 清单 --inbox \(inbox.printable)。",
          en:
            "Error: nothing was fetched into \(inbox.printable) yet. Run gongkai fetch LIST --inbox "
            + "\(inbox.printable) first."))
      return ExitStatus.noInput.code
    }
    let summary: Summary
    do {
      let state = try FetchState(inbox: inbox, isWriting: false)
      summary = try Summary(got: state.gotCount(), missing: state.missing())
    } catch {
      return Fetch.told(error, inbox: inbox)
    }
    if isJSON {
      try ByteStream.standardOutput.write(json: summary)
    } else {
      try ByteStream.standardOutput.write(
        Array((lines(summary).joined(separator: "\n") + "\n").utf8))
    }
    return .success
  }

  /// Those of one cause stand together, the most first.
  private static func lines(_ summary: Summary) -> [String] {
    var lines = [
      text(
        zh: "已下载 \(summary.got) 份，未取得 \(summary.missing.count) 份",
        en: "\(summary.got) fetched, \(summary.missing.count) not got")
    ]
    let groups = Dictionary(grouping: summary.missing, by: \.cause)
    for (_, reports) in groups.sorted(by: {
      ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue)
    }) {
      guard let first = reports.first else { continue }
      lines += ["", "\(reports.count) × \(first.reason.sentence)"]
      lines += reports.prefix(shown).map { "  \($0.url.printable)" }
      let more = reports.count - shown
      if more > 0 {
        lines.append(
          text(zh: "  ……另有 \(more) 份，用 --json 查看。", en: "  … and \(more) more; --json lists them."))
      }
    }
    return lines
  }

  private static let shown = 20
}
