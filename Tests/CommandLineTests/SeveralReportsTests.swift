import Foundation
import ReportModel
import TestSupport
import Testing

/// Files that hold several reports, from the command line.
@Suite struct SeveralReportsTests {
  private static func path(_ name: String) -> String { Fixtures.pdf(name, in: Fixtures.several) }

  private func records(_ output: String) throws -> [DocumentRecord] {
    try output.split(separator: "\n").map {
      try JSONDecoder().decode(DocumentRecord.self, from: Data($0.utf8))
    }
  }

  @Test func aLineEachOnStandardOutput() async throws {
    let outcome = try await CommandLineProgram.run(
      ["extract", Self.path("two-years-one-after-the-other")])
    #expect(outcome.code == 0)
    let records = try records(outcome.output)
    #expect(records.map(\.report.year) == [2023, 2025])
    #expect(records.map(\.source.part?.pages) == [[1, 2], [3, 4]])
    #expect(outcome.output.contains(#""part":{"number":1,"of":2,"pages":[1,2]}"#))
    let twice = try await CommandLineProgram.run(["extract", Self.path("report-twice")])
    #expect(!twice.output.contains("\"part\""))
    #expect(twice.output.hasPrefix("{\n"))
  }

  @Test func filesAndRowsOfTheirOwn() async throws {
    let folder = try TemporaryFolder()
    try copy("two-years-one-after-the-other", to: "\(folder.path)/in/a.pdf")
    try copy("report-twice", to: "\(folder.path)/in/a-1.pdf")
    let outcome = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/out", "--format", "xlsx"])
    #expect(outcome.code == 0)
    let files = try folder.files(in: "out").filter { $0.hasSuffix(".json") }
    #expect(files == ["a-1.json", "a-part-1.json", "a-part-2.json", "datapackage.json"])
    for table in ["reports", "cells", "findings", "sections"] {
      let keys = try folder.text("out/\(table).csv").split(separator: "\r\n").dropFirst().compactMap
      {
        $0.split(separator: ",").first.map(String.init)
      }
      #expect(Set(keys).isSuperset(of: ["a-1", "a-part-1", "a-part-2"]), "\(table)")
    }
    let cells = try folder.text("out/cells.csv").split(separator: "\r\n")
    #expect(cells.count { $0.hasPrefix("a-part-2,") } == 200)
    // The site has a page for each.
    let site = try await CommandLineProgram.run(
      [
        "report", "\(folder.path)/out", "--documents", "\(folder.path)/in", "--output",
        "\(folder.path)/site",
      ])
    #expect(site.code == 0)
    let page = try folder.text("site/reports/a-part-2.html")
    #expect(page.contains("a-part-2/3.webp") && !page.contains("a-part-2/2.webp"))
  }

  @Test func anArchiveGivesTheSameFiles() async throws {
    let folder = try TemporaryFolder()
    try copy("compilation-of-three", to: "\(folder.path)/in/a.pdf")
    try copy("two-years-one-after-the-other", to: "\(folder.path)/in/b.pdf")
    let archive = "\(folder.path)/a.sqlite"
    let ingested = try await CommandLineProgram.run(
      ["ingest", "\(folder.path)/in", "--archive", archive, "--json"])
    #expect(ingested.code == 0)
    let summary = try JSONSerialization.jsonObject(with: Data(ingested.output.utf8))
    let counts = try #require(summary as? [String: Any]).compactMapValues { $0 as? Double }
    #expect(counts["new"] == 2 && counts["complete"] == 5)
    let extracted = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--output", "\(folder.path)/extracted"])
    let exported = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(folder.path)/exported"])
    #expect(extracted.code == 0 && exported.code == 0)
    let files = try folder.files(in: "extracted")
    #expect(files.contains("a-3.json") && files.contains("b-2.json"))
    for file in files {
      #expect(try folder.text("exported/\(file)") == folder.text("extracted/\(file)"), "\(file)")
    }
    // Both files hold the county's report on 2023: one of them is current, the year 2025 as well.
    let current = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(folder.path)/current", "--current"])
    #expect(current.code == 0, "\(current.errors)")
    #expect(
      try folder.files(in: "current").filter { $0.hasSuffix(".json") && $0 != "datapackage.json" }
        .count
        == 4)
    let again = try await CommandLineProgram.run(
      ["ingest", "\(folder.path)/in", "--archive", archive, "--refresh", "--json"])
    #expect(again.code == 0)
    let status = try await CommandLineProgram.run(["status", "--archive", archive])
    #expect(status.code == 0)
  }

  @Test func inspectShowsOneAtATimeAndOpensAtTheFirstError() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.run(
      [
        "inspect", Self.path("two-years-one-after-the-other"), "--output",
        "\(folder.path)/r.html",
      ])
    #expect(outcome.code == 0)
    #expect(try folder.files() == ["r-1.html", "r-2.html", "r.html"])
    #expect(try folder.text("r.html") == folder.text("r-1.html"))
    #expect(try folder.text("r-2.html").contains("<a href=\"r-2.html\" aria-current=\"page\">"))
    #expect(outcome.errors.contains("the file holds 2 reports"))
  }

  private func copy(_ name: String, to path: String) throws {
    let target = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Self.path(name), toPath: path)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: path)
  }
}
