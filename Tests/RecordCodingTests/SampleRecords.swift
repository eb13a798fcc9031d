import PageModel
import ReportModel

/// Records that the tests write.
enum Sample {
  /// A complete report of the edition, every text and number of which asks something of a writer.
  static func report(_ edition: Edition = .edition2021) -> DocumentRecord {
    let form = StandardGrid.cells(proactive: edition, requests: edition)
    var cells: [CellID: CellReading] = [:]
    for (index, cell) in form.enumerated() {
      let left = 100 + Double(index)
      cells[cell.id] = CellReading(
        value: Double(index), raw: String(index), page: 4,
        box: Box(x0: left, y0: 412.04, x1: left + 40.06, y1: 428.449))
    }
    cells[form[0].id] = CellReading(
      value: nil, raw: "-", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4), confidence: 0.98765)
    cells[form[1].id] = CellReading(
      value: 22, raw: "22（其中修订\n16件）", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4))
    cells[form[2].id] = CellReading(
      value: -15, raw: "-15", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4))
    cells[form[9].id] = CellReading(
      value: 24252.311082, raw: "24,252.311082", page: 3, box: Box(x0: 1, y0: 2, x1: 3, y1: 4))
    let findings = [
      Finding(
        rule: RuleID("requests.balance"), severity: .error,
        message: "The columns do not add up: \"3153\"",
        messageZh: "收支不平衡", cells: [RequestRow.new.cell(.total), RequestRow.total.cell(.total)],
        expected: 3153, actual: 3152, page: 4, box: Box(x0: 1, y0: 2, x1: 3, y1: 4)),
      Finding(
        rule: RuleID("text.percentage"), severity: .warning, message: "33.9 %", messageZh: "百分比"),
    ]
    return DocumentRecord(
      status: .complete,
      source: DocumentSource(
        file: "淮安, \"2024\".pdf", sha256: String(repeating: "0a", count: 32), bytes: 412_842,
        pages: 6, producer: "WPS 文字", textSource: .digital),
      report: ReportHeader(
        title: "=HYPERLINK(\"http://example.org\",\"x\")", issuer: "淮安市人民政府", year: 2024,
        period: CalendarDate("2024-01-01").flatMap { from in
          CalendarDate("2024-12-31").map { Period(from: from, to: $0) }
        },
        issuedOn: nil, documentNumber: nil, edition: edition),
      sections: [
        ReportSection(
          number: 1, heading: "总体情况", printedNumeral: "一", page: 1,
          text: "第一段，\t制表\\反斜杠。\n第二段 \u{1F600}\u{01}"),
        ReportSection(number: 4, heading: "存在的主要问题", printedNumeral: nil, page: 5, text: ""),
      ],
      cells: cells, findings: findings)
  }

  /// A document that no report could be read from.
  static let rejected = DocumentRecord(
    status: .rejected, source: DocumentSource(file: "预算.pdf"),
    findings: [
      Finding(
        rule: RuleID("document.not_a_report"), severity: .error, message: "not a report",
        messageZh: "不是年度报告")
    ])
}
