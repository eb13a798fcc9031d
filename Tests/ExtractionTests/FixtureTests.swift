import DocumentModel
import Foundation
import Testing

@testable import Extraction

/// Every printed fixture against what a reader sees in it.
@Suite struct FixtureTests {
  private struct Expected: Decodable {
    struct Cell: Decodable {
      var value: Double?
    }
    struct Planted: Decodable {
      var rule: String
    }
    var status: String
    /// Other statuses that are right too.
    var otherStatuses: [String]?
    var cells: [String: Cell]?
    var errors: [Planted]?

    private enum CodingKeys: String, CodingKey {
      case status, cells, errors
      case otherStatuses = "status_also"
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/reports")

  /// Fixtures whose figures the program cannot know. Their wrong figures must be pointed at by a finding
  /// all the same.
  private static let notYet = [
    "user-password"
  ]

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".pdf") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func thereAreFixtures() {
    #expect(Self.names.count > 150)
  }

  @Test(arguments: names) func reads(_ name: String) throws {
    let path = Self.folder.appending(path: "\(name).pdf").path()
    let truth = Self.folder.appending(path: "\(name).expected.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: truth))
    let record = DocumentPipeline().record(path: path)
    let isKnownGap = Self.notYet.contains { name.hasPrefix($0) }
    if !isKnownGap {
      let statuses = [expected.status] + (expected.otherStatuses ?? [])
      #expect(
        statuses.contains(record.status.rawValue), "\(record.findings.map(\.message))")
    }
    let named = Set(record.findings.filter { $0.severity != .info }.flatMap(\.cells))
    for (id, cell) in expected.cells ?? [:] {
      let reading = record.cells[CellID(id)]
      if isKnownGap {
        // Never a wrong figure that nothing points at.
        let isRight = reading?.value == cell.value
        #expect(
          isRight || named.contains(CellID(id)) || record.status == .rejected, "\(id)")
      } else if expected.status != "rejected" {
        #expect(reading?.value == cell.value, "\(id)")
      }
    }
    if !isKnownGap, expected.status != "rejected" {
      let found = Set(record.findings.map(\.rule))
      for planted in expected.errors ?? [] { #expect(found.contains(planted.rule)) }
      if expected.errors?.isEmpty ?? true, expected.status == "complete" {
        #expect(record.findings.filter { $0.severity == .error }.map(\.message) == [])
      }
    }
  }
}
