import Foundation
import ReportModel
import Synchronization
import TestSupport
import Testing

/// Files that others take the place of while they are read.
@Suite struct ReplacedFileTests {
  private static let reports = Fixtures.reports

  /// Two reports that take each other's place under many names for as long as this lives.
  private final class Swapping: Sendable {
    let folder: TemporaryFolder
    let count = 100
    var inbox: String { "\(folder.path)/in" }
    private let isOver = Atomic(false)

    init() throws {
      folder = try TemporaryFolder()
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/in", withIntermediateDirectories: false)
      for name in ["blank-totals", "balance-broken"] {
        try FileManager.default.copyItem(
          at: ReplacedFileTests.reports.appending(path: "\(name).pdf"),
          to: URL(filePath: "\(folder.path)/\(name)"))
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -3600)],
          ofItemAtPath: "\(folder.path)/\(name)")
      }
      put("blank-totals")
    }

    /// Gives all names to this report.
    func put(_ report: String) {
      for number in 0..<count {
        let new = "\(folder.path)/new"
        link("\(folder.path)/\(report)", new)
        rename(new, "\(folder.path)/in/\(number).pdf")
        // Where both names are of one file already, both stay.
        unlink(new)
      }
    }

    func during<Value>(_ body: () async throws -> Value) async rethrows -> Value {
      let thread = Thread { [self] in
        while !isOver.load(ordering: .relaxed) {
          put("balance-broken")
          put("blank-totals")
        }
      }
      thread.start()
      defer { isOver.store(true, ordering: .relaxed) }
      return try await body()
    }
  }

  private func record(_ line: some StringProtocol) throws -> DocumentRecord {
    var record = try JSONDecoder().decode(DocumentRecord.self, from: Data(line.utf8))
    record.source.file = ""
    return record
  }

  /// The records of the two by their hashes.
  private func calm() async throws -> [String: DocumentRecord] {
    var records: [String: DocumentRecord] = [:]
    for name in ["blank-totals", "balance-broken"] {
      let outcome = try await CommandLineProgram.run(
        ["extract", Self.reports.appending(path: "\(name).pdf").path(), "--ndjson"])
      let record = try record(outcome.output)
      records[try #require(record.source.sha256)] = record
    }
    try #require(records.count == 2)
    return records
  }

  @Test func theHashIsThatOfTheBytesThatWereRead() async throws {
    let swapping = try Swapping()
    let alone = try await calm()
    let outcome = try await swapping.during {
      try await CommandLineProgram.run(["extract", swapping.inbox, "--ndjson", "--jobs", "2"])
    }
    let records = try outcome.output.split(separator: "\n").map(record)
    #expect(records.count == swapping.count)
    for record in records {
      #expect(record.source.sha256.flatMap { alone[$0] } == record)
    }
    #expect(Set(records.map(\.source.sha256)).count == 2)
  }

  /// What is planned by one file's hash is not kept as what was read of another.
  @Test func anArchiveHoldsEachReportUnderItsOwnHash() async throws {
    let swapping = try Swapping()
    let archive = "\(swapping.folder.path)/a.sqlite"
    try await swapping.during {
      for option in [[], ["--refresh"], [], []] {
        _ = try await CommandLineProgram.run(
          ["ingest", swapping.inbox, "--archive", archive] + option)
      }
    }
    // Once nothing moves any more, what is there is read.
    #expect(
      try await CommandLineProgram.run(["ingest", swapping.inbox, "--archive", archive]).code == 0)
    let exported = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(swapping.folder.path)/out"])
    #expect(exported.code == 0)
    let alone = try await calm()
    let files = try swapping.folder.files(in: "out").filter {
      $0.hasSuffix(".json") && $0 != "datapackage.json"
    }
    #expect(!files.isEmpty)
    for file in files {
      let record = try record(swapping.folder.text("out/\(file)"))
      #expect(record.source.sha256.flatMap { alone[$0] } == record)
    }
  }
}
