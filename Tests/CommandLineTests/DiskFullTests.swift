import Foundation
import TestSupport
import Testing

@Suite struct DiskFullTests {
  @Test func aFullDeviceIsToldWithAdvice() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.shell("$gongkai extract \(path) > /dev/full")
    #expect(outcome.code == 74)
    #expect(outcome.errors.contains("no space left"))
    #expect(outcome.errors.contains("Free some space"))
  }

  @Test func aFileThatCannotGrowLeavesNoHalf() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    // The CSV files are smaller than 40 KiB, the data package is larger.
    let outcome = try await CommandLineProgram.shell(
      "ulimit -f 40; $gongkai extract \(path) --output \(folder.path)/out")
    #expect(outcome.code == 74)
    #expect(outcome.errors.contains("datapackage.json"))
    #expect(
      try folder.files(in: "out") == [
        "a.json", "cells.csv", "findings.csv", "reports.csv", "sections.csv",
      ])
  }

  @Test func aFullFileSystemLeavesNoHalf() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "a.pdf")
    let outcome = try await CommandLineProgram.shell(
      """
      mkdir \(folder.path)/small
      # Only root can mount; what is tested is the same as above, by another error.
      mount -t tmpfs -o size=64k tmpfs \(folder.path)/small 2>/dev/null || exit 99
      $gongkai extract \(path) --output \(folder.path)/small/out
      code=$?
      ls -A \(folder.path)/small/out
      umount \(folder.path)/small
      exit $code
      """)
    guard outcome.code != 99 else { return }
    #expect(outcome.code == 74)
    #expect(!outcome.output.contains("datapackage.json"))
    #expect(!outcome.output.contains(".tmp"))
    #expect(outcome.errors.contains("no space left"))
  }
}
