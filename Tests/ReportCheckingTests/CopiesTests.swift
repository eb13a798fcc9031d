import PageModel
import ReportModel
import Testing

@testable import ReportChecking

/// The PDF, the page and the Word document of one report.
@Suite struct CopiesTests {
  private static func record(_ sample: Sample, _ file: String, pages: Int? = nil) -> DocumentRecord
  {
    var header = sample.report.header
    header.issuer = "云川县人民政府"
    return DocumentRecord(
      status: .complete, source: DocumentSource(file: file, pages: pages), report: header,
      sections: sample.report.sections, cells: sample.report.cells)
  }

  private static func sample(granted: Double, carriedIn: Double = 0) -> Sample {
    var sample = Sample(year: 2023)
    sample[.granted, .naturalPerson] = granted
    sample[.carriedIn, .naturalPerson] = carriedIn
    return sample
  }

  @Test func equalCopiesGiveNothing() {
    let pdf = Self.record(Self.sample(granted: 3), "a.pdf", pages: 4)
    let page = Self.record(Self.sample(granted: 3), "a.html")
    #expect(CopiesChecker().findings(about: pdf, against: [page]) == [])
    #expect(CopiesChecker().findings(about: page, against: [pdf]) == [])
  }

  @Test func copiesThatDifferAreNamedWithCellsAndBothFigures() throws {
    let pdf = Self.record(Self.sample(granted: 3, carriedIn: 1), "a.pdf", pages: 4)
    let page = Self.record(Self.sample(granted: 5, carriedIn: 1), "a.html")
    let findings = CopiesChecker().findings(about: pdf, against: [page])
    let finding = try #require(findings.first)
    let cell = RequestRow.granted.cell(.naturalPerson)
    #expect(findings.count == 1 && finding.rule == .copiesDiffer)
    #expect(finding.cells == [cell])
    #expect(finding.actual == 3 && finding.expected == 5)
    #expect(finding.message.contains("\(cell): “3” / “5”") && finding.message.contains("a.html"))
    #expect(finding.messageZh.contains("\(cell): “3” / “5”"))
    #expect(finding.page != nil)
    let other = try #require(CopiesChecker().findings(about: page, against: [pdf]).first)
    #expect(other.actual == 5 && other.expected == 3)
  }

  @Test func blanksSayWhatZerosSay() {
    let pdf = Self.record(Self.sample(granted: 3), "a.pdf", pages: 4)
    var page = Self.record(Self.sample(granted: 3), "a.html")
    for (id, cell) in page.cells where cell.value == 0 {
      page.cells[id]?.value = nil
      page.cells[id]?.raw = ""
    }
    #expect(CopiesChecker().findings(about: pdf, against: [page]) == [])
  }

  @Test func correctionsOfOneFormAndReportsOnOtherYearsAreNoCopies() {
    let pdf = Self.record(Self.sample(granted: 3), "a.pdf", pages: 4)
    let corrected = Self.record(Self.sample(granted: 4), "b.pdf", pages: 4)
    var earlier = Self.record(Self.sample(granted: 4), "a.html")
    earlier.report.year = 2022
    var lost = Self.record(Self.sample(granted: 4), "a.docx")
    lost.status = .rejected
    #expect(CopiesChecker().findings(about: pdf, against: [corrected, earlier, lost]) == [])
  }

  @Test func ofEachFormTheNewestIsCompared() {
    let pdf = Self.record(Self.sample(granted: 3), "a.pdf", pages: 4)
    let others = [
      Self.record(Self.sample(granted: 3), "new.html"),
      Self.record(Self.sample(granted: 4), "old.html"),
      Self.record(Self.sample(granted: 6), "a.docx"),
    ]
    let findings = CopiesChecker().findings(about: pdf, against: others)
    #expect(findings.map(\.expected) == [6])
  }
}
