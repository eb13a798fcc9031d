import Foundation
import TestSupport
import Testing

/// What a system may say of files, folders and clocks, and what it may do to a run.
@Suite struct OddSystemsTests {
  private static let report = Fixtures.report("blank-totals")

  /// Times past what nanoseconds in 64 bits hold, on a file system that keeps them.
  @Test(arguments: ["2300-01-01", "2400-01-01", "1600-01-01", "1969-12-31"])
  func filesOfOtherCenturiesAreRead(date: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.shell(
      """
      home=\(folder.path); [ -w /dev/shm ] && home=$(mktemp -d /dev/shm/gongkai-XXXXXX)
      mkdir $home/in && cp \(Self.report) $home/in/a.pdf && touch -d '\(date)' $home/in/a.pdf
      $gongkai ingest $home/in --archive $home/a.sqlite --move-done \(folder.path)/done; echo "code $?"
      $gongkai ingest \(folder.path)/done --archive $home/a.sqlite --json
      [ $home = \(folder.path) ] || rm -r $home
      """)
    #expect(outcome.output.contains("code 0"), "\(outcome.errors)")
    #expect(outcome.output.contains("\"known\":1"), "\(outcome.output)")
  }

  private static let hasFakeTime = FileManager.default.fileExists(atPath: "/usr/bin/faketime")

  /// Clocks far off, and one that jumps back between two runs.
  @Test(.enabled(if: hasFakeTime))
  func aClockThatIsWrongLosesNothing() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(folder.path); mkdir in; n=0
      for clock in '2300-01-01' '1971-01-01' '9999-12-31 23:59:59' '2024-06-01'; do
        n=$((n + 1)); cp \(Self.report) in/$n.pdf; echo "% $n" >> in/$n.pdf; touch -d '1 hour ago' in/$n.pdf
        faketime "$clock" $gongkai ingest in --archive a.sqlite --json 2>/dev/null; echo "code $?"
      done
      $gongkai status --archive a.sqlite; $gongkai archive check --archive a.sqlite
      """)
    #expect(outcome.output.components(separatedBy: "code 0").count == 5, "\(outcome.output)")
    #expect(outcome.output.contains("4 documents: 4 complete"))
    #expect(outcome.code == 0)
  }

  @Test func whatLiesTooDeepIsTold() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(folder.path); mkdir in; cp \(Self.report) in/a.pdf; cd in
      name=$(printf 'd%.0s' $(seq 200))
      for _ in $(seq 22); do mkdir $name && cd $name || exit 9; done
      cp \(Self.report) deep.pdf; cd \(folder.path)
      $gongkai extract in; echo "code $?"
      $gongkai ingest in --archive a.sqlite --json
      rm -r in
      """)
    #expect(outcome.output.contains("code 2"))
    #expect(
      outcome.output.contains("document.unreadable")
        && outcome.output.contains("move its folder up"))
    #expect(outcome.output.contains("\"new\":1") && outcome.output.contains("\"unreadable\":1"))
  }

  @Test func moreFoldersThanFilesMayBeOpenAreWalked() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(folder.path); mkdir in; cd in
      for _ in $(seq 90); do mkdir d && cd d; done
      cp \(Self.report) deep.pdf; cd \(folder.path)
      ulimit -n 64; $gongkai extract in --jobs 1 --ndjson
      """)
    #expect(outcome.output.contains("\"status\":\"complete\""), "\(outcome.errors)")
  }

  @Test(.enabled(if: getuid() == 0))
  func aPriorityStaysAsItWasAskedFor() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(SamplePDF.endless, to: "in/a.pdf")
    let outcome = try await CommandLineProgram.shell(
      """
      nice -n 10 $gongkai extract \(folder.path)/in --timeout 20 >/dev/null 2>&1 &
      until child=$(pgrep -P $!); do sleep 0.05; done; sleep 1
      for task in /proc/$!/task/*/stat /proc/$child/task/*/stat; do awk '{print $19}' $task; done | sort -u
      kill $!; wait $!
      """)
    #expect(outcome.output == "10\n")
  }

  @Test func whoReadsStrangersFilesAsRootIsWarned() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.shell(
      "unset GONGKAI_ALLOW_ROOT; $gongkai extract \(path) > /dev/null; $gongkai rules > /dev/null")
    let warnings = outcome.errors.components(separatedBy: "as root").count - 1
    #expect(warnings == (getuid() == 0 ? 1 : 0))
  }

  private static let setpriv = "/usr/bin/setpriv"

  /// Limits on processes do not hold for root: what they take away shows for others alone.
  @Test(
    .enabled(if: getuid() == 0 && FileManager.default.isExecutableFile(atPath: setpriv)),
    arguments: ["auto", "tesseract"])
  func whoIsNotRootReadsScansTheSame(engine: String) async throws {
    let folder = try TemporaryFolder()
    let scan = URL(filePath: Self.report).deletingLastPathComponent()
      .appending(path: "../scans/scan-skew-3.pdf").standardized.path()
    let outcome = try await CommandLineProgram.shell(
      """
      cd \(folder.path); cp "$gongkai" gongkai; cp \(scan) a.pdf; chmod 755 . gongkai; chmod 644 a.pdf
      ./gongkai extract a.pdf --ocr-engine \(engine) > own
      \(Self.setpriv) --reuid nobody --regid nogroup --clear-groups env HOME=/nonexistent \
        ./gongkai extract a.pdf --ocr-engine \(engine)
      """)
    #expect(outcome.output.contains(#""text_source": "ocr""#), "\(outcome.errors)")
    #expect(try outcome.output == folder.text("own"))
  }
}
