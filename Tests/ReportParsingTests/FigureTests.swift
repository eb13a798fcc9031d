import PageModel
import ReportModel
import ReportParsing
import Testing

/// What a value cell says beside its digits.
@Suite struct FigureTests {
  private func reading(
    _ text: String, _ change: (inout TableCell) -> Void = { _ in }
  ) throws -> (cell: CellReading?, rules: [String]) {
    var form = SampleForm()
    form[.granted, .business] = text
    var document = form.document
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index], table.columnCount == 9 else {
        continue
      }
      let place = table.cells.firstIndex { $0.text == text }
      if let place { change(&table.cells[place]) }
      document.blocks[index] = .table(table)
    }
    let report = try #require(ReportParser().parse(document))
    let id = RequestRow.granted.cell(.business)
    return (report.cells[id], report.findings.filter { $0.cells == [id] }.map(\.rule.rawValue))
  }

  @Test(
    arguments: [
      ("165①", 165), ("165¹", 165), ("165²", 165), ("165⑴", 165), ("①165", 165), ("165 ①", 165),
      ("165\n①", 165), ("165①（其中修订16件）", 165), ("165⑫", 165), ("165₁", 165), ("165❶", 165),
      ("165件¹", 165), ("165※", 165), ("零", 0), ("〇", 0), ("零件", 0),
    ] as [(String, Double)])
  func aMarkIsNoDigit(text: String, value: Double) throws {
    let (cell, rules) = try reading(text)
    #expect(cell?.value == value)
    #expect(cell?.raw == text.split(separator: "\n").joined())
    #expect(rules == ["reading.note_in_cell"])
  }

  @Test(arguments: [
    "1①2", "16¹5", "①", "²", "1①\n5", "9999999999999999999999999", "1234567890123456.5",
  ])
  func whatCannotBeReadForSureIsNamed(text: String) throws {
    let (cell, rules) = try reading(text)
    #expect(cell?.value == nil)
    #expect(cell?.raw == text.split(separator: "\n").joined())
    #expect(rules == ["reading.cell_unreadable"])
  }

  @Test func textsOverEachOtherAreNotRead() throws {
    let (cell, rules) = try reading("49868") { $0.isOverprinted = true }
    #expect(cell?.value == nil && cell?.raw == "49868")
    #expect(rules == ["reading.cell_unreadable"])
  }

  @Test func aFigureThatALineCrossesOutIsNamed() throws {
    let (cell, rules) = try reading("165") { $0.isStruckOut = true }
    #expect(cell?.value == nil && cell?.raw == "165")
    #expect(rules == ["reading.cell_unreadable"])
  }

  @Test(arguments: [("减4", -4), ("增2", 2), ("减少12项", -12), ("增加3", 3)] as [(String, Double)])
  func aChangeInWords(text: String, value: Double) throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    let row = try #require(form.proactive.firstIndex { $0[0] == "行政许可" })
    form.proactive[row][2] = text
    let report = try #require(ReportParser().parse(form.document))
    #expect(report.cells[ProactiveItem.licenses.cell(.itemChange)]?.value == value)
    #expect(report.findings.map(\.rule.rawValue) == ["reading.note_in_cell"])
  }

  @Test(arguments: ["（七）总计¹", "（七）总计①", "⒈（七）总计"])
  func aMarkIsNoPartOfALabel(label: String) throws {
    var form = SampleForm()
    form.requests[form.requestsIndex(.total)][1] = label
    form.requests[0][8] = "总计①"
    form.requests[0][2] = "自然人²"
    let report = try #require(ReportParser().parse(form.document))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
  }
}
