import Foundation
import TestSupport
import Testing

/// Archives that came to harm: every command says so and what to do, nothing is written into them, and what
/// can be read is saved.
@Suite struct ArchiveDamageTests {
  /// An archive of some reports, with its inbox.
  private final class Site {
    let folder: TemporaryFolder
    var archive: String { "\(folder.path)/a.sqlite" }
    static let reports = Fixtures.reports.path()

    init() async throws {
      folder = try TemporaryFolder()
      let outcome = try await CommandLineProgram.shell(
        """
        cd \(folder.path) && mkdir in && for i in 1 2 3 4 5 6; do
          cp \(Self.reports)/blank-totals.pdf in/$i.pdf; echo "% $i" >> in/$i.pdf; done
        cp \(Self.reports)/balance-broken.pdf in/; touch -d '1 hour ago' in/*
        """)
      try #require(outcome.code == 0)
      #expect(try await ingest().code == 0)
    }

    func ingest() async throws -> CommandLineProgram.Outcome {
      try await run("ingest", "\(folder.path)/in")
    }

    func run(_ arguments: String...) async throws -> CommandLineProgram.Outcome {
      try await CommandLineProgram.run(arguments + ["--archive", archive])
    }

    func exported(_ name: String) async throws -> [String: String] {
      let outcome = try await run("export", "--output", "\(folder.path)/\(name)")
      #expect(outcome.code == 0, "\(outcome.errors)")
      return try Dictionary(
        uniqueKeysWithValues: folder.files(in: name).map { ($0, try folder.text("\(name)/\($0)")) })
    }

    var bytes: Data {
      get throws { try Data(contentsOf: URL(filePath: archive)) }
    }

    /// Overwrites pages with what is none.
    func overwrite(_ pages: Range<Int>) throws {
      var bytes = try bytes
      bytes.replaceSubrange(
        (pages.lowerBound * 4096)..<(pages.upperBound * 4096),
        with: repeatElement(0xA5, count: pages.count * 4096))
      try bytes.write(to: URL(filePath: archive))
    }
  }

  @Test(arguments: ["cut", "overwritten"])
  func nothingIsWrittenIntoADamagedArchive(how: String) async throws {
    let site = try await Site()
    if how == "cut" {
      try site.bytes.prefix(site.bytes.count / 2 / 4096 * 4096).write(
        to: URL(filePath: site.archive))
    } else {
      let count = try site.bytes.count / 4096
      try site.overwrite((count / 2)..<(count / 2 + 4))
    }
    let before = try site.bytes
    try FileManager.default.copyItem(
      atPath: "\(site.folder.path)/in/1.pdf", toPath: "\(site.folder.path)/in/new.pdf")
    for command in [
      ["ingest", "\(site.folder.path)/in"], ["status"], ["retry"],
      ["export", "--output", "\(site.folder.path)/x"],
      ["report", "--output", "\(site.folder.path)/y"],
      ["archive", "check"],
    ] {
      let outcome = try await CommandLineProgram.run(command + ["--archive", site.archive])
      #expect(outcome.code == 65, "\(command): \(outcome.errors)")
      #expect(outcome.errors.contains("archive repair"), "\(command)")
    }
    #expect(try site.bytes == before)
  }

  @Test(arguments: [
    "UPDATE document SET is_failure = 'x'", "UPDATE document SET status = x'ff00'",
    "UPDATE document SET record = 'x'", "UPDATE document SET record = x'7b7d', bytes = 1e300",
    "UPDATE document SET year = 9.5, dated = 9223372036854775807, program = 0",
    "UPDATE attempt SET cause = 5, message = x'80', at = 1e300, number = -9223372036854775808",
    "UPDATE sighting SET modified = 'soon', bytes = -1, inode = 1e30",
  ])
  func valuesOfTheWrongKindTrapNothing(statement: String) async throws {
    let site = try await Site()
    let changed = try await CommandLineProgram.shell("sqlite3 \(site.archive) \"\(statement)\"")
    try #require(changed.code == 0, "\(changed.errors)")
    for command in [
      ["status"], ["status", "--json"], ["export", "--output", "\(site.folder.path)/x"],
      ["ingest", "\(site.folder.path)/in", "--refresh"], ["retry"], ["archive", "check"],
    ] {
      let outcome = try await CommandLineProgram.run(command + ["--archive", site.archive])
      #expect([0, 2, 65].contains(outcome.code), "\(command): \(outcome.code) \(outcome.errors)")
    }
  }

  /// SQLite finds nothing wrong with a page in which one digit has become another.
  @Test func aFigureThatBecameAnotherIsTold() async throws {
    let site = try await Site()
    let expected = try await site.exported("before")
    var bytes = try site.bytes
    let figure = try #require(bytes.lastRange(of: Data("\"value\":".utf8)))
    let digit = try #require(bytes[figure.upperBound...].firstIndex { (0x30...0x38).contains($0) })
    bytes[digit] += 1
    try bytes.write(to: URL(filePath: site.archive))
    #expect(try await site.run("archive", "check").code == 65)
    let outcome = try await site.run("export", "--output", "\(site.folder.path)/x")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("not as it was written"))
    #expect(try await site.run("archive", "repair").code == 0)
    #expect(try await site.ingest().code == 0)
    #expect(try await site.exported("after") == expected)
  }

  /// Values of the right kind that are not those which were written.
  @Test(arguments: [
    "UPDATE document SET status = 'partial' WHERE id = 2",
    "UPDATE document SET year = year + 1 WHERE id = 2",
    "UPDATE document SET issuer = replace(issuer, '县', '乡') WHERE id = 2",
    "UPDATE document SET path = replace(path, '/2.pdf', '/3.pdf') WHERE path LIKE '%/2.pdf'",
    "UPDATE document SET sha256 = replace(sha256, '7', '3') WHERE id = 1",
    "UPDATE finding SET severity = 'info'", "UPDATE finding SET expected = expected + 1",
    "DELETE FROM finding", "DELETE FROM checksum WHERE document_id = 3",
    """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, ') > (', ') < (') WHERE name = 'report'
    """,
  ])
  func aVerdictThatBecameAnotherIsToldAndPutBack(statement: String) async throws {
    let site = try await Site()
    let expected = try await site.exported("before")
    let status = try await site.run("status")
    let changed = try await CommandLineProgram.shell("sqlite3 \(site.archive) \"\(statement)\"")
    try #require(changed.code == 0, "\(changed.errors)")
    let commands = [
      ["archive", "check"], ["status"], ["export", "--output", "\(site.folder.path)/x"],
      ["export", "--output", "\(site.folder.path)/y", "--year", "1999"],
    ]
    for command in commands {
      let outcome = try await CommandLineProgram.run(command + ["--archive", site.archive])
      #expect(outcome.code == 65, "\(command): \(outcome.errors)")
      #expect(
        outcome.errors.contains("as it was written") || outcome.errors.contains("as it was made"))
    }
    #expect(try await site.run("archive", "repair").code == 0)
    #expect(try await site.run("archive", "check").code == 0)
    #expect(try await site.ingest().code == 0)
    #expect(try await site.exported("after") == expected)
    #expect(try await site.run("status").output == status.output)
  }

  @Test(arguments: [
    "UPDATE attempt SET outcome = 'partial' WHERE document_id = 1",
    "UPDATE attempt SET number = 2",
    "UPDATE document SET dated = dated + 1", "UPDATE document SET is_failure = 1 WHERE id = 4",
  ])
  func aHistoryThatBecameAnotherIsToldAndNotCoveredUp(statement: String) async throws {
    let site = try await Site()
    let changed = try await CommandLineProgram.shell(
      "sqlite3 \(site.archive) \"\(statement)\"; cp -p \(site.folder.path)/in/1.pdf \(site.folder.path)/in/copy.pdf"
    )
    try #require(changed.code == 0, "\(changed.errors)")
    #expect(try await site.run("archive", "check").code == 65)
    _ = try await site.ingest()
    #expect(try await site.run("archive", "check").code == 65)
    #expect(try await site.run("archive", "repair").code == 0)
    #expect(try await site.run("archive", "check").code == 0)
  }

  @Test func aRepairSavesWhatCanBeReadAndTheNextRunReadsTheRest() async throws {
    let site = try await Site()
    let expected = try await site.exported("before")
    let whole = try await site.run("archive", "check")
    #expect(whole.code == 0 && whole.errors.contains("is whole"))
    let damaged = try site.bytes
    let count = damaged.count / 4096
    try site.overwrite((count / 2)..<(count / 2 + 2))
    let repaired = try await site.run("archive", "repair")
    #expect(repaired.code == 0, "\(repaired.errors)")
    // Some are saved, some are lost: neither all nor nothing.
    let number = repaired.errors.split(separator: " ").first.flatMap { Int($0) } ?? 0
    #expect((1..<7).contains(number), "\(repaired.errors)")
    #expect(try site.folder.files().contains("a.sqlite.damaged"))
    #expect(try await site.run("archive", "check").code == 0)
    #expect(try await site.ingest().code == 0)
    #expect(try await site.exported("after") == expected)
  }

  @Test func aCopyIsWholeAndReplacesNothing() async throws {
    let site = try await Site()
    let expected = try await site.exported("before")
    let copy = "\(site.folder.path)/copy.sqlite"
    #expect(try await site.run("archive", "backup", "--to", copy).code == 0)
    #expect(try await site.run("archive", "backup", "--to", copy).code == 73)
    #expect(try site.folder.files().filter { $0.hasSuffix(".tmp") }.isEmpty)
    try FileManager.default.removeItem(atPath: site.archive)
    try FileManager.default.moveItem(atPath: copy, toPath: site.archive)
    #expect(try await site.exported("after") == expected)
  }

  @Test func aFaultSaysNothingUnlessItIsAsked() async throws {
    // The signal of a trap, sent from outside: with Swift's own backtrace this takes seconds.
    let outcome = try await CommandLineProgram.shell(
      "unset SWIFT_BACKTRACE; $gongkai worker < <(sleep 3) & sleep 1; kill -ILL $!; wait $!")
    #expect(outcome.code == 128 + SIGILL)
    #expect(!outcome.errors.contains("Backtrace") && !outcome.errors.contains("Crash"))
  }
}
