import PageModel
import ReportModel
import Testing

@testable import ReportParsing

struct RecognizedTextTests {
  @Test(arguments: [
    ("2025年1月24有日", "2025年1月24日"), ("2025年1月24日夸", "2025年1月24日"),
    ("2024年1月1日起", "2024年1月1日起"), ("2025年1月24月", "2025年1月24日"), ("2025年]月24目", "2025年1月24日"),
    ("自2024年1月1日起，至2024年12月31明止。", "自2024年1月1日起，至2024年12月31日止。"),
    ("云川有具人民政府2024年报告", "云川县人民政府2024年报告"), ("云川具人民政府", "云川县人民政府"),
    ("店政字[2024]28号", "店政字〔2024〕28号"), ("云政发(2025]6号", "云政发〔2025〕6号"),
    ("11/22/24,8:11AM云川县2024年报告", "云川县2024年报告"), ("2025/1/9 上午9:30", ""),
    ("fil：//host/a/1.html 4/4", ""), ("网址：//", "网址：//"),
    ("http://a.gov.cn/x/下载", "http://a.gov.cn/x/下载"),
    (".2023年1月6日", "2023年1月6日"),
    ("2024年12月办结12件", "2024年12月办结12件"), ("（国办函〔2021〕30号）和工具", "（国办函〔2021〕30号）和工具"),
    ("具体情况见下表", "具体情况见下表"), ("2024年1月24", "2024年1月24"),
    ("二O〇二四年一月二十七日", "二〇二四年一月二十七日"), ("二@二五年度", "二〇二五年度"), ("二O〇二O〇年一月二日", "二〇二〇年一月二日"),
    ("二二%年一月四日", "二〇二〇年一月四日"), ("百分之二二%年", "百分之二二%年"), ("2021年1月15日全)", "2021年1月15日"),
    ("二o二一年一月十五日-全人人民政府专用瘟", "二〇二一年一月十五日"), ("2024年1月15日召开会议", "2024年1月15日召开会议"),
  ]) func mendsFixedPhrasesAlone(_ read: String, _ printed: String) {
    #expect(RecognizedText.mended(read) == printed)
  }

  @Test(arguments: [
    ("五、存在的主要间题及改迸情况", ["五、存在的主要问题及改进情况"]),
    ("王、存在的主要间题及改迸情况", ["五、存在的主要问题及改进情况"]),
    ("用得上。二、主动公开政府信息情况", ["用得上。", "二、主动公开政府信息情况"]),
    ("六、其他需要报告的事项", ["六、其他需要报告的事项"]), ("一、加强政府信息公开工作", ["一、加强政府信息公开工作"]),
  ]) func knowsMisreadHeadings(_ read: String, _ parts: [String]) {
    #expect(RecognizedHeadings.parts(of: read) == parts)
  }

  @Test func takesTheNameThatMostLinesRead() {
    func line(_ text: String, _ confidence: Double) -> TextLine {
      TextLine(
        page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1), text: text, fontSize: 12,
        confidence: confidence)
    }
    let lines = [
      line("海受县七里河镇人民政府2019年报告", 0.9), line("现公布海晏县七里河镇人民政府2019年报告。", 0.8),
      line("海晏县七里河镇人民政府", 0.8), line("海晏县人民政府", 0.7),
    ]
    let mended = RecognizedNames.mended(lines).map(\.text)
    #expect(mended[0] == "海晏县七里河镇人民政府2019年报告")
    #expect(mended.dropFirst() == lines.map(\.text).dropFirst())
    // What a digital text says is what is printed.
    let digital = lines.map { line($0.text, 1) }
    #expect(RecognizedNames.mended(digital) == digital)
  }

  @Test func namesUnreadableLabelsBetweenKnownOnes() {
    #expect(RecognizedOrder.filled([0, nil, 2], count: 5).map(\.name) == [1])
    // One label too many: which of the two is the form's is not certain.
    #expect(RecognizedOrder.filled([0, nil, nil, 2], count: 3).isEmpty)
    // At the end, and out of order.
    #expect(RecognizedOrder.filled([0, 1, nil, nil], count: 4).map(\.name) == [2, 3])
    #expect(RecognizedOrder.filled([0, 3, 2, 3], count: 4).map(\.name) == [1])
  }

  /// Section 3 with the labels of some rows unreadable, as figures of a picture with this confidence.
  private func table(confidence: Double) -> Table {
    let rows = RequestRow.rows(of: .edition2021)
    let place = CellFragment(page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1))
    var cells: [TableCell] = []
    for (number, applicant) in Applicant.allCases.enumerated() {
      let label = applicant.label.split(separator: "/").last.map(String.init) ?? ""
      cells.append(
        TableCell(
          row: 0, column: 1 + number, text: applicant == .research ? "口口" : label,
          fragments: [place], confidence: confidence))
    }
    for (number, row) in rows.enumerated() {
      let label = row.label.split(separator: "/").last.map(String.init) ?? ""
      let isUnreadable = [.otherLaw, .total].contains(row)
      cells.append(
        TableCell(
          row: 1 + number, column: 0, text: isUnreadable ? "工.局十" : label, fragments: [place],
          confidence: confidence))
      for column in Applicant.allCases.indices {
        cells.append(
          TableCell(
            row: 1 + number, column: 1 + column, text: "\(number)", fragments: [place],
            confidence: confidence))
      }
    }
    return Table(
      kind: .lattice, rowCount: rows.count + 1, columnCount: 8, cells: cells, fragments: [place])
  }

  @Test func namesRowsAndColumnsOfPicturesByTheirPlace() {
    let named = RecognizedOrder.named(table(confidence: 0.9))
    let labels = named.cells.filter { $0.column == 0 }.map(\.text)
    #expect(labels.map(Labels.requestRow) == RequestRow.rows(of: .edition2021).map { $0 })
    let header = named.cells.filter { $0.row == 0 }.map(\.text)
    #expect(header.map(Labels.applicant) == Applicant.allCases.map { $0 })
  }

  @Test func namesColumnsAboveTheRowsThatABreakLeaves() {
    var table = table(confidence: 0.9)
    table.rowCount = 3
    table.cells.removeAll { $0.row > 2 }
    let header = RecognizedOrder.named(table).cells.filter { $0.row == 0 }.map(\.text)
    #expect(header.map(Labels.applicant) == Applicant.allCases.map { $0 })
  }

  @Test func headerCellsOverTwoColumnsOfFiguresBecomeTwo() {
    var table = table(confidence: 0.9)
    // The line between the last two was not found, and the order of their words is by chance.
    table.cells.removeAll { $0.row == 0 && $0.column == 7 }
    for index in table.cells.indices where table.cells[index].row == 0 {
      if table.cells[index].column == 6 {
        table.cells[index].columnSpan = 2
        table.cells[index].text = "总计\n其他"
      }
    }
    let header = RecognizedOrder.named(table).cells.filter { $0.row == 0 }.map(\.text)
    #expect(header.map(Labels.applicant) == Applicant.allCases.map { $0 })
    // In another order nothing is certain.
    for index in table.cells.indices where table.cells[index].row == 0 {
      if table.cells[index].column == 2 { table.cells[index].text = "自然人" }
    }
    #expect(!RecognizedOrder.named(table).cells.contains { $0.row == 0 && $0.text == "总计" })
  }

  @Test(arguments: [
    ("4.529", 0.97, 4529.0), ("1.204.529", 0.5, 1_204_529), ("4.529", 1, 4.529),
    ("45.29", 0.5, 45.29),
  ])
  func pointsInCountsOfPicturesAreCommas(_ raw: String, _ confidence: Double, _ value: Double) {
    let id = RequestRow.new.cell(.total)
    let place = CellFragment(page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1))
    var cells = CellCollection()
    cells.take(
      TableCell(row: 0, column: 0, text: raw, fragments: [place], confidence: confidence), as: id)
    #expect(cells.readings[id]?.value == value)
    #expect(cells.readings[id]?.raw == raw)
    // A figure that is not as it was read is named, and in doubt.
    let isMended = confidence < 1 && value > 1000
    #expect(cells.findings.map(\.rule.rawValue) == (isMended ? ["reading.figure_mended"] : []))
    #expect(cells.readings[id]?.confidence == (isMended ? 0.5 : confidence))
  }

  @Test func takesDigitalLabelsAsPrinted() {
    let table = table(confidence: 1)
    #expect(RecognizedOrder.named(table) == table)
  }

  @Test func namesColumnsOfSection2ByTheirPlace() {
    func named(_ header: [String]) -> [String] {
      let place = CellFragment(page: 1, box: Box(x0: 0, y0: 0, x1: 1, y1: 1))
      let rows = [["信息内容"] + header, ["规章"] + header.map { _ in "0" }]
      let cells = rows.enumerated().flatMap { row, texts in
        texts.enumerated().map { column, text in
          TableCell(row: row, column: column, text: text, fragments: [place], confidence: 0.9)
        }
      }
      let table = Table(
        kind: .lattice, rowCount: 2, columnCount: header.count + 1, cells: cells, fragments: [place]
      )
      return RecognizedColumns.named(table).cells.filter { $0.row == 0 && $0.column > 0 }.map(
        \.text)
    }
    #expect(named(["口", "本年废止件数", "口口"]) == ["本年制发件数", "本年废止件数", "现行有效件数"])
    // Either edition, or another order: which columns these are is not certain.
    #expect(named(["口", "口", "口"]) == ["口", "口", "口"])
    #expect(named(["本年废止件数", "口", "口"]) == ["本年废止件数", "口", "口"])
  }
}
