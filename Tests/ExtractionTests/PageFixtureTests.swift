import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction

/// Reports as web pages and Word documents against what a reader sees in them (`Fixtures/pages`, `Fixtures/word`).
@Suite struct PageFixtureTests {
  private struct Expected: Decodable {
    struct Cell: Decodable {
      var value: Double?
    }
    struct Section: Decodable {
      var number: Int
      var text: String
    }
    struct Planted: Decodable {
      var rule: String
    }
    var status: String
    var report: ReportHeader
    var cells: [String: Cell]
    var sections: [Section]
    var errors: [Planted]
    var warnings: [String]
    var tolerated: [String]
  }

  private static let folder = Fixtures.folder

  /// Paths below the folder of fixtures.
  static let names: [String] = [("pages", ".html"), ("word", ".docx")].flatMap { kind, ending in
    let path = folder.appending(path: kind).path()
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(ending) }.map { "\(kind)/\($0)" }.sorted()
  }.filter(Fixtures.isChosen)

  @Test func thereAreFixtures() {
    let kinds = ["pages", "word"].map { Self.folder.appending(path: $0) }
    #expect(kinds.flatMap { Fixtures.names(in: $0) }.count >= 22)
    #expect(kinds.flatMap { GoldenBook(of: $0).strays } == [], "scripts/record records them")
  }

  @Test(arguments: names) func reads(_ name: String) throws {
    let record = DocumentPipeline().record(path: Self.folder.appending(path: name).path())
    let stem = name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
    let goldens = GoldenBook(of: Self.folder.appending(path: String(name.prefix { $0 != "/" })))
    let differences = try goldens.differences(
      of: String(stem.drop { $0 != "/" }.dropFirst()), [record])
    #expect(differences == [], "scripts/record records it")
    let truth = Self.folder.appending(path: "\(stem).expected.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: truth))
    #expect(record.status.rawValue == expected.status)
    #expect(record.report == expected.report)
    #expect(Set(record.cells.keys) == Set(expected.cells.keys.map { CellID($0) }))
    for (id, cell) in expected.cells {
      #expect(record.cells[CellID(id)]?.value == cell.value, "\(id)")
    }
    #expect(record.sections.map(\.number) == expected.sections.map(\.number))
    #expect(record.sections.map(\.text) == expected.sections.map(\.text))
    let planted = Set(expected.errors.map(\.rule) + expected.warnings)
    let found = Set(record.findings.filter { $0.severity != .info }.map(\.rule.rawValue))
    #expect(planted.isSubset(of: record.findings.map(\.rule.rawValue)))
    #expect(found.isSubset(of: planted.union(expected.tolerated)))
  }

  @Test(arguments: names) func saysWhereEachValueStands(_ name: String) {
    let record = DocumentPipeline().record(path: Self.folder.appending(path: name).path())
    #expect(record.source.pages == nil)
    var places: Set<ElementPlace> = []
    for (id, cell) in record.cells where cell.isFound {
      #expect(cell.page == nil && cell.box == nil)
      guard let place = cell.place else {
        Issue.record("\(id) has no place")
        continue
      }
      #expect(places.insert(place).inserted, "\(id)")
    }
    #expect(record.findings.allSatisfy { $0.page == nil && $0.box == nil })
  }
}
