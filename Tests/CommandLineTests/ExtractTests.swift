import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@Suite struct ExtractTests {
  @Test func oneFileGivesOneObject() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.run(["extract", path])
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(outcome.output.utf8))
    #expect(record.source.file == "a.pdf")
    #expect(record.source.bytes == SamplePDF.blank.utf8.count)
    #expect(record.findings.last?.rule.rawValue == "document.not_a_report")
    #expect(outcome.output.hasPrefix("{\n  \"schema\": \"gongkai/1\",\n"))
    #expect(outcome.code == 0)
    let line = try await CommandLineProgram.run(["extract", path, "--ndjson"])
    #expect(line.output.split(separator: "\n").count == 1)
  }

  @Test func severalFilesGiveALineEachInTheirOrder() async throws {
    let folder = try TemporaryFolder()
    for number in 10..<40 { try folder.write(SamplePDF.blank, to: "in/\(number).pdf") }
    let first = try await CommandLineProgram.run(["extract", "\(folder.path)/in", "--jobs", "4"])
    let files = try first.output.split(separator: "\n").map { line in
      try JSONDecoder().decode(DocumentRecord.self, from: Data(line.utf8)).source.file
    }
    #expect(files == (10..<40).map { "\($0).pdf" })
    let second = try await CommandLineProgram.run(["extract", "\(folder.path)/in", "--jobs", "1"])
    #expect(first.output == second.output)
    #expect(first.errors.contains("30 documents: 0 complete, 0 partial, 30 rejected"))
  }

  @Test func aFolderOfResultsIsWhole() async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "in/1/年报.pdf")
    try folder.write(SamplePDF.blank, to: "in/2/年报.pdf")
    try folder.write("no PDF", to: "in/datapackage.pdf")
    let outcome = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/new/out"])
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      try folder.files(in: "new/out") == [
        "cells.csv", "datapackage-2.json", "datapackage.json", "findings.csv", "reports.csv",
        "sections.csv", "年报-2.json", "年报.json",
      ])
    let reports = try folder.text("new/out/reports.csv")
    #expect(reports.hasPrefix("\u{FEFF}report,file,"))
    #expect(reports.contains("\r\n年报,年报.pdf,"))
    #expect(reports.contains("\r\n年报-2,年报.pdf,"))
    #expect(outcome.errors.contains("3 documents"))
    #expect(outcome.errors.contains("\(folder.path)/new/out"))
    let plain = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/out", "--no-bom"])
    #expect(plain.code == 2)
    #expect(try folder.text("out/reports.csv").hasPrefix("report,file,"))
  }

  @Test func aSpreadsheetComesBesideTheOtherFiles() async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "in/a.pdf")
    let outcome = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/out", "--format", "xlsx"])
    #expect(outcome.code == 0)
    #expect(
      try folder.files(in: "out") == [
        "a.json", "cells.csv", "datapackage.json", "findings.csv", "gongkai.xlsx", "reports.csv",
        "sections.csv",
      ])
    #expect(outcome.errors.contains("gongkai.xlsx"))
    let lost = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--format", "xlsx"])
    #expect(lost.code == 64)
    #expect(lost.errors.contains("--output"))
  }

  @Test func theSameFilesGiveTheSameBytes() async throws {
    let inputs = ["dense-typst", "edition-2019-libreoffice", "balance-broken", "budget"]
      .map(Fixtures.report)
    let folder = try TemporaryFolder()
    for jobs in ["1", "2", "2"].enumerated() {
      _ = try await CommandLineProgram.run(
        ["extract", "--jobs", jobs.element, "-o", "\(folder.path)/\(jobs.offset)"] + inputs)
    }
    let files = try folder.files(in: "0")
    #expect(files.count == inputs.count + 5)
    for run in ["1", "2"] {
      #expect(try folder.files(in: run) == files)
      for file in files {
        #expect(try folder.text("\(run)/\(file)") == folder.text("0/\(file)"), "\(file)")
      }
    }
  }

  @Test func whatCannotBeReadIsARecordAndTheRestIsDone() async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "a.pdf")
    try folder.write("%PDF-", to: "folder.pdf/notes.txt")
    let locked = try folder.write(SamplePDF.blank, to: "locked.pdf")
    chmod(locked, 0)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link.pdf", withDestinationPath: "nowhere.pdf")
    let names = ["locked.pdf", "folder.pdf", "missing.pdf", "link.pdf", "a.pdf"]
    let outcome = try await CommandLineProgram.run(
      ["extract"] + names.map { "\(folder.path)/\($0)" })
    let rules = try outcome.output.split(separator: "\n").map { line in
      try JSONDecoder().decode(DocumentRecord.self, from: Data(line.utf8)).findings.last?.rule
        .rawValue
    }
    // root may read what is locked
    let isRoot = getuid() == 0
    #expect(
      rules == [
        isRoot ? "document.not_a_report" : "document.unreadable", "document.folder_empty",
        "document.missing", "document.missing", "document.not_a_report",
      ])
    #expect(outcome.code == 2)
  }

  @Test func exitCodesTellHowItWent() async throws {
    let folder = try TemporaryFolder()
    let blank = try folder.write(SamplePDF.blank, to: "blank.pdf")
    let text = try folder.write("hello", to: "text.pdf")
    let expected: [([String], Int32)] = [
      (["extract", blank], 0), (["extract", blank, "--strict"], 1), (["extract", text], 2),
      (["extract", blank, text, "--strict"], 2), (["extract", "\(folder.path)/none.pdf"], 2),
      (["extract"], 64), (["extract", blank, "--jobs", "0"], 64),
      (["extract", blank, "--timeout", "0"], 64), (["extract", blank, "--nonsense"], 64),
      (["extract", blank, "--pretty", "--output", folder.path], 64), (["nonsense"], 64),
      (["extract", blank, "--output", "\(blank)/x"], 73),
      (["extract", blank, "-o", "/proc/x"], 73),
      (["tables", text], 2), (["rules", "--format", "xml"], 64),
    ]
    for (arguments, code) in expected {
      let outcome = try await CommandLineProgram.run(arguments)
      #expect(outcome.code == code, "\(arguments) \(outcome.errors)")
      #expect(outcome.code == 0 || !outcome.errors.isEmpty || arguments.contains("--strict"))
    }
  }

  @Test func aDocumentThatTakesTooLongIsRejected() async throws {
    let folder = try TemporaryFolder()
    let endless = try folder.write(SamplePDF.endless, to: "endless.pdf")
    let outcome = try await CommandLineProgram.run(["extract", endless, "--timeout", "1"])
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(outcome.output.utf8))
    #expect(record.findings.map(\.rule.rawValue) == ["document.timeout"])
    #expect(record.findings[0].message.contains("1 s of processor time"))
    #expect(record.source.sha256 != nil)
    #expect(outcome.code == 2)
  }

  @Test func aFileLargerThanAnyReportIsNotReadAtAll() async throws {
    let folder = try TemporaryFolder()
    let huge = try folder.writeHugePDF("huge.pdf")
    // To read 200 GiB takes minutes of processor time on any machine.
    let outcome = try await CommandLineProgram.shell("ulimit -t 30; $gongkai extract '\(huge)'")
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(outcome.output.utf8))
    #expect(record.findings.map(\.rule.rawValue) == ["document.too_large"])
    #expect(record.source.bytes == 200 << 30)
    #expect(record.source.sha256 == nil)
  }

  @Test func aRunEndsWithItsTime() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<6 { try folder.write(SamplePDF.endless, to: "in/\(number).pdf") }
    let outcome = try await CommandLineProgram.run(
      [
        "extract", "\(folder.path)/in", "--output", "\(folder.path)/out", "--timeout", "1",
        "--jobs", "1", "--budget", "1s",
      ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("documents were not read. Run again for them."))
    #expect(try folder.files(in: "out").contains("0.json"))
    #expect(try !folder.files(in: "out").contains("5.json"))
    #expect(try await CommandLineProgram.run(["extract", "a.pdf", "--budget", "2x"]).code == 64)
  }

  @Test func aNamedPipeDoesNotHoldTheProgramUp() async throws {
    let folder = try TemporaryFolder()
    mkfifo("\(folder.path)/pipe.pdf", 0o600)
    let outcome = try await CommandLineProgram.run(["extract", folder.path])
    #expect(outcome.output.contains("document.unreadable"))
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func aSignalLeavesNothingBehind(signal: String, code: Int32) async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "in/a.pdf")
    try folder.write(SamplePDF.endless, to: "in/b.pdf")
    // Not `timeout`: a shell waits here for the first result and for the workers to be at work.
    let outcome = try await CommandLineProgram.shell(
      """
      set -m
      $gongkai extract \(folder.path)/in --output \(folder.path)/out &
      until [ -e \(folder.path)/out/a.json ]; do sleep 0.02; done
      children=$(pgrep -P $!)
      kill -\(signal) $!
      wait $!
      code=$?
      for child in $children; do [ -e /proc/$child ] && echo "left $child"; done
      exit $code
      """)
    #expect(outcome.code == code)
    #expect(outcome.output == "")
    // What is there is whole, and the run says how far it came.
    #expect(
      try folder.files(in: "out") == [
        "a.json", "cells.csv", "datapackage.json", "findings.csv", "reports.csv", "sections.csv",
      ])
    #expect(try folder.text("out/reports.csv").contains("\r\na,a.pdf,"))
    #expect(outcome.errors.contains("first 1 of 2 documents"))
  }

  @Test func whoeverReadsMayStopReading() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<200 { try folder.write(SamplePDF.blank, to: "in/\(number).pdf") }
    let outcome = try await CommandLineProgram.shell(
      "$gongkai extract \(folder.path)/in | head -c 1; echo \" ${PIPESTATUS[0]}\"")
    #expect(outcome.output == "{ 141\n")
    #expect(outcome.errors == "")
  }
}
