import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

/// Every kind of hostile file ends in a record that names its cause, within the limits.
@Suite struct HostileFilesTests {
  /// What `scripts/fixtures/hostile` says of a file.
  private struct Kind: Decodable {
    var file: String
    var causes: [String]
  }

  private static let script = Fixtures.project
    .appending(path: "scripts/fixtures/hostile").path()

  @Test(.timeLimit(.minutes(10)))
  func everyHostileFileEndsInARecordThatNamesItsCause() async throws {
    let folder = try TemporaryFolder()
    let made = try await CommandLineProgram.shell("'\(Self.script)' '\(folder.path)/in' 1")
    try #require(made.code == 0, "\(made.errors)")
    let kinds = try lines(made.output, of: Kind.self)
    try #require(kinds.count >= 60)

    let start = ContinuousClock.now
    let outcome = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/in", "--timeout", "5", "--jobs", "2"])
    // Alone it takes 15 s; what is meant is that nothing hangs.
    #expect(ContinuousClock.now - start < .seconds(300))
    #expect(outcome.code == 2)

    let records = try lines(outcome.output, of: DocumentRecord.self)
    #expect(records.count == kinds.count)
    // Keyed by bytes: as Swift's strings, names that look alike are equal.
    let byName = Dictionary(
      records.map { (Array($0.source.file.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    for kind in kinds {
      guard let record = byName[Array(kind.file.utf8)] else {
        Issue.record("no record of \(kind.file)")
        continue
      }
      #expect(kind.causes.contains(cause(of: record)), "\(kind.file)")
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func everyHostileFileOfAnInboxEndsInARecord() async throws {
    let folder = try TemporaryFolder()
    let made = try await CommandLineProgram.shell(
      "'\(Self.script)' '\(folder.path)/in' 2; touch -hd '1 hour ago' '\(folder.path)'/in/*")
    try #require(made.code == 0, "\(made.errors)")
    // What is neither a file nor one under its own name is not looked at.
    let passedOver = Set(["missing", "unreadable"])
    let kinds = try lines(made.output, of: Kind.self).filter {
      passedOver.isDisjoint(with: $0.causes)
    }
    try #require(kinds.count >= 60)

    let archive = "\(folder.path)/a.sqlite"
    let outcome = try await CommandLineProgram.run(
      [
        "ingest", "\(folder.path)/in", "--archive", archive, "--timeout", "3", "--jobs", "2",
        "--json",
      ])
    #expect(outcome.code == 2)
    _ = try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(folder.path)/out"])
    // Files of the same bytes are one document, under the name of the first.
    let records = try folder.files(in: "out").filter {
      $0.hasSuffix(".json") && $0 != "datapackage.json"
    }.map {
      try JSONDecoder().decode(DocumentRecord.self, from: Data(folder.text("out/\($0)").utf8))
    }
    #expect(outcome.output.contains("\"new\":\(records.count)"))
    let byName = Dictionary(
      records.map { (Array($0.source.file.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    var found = 0
    for kind in kinds {
      guard let record = byName[Array(kind.file.utf8)] else { continue }
      found += 1
      #expect(
        (kind.causes + ["timeout"]).contains(cause(of: record)), "\(kind.file)")
    }
    #expect(found == records.count)
    #expect(kinds.count - found < 20)
  }

  /// A font of a size that no library can do is lost to the whole process: what comes next is read by another.
  @Test func aDocumentThatSpoilsFontsLeavesTheNextWhole() async throws {
    let folder = try TemporaryFolder()
    let fixture = URL(filePath: Self.script).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/reports/bold-by-double-printing-reportlab.pdf").path()
    let content = "BT /F 1 Tf 2147483648 0 0 0.01 9 9 Tm (12) Tj ET"
    try folder.write(
      """
      %PDF-1.4
      1 0 obj
      << /Type /Catalog /Pages 2 0 R >>
      endobj
      2 0 obj
      << /Type /Pages /Kids [3 0 R] /Count 1 >>
      endobj
      3 0 obj
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font <<
      /F << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>
      /G << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>
      endobj
      4 0 obj
      << /Length \(2 * content.utf8.count + 1) >>
      stream
      \(content)
      \(content.replacing("/F", with: "/G"))
      endstream
      endobj
      trailer
      << /Size 5 /Root 1 0 R >>
      %%EOF

      """, to: "a.pdf")
    let together = try await CommandLineProgram.run(
      ["extract", "\(folder.path)/a.pdf", fixture, "--jobs", "1"])
    let alone = try await CommandLineProgram.run(["extract", fixture])
    let records = try lines(together.output, of: DocumentRecord.self)
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(alone.output.utf8))
    #expect(record.status == .complete)
    let isSame = records.last == record
    #expect(isSame)
  }

  /// `not_pdf` and so on; `read` where a report came of it.
  private func cause(of record: DocumentRecord) -> String {
    guard record.status == .rejected else { return "read" }
    guard record.cells.isEmpty, let finding = record.findings.last, finding.severity == .error,
      finding.rule.rawValue.hasPrefix("document."), !finding.messageZh.isEmpty
    else { return "no cause" }
    return String(finding.rule.rawValue.dropFirst("document.".count))
  }

  private func lines<T: Decodable>(_ text: String, of type: T.Type) throws -> [T] {
    try text.utf8.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(T.self, from: Data($0))
    }
  }
}
