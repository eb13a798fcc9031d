import PageModel
import ReportModel
import ReportParsing
import Testing

/// Grids whose tables go on without a header, and headers whose words share cells.
@Suite struct ContinuedGridTests: FormReading {
  /// The section-3 grid of which the last rows are a table of their own, with columns at other places.
  private func parted(_ form: SampleForm, at row: Int, moving columns: Range<Int>, by step: Int)
    throws -> ParsedReport
  {
    var document = form.document
    let place = try #require(
      document.blocks.firstIndex {
        if case .table(let table) = $0 { table.columnCount == 9 } else { false }
      })
    guard case .table(var upper) = document.blocks[place] else { return try parse(form) }
    var lower = upper
    upper.rowCount = row
    upper.cells.removeAll { $0.row >= row }
    lower.rowCount -= row
    lower.cells.removeAll { $0.row < row }
    for index in lower.cells.indices {
      lower.cells[index].row -= row
      lower.cells[index].fragments[0].page = 2
      guard columns.contains(lower.cells[index].column) else { continue }
      let width = lower.cells[index].fragments[0].box.width
      lower.cells[index].column += step
      lower.cells[index].fragments[0].box.x0 += width * Double(step)
      lower.cells[index].fragments[0].box.x1 += width * Double(step)
    }
    if step != 0 { lower.columnCount += step }
    document.blocks[place] = .table(upper)
    document.blocks.insert(.table(lower), at: place + 1)
    return try #require(ReportParser().parse(document))
  }

  @Test func aTableGoesOnWithoutItsHeader() throws {
    let form = SampleForm()
    let report = try parted(form, at: form.requestsIndex(.notHeld), moving: 0..<0, by: 0)
    #expect(lost(form, report).isEmpty)
  }

  /// As many figures as columns are not for these where they stand below others.
  @Test func figuresBelowOtherColumnsAreNotTakenInTheirOrder() throws {
    let form = SampleForm()
    let report = try parted(form, at: form.requestsIndex(.notHeld), moving: 2..<9, by: 1)
    for (id, figure) in form.expected {
      let value = report.cells[id]?.value
      #expect(value == nil || value == figure, "\(id)")
      if value == nil {
        #expect(report.findings.contains { $0.severity == .error && $0.cells.contains(id) })
      }
    }
  }

  @Test func aRowPrintedTwiceKeepsTheFirstAndNamesTheSecond() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.notHeld)
    var again = form.requests[index]
    again[2] = "77"
    form.requests.insert(again, at: index + 1)
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    #expect(
      report.findings.contains {
        $0.rule.rawValue == "reading.duplicate_cell"
          && $0.cells == [RequestRow.notHeld.cell(.naturalPerson)]
      })
  }

  @Test func blocksWhoseWordsShareACellFollowEachOther() throws {
    var form = SampleForm()
    for column in 5..<15 { form.disputes[0][column] = "行政诉讼 未经复议直接起诉 复议后起诉" }
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: [("其他结果", "其它结果"), ("其他结果", "其池结果"), ("尚未审结", "尚未审洁"), ("结果维持", "结果維持")])
  func anOutcomeWithAnotherCharacterIsKnown(label: String, printed: String) throws {
    var form = SampleForm()
    form.disputes[1] = form.disputes[1].map { $0 == label ? printed : $0 }
    #expect(form.disputes[1].contains(printed))
    #expect(lost(form, try parse(form)).isEmpty)
  }

  /// A table of offices, attached to the report, has the words of the rows over its columns.
  @Test func aTableWhoseColumnsHaveTheWordsOfRowsIsNoPartOfSection3() throws {
    let form = SampleForm()
    var document = form.document
    let words = ["单位", "新收", "结转", "予以公开", "不予公开", "无法提供", "总计"]
    let rows = [
      words, ["教育局", "20", "3", "5", "1", "0", "23"], ["民政局", "2", "0", "2", "0", "0", "2"],
    ]
    let cells = rows.enumerated().flatMap { row, texts in
      texts.enumerated().map { column, text in
        let box = Box(
          x0: 60 + 60 * Double(column), y0: 750 + 20 * Double(row), x1: 120 + 60 * Double(column),
          y1: 770 + 20 * Double(row))
        return TableCell(
          row: row, column: column, text: text, fragments: [CellFragment(page: 1, box: box)])
      }
    }
    document.blocks.append(
      .table(
        Table(
          kind: .lattice, rowCount: 3, columnCount: 7, cells: cells,
          fragments: [CellFragment(page: 1, box: Box(x0: 60, y0: 750, x1: 480, y1: 810))])))
    let report = try #require(ReportParser().parse(document))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(report.findings == [])
  }

  @Test func aSecondRowOfFiguresInSection4IsReported() throws {
    var form = SampleForm()
    form.disputes.append((0..<15).map { "9\($0 + 100)" })
    let report = try parse(form)
    #expect(lost(form, report).isEmpty)
    let messages = report.findings.map(\.message).joined()
    for figure in form.disputes[3] { #expect(messages.contains("“\(figure)”")) }
  }

  /// Where no rules part rows, what looks like two may be the halves of one figure.
  @Test func halvesOfAFigureWithoutRulesAreReported() throws {
    var form = SampleForm()
    form.disputes.append(form.disputes[2].enumerated().map { $0.offset == 4 ? $0.element : "" })
    var document = form.document
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index] else { continue }
      table.kind = .stream
      document.blocks[index] = .table(table)
    }
    let report = try #require(ReportParser().parse(document))
    let total = DisputeBlock.allCases[0].cell(.total)
    #expect(report.findings.contains { $0.severity == .error && $0.cells.contains(total) })
  }

  /// Without rules it is a guess how far words reach: in an order of their own they were misplaced.
  @Test func blocksInAnOrderOfTheirOwnAreNotTakenWithoutRules() throws {
    var form = SampleForm()
    let names = form.disputes[0]
    form.disputes[0] = Array(names[10...] + names[..<10])
    var document = form.document
    let total = DisputeBlock.litigationDirect.cell(.total)
    #expect(try #require(ReportParser().parse(document)).cells[total]?.value != nil)
    for index in document.blocks.indices {
      guard case .table(var table) = document.blocks[index] else { continue }
      table.kind = .stream
      document.blocks[index] = .table(table)
    }
    let report = try #require(ReportParser().parse(document))
    let ids = DisputeBlock.allCases.flatMap { block in DisputeOutcome.allCases.map(block.cell) }
    #expect(ids.allSatisfy { report.cells[$0]?.value == nil })
  }

  @Test func outcomesWhoseWordsABreakPartsKeepTheirNames() throws {
    var form = SampleForm()
    let cut = form.disputes[1].map { ($0.prefix($0.count / 2), $0.suffix($0.count - $0.count / 2)) }
    form.disputes[1] = cut.map { String($0.0) }
    form.disputes.insert(cut.map { String($0.1) }, at: 2)
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: ["‑", "‐", "−", "–", "－"])
  func anyDashBeforeDigitsIsAMinus(dash: String) throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    let id = ProactiveItem.penalties.cell(.itemChange)
    let row = try #require(
      form.proactive.firstIndex { $0[0] == ProactiveItem.penalties.label(in: .edition2019) })
    form.proactive[row][2] = dash + "57"
    #expect(try parse(form).cells[id]?.value == -57)
  }

  @Test func aHeaderCellWithTheWordsOfTwoColumnsNamesNeither() throws {
    var form = SampleForm()
    form.requests[0][6] = "法律服务机构\n其他"
    let report = try parse(form)
    #expect(report.cells[RequestRow.granted.cell(.legalService)]?.value == nil)
    #expect(
      report.findings.contains {
        $0.severity == .error && $0.cells.contains(RequestRow.granted.cell(.legalService))
      })
  }

  @Test func aLabelGoesOnBelowAHeaderPrintedAgain() throws {
    var form = SampleForm()
    let index = form.requestsIndex(.otherNotCorrected)
    let label = form.requests[index][1]
    form.requests[index][1] = String(label.prefix(8))
    form.requests.insert(form.requests[0], at: index + 1)
    let rest = ["", String(label.dropFirst(8))] + [String](repeating: "", count: 7)
    form.requests.insert(rest, at: index + 2)
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test(arguments: ["本年新⏎制作数量", "制作数量", "本年新制作"])
  func aHeaderOfWhichALineIsCutOff(label: String) throws {
    var form = SampleForm(proactive: .edition2019, requests: .edition2019)
    form.proactive[0][1] = label.replacing("⏎", with: "\n")
    #expect(lost(form, try parse(form)).isEmpty)
  }

  @Test func theWordsOfOneColumnWrapAboveTheOthers() throws {
    var form = SampleForm()
    let upper = ["", "", "", "现行有效件数（历史累"]
    form.proactive[0][3] = "计）"
    form.proactive.insert(upper, at: 0)
    #expect(lost(form, try parse(form)).isEmpty)
  }
}
