import Foundation
import TestSupport
import Testing

/// An inbox and an archive in a folder that goes with the test.
private final class Site {
  let folder: TemporaryFolder
  var path: String { folder.path }
  var inbox: String { "\(folder.path)/in" }
  var archive: String { "\(folder.path)/a.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/in", withIntermediateDirectories: true)
  }

  /// Puts fixtures into the inbox, as files that have settled.
  func put(_ fixtures: [String], under subfolder: String = "") throws {
    for fixture in fixtures { try put(fixture, as: "\(subfolder)\(fixture).pdf") }
  }

  func put(_ fixture: String, as name: String, hoursAgo: Double = 1) throws {
    let target = URL(filePath: "\(inbox)/\(name)")
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? FileManager.default.removeItem(at: target)
    try FileManager.default.copyItem(
      at: Fixtures.reports.appending(path: "\(fixture).pdf"), to: target)
    try settle(name, hoursAgo: hoursAgo)
  }

  func settle(_ name: String, hoursAgo: Double = 1) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600 * hoursAgo)],
      ofItemAtPath: "\(inbox)/\(name)")
  }

  func ingest(_ options: String...) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(["ingest", inbox, "--archive", archive] + options)
  }

  func export(to name: String, _ options: String...) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(
      ["export", "--archive", archive, "--output", "\(path)/\(name)"] + options)
  }

  /// The numbers of a run.
  func summary(_ options: [String] = []) async throws -> [String: Double] {
    let outcome = try await CommandLineProgram.run(
      ["ingest", inbox, "--archive", archive, "--json"] + options)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (object as? [String: Any] ?? [:]).compactMapValues { $0 as? Double }
  }

  /// What a folder holds, by name.
  func contents(_ name: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for file in try folder.files(in: name) {
      contents[file] = try Data(contentsOf: URL(filePath: "\(path)/\(name)/\(file)"))
    }
    return contents
  }
}

extension Fixtures {
  fileprivate static let four = [
    "balance-broken", "blank-totals", "blank-form-typst", "blank-form-reportlab",
  ]
}

@Suite struct ArchiveRunTests {
  @Test func exportGivesTheBytesOfExtract() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    try site.put(["blank-form-libreoffice"], under: "2024/镇/")
    try site.folder.write("<html>", to: "in/page.pdf")
    try site.settle("page.pdf")
    #expect(try await site.ingest().code == 2)
    #expect(try await site.export(to: "export").code == 0)
    _ = try await CommandLineProgram.run(
      ["extract", site.inbox, "--output", "\(site.path)/extract"])
    let extracted = try site.contents("extract")
    #expect(extracted.count == 11)
    #expect(try site.contents("export") == extracted)
  }

  @Test func aSecondRunOpensNoFile() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    try site.folder.write("notes", to: "in/notes.txt")
    try site.settle("notes.txt")
    #expect(try await site.summary()["new"] == 4)
    // Nobody may read the files; root may, so the time of their last reading tells as well.
    var before: [Date] = []
    for file in try site.folder.files(in: "in") {
      let path = "\(site.inbox)/\(file)"
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      before.append(accessTime(path))
    }
    let second = try await site.summary()
    #expect(second["new"] == 0)
    #expect(second["known"] == 4)
    #expect(second["others"] == 1)
    #expect(second["unreadable"] == 0)
    #expect(try site.folder.files(in: "in").map { accessTime("\(site.inbox)/\($0)") } == before)
  }

  @Test func sameBytesAreOneDocumentAndVersionsAreKept() async throws {
    let site = try Site()
    try site.put("balance-broken", as: "a.pdf", hoursAgo: 3)
    try site.put("balance-broken", as: "copy.pdf", hoursAgo: 2)
    #expect(try await site.summary()["new"] == 1)
    // Another version of the report is downloaded over the first.
    try site.put("balance-broken", as: "a.pdf", hoursAgo: 1)
    let handle = try FileHandle(forWritingTo: URL(filePath: "\(site.inbox)/a.pdf"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("% newer\n".utf8))
    try handle.close()
    try site.settle("a.pdf")
    #expect(try await site.summary()["new"] == 1)
    _ = try await site.export(to: "all")
    #expect(try site.folder.files(in: "all").contains("a-2.json"))
    _ = try await site.export(to: "current", "--current")
    let bytes = try #require(
      FileManager.default.attributesOfItem(atPath: "\(site.inbox)/a.pdf")[.size] as? Int)
    #expect(try site.folder.text("current/a.json").contains("\"bytes\": \(bytes),"))
    #expect(try !site.folder.files(in: "current").contains("a-2.json"))
  }

  @Test func filtersChooseReports() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    try site.folder.write(SamplePDF.blank, to: "in/blank.pdf")
    try site.settle("blank.pdf")
    _ = try await site.ingest()
    _ = try await site.export(to: "rejected", "--status", "rejected")
    #expect(
      try site.folder.files(in: "rejected").filter { $0.hasSuffix(".json") } == [
        "blank.json", "datapackage.json",
      ])
    #expect(try await site.export(to: "none", "--year", "1999").code == 1)
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/none"))
    _ = try await site.export(to: "tidy", "--tidy")
    #expect(try site.folder.files(in: "tidy") == ["cells.csv", "datapackage.json"])
    #expect(try await site.export(to: "x", "--edition", "2000").code == 64)
    let missing = try await CommandLineProgram.run(
      ["export", "--archive", "\(site.path)/none.sqlite", "--output", "\(site.path)/x"])
    #expect(missing.code == 66)
  }

  @Test func whatIsNoWholeFileIsNeitherReadNorFollowed() async throws {
    let site = try Site()
    try site.put(["blank-totals"])
    try site.put("blank-totals", as: "b.pdf.crdownload")
    try FileManager.default.createSymbolicLink(
      atPath: "\(site.inbox)/link.pdf",
      withDestinationPath: Fixtures.reports.appending(path: "balance-broken.pdf").path())
    try FileManager.default.createSymbolicLink(
      atPath: "\(site.inbox)/round", withDestinationPath: site.inbox)
    mkfifo("\(site.inbox)/pipe.pdf", 0o600)
    let huge = try site.folder.writeHugePDF("in/huge.pdf")
    try site.settle("huge.pdf")
    let first = try await site.summary()
    #expect(first["new"] == 1)
    #expect(first["waiting"] == 1)
    #expect(first["unreadable"] == 1)
    #expect(FileManager.default.fileExists(atPath: huge))
    // By content, not by name.
    try FileManager.default.moveItem(
      atPath: "\(site.inbox)/b.pdf.crdownload", toPath: "\(site.inbox)/b")
    #expect(try await site.summary()["known"] == 2)
  }

  @Test func aFileThatGrowsWaits() async throws {
    let site = try Site()
    let pdf = "\(Fixtures.reports.path())/blank-totals.pdf"
    // It grows from before the program starts until after it has ended.
    let outcome = try await CommandLineProgram.shell(
      """
      head -c 2000 \(pdf) > \(site.inbox)/a.pdf
      while [ ! -e \(site.path)/over ]; do echo % >> \(site.inbox)/a.pdf; done &
      $gongkai ingest \(site.inbox) --archive \(site.archive) --json 2>/dev/null
      touch \(site.path)/over; wait
      cat \(pdf) > \(site.inbox)/a.pdf
      """)
    #expect(outcome.output.contains("\"new\":0"))
    #expect(outcome.output.contains("\"waiting\":1"))
    #expect(try await site.summary()["complete"] == 1)
  }

  @Test func oneProcessWritesAtATime() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    let outcome = try await CommandLineProgram.shell(
      """
      exec 9> \(site.archive).lock; flock 9
      $gongkai ingest \(site.inbox) --archive \(site.archive) 9>&-
      """)
    #expect(outcome.code == 75)
    #expect(outcome.errors.contains("Another process"))
    #expect(try await site.summary()["new"] == 4)
  }

  @Test func killedRunsLoseNothing() async throws {
    let calm = try Site()
    try calm.put(Fixtures.four)
    try calm.put(["blank-form-libreoffice"], under: "2024/")
    _ = try await calm.ingest()
    _ = try await calm.export(to: "out")
    let expected = try calm.contents("out")
    for target in ["parent", "parent", "parent", "worker", "worker", "worker"] {
      let site = try Site()
      try site.put(Fixtures.four)
      try site.put(["blank-form-libreoffice"], under: "2024/")
      let delay = Double.random(in: 0.02..<0.5)
      _ = try await CommandLineProgram.shell(
        """
        $gongkai ingest \(site.inbox) --archive \(site.archive) --jobs 1 2>/dev/null &
        sleep \(delay)
        if [ \(target) = parent ]; then kill -9 $!; else pkill -9 -P $!; fi
        wait
        """)
      #expect(try await site.ingest().code == 0, "\(target) after \(delay) s")
      _ = try await site.export(to: "out")
      #expect(try site.contents("out") == expected, "\(target) after \(delay) s")
    }
  }

  @Test func failuresAreShownAndRetried() async throws {
    let site = try Site()
    try site.put(["user-password"])
    #expect(try await site.ingest().code == 2)
    let status = try await CommandLineProgram.run(["status", "--archive", site.archive])
    #expect(status.output.contains("document.encrypted"))
    #expect(status.output.contains("gongkai retry"))
    #expect(try await site.summary()["known"] == 1)
    let again = try await CommandLineProgram.run(
      ["retry", "--archive", site.archive, "--password", "reader-secret", "--json"])
    #expect(again.code == 0)
    #expect(again.output.contains("\"complete\":1"))
    let after = try await CommandLineProgram.run(["status", "--archive", site.archive, "--json"])
    #expect(!after.output.contains("document.encrypted"))
    #expect(after.output.contains("\"failed\":0"))
  }

  /// Three that fail, each after a second of work, and time for one.
  private func siteOfSlowFailures() throws -> Site {
    let site = try Site()
    for number in 0..<3 {
      try site.folder.write(SamplePDF.endless + "% \(number)", to: "in/\(number).pdf")
      try site.settle("\(number).pdf")
    }
    return site
  }

  @Test func runsWhoseTimeIsShortComeToAllThatFailed() async throws {
    let site = try siteOfSlowFailures()
    let limits = ["--timeout", "1", "--jobs", "1", "--json"]
    #expect(try await site.summary(limits)["failed"] == 3)
    for _ in 0..<3 {
      let again = try await CommandLineProgram.run(
        ["retry", "--archive", site.archive, "--budget", "1s"] + limits)
      #expect(again.output.contains("\"again\":1") && again.output.contains("\"left\":2"))
      #expect(again.errors.contains("2 documents were not read. Run again for them."))
    }
    let attempts = try await CommandLineProgram.shell(
      "sqlite3 \(site.archive) 'SELECT max(number) FROM attempt GROUP BY document_id'")
    #expect(attempts.output == "2\n2\n2\n")
  }

  @Test func whoWatchesHasTheTimeForEachRound() async throws {
    let site = try siteOfSlowFailures()
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(site.path)
      $gongkai ingest in --archive a.sqlite --watch --interval 1 --budget 1s --timeout 1 --jobs 1 \
        --json > told 2> words &
      for _ in $(seq 600); do [ $(wc -l < told) -ge 3 ] && break; sleep 0.1; done
      kill -TERM $!; wait $!
      cat told
      """)
    let left = outcome.output.split(separator: "\n").map { line in
      (0...3).first { line.contains("\"left\":\($0)") }
    }
    #expect(left == [2, 1, 0])
    #expect(try site.folder.text("words").contains("2 documents are left for the next one."))
    #expect(try !site.folder.text("words").contains("Run again"))
  }

  @Test func aDryRunChangesNothing() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    #expect(try await site.summary(["--dry-run"])["new"] == 4)
    #expect(try site.folder.files() == ["in"])
  }

  @Test func doneFilesMoveAndKeepTheirFolders() async throws {
    let site = try Site()
    try site.put(["blank-totals"], under: "2024/")
    try site.folder.write("<html>", to: "in/page.pdf")
    try site.settle("page.pdf")
    #expect(try await site.ingest("--move-done", "\(site.inbox)/done").code == 64)
    _ = try await site.ingest("--move-done", "\(site.path)/done")
    #expect(try site.folder.files(in: "done/2024") == ["blank-totals.pdf"])
    #expect(try site.folder.files(in: "in") == ["2024", "page.pdf"])
    // The same file again is there already; another of its name goes beside it.
    try site.put(["blank-totals"], under: "2024/")
    let again = try await site.ingest("--move-done", "\(site.path)/done", "--json")
    #expect(again.output.contains("\"known\":2"))
    try site.put("balance-broken", as: "2024/blank-totals.pdf")
    _ = try await site.ingest("--move-done", "\(site.path)/done")
    #expect(try site.folder.files(in: "in/2024").isEmpty)
    let done = try site.contents("done/2024")
    #expect(done.count == 2)
    for name in ["blank-totals", "balance-broken"] {
      let bytes = try Data(contentsOf: Fixtures.reports.appending(path: "\(name).pdf"))
      #expect(done.values.contains(bytes))
    }
    #expect(
      try Data(contentsOf: Fixtures.reports.appending(path: "blank-totals.pdf"))
        == done["blank-totals.pdf"])
    // What failed stays where it is, to be tried again.
    #expect(try site.folder.files(in: "in") == ["2024", "page.pdf"])
  }

  @Test(.enabled(if: isSharedMemoryElsewhere))
  func doneFilesMoveToAnotherDevice() async throws {
    let site = try Site()
    try site.put("blank-totals", as: "镇/a.pdf", hoursAgo: 5)
    let done = "/dev/shm/gongkai-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: done) }
    let time = try modified("\(site.inbox)/镇/a.pdf")
    _ = try await site.ingest("--move-done", done)
    #expect(try site.folder.files(in: "in/镇").isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(done)/镇") == ["a.pdf"])
    #expect(try modified("\(done)/镇/a.pdf") == time)
    #expect(
      try Data(contentsOf: URL(filePath: "\(done)/镇/a.pdf"))
        == Data(contentsOf: Fixtures.reports.appending(path: "blank-totals.pdf")))
  }

  private static let isSharedMemoryElsewhere: Bool = {
    var (shared, temporary) = (stat(), stat())
    return stat("/dev/shm", &shared) == 0 && access("/dev/shm", W_OK) == 0
      && stat(FileManager.default.temporaryDirectory.path(), &temporary) == 0
      && shared.st_dev != temporary.st_dev
  }()

  private func modified(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }

  @Test func theArchiveMayLieInTheInbox() async throws {
    let site = try Site()
    try site.put(["blank-totals"])
    try site.folder.write("", to: "in/empty")
    try site.settle("empty")
    let archive = "\(site.inbox)/a.sqlite"
    try site.put("balance-broken", as: "../next.pdf")
    // A second look because of what the program itself wrote would tell a summary between the two.
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(site.path)
      told() { for _ in $(seq 600); do [ $(wc -l < told) -ge $1 ] && break; sleep 0.1; done; }
      "$gongkai" ingest in --archive in/a.sqlite --json --watch --interval 3600 > told 2> /dev/null &
      told 1; mv next.pdf in/; told 2
      kill -TERM $!; wait $!
      cat told
      """)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 2)
    #expect(lines[0].contains("\"new\":1") && lines[0].contains("\"others\":1"))
    #expect(lines[1].contains("\"new\":1") && lines[1].contains("\"others\":1"))
    let again = try await CommandLineProgram.run(
      ["ingest", site.inbox, "--archive", archive, "--json"])
    #expect(again.output.contains("\"known\":2") && again.output.contains("\"others\":1"))
    #expect(
      try site.folder.files(in: "in") == [
        "a.sqlite", "a.sqlite.lock", "blank-totals.pdf", "empty", "next.pdf",
      ])
  }

  @Test func aRefreshTellsTheCellsThatChanged() async throws {
    let site = try Site()
    try site.put(["balance-broken"])
    _ = try await site.ingest()
    let cell = "requests.new.total"
    let changed = try await CommandLineProgram.shell(
      """
      sqlite3 \(site.archive) <<'END'
      UPDATE document SET program = '0', record = CAST(
        json_set(CAST(record AS TEXT), '$.cells."\(cell)".value', 7) AS BLOB);
      SELECT writefile('\(site.path)/record', record) FROM document;
      END
      sum=$(sha256sum < \(site.path)/record | cut -c1-16)
      sqlite3 \(site.archive) "UPDATE checksum SET record = 0x$sum"
      """)
    try #require(changed.code == 0, "\(changed.errors)")
    let outcome = try await site.ingest("--refresh", "--json")
    #expect(outcome.errors.contains("\(cell)  7.0 → "))
    #expect(outcome.output.contains("\"again\":1") && outcome.output.contains("\"new\":0"))
    #expect(outcome.output.contains("\"changed_cells\":1"))
  }

  @Test(arguments: ["status", "retry", "export --output out", "ingest in"])
  func whatIsNoArchiveIsToldWithAdvice(command: String) async throws {
    let site = try Site()
    let damaged = try await CommandLineProgram.shell(
      """
      cd \(site.path)
      head -c 8192 /dev/zero | tr '\\0' x > garbage.sqlite
      $gongkai \(command) --archive garbage.sqlite
      """)
    #expect(damaged.code == 65)
    #expect(damaged.errors.contains("damaged, or is no archive"))
    let trial = try await CommandLineProgram.shell(
      """
      cd \(site.path)
      sqlite3 trial.sqlite "CREATE TABLE grdb_migrations (identifier TEXT PRIMARY KEY NOT NULL);
        INSERT INTO grdb_migrations VALUES ('of another version')"
      sha256sum trial.sqlite > before
      $gongkai \(command) --archive trial.sqlite || code=$?
      sha256sum --check before
      exit $code
      """)
    #expect(trial.code == 65)
    #expect(trial.errors.contains("a newer or a trial version"))
    #expect(trial.output == "trial.sqlite: OK\n")
  }

  @Test(arguments: ["status", "retry", "export --output out", "ingest in"])
  func whatIsDamagedIsNotWrittenTo(command: String) async throws {
    let site = try Site()
    #expect(try await site.ingest().code == 0)
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(site.path)
      sqlite3 \(site.archive) "PRAGMA writable_schema = 1; PRAGMA wal_checkpoint(TRUNCATE);
        UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'cell';" > /dev/null
      sha256sum \(site.archive) > before
      $gongkai \(command) --archive \(site.archive) || code=$?
      sha256sum --check --quiet before && echo as before
      exit $code
      """)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("a view is not as it was made"))
    #expect(outcome.output == "as before\n")
  }

  @Test func watchingReadsWhatComesAndEndsWell() async throws {
    let site = try Site()
    let outcome = try await CommandLineProgram.shell(
      """
      set -m
      $gongkai ingest \(site.inbox) --archive \(site.archive) --watch --interval 3600 \
        --log-format json 2> \(site.path)/log &
      for _ in $(seq 300); do grep -q '"event":"summary"' \(site.path)/log && break; sleep 0.1; done
      mkdir \(site.inbox)/new
      cp \(Fixtures.reports.path())/blank-totals.pdf \(site.inbox)/new/a.pdf
      for _ in $(seq 100); do grep -q '"event":"read"' \(site.path)/log && break; sleep 0.2; done
      kill -TERM $!
      wait $!
      """)
    #expect(outcome.code == 0)
    let lines = try site.folder.text("log").split(separator: "\n")
    let read = try #require(lines.first { $0.contains("\"event\":\"read\"") })
    let fields = try JSONDecoder().decode([String: String].self, from: Data(read.utf8))
    #expect(fields["status"] == "complete")
    #expect(fields["path"]?.hasSuffix("new/a.pdf") == true)
  }

  @Test func anArchiveThatCannotGrowIsToldWithAdvice() async throws {
    let site = try Site()
    try site.put(Fixtures.four)
    let outcome = try await CommandLineProgram.shell(
      "ulimit -f 200; $gongkai ingest \(site.inbox) --archive \(site.archive)")
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("Free some space"))
    #expect(try await site.ingest().code == 0)
  }

  private func accessTime(_ path: String) -> Date {
    var status = stat()
    lstat(path, &status)
    return Date(
      timeIntervalSince1970: Double(status.st_atim.tv_sec) + Double(status.st_atim.tv_nsec) / 1e9)
  }
}
