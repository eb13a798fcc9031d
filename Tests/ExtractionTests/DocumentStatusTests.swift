import PageModel
import ReportModel
import Testing

@testable import Extraction

@Suite struct DocumentStatusTests {
  private static let cell = RequestRow.new.cell(.total)

  /// A report of one cell.
  private static func report(_ reading: CellReading?) -> ParsedReport {
    ParsedReport(
      header: ReportHeader(), sections: [], cells: reading.map { [cell: $0] } ?? [:],
      proactiveEdition: nil, requestsEdition: .edition2021, hasDisputes: false)
  }

  private static func finding(
    _ rule: String, _ severity: Severity = .error, cells: [CellID] = [cell]
  ) -> Finding {
    Finding(rule: RuleID(rule), severity: severity, message: "", messageZh: "", cells: cells)
  }

  private static let blank = CellReading(
    value: nil, raw: "", page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1))

  @Test func aReportIsCompleteWhenEveryCellWasFoundThoughBlank() {
    #expect(DocumentStatus(of: Self.report(Self.blank), []) == .complete)
    #expect(DocumentStatus(of: Self.report(.absent), []) == .partial)
    #expect(DocumentStatus(of: Self.report(nil), []) == .partial)
  }

  @Test func onlyErrorsOfReadingThatTouchCellsMakeItPartial() {
    let report = Self.report(Self.blank)
    #expect(DocumentStatus(of: report, [Self.finding("reading.unmapped")]) == .partial)
    #expect(DocumentStatus(of: report, [Self.finding("reading.unmapped", .warning)]) == .complete)
    #expect(DocumentStatus(of: report, [Self.finding("reading.damage", cells: [])]) == .complete)
    #expect(DocumentStatus(of: report, [Self.finding("requests.balance")]) == .complete)
    // A figure may stand where the page was cut off.
    for rule in ["reading.too_many_characters", "reading.too_many_rules"] {
      #expect(DocumentStatus(of: report, [Self.finding(rule, cells: [])]) == .partial)
    }
  }
}
