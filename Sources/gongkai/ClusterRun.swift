import ArgumentParser
import Foundation
import Ingestion
import Logging
import ReportModel
import Workers

extension IngestionRun {
  /// Takes what a cluster read into an archive.
  ///
  /// - Parameters:
  ///   - folder: Where `gongkai_spark.write` keeps its tables.
  ///   - reader: The program that reads them and gives a line of JSON a document.
  ///   - intake: Where they go.
  /// - Returns: 71 where the reader does not start, 66 where it cannot read the folder, 2 where a document
  ///   could not be taken, else 0.
  /// - Throws: `ArchiveError`, `CancellationError`.
  func takeIn(_ folder: String, reader: String, _ intake: ClusterIntake) throws -> ExitCode {
    let start = ContinuousClock.now
    var summary = Summary()
    var outcome = Outcome()
    let lines: ProgramLines
    do {
      lines = try ProgramLines(["/usr/bin/env", reader, folder])
    } catch {
      return notStarted(reader, "\(error.localizedDescription)")
    }
    while let line = try lines.next() {
      try Task.checkCancellation()
      do {
        switch try intake.take(try ClusterDocument(line: line)) {
        case .known: summary.known += 1
        case .taken(let reports):
          for report in reports {
            outcome.count(report.summary)
            take(report, &summary)
          }
        }
      } catch let unsound as ClusterDocument.Unsound {
        summary.unreadable += 1
        let reason = unsound.detail
        log.tell(
          "left_out", ["path": "\(folder)", "reason": "\(reason)"], level: .warning,
          text(
            zh: "跳过 \(folder.printable) 中的一行：\(reason.printable)",
            en: "Left out a line of \(folder.printable): \(reason.printable)"))
      }
    }
    let (code, words) = lines.end()
    // What env(1) gives where there is no such program.
    if code == 126 || code == 127 { return notStarted(reader, words) }
    finish(&summary, outcome, since: start)
    try tell(summary)
    guard code == 0 else {
      Console.say(
        text(
          zh: "错误：\(folder.printable) 没有读完（\(words.printable)）。已存入的内容是完整的；请检查后重新运行。",
          en:
            "Error: \(folder.printable) was not read to its end (\(words.printable)). What was taken is "
            + "whole; look into it, then run again."))
      return ExitStatus.noInput.code
    }
    return summary.failed + summary.unreadable > 0 ? ExitStatus.unprocessed.code : .success
  }

  private func notStarted(_ reader: String, _ words: String) -> ExitCode {
    Console.say(
      text(
        zh: "错误：\(reader.printable) 无法启动（\(words.printable)）。它随 Python 包 gongkai-spark 安装；"
          + "请用 --parquet-reader 给出路径。",
        en:
          "Error: \(reader.printable) did not start (\(words.printable)). It comes with the Python package "
          + "gongkai-spark; give its path by --parquet-reader."))
    return ExitStatus.notStarted.code
  }
}

/// What another program writes on standard output, a line at a time.
private final class ProgramLines {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private var pending: [UInt8] = []
  private var searched = 0
  private var isOver = false
  /// Records of a document have some hundred KiB, 32 MiB at most.
  private static let longest = 1 << 28

  init(_ command: [String]) throws {
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// The next line without its end; `nil` after the last.
  func next() throws -> ArraySlice<UInt8>? {
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          pending.removeFirst(end + 1)
          searched = 0
        }
        return pending[..<end]
      }
      searched = pending.count
      guard !isOver, pending.count < Self.longest,
        let chunk = try output.fileHandleForReading.read(upToCount: 1 << 16), !chunk.isEmpty
      else {
        // A line without an end was cut off: its program says why.
        isOver = true
        return nil
      }
      pending += chunk
    }
  }

  /// Its exit code, and the last line that it said.
  func end() -> (code: Int32, words: String) {
    if pending.count >= Self.longest { process.terminate() }
    let said = String(
      decoding: (try? errors.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let code = process.terminationReason == .exit ? process.terminationStatus : 1
    return (code, said.split(whereSeparator: \.isNewline).last.map(String.init) ?? "")
  }
}
