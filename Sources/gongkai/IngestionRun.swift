import Archive
import ArgumentParser
import DocumentModel
import Extraction
import Foundation
import Ingestion
import ReportWriting

/// One run over a plan, told to people and, where asked for, to programs.
struct IngestionRun: Sendable {
  let ingestion: Ingestion
  let reading: ReadingOptions
  /// The archive's path.
  let place: String
  let isJSON: Bool

  private struct Summary: Codable {
    var new = 0
    var known = 0
    var waiting = 0
    var unreadable = 0
    var complete = 0
    var partial = 0
    var rejected = 0
    var failed = 0
    var changedCells = 0
    var seconds = 0.0
    var findings: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
      case new, known, waiting, unreadable, complete, partial, rejected, failed, seconds, findings
      case changedCells = "changed_cells"
    }
  }

  private static let changesShown = 20

  /// - Returns: 2 where a document could not be processed at all, else 0.
  func read(_ plan: Ingestion.Plan, isDryRun: Bool) async throws -> ExitCode {
    for (path, reason) in plan.unreadable {
      Console.say(text(zh: "跳过 \(path)：\(reason)", en: "Left out \(path): \(reason)"))
    }
    var summary = Summary()
    summary.known = plan.known
    summary.waiting = plan.waiting
    summary.unreadable = plan.unreadable.count
    if isDryRun {
      summary.new = plan.count
      Console.say(
        text(
          zh: "将读取 \(plan.count) 个新文件；已读过 \(plan.known)，等待下载完成 \(plan.waiting)。",
          en: "\(plan.count) documents would be read; \(plan.known) files are known, "
            + "\(plan.waiting) wait until they are whole."))
      try tell(summary)
      return .success
    }
    let start = ContinuousClock.now
    var outcome = Outcome()
    let progress = Progress(total: plan.count)
    try await ingestion.run(plan, password: reading.password, recognition: reading.ocr) { read in
      outcome.count(read.summary)
      for rule in read.rules where read.summary.status != .rejected {
        summary.findings[rule, default: 0] += 1
      }
      for change in read.changes {
        summary.changedCells += 1
        if summary.changedCells <= Self.changesShown { tell(change, in: read.path) }
      }
      progress.show(outcome)
    }
    progress.clear()
    summary.new = outcome.total
    summary.complete = outcome.complete
    summary.partial = outcome.partial
    summary.rejected = outcome.rejected
    summary.failed = outcome.failures
    let seconds = ContinuousClock.now - start
    summary.seconds =
      Double(seconds.components.seconds)
      + (Double(seconds.components.attoseconds) / 1e16).rounded() / 100
    outcome.report(folder: nil, workbook: nil, isSingle: false)
    say(summary)
    try tell(summary)
    return outcome.failures > 0 ? ExitCode(2) : .success
  }

  private func say(_ summary: Summary) {
    Console.say(
      text(
        zh: "新读 \(summary.new)，已读过 \(summary.known)，等待 \(summary.waiting)；\(summary.seconds) 秒。",
        en: "\(summary.new) new, \(summary.known) known, \(summary.waiting) waiting; "
          + "\(summary.seconds) s."))
    let most = summary.findings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
    if !most.isEmpty {
      let list = most.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      Console.say(text(zh: "最多的核对结果：\(list)", en: "Most findings: \(list)"))
    }
    if summary.changedCells > Self.changesShown {
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

  private func tell(_ change: CellChange, in path: String) {
    func shown(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }
    Console.say("\(path)  \(change.cell)  \(shown(change.before)) → \(shown(change.after))")
  }

  private func tell(_ summary: Summary) throws {
    guard isJSON else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try ByteStream.standardOutput.write(Array(encoder.encode(summary)) + [UInt8(ascii: "\n")])
  }
}
