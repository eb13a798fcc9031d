import ArgumentParser
import ContentDecoding
import Fetching
import FileOutput
import Foundation
import Logging
import RecordCoding
import ReportModel
import Synchronization

/// One run over a list, told to people and, where asked for, to programs.
final class FetchRun: Sendable {
  struct Summary: Codable {
    struct Row: Codable {
      var url: String
      var cause: String
      var status: Int?
      var detail: String
      var message: String
      var messageZh: String

      private enum CodingKeys: String, CodingKey {
        case url, cause, status, detail, message
        case messageZh = "message_zh"
      }
    }

    var got = 0
    /// Of those, which are no PDF.
    var others = 0
    var known = 0
    var unchanged = 0
    /// Rows that were not got, and why; in the order in which they were tried.
    var missing: [Row] = []
    var causes: [String: Int] = [:]
    var requests = 0
    var wanted = 0
    var seconds = 0.0
  }

  private let log: RunLog
  private let summary = Mutex(Summary())
  private let progress: Mutex<FetchProgress>
  private let start = ContinuousClock.now

  init(total: Int, log: RunLog) {
    self.log = log
    progress = Mutex(FetchProgress(total: total))
  }

  /// Takes what a run tells, from any thread.
  func take(_ event: FetchEvent) {
    switch event {
    case .asking(let address):
      summary.withLock { $0.requests += 1 }
      log.tell("asking", ["url": "\(address)"], level: .debug)
    case .waiting(let address, let seconds):
      log.tell("waiting", ["url": "\(address)", "seconds": "\(seconds)"])
    case .hostLeft(let host, let reason):
      log.tell(
        "host_left", ["host": "\(host)", "cause": "\(reason.cause.rawValue)"], level: .warning,
        text(
          zh: "\(host.printable)：\(reason.sentence)", en: "\(host.printable): \(reason.sentence)"))
    case .followed(let address, let found):
      progress.withLock { $0.add(found - 1) }
      log.tell(
        "followed", ["url": "\(address)", "found": "\(found)"],
        text(
          zh: "\(address.text.printable)：找到 \(found) 份",
          en: "\(address.text.printable): \(found) found"))
    case .row(let row, let outcome): take(row, outcome)
    }
  }

  private func take(_ row: FetchRow, _ outcome: FetchOutcome) {
    let done = summary.withLock { summary in
      switch outcome {
      case .got(_, let kind):
        summary.got += 1
        if kind != .pdf { summary.others += 1 }
      case .known: summary.known += 1
      case .unchanged: summary.unchanged += 1
      case .wanted: summary.wanted += 1
      case .notGot(let reason):
        summary.causes[reason.cause.rawValue, default: 0] += 1
        summary.missing.append(
          Summary.Row(
            url: row.url, cause: reason.cause.rawValue, status: reason.status,
            detail: reason.detail, message: reason.words.en, messageZh: reason.words.zh))
      }
      return summary.got + summary.known + summary.unchanged + summary.missing.count
    }
    switch outcome {
    case .got(let file, let kind):
      log.tell("got", ["url": "\(row.url)", "file": "\(file)", "kind": "\(kind.rawValue)"])
    case .notGot(let reason):
      log.tell(
        "not_got",
        ["url": "\(row.url)", "cause": "\(reason.cause.rawValue)", "detail": "\(reason.detail)"],
        level: .warning)
    case .wanted:
      log.tell(
        "would_fetch", ["url": "\(row.url)", "title": "\(row.title ?? "")"],
        "\(row.url.printable)\(row.title.map { "  \($0.printable)" } ?? "")")
    case .known, .unchanged: break
    }
    if log.format == .text { progress.withLock { $0.show(done) } }
  }

  /// Tells the summary.
  ///
  /// - Returns: 2 where a row was not got, else 0.
  func finish(inbox: String, isJSON: Bool, isDryRun: Bool) throws
    -> ExitCode
  {
    progress.withLock { $0.clear() }
    let summary = summary.withLock { summary in
      summary.seconds = ((ContinuousClock.now - start) / .seconds(1) * 100).rounded() / 100
      return summary
    }
    if log.format == .text { say(summary, inbox: inbox, isDryRun: isDryRun) }
    if isJSON { try ByteStream.standardOutput.write(json: summary) }
    return summary.missing.isEmpty ? .success : ExitStatus.unprocessed.code
  }

  /// Rows shown to people; the others are in `gongkai status` and in the JSON.
  private static let rowsShown = 20

  private func say(_ summary: Summary, inbox: String, isDryRun: Bool) {
    for row in summary.missing.prefix(Self.rowsShown) {
      Console.say(
        "\(row.url.printable)\n    \(text(zh: row.messageZh, en: row.message))"
          + (row.detail.isEmpty || row.detail == row.url ? "" : "\n    \(row.detail.printable)"))
    }
    let more = summary.missing.count - Self.rowsShown
    if more > 0 {
      Console.say(text(zh: "……另有 \(more) 份未取得。", en: "… and \(more) more that were not got."))
    }
    if isDryRun {
      return Console.say(
        text(
          zh: "将下载 \(summary.wanted) 份；已有 \(summary.known)，无法处理 \(summary.missing.count)。",
          en: "\(summary.wanted) would be fetched; \(summary.known) are there, "
            + "\(summary.missing.count) cannot be."))
    }
    Console.say(
      text(
        zh:
          "新下载 \(summary.got)（其中非 PDF \(summary.others)），已有 \(summary.known)，未变 \(summary.unchanged)，"
          + "未取得 \(summary.missing.count)；\(summary.requests) 次请求，\(summary.seconds) 秒。",
        en:
          "\(summary.got) fetched (\(summary.others) of them no PDF), \(summary.known) there already, "
          + "\(summary.unchanged) unchanged, \(summary.missing.count) not got; \(summary.requests) "
          + "requests, \(summary.seconds) s."))
    if !summary.causes.isEmpty {
      let list = summary.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      Console.say(text(zh: "未取得的原因：\(list)", en: "Why not: \(list)"))
    }
    let place = inbox.printable
    Console.say(
      text(
        zh: "下一步：gongkai ingest \(place) --archive 档案.sqlite；未取得的：gongkai status --inbox \(place)",
        en:
          "Next: gongkai ingest \(place) --archive a.sqlite; what was not got: gongkai status --inbox \(place)"
      ))
  }
}

/// A line on a terminal that tells how far the run is.
///
/// Unchecked: it is used under its lock alone.
private struct FetchProgress: @unchecked Sendable {
  private let progress: Progress

  init(total: Int) { progress = Progress(total: total) }

  /// A row has led to so many more.
  func add(_ count: Int) { progress.total += count }
  func show(_ done: Int) { progress.show(done) }
  func clear() { progress.clear() }
}
