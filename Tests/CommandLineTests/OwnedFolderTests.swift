import Foundation
import TestSupport
import Testing

/// Folders that results are written to: what is ours is kept in order, what is not is left alone.
@Suite struct OwnedFolderTests {
  private func extract(
    _ folder: TemporaryFolder, _ inputs: [String], _ options: [String] = []
  ) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(
      ["extract"] + inputs.map { "\(folder.path)/\($0)" } + ["--output", "\(folder.path)/out"]
        + options)
  }

  @Test func aFolderHoldsOneRun() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "c"] { try folder.write(SamplePDF.blank, to: "\(name).pdf") }
    _ = try await extract(folder, ["a.pdf", "b.pdf"], ["--format", "xlsx"])
    #expect(try folder.files(in: "out").contains("gongkai.xlsx"))
    let second = try await extract(folder, ["c.pdf"])
    #expect(second.code == 0, "\(second.errors)")
    #expect(second.errors.contains("3 files that an earlier run had left were removed"))
    #expect(
      try folder.files(in: "out") == [
        "c.json", "cells.csv", "datapackage.json", "findings.csv", "reports.csv", "sections.csv",
      ])
    let check = try await CommandLineProgram.shell(
      "cd \(folder.path)/out && sha256sum -c .gongkai-files")
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test(arguments: ["reports.csv", "a.json", "datapackage.json"])
  func aStrangersFileIsNeitherReplacedNorRemoved(name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "a.pdf")
    try folder.write("mine", to: "out/\(name)")
    try folder.write("mine too", to: "out/notes.txt")
    let outcome = try await extract(folder, ["a.pdf"])
    #expect(outcome.code == 73)
    #expect(outcome.errors.contains("not what this program wrote"))
    #expect(try folder.text("out/\(name)") == "mine")
    // Nor is anything begun.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").sorted()
        == [name, "notes.txt"].sorted())
  }

  @Test func whatSomebodyChangedIsNoLongerOurs() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(SamplePDF.blank, to: "\(name).pdf") }
    _ = try await extract(folder, ["a.pdf"])
    try folder.write("changed", to: "out/a.json")
    let other = try await extract(folder, ["b.pdf"])
    #expect(other.code == 0)
    #expect(other.errors.contains("a.json"))
    #expect(try folder.text("out/a.json") == "changed")
    #expect(try await extract(folder, ["a.pdf"]).code == 73)
  }

  @Test func aListThatLeadsElsewhereRemovesNothing() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(SamplePDF.blank, to: "\(name).pdf") }
    _ = try await extract(folder, ["a.pdf"])
    let digest = try await CommandLineProgram.shell("sha256sum < \(folder.path)/a.pdf")
    let line = "\(digest.output.prefix(64))  ../a.pdf\n\(digest.output.prefix(64))  link/a.pdf\n"
    try folder.write(try folder.text("out/.gongkai-files") + line, to: "out/.gongkai-files")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/out/link", withDestinationPath: folder.path)
    #expect(try await extract(folder, ["b.pdf"]).code == 0)
    #expect(try folder.files().contains("a.pdf"))
  }

  @Test func aSiteReplacesNoStrangersPageAndDropsItsOwn() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(SamplePDF.blank, to: "\(name).pdf") }
    _ = try await extract(folder, ["a.pdf", "b.pdf"])
    try folder.write("<h1>mine</h1>", to: "mine/index.html")
    let arguments = ["report", "\(folder.path)/out", "--output"]
    #expect(try await CommandLineProgram.run(arguments + ["\(folder.path)/mine"]).code == 73)
    #expect(try folder.text("mine/index.html") == "<h1>mine</h1>")
    #expect(try folder.files(in: "mine") == ["index.html"])
    #expect(try await CommandLineProgram.run(arguments + ["\(folder.path)/site"]).code == 0)
    #expect(try folder.files(in: "site/reports") == ["a.html", "b.html"])
    _ = try await extract(folder, ["b.pdf"])
    #expect(try await CommandLineProgram.run(arguments + ["\(folder.path)/site"]).code == 0)
    #expect(try folder.files(in: "site/reports") == ["b.html"])
  }

  @Test func aKilledRunLeavesNothingThatTheNextDoesNotKnow() async throws {
    let folder = try TemporaryFolder()
    try folder.write(SamplePDF.blank, to: "in/a.pdf")
    _ = try folder.write(SamplePDF.endless, to: "in/b.pdf")
    // What an older kernel or file system makes a killed run leave.
    try folder.write("half", to: "out/.gongkai-1x2y.tmp")
    let outcome = try await CommandLineProgram.shell(
      """
      $gongkai extract \(folder.path)/in --output \(folder.path)/out --timeout 30 2>/dev/null &
      until [ -e \(folder.path)/out/a.json ]; do sleep 0.02; done
      $gongkai extract \(folder.path)/in/a.pdf --output \(folder.path)/out; echo "beside: $?"
      children=$(pgrep -P $!); kill -9 $! $children; wait $! 2>/dev/null
      ls -A \(folder.path)/out | grep tmp; rm \(folder.path)/in/b.pdf
      $gongkai report \(folder.path)/out --output \(folder.path)/site
      $gongkai extract \(folder.path)/in --output \(folder.path)/out; echo "again: $?"
      """)
    #expect(outcome.output == "beside: 75\nagain: 0\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("did not come to its end"))
    #expect(try folder.files(in: "out").first == "a.json")
  }
}
