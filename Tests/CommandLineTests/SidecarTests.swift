import Foundation
import TestSupport
import Testing

/// Sidecars that somebody else has put beside files.
@Suite struct SidecarTests {
  @Test(arguments: [
    ("right", true), ("of other bytes", false), ("with a script", false), ("without a time", false),
    ("of another schema", false), ("a link", false), ("too large", false), ("no JSON", false),
  ])
  func onlyASoundOneIsBelieved(kind: String, isBelieved: Bool) async throws {
    let folder = try TemporaryFolder()
    let report = Fixtures.report("blank-zeros")
    let digest = try await CommandLineProgram.shell("sha256sum < '\(report)' | cut -c-64")
    var fields: [String: Any] = [
      "schema": "gongkai-source/1", "url": "https://portal.example/1.pdf",
      "fetched_at": "2026-03-02T08:00:00Z", "chain": [], "headers": [:], "bytes": 1,
      "sha256": digest.output.trimmingCharacters(in: .newlines),
    ]
    switch kind {
    case "of other bytes": fields["sha256"] = String(repeating: "0", count: 64)
    case "with a script": fields["url"] = "javascript:alert(1)"
    case "without a time": fields["fetched_at"] = "yesterday"
    case "of another schema": fields["schema"] = "gongkai-source/9"
    case "too large": fields["title"] = String(repeating: "x", count: 100_000)
    default: break
    }
    let json =
      kind == "no JSON"
      ? "{" : String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    try folder.write(json, to: "elsewhere.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/in", withIntermediateDirectories: true)
    let result = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; cp '\(report)' in/a.pdf
      \(kind == "a link" ? "ln -s ../elsewhere.json" : "cp elsewhere.json") in/a.pdf.source.json
      $gongkai ingest in --archive a.sqlite --json
      $gongkai export --archive a.sqlite --output out
      """)
    #expect(result.output.contains("\"new\":1") && result.output.contains("\"others\":0"))
    let record = try folder.text("out/a.json")
    #expect(record.contains("portal.example") == isBelieved)
    #expect(record.contains("\"fetched_at\"") == isBelieved && !record.contains("javascript"))
  }
}
