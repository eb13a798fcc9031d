import Foundation
import TestSupport
import Testing

@Suite struct IngestTests {
  private static let fixtures = ["balance-broken", "blank-zeros", "row-total-wrong"]

  private func inbox(_ folder: TemporaryFolder) throws -> String {
    try folder.write("no PDF", to: "in/broken.pdf")
    for name in Self.fixtures {
      try FileManager.default.copyItem(
        atPath: Fixtures.report(name), toPath: "\(folder.path)/in/\(name).pdf")
    }
    return "\(folder.path)/in"
  }

  @Test func exportGivesTheBytesOfExtractAndNothingIsReadTwice() async throws {
    let folder = try TemporaryFolder()
    let inbox = try inbox(folder)
    let archive = "\(folder.path)/a.sqlite"
    let first = try await CommandLineProgram.run(
      ["ingest", inbox, "--archive", archive, "--json"])
    #expect(first.output.contains("\"new\":4"))
    let second = try await CommandLineProgram.run(
      ["ingest", inbox, "--archive", archive, "--json"])
    #expect(second.output.contains("\"known\":4") && second.output.contains("\"new\":0"))
    _ = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(folder.path)/exported"])
    _ = try await CommandLineProgram.run(
      ["extract", inbox, "--output", "\(folder.path)/extracted"])
    let files = try folder.files(in: "extracted")
    #expect(files.count == 9)
    #expect(try folder.files(in: "exported") == files)
    for file in files {
      #expect(try folder.text("exported/\(file)") == folder.text("extracted/\(file)"), "\(file)")
    }
    let status = try await CommandLineProgram.run(["status", "--archive", archive])
    #expect(status.output.contains("document.not_pdf"))
    let site = try await CommandLineProgram.run(
      ["report", "--archive", archive, "--output", "\(folder.path)/site"])
    #expect(site.code == 0)
    #expect(try folder.text("site/index.html").contains("requests.row_total"))
  }
}
