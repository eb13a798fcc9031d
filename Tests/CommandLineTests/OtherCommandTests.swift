import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@Suite struct OtherCommandTests {
  @Test func rulesAreListedForPeopleAndPrograms() async throws {
    let json = try await CommandLineProgram.run(["rules", "--format", "json"])
    let rules = try JSONDecoder().decode([RuleDescription].self, from: Data(json.output.utf8))
    #expect(rules.contains { $0.id.rawValue == "document.timeout" })
    #expect(Set(rules.map(\.id.rawValue)).count == rules.count)
    let list = try await CommandLineProgram.run(["rules"])
    for rule in rules { #expect(list.output.contains("\(rule.id)  [\(rule.severity.rawValue)]")) }
  }

  /// What the linker computed of the build is told by the program, in records and in archives.
  @Test func theBuildIsTold() async throws {
    let version = try await CommandLineProgram.run(["--version"]).output
    #expect(version.wholeMatch(of: /[0-9.]+\+[0-9a-f]{16}\n/) != nil)
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.run(["extract", path])
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(outcome.output.utf8))
    #expect(record.program.map { "\($0)\n" } == version)
    let archive = "\(folder.path)/a.sqlite"
    _ = try await CommandLineProgram.run(["ingest", folder.path, "--archive", archive])
    let kept = try await CommandLineProgram.shell(
      "sqlite3 \(archive) 'SELECT program FROM document'")
    #expect(kept.output == version)
  }

  @Test func theSchemaIsJSON() async throws {
    let outcome = try await CommandLineProgram.run(["schema"])
    let schema = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    #expect((schema as? [String: Any])?["title"] != nil)
  }

  @Test func tablesAreWritten() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.run(["tables", path])
    #expect(outcome.output.hasPrefix("{\n  \"schema\": \"gongkai-tables/1\","))
    #expect(outcome.code == 0)
    let written = try await CommandLineProgram.run(["tables", path, "--output", "\(folder.path)/t"])
    #expect(written.code == 0)
    #expect(try folder.text("t/a.json") == outcome.output)
  }
}
