import PageModel
import ReportModel
import Testing

@testable import ReportChecking

/// Reports of one body on years that follow each other: right, wrong, blank, missing.
struct SeriesTests {
  private static func record(_ sample: Sample) -> DocumentRecord {
    DocumentRecord(
      status: .complete, source: DocumentSource(file: "a.pdf"), report: sample.report.header,
      sections: sample.report.sections, cells: sample.report.cells)
  }

  private static func findings(_ samples: Sample...) -> [[Finding]] {
    SeriesChecker().findings(in: samples.map(record))
  }

  /// The real jump: 698 in force, 77 made, 132 repealed, 470 printed instead of 643.
  private static func normative(_ year: Int, _ figures: (Double, Double, Double)) -> Sample {
    var sample = Sample(year: year)
    sample.setNormative(issued: figures.0, repealed: figures.1, inForce: figures.2)
    return sample
  }

  @Test func soundYearsGiveNothing() {
    var first = Self.normative(2022, (77, 132, 698))
    first.setNatural([.new: 5, .granted: 3, .total: 3, .carriedOut: 2])
    var second = Self.normative(2023, (2, 3, 697))
    second.setNatural([.carriedIn: 2, .granted: 2, .total: 2])
    #expect(Self.findings(first, second) == [[], []])
  }

  @Test func carriedInThatIsNotWhatWasCarriedOn() {
    var first = Sample(year: 2022)
    first.setNatural([.carriedOut: 3])
    var second = Sample(year: 2023)
    second.set(.carriedIn, [2, 0, 1, 0, 0, 0, 3])
    // The order in which the records come decides nothing.
    let findings = Self.findings(second, first)
    #expect(findings[1] == [])
    #expect(
      findings[0].map(\.cells) == [
        [RequestRow.carriedIn.cell(.naturalPerson)], [RequestRow.carriedIn.cell(.research)],
      ])
    #expect(findings[0].map(\.expected) == [3, 0])
    #expect(findings[0].map(\.actual) == [2, 1])
    #expect(findings[0].allSatisfy { $0.rule.rawValue == "series.requests_carried" })
    #expect(findings[0].allSatisfy { $0.severity == .error && $0.page == 2 && $0.box != nil })
    #expect(findings[0][0].message.contains("2022 as 3 (page 2)"))
    #expect(findings[0][0].messageZh.contains("2022年度报告第四项（结转下年度）为3（第2页）"))
  }

  @Test func documentsInForceThatJump() {
    let findings = Self.findings(
      Self.normative(2022, (0, 0, 698)), Self.normative(2023, (77, 132, 470)))[1]
    #expect(findings.map(\.rule.rawValue) == ["series.documents_in_force"])
    #expect(findings.first?.severity == .warning)
    #expect(findings.first?.expected == 643)
    #expect(findings.first?.actual == 470)
    #expect(findings.first?.cells.first == ProactiveItem.normativeDocuments.cell(.inForce))
    #expect(findings.first?.message.contains("698 + 77 − 132 = 643") == true)
  }

  @Test(arguments: [(9.0, true), (7.0, false)])
  func itemsOfThe2019Edition(_ printed: Double, _ isOdd: Bool) {
    var first = Sample(year: 2019, proactive: .edition2019, requests: .edition2019)
    first[ProactiveItem.fees.cell(.priorItems)] = 10
    first[ProactiveItem.fees.cell(.itemChange)] = -3
    var second = Sample(year: 2020, proactive: .edition2019, requests: .edition2019)
    second[ProactiveItem.fees.cell(.priorItems)] = printed
    let findings = Self.findings(first, second)[1]
    #expect(findings.map(\.expected) == (isOdd ? [7] : []))
    #expect(findings.map(\.cells) == (isOdd ? [[ProactiveItem.fees.cell(.priorItems)]] : []))
    #expect(
      findings.allSatisfy { $0.rule.rawValue == "series.prior_items" && $0.severity == .warning })
  }

  /// Every cell of a rule in turn, blank or not found, on either side.
  @Test(arguments: [CellReading.absent, Sample.reading(nil), Sample.reading(nil, raw: "/")])
  func blankIsNotTakenForZero(_ blank: CellReading) {
    let cells: [(CellID, isEarlier: Bool)] = [
      (RequestRow.carriedOut.cell(.total), true), (RequestRow.carriedIn.cell(.total), false),
      (ProactiveItem.normativeDocuments.cell(.inForce), true),
      (ProactiveItem.normativeDocuments.cell(.inForce), false),
      (ProactiveItem.normativeDocuments.cell(.issued), false),
      (ProactiveItem.normativeDocuments.cell(.repealed), false),
    ]
    for (cell, isEarlier) in cells {
      var first = Self.normative(2022, (0, 0, 5))
      first[.carriedOut, .total] = 4
      var second = Self.normative(2023, (1, 1, 9))
      second[.carriedIn, .total] = 2
      let rules = Set(Self.findings(first, second)[1].map(\.rule.rawValue))
      #expect(rules == ["series.requests_carried", "series.documents_in_force"])
      if isEarlier { first.report.cells[cell] = blank } else { second.report.cells[cell] = blank }
      #expect(Self.findings(first, second)[1].count == 1, "\(cell)")
    }
  }

  @Test func onlyYearsThatFollowEachOtherAreCompared() {
    let early = Self.normative(2020, (0, 0, 5))
    let late = Self.normative(2022, (0, 0, 9))
    #expect(Self.findings(early, late) == [[], []])
    var undated = late
    undated.report.header.year = nil
    #expect(Self.findings(early, undated) == [[], []])
  }

  @Test func aYearWithTwoReportsOrARejectedOneIsNotCompared() {
    let first = Self.record(Self.normative(2022, (0, 0, 5)))
    let second = Self.record(Self.normative(2023, (0, 0, 9)))
    #expect(SeriesChecker().findings(in: [first, second]).map(\.count) == [0, 1])
    #expect(SeriesChecker().findings(in: [first, first, second]).map(\.count) == [0, 0, 0])
    #expect(SeriesChecker().findings(in: [first, second, second]).map(\.count) == [0, 0, 0])
    var rejected = first
    rejected.status = .rejected
    #expect(SeriesChecker().findings(in: [rejected, second]).map(\.count) == [0, 0])
    #expect(SeriesChecker().findings(in: [rejected, first, second]).map(\.count) == [0, 0, 1])
  }

  /// 2020 by the old form, 2021 by the new: section 2 has nothing in common, section 3 has.
  @Test func aChangeOfEditionComparesWhatBothHave() {
    var first = Sample(year: 2020, proactive: .edition2019, requests: .edition2019)
    first[ProactiveItem.licenses.cell(.priorItems)] = 5
    first.setNatural([.carriedOut: 1])
    let second = Self.normative(2021, (1, 0, 50))
    #expect(
      Set(Self.findings(first, second)[1].map(\.rule.rawValue)) == ["series.requests_carried"])
  }

  @Test func rulesAreDescribedOnce() {
    let ids = (ReportChecker.rules + SeriesChecker.rules).map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(SeriesChecker.rules.allSatisfy { !$0.formulaZh.isEmpty && !$0.sourceZh.isEmpty })
  }
}
