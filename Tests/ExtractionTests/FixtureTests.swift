import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Extraction

/// Every printed fixture against what a reader sees in it, and against what was recorded of it.
@Suite struct FixtureTests {
  /// Fixtures whose figures the program cannot know. Their wrong figures must be pointed at by a finding
  /// all the same.
  private static let notYet = [
    "user-password"
  ]

  /// Fixtures whose pages lack what was to be printed.
  private static let misprinted: [String: Comment] = [
    "jishan-2023-libreoffice": "the mark behind 图书馆 hangs over the margin and is left out"
  ]

  static let names = Fixtures.chosen(in: Fixtures.reports)

  private static let goldens = GoldenBook(of: Fixtures.reports)

  @Test func thereAreFixtures() {
    #expect(Fixtures.names(in: Fixtures.reports).count > 150)
    #expect(Self.goldens.strays == [], "scripts/record records them")
  }

  @Test(arguments: names) func reads(_ name: String) throws {
    let truth = try Truth(of: name, in: Fixtures.reports)
    let record = DocumentPipeline().record(path: Fixtures.report(name))
    if Self.notYet.contains(where: { name.hasPrefix($0) }) {
      #expect(truth.silentlyWrongCells(of: record) == [])
    } else if let reason = Self.misprinted[name] {
      withKnownIssue(reason) { #expect(truth.complaints(about: record) == []) }
      #expect(truth.wrongCells(of: record) == [])
    } else {
      #expect(truth.complaints(about: record) == [])
    }
    #expect(try Self.goldens.differences(of: name, [record]) == [], "scripts/record records it")
  }
}
