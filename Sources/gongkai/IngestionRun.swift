import Archive
import ArgumentParser
import FileOutput
import Foundation
import Ingestion
import Logging
import RecordCoding
import ReportModel
import Workers

/// One run over a plan, or over what a cluster read, told to people and, where asked for, to programs.
struct IngestionRun: Sendable {
  /// The archive's path.
  let place: String
  let isJSON: Bool
  let log: RunLog
  /// Whether another run follows by itself.
  var isWatching = false

  struct Summary: Codable {
    var new = 0
    /// Documents read once more.
    var again = 0
    var known = 0
    var waiting = 0
    /// Files that are no document, neither by name nor by content.
    var others = 0
    var unreadable = 0
    var complete = 0
    var partial = 0
    var rejected = 0
    var failed = 0
    /// Documents for which there was no time.
    var left = 0
    var changedCells = 0
    var seconds = 0.0
    var findings: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
      case new, again, known, waiting, others, unreadable, complete, partial, rejected, failed,
        left, seconds
      case findings
      case changedCells = "changed_cells"
    }
  }

  /// Lines for people about cells that changed, and about files that would be read.
  private static let linesShown = 20

  /// - Returns: 2 where a document could not be processed at all or a file not be looked at, else 0.
  func read(
    _ plan: Ingestion.Plan, by ingestion: Ingestion, _ reading: ReadingOptions, isDryRun: Bool
  ) async throws -> ExitCode {
    for (path, reason) in plan.unreadable {
      log.tell(
        "left_out", ["path": "\(path)", "reason": "\(reason)"], level: .warning,
        text(zh: "跳过 \(path.printable)：\(reason)", en: "Left out \(path.printable): \(reason)"))
    }
    var summary = Summary()
    summary.known = plan.known
    summary.waiting = plan.waiting
    summary.others = plan.others
    summary.unreadable = plan.unreadable.count
    if isDryRun {
      summary.new = plan.count - plan.againCount
      summary.again = plan.againCount
      for (index, path) in plan.paths.enumerated() {
        log.tell("would_read", ["path": "\(path)"], index < Self.linesShown ? path.printable : nil)
      }
      log.tell(
        "dry_run", fields(summary),
        text(
          zh: "将读取 \(plan.count) 份文件；已读过 \(plan.known)，等待下载完成 \(plan.waiting)。",
          en: "\(plan.count) documents would be read; \(plan.known) files are known, "
            + "\(plan.waiting) wait until they are whole."))
    } else {
      try await carryOut(plan, by: ingestion, reading, &summary)
    }
    try tell(summary)
    return summary.failed + summary.unreadable > 0 ? ExitStatus.unprocessed.code : .success
  }

  private func carryOut(
    _ plan: Ingestion.Plan, by ingestion: Ingestion, _ reading: ReadingOptions,
    _ summary: inout Summary
  ) async throws {
    let start = ContinuousClock.now
    var outcome = Outcome()
    let progress = Progress(total: plan.count)
    try await ingestion.run(plan, password: reading.password, recognition: reading.ocr) { event in
      switch event {
      case .read(let read):
        outcome.count(read.summary)
        take(read, &summary)
        if log.format == .text { progress.show(outcome) }
      case .waiting(let path):
        summary.waiting += 1
        log.tell("waiting", ["path": "\(path)"])
      case .left(let count):
        summary.left = count
        log.tell(
          "left", ["documents": "\(count)"],
          BudgetOption.sentence(left: count, isWatching: isWatching))
      case .notMoved(let path, let reason):
        log.tell(
          "not_moved", ["path": "\(path)", "reason": "\(reason)"], level: .warning,
          text(zh: "未移动 \(path.printable)：\(reason)", en: "Not moved \(path.printable): \(reason)"))
      }
    }
    progress.clear()
    finish(&summary, outcome, since: start)
  }

  /// Adds up and tells how the run went.
  func finish(_ summary: inout Summary, _ outcome: Outcome, since start: ContinuousClock.Instant) {
    summary.complete = outcome.complete
    summary.partial = outcome.partial
    summary.rejected = outcome.rejected
    summary.failed = outcome.failures
    summary.seconds = ((ContinuousClock.now - start) / .seconds(1) * 100).rounded() / 100
    switch log.format {
    case .text:
      outcome.report(folder: nil, workbook: nil, isSingle: false)
      say(summary)
    case .json: log.tell("summary", fields(summary))
    }
  }

  func take(_ read: Ingestion.Outcome, _ summary: inout Summary) {
    // A document may hold several reports.
    if read.part == 1 {
      if read.isAgain { summary.again += 1 } else { summary.new += 1 }
    }
    if read.summary.status != .rejected {
      for rule in read.rules { summary.findings[rule, default: 0] += 1 }
    }
    log.tell(
      "read",
      [
        "path": "\(read.path)", "sha256": "\(read.sha256)", "part": "\(read.part)",
        "status": "\(read.summary.status.rawValue)",
        "cause": "\(read.summary.reason?.rule.rawValue ?? "")",
        "seconds": "\(read.summary.seconds ?? 0)",
      ], level: read.summary.isFailure ? .warning : .info)
    for change in read.changes {
      summary.changedCells += 1
      let isShown = summary.changedCells <= Self.linesShown
      let values = "\(shown(change.before)) → \(shown(change.after))"
      log.tell(
        "changed",
        [
          "path": "\(read.path)", "cell": "\(change.cell)", "before": "\(shown(change.before))",
          "after": "\(shown(change.after))",
        ], isShown ? "\(read.path.printable)  \(change.cell)  \(values)" : nil)
    }
  }

  private func shown(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }

  private func fields(_ summary: Summary) -> Logger.Metadata {
    var fields: Logger.Metadata = [
      "new": "\(summary.new)", "again": "\(summary.again)", "known": "\(summary.known)",
      "waiting": "\(summary.waiting)", "others": "\(summary.others)",
      "unreadable": "\(summary.unreadable)",
      "left": "\(summary.left)",
      "complete": "\(summary.complete)", "partial": "\(summary.partial)",
      "rejected": "\(summary.rejected)", "failed": "\(summary.failed)",
      "changed_cells": "\(summary.changedCells)", "seconds": "\(summary.seconds)",
    ]
    for (rule, count) in summary.findings { fields["finding.\(rule)"] = "\(count)" }
    return fields
  }

  private func say(_ summary: Summary) {
    let place = place.printable
    Console.say(
      text(
        zh: "新读 \(summary.new)，重读 \(summary.again)，失败 \(summary.failed)，已读过 \(summary.known)，"
          + "等待 \(summary.waiting)，无法查看 \(summary.unreadable)；\(summary.seconds) 秒。",
        en: "\(summary.new) new, \(summary.again) read again, \(summary.failed) failed, "
          + "\(summary.known) known, \(summary.waiting) waiting, \(summary.unreadable) left out; "
          + "\(summary.seconds) s."))
    let most = summary.findings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
    if !most.isEmpty {
      let list = most.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      Console.say(text(zh: "最多的核对结果：\(list)", en: "Most findings: \(list)"))
    }
    if summary.changedCells > Self.linesShown {
      Console.say(
        text(
          zh: "共有 \(summary.changedCells) 个单元格的数值变动，见档案中的 change 表。",
          en: "\(summary.changedCells) cells changed in all; the archive's table “change” has them."
        ))
    }
    Console.say(
      text(
        zh: "下一步：gongkai status --archive \(place)；gongkai export --archive \(place) --output 结果",
        en:
          "Next: gongkai status --archive \(place); gongkai export --archive \(place) --output results"
      ))
  }

  func tell(_ summary: Summary) throws {
    if isJSON { try ByteStream.standardOutput.write(json: summary) }
  }
}
