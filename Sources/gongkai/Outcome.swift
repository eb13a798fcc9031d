import ArgumentParser
import ReportModel
import Workers

/// What became of the documents of a run, in numbers.
struct Outcome {
  private(set) var complete = 0
  private(set) var partial = 0
  private(set) var rejected = 0
  private(set) var failures = 0
  private(set) var errors = 0
  /// Why documents were rejected: the first ones, in order.
  private var reasons: [Finding] = []
  private static let reasonsShown = 20

  var total: Int { complete + partial + rejected }

  mutating func count(_ summary: DocumentAnswer.Summary) {
    switch summary.status {
    case .complete: complete += 1
    case .partial: partial += 1
    case .rejected: rejected += 1
    }
    if summary.isFailure { failures += 1 }
    // A rejected document's error is its rejection, which is counted already.
    if summary.status != .rejected { errors += summary.errorCount }
    if let reason = summary.reason, reasons.count < Self.reasonsShown { reasons.append(reason) }
  }

  func exitCode(strict: Bool) -> ExitCode {
    if failures > 0 { return ExitStatus.unprocessed.code }
    return strict && (partial + rejected + errors > 0) ? ExitStatus.contradicted.code : .success
  }

  /// Tells on standard error what became of the documents and what to do next.
  ///
  /// - Parameters:
  ///   - folder: Where the files are; `nil` where results went to standard output.
  ///   - workbook: Name of the spreadsheet in that folder, where there is one.
  ///   - isSingle: Whether one file was asked for; nothing is said where it went well.
  func report(folder: String?, workbook: String? = nil, isSingle: Bool) {
    for reason in reasons { Console.say(text(zh: reason.messageZh, en: reason.message)) }
    if rejected > reasons.count {
      Console.say(
        text(
          zh: "……另有 \(rejected - reasons.count) 个文件未能读取。",
          en: "… and \(rejected - reasons.count) more documents were rejected."))
    }
    if isSingle && folder == nil { return }
    Console.say(
      text(
        zh: "\(total) 个文件：完整 \(complete)，部分 \(partial)，未能读取 \(rejected)；数据错误 \(errors) 处。",
        en:
          "\(total) \(total == 1 ? "document" : "documents"): \(complete) complete, \(partial) partial, \(rejected) rejected; "
          + "\(errors) \(errors == 1 ? "error" : "errors") in their figures."))
    if let folder { sayNextSteps(folder, workbook) }
  }

  private func sayNextSteps(_ folder: String, _ workbook: String?) {
    let folder = folder.printable
    Console.say(
      text(
        zh: "结果在 \(folder)：reports.csv（每行一份报告）、cells.csv（每行一格）、findings.csv、sections.csv。",
        en: "Results in \(folder): reports.csv (a row a report), cells.csv (a row a cell), "
          + "findings.csv, sections.csv."))
    if let workbook {
      Console.say(
        text(
          zh: "电子表格：\(folder)/\(workbook)（报告、单元格、核对结果各一张工作表）。",
          en: "Spreadsheet: \(folder)/\(workbook), with a sheet each for reports, cells, findings.")
      )
    }
    guard partial + errors + rejected > 0 else { return }
    Console.say(
      text(
        zh: "下一步：在 findings.csv 中查看 severity 为 error 的行，对照 PDF 的 page 页核实。",
        en: "Next: look at the rows of findings.csv with severity error, and compare with the PDF "
          + "on the page named."))
  }
}
