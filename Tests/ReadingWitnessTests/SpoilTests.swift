import Foundation
import PDFReading
import PageModel
import ReportModel
import ReportParsing
import TableReconstruction
import TestSupport
import Testing

@testable import ReadingWitness

/// What the witness says of right results and of spoilt ones of printed fixtures.
@Suite struct SpoilTests {
  private struct Reading {
    var pages: [Page]
    var report: ParsedReport
  }

  /// What the stages before the witness make of a sample of the fixtures.
  private static let readings: [Reading] = {
    Fixtures.names(in: Fixtures.reports).enumerated().filter { $0.offset.isMultiple(of: 6) }
      .compactMap { _, name in
        guard
          let content = try? Data(contentsOf: URL(filePath: Fixtures.report(name))),
          let document = try? PDFReader(Array(content), password: nil).pages(),
          let report = ReportParser().parse(TableReconstructor().layout(of: document)),
          report.cells.values.allSatisfy(\.isFound)
        else { return nil }
        return Reading(pages: document.pages, report: report)
      }
  }()

  private static func named(_ report: ParsedReport, on pages: [Page]) -> Set<CellID> {
    Set(ReadingWitness().findings(about: report, on: pages).flatMap(\.cells))
  }

  @Test func rightResultsAreBorneOut() {
    #expect(Self.readings.count > 30)
    for reading in Self.readings {
      #expect(Self.named(reading.report, on: reading.pages) == [])
    }
  }

  /// Of the cells whose value is wrong after spoiling, at least 999 of 1000 are named.
  @Test func spoiltCellsAreNamed() {
    let seed = UInt64(20_261_127)
    var random = SplitMix(seed: seed)
    var wrong: [Spoiling: Int] = [:]
    var silent: [Spoiling: Int] = [:]
    var examples: [String] = []
    while wrong.values.reduce(0, +) < 10_000 {
      for way in Spoiling.allCases {
        guard let reading = Self.readings.randomElement(using: &random),
          let spoilt = way.spoilt(reading.report, by: &random)
        else { continue }
        let named = Self.named(spoilt, on: reading.pages)
          .union(spoilt.findings.filter { $0.severity != .info }.flatMap(\.cells))
        for (id, cell) in spoilt.cells where cell.value != reading.report.cells[id]?.value {
          wrong[way, default: 0] += 1
          if !named.contains(id) {
            silent[way, default: 0] += 1
            examples.append("\(way) \(id): \(cell.raw)")
          }
        }
      }
    }
    let all = wrong.values.reduce(0, +)
    let missed = silent.values.reduce(0, +)
    #expect(
      missed * 1000 <= all,
      "seed \(seed): \(missed) of \(all) unnamed, \(silent) of \(wrong): \(examples.prefix(20))")
    // No way of spoiling goes unseen behind the others.
    for way in Spoiling.allCases {
      #expect(silent[way, default: 0] * 200 <= wrong[way, default: 0], "\(way)")
    }
  }
}
