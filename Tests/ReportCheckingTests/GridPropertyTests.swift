import PageModel
import ReportModel
import TestSupport
import Testing

@testable import ReportChecking

/// Random grids that are consistent, and what a single changed figure does to them.
struct GridPropertyTests {
  @Test(arguments: 0..<60) func consistentGridHasNoError(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let sample = consistent(using: &random)
    #expect(sample.findings.filter { $0.severity == .error } == [])
  }

  @Test(arguments: 0..<120) func singleChangedFigureIsNamed(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) + 1000)
    var sample = consistent(using: &random)
    let cells = StandardGrid.cells(
      proactive: sample.report.proactiveEdition, requests: sample.report.requestsEdition
    ).map(\.id).filter { !$0.rawValue.hasPrefix("proactive.") }
    let cell = try #require(cells.randomElement(using: &random))
    let value = try #require(sample[cell])
    sample[cell] = value + Double(Int.random(in: 1...9, using: &random))
    let errors = sample.findings.filter { $0.severity == .error }
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.cells.contains(cell) })
  }

  @Test(arguments: 0..<60) func zerosLeftBlankGiveNoError(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) + 5000)
    var sample = consistent(using: &random)
    for (cell, reading) in sample.report.cells where reading.value == 0 {
      if Bool.random(using: &random) { sample[cell] = nil }
    }
    #expect(sample.findings.filter { $0.severity == .error } == [])
    let named = Set(sample.findings(of: "blank.zero").flatMap(\.cells))
    #expect(named.allSatisfy { sample[$0] == nil })
  }

  private func consistent(using random: inout SplitMix) -> Sample {
    let edition: Edition = Bool.random(using: &random) ? .edition2019 : .edition2021
    var sample = Sample(requests: edition)
    for applicant in Applicant.parts {
      var total = 0.0
      for row in RequestRow.outcomes(of: edition) where Int.random(in: 0..<3, using: &random) == 0 {
        let count = Double(Int.random(in: 0...40, using: &random))
        sample[row, applicant] = count
        total += count
      }
      let carriedOut = Double(Int.random(in: 0...5, using: &random))
      let carriedIn = Double(Int.random(in: 0...Int(bounded: total + carriedOut), using: &random))
      sample[.total, applicant] = total
      sample[.carriedOut, applicant] = carriedOut
      sample[.carriedIn, applicant] = carriedIn
      sample[.new, applicant] = total + carriedOut - carriedIn
    }
    for row in RequestRow.rows(of: edition) {
      sample[row, .total] = Applicant.parts.reduce(0) { $0 + (sample[row, $1] ?? 0) }
    }
    for block in DisputeBlock.allCases {
      var total = 0.0
      for outcome in DisputeOutcome.parts {
        let count = Double(Int.random(in: 0...12, using: &random))
        sample[block.cell(outcome)] = count
        total += count
      }
      sample[block.cell(.total)] = total
    }
    return sample
  }
}
