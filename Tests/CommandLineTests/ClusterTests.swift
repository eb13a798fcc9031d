import Foundation
import TestSupport
import Testing

/// What a cluster read becomes the same archive as if `ingest` had read it. What reads Parquet is here a
/// program that gives lines written beforehand; the real one is tested under `python/tests`.
@Suite struct ClusterTests {
  private static let names = ["balance-broken", "blank-zeros"]

  /// An inbox of two reports, one file with two and one that is no PDF, and the lines that a cluster gives.
  private func prepared(_ folder: TemporaryFolder, program: String? = nil) async throws -> String {
    try folder.write("no PDF", to: "in/broken.pdf")
    for path in Self.names.map(Fixtures.report) + [
      Fixtures.pdf("two-years-one-after-the-other", in: Fixtures.several)
    ] {
      try FileManager.default.copyItem(
        atPath: path, toPath: "\(folder.path)/in/\(URL(filePath: path).lastPathComponent)")
    }
    var lines = ""
    for file in try folder.files(in: "in") {
      let path = "\(folder.path)/in/\(file)"
      let outcome = try await CommandLineProgram.run(["extract", path, "--ndjson"])
      let records = outcome.output.split(separator: "\n").map { "\($0)\n" }
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(records[0].utf8)) as? [String: Any])
      let source = try #require(record["source"] as? [String: Any])
      let identity = try #require(record["program"] as? [String: String])
      var status = stat()
      stat(path, &status)
      let document: [String: Any] = [
        "sha256": source["sha256"] ?? "", "bytes": source["bytes"] ?? 0, "records": records,
        "program": program ?? "\(identity["version"] ?? "")+\(identity["build"] ?? "")",
        "seconds": 0.5, "failure": file == "broken.pdf", "read_at": "2026-11-28T01:02:03Z",
        "files": [
          [
            "path": path,
            "modified": status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
          ]
        ],
      ]
      lines +=
        String(
          decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self) + "\n"
    }
    try folder.write(lines, to: "lines")
    let reader = try folder.write("#!/bin/sh\ncat \"$1/lines\"\n", to: "reader")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
    return reader
  }

  private func take(
    _ folder: TemporaryFolder, _ reader: String, _ arguments: [String] = []
  ) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(
      [
        "ingest", "--from-parquet", folder.path, "--parquet-reader", reader, "--archive",
        "\(folder.path)/a.sqlite", "--json",
      ] + arguments)
  }

  @Test func theArchiveIsTheSameAsIfItHadBeenReadHere() async throws {
    let folder = try TemporaryFolder()
    let reader = try await prepared(folder)
    let first = try await take(folder, reader)
    #expect(first.code == 2, "\(first.errors)")
    #expect(first.output.contains("\"new\":4") && first.output.contains("\"failed\":1"))
    let second = try await take(folder, reader)
    #expect(second.output.contains("\"known\":4") && second.output.contains("\"new\":0"))
    // The files are those of this machine: nothing of them is read again.
    let archive = "\(folder.path)/a.sqlite"
    let here = try await CommandLineProgram.run(
      ["ingest", "\(folder.path)/in", "--archive", archive, "--json"])
    #expect(here.output.contains("\"known\":4") && here.output.contains("\"new\":0"))
    _ = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(folder.path)/exported"])
    _ = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/extracted"])
    let files = try folder.files(in: "extracted")
    // An archive knows of two years of one body.
    let exported = try folder.files(in: "exported").filter { $0 != "findings_across_years.csv" }
    #expect(exported == files && files.count == 10)
    for file in files {
      #expect(try folder.text("exported/\(file)") == folder.text("extracted/\(file)"), "\(file)")
    }
    let check = try await CommandLineProgram.run(["archive", "check", "--archive", archive])
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test func whatAnotherProgramReadIsTakenOnlyWhereThatIsAskedFor() async throws {
    let folder = try TemporaryFolder()
    let reader = try await prepared(folder)
    _ = try await take(folder, reader)
    let lines = try folder.text("lines").replacing(
      /"program":"[^"]*"/, with: #""program":"9.0.0+ab""#)
    try folder.write(lines, to: "lines")
    #expect(try await take(folder, reader).output.contains("\"known\":4"))
    #expect(try await take(folder, reader, ["--refresh"]).output.contains("\"again\":4"))
  }

  @Test(arguments: [
    "nonsense", "{}",
    #"{"sha256":"../../etc","bytes":1,"program":"x","files":[],"failure":false,"read_at":"","records":["{}"]}"#,
  ])
  func aLineThatIsNoDocumentCostsOnlyItself(line: String) async throws {
    let folder = try TemporaryFolder()
    let reader = try await prepared(folder)
    try folder.write("\(line)\n\(try folder.text("lines"))", to: "lines")
    let outcome = try await take(folder, reader)
    #expect(outcome.output.contains("\"new\":4") && outcome.output.contains("\"unreadable\":1"))
    #expect(outcome.code == 2)
  }

  @Test func recordsOfAnotherDocumentAreNotBelieved() async throws {
    let folder = try TemporaryFolder()
    let reader = try await prepared(folder)
    let text = try folder.text("lines")
    let hash = try #require(text.firstMatch(of: /"sha256":"([0-9a-f]{64})"/)?.1)
    try folder.write(
      text.replacing(
        "\"sha256\":\"\(hash)\"", with: "\"sha256\":\"\(String(repeating: "0", count: 64))\"",
        maxReplacements: 1), to: "lines")
    let outcome = try await take(folder, reader)
    #expect(outcome.output.contains("\"unreadable\":1"), "\(outcome.output)")
  }

  @Test func aReaderThatDoesNotRunIsToldOf() async throws {
    let folder = try TemporaryFolder()
    #expect(try await take(folder, "gongkai-spark-nowhere").code == 71)
    #expect(try await take(folder, "/bin/false").code == 66)
  }

  @Test func inboxesAndParquetAreNotMixed() async throws {
    let folder = try TemporaryFolder()
    let reader = try folder.write("", to: "reader")
    #expect(try await take(folder, reader, [folder.path]).code == 64)
    let none = try await CommandLineProgram.run(["ingest", "--archive", "\(folder.path)/b"])
    #expect(none.code == 64)
  }
}
