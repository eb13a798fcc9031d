import PageModel
import TableReconstruction
import Testing

/// Tables without ruling lines, or with few, found by where their text stands.
@Suite struct StreamTableTests {
  private func tables(_ pages: [PageBuilder]) -> [Table] {
    TableReconstructor().layout(of: PagedDocument(pages: pages.map(\.page))).tables
  }

  /// Writes text with its middle at `x`.
  private func centre(_ text: String, at x: Double, y: Double, in page: inout PageBuilder) {
    let width = text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 5.0 : 10) }
    page.write(text, x: x - width / 2, y: y)
  }

  private func row(_ label: String, _ figures: [String], y: Double, in page: inout PageBuilder) {
    page.write(label, x: 60, y: y)
    for (index, figure) in figures.enumerated() {
      centre(figure, at: 260 + 90 * Double(index), y: y, in: &page)
    }
  }

  @Test func aRowThatABreakLeavesBelongsToTheTable() throws {
    var first = PageBuilder()
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 700, in: &first)
    row("规章", ["1", "2", "3"], y: 720, in: &first)
    row("规范性文件", ["4", "5", "6"], y: 740, in: &first)
    var second = PageBuilder(number: 2)
    row("其他文件", ["7", "8", "9"], y: 70, in: &second)
    second.write("本机关将继续做好各项公开工作，不断提高工作水平，保障公众知情。", x: 60, y: 120)
    let tables = tables([first, second])
    try #require(tables.count == 1)
    #expect(tables[0].texts.last == ["其他文件", "7", "8", "9"])
    #expect(tables[0].cells.last?.fragments.map(\.page) == [2])
  }

  @Test(arguments: [0, 2.9, 3.5]) func figuresOfARowMayStandALittleAboveEachOther(shift: Double)
    throws
  {
    var page = PageBuilder()
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 100, in: &page)
    row("规章文件", ["1", "2", "3"], y: 120, in: &page)
    page.write("规范文件", x: 60, y: 140)
    centre("14", at: 260, y: 140 - shift, in: &page)
    centre("6", at: 350, y: 140, in: &page)
    centre("12", at: 440, y: 140 - shift, in: &page)
    row("许可事项", ["7", "8", "9"], y: 160, in: &page)
    let table = try #require(tables([page]).first)
    #expect(
      table.texts.dropFirst() == [
        ["规章文件", "1", "2", "3"], ["规范文件", "14", "6", "12"], ["许可事项", "7", "8", "9"],
      ])
  }

  @Test func aDashLeftOfTheLabelsIsNoColumnOfNumbers() throws {
    var page = PageBuilder()
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 100, in: &page)
    for (index, label) in ["规章文件", "规范文件", "许可事项", "处罚事项", "强制事项"].enumerated() {
      row(label, ["1", "2", "3"], y: 120 + 30 * Double(index), in: &page)
    }
    page.write("-", x: 40, y: 165)
    let table = try #require(tables([page]).first)
    // Nor a row of its own.
    #expect(
      table.texts.dropFirst().map { $0.dropFirst() } == Array(repeating: ["1", "2", "3"], count: 5))
  }

  @Test func wordsInTheMiddleOfTheTableAreARowOfTheirOwn() throws {
    var page = PageBuilder()
    centre("第一部分的名称", at: 297, y: 100, in: &page)
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 120, in: &page)
    row("规章", ["1", "2", "3"], y: 140, in: &page)
    centre("第二部分的名称", at: 297, y: 160, in: &page)
    page.write("事项名称", x: 60, y: 180)
    centre("本年处理决定数量", at: 350, y: 180, in: &page)
    page.write("许可", x: 60, y: 200)
    centre("4", at: 350, y: 200, in: &page)
    let table = try #require(tables([page]).first)
    let bands = table.cells.filter { $0.text.hasSuffix("部分的名称") }
    #expect(bands.map(\.columnSpan) == [table.columnCount, table.columnCount])
    let figure = try #require(table.cells.first { $0.text == "4" })
    let header = try #require(table.cells.first { $0.text == "本年处理决定数量" })
    #expect(figure.columns == header.columns)
  }

  @Test func aHeaderPrintedAgainAboveAnotherOneNamesNoColumnOfThat() throws {
    var page = PageBuilder()
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 100, in: &page)
    row("事项名称", ["上年数量", "本年增减", "决定数量"], y: 120, in: &page)
    row("许可", ["1", "2", "3"], y: 140, in: &page)
    row("处罚", ["4", "5", "6"], y: 160, in: &page)
    let table = try #require(tables([page]).first)
    #expect(table.texts[1] == ["事项名称", "上年数量", "本年增减", "决定数量"])
  }

  @Test func aLabelBesideALineOfAWrappedOneIsInAColumnOfItsOwn() throws {
    var page = PageBuilder()
    row("事项名称", ["自然人", "企业", "总计"], y: 100, in: &page)
    for (index, lines) in [["甲类事项的名称"], ["乙类事项的名", "称"], ["丙类事项的名称"]].enumerated() {
      let y = 130 + 30 * Double(index)
      for (line, text) in lines.enumerated() {
        page.write(text, x: 120, y: y + 12 * Double(line) - 6 * Double(lines.count - 1))
      }
      for (column, x) in [260.0, 350, 440].enumerated() {
        centre("\(index)\(column)", at: x, y: y, in: &page)
      }
    }
    page.write("一类", x: 70, y: 160)
    page.write("全部事项的合计", x: 60, y: 220)
    for x in [260.0, 350, 440] { centre("9", at: x, y: 220, in: &page) }
    let table = try #require(tables([page]).first)
    let label = try #require(table.cells.first { $0.text.hasPrefix("乙类") })
    #expect(label.text == "乙类事项的名\n称")
    let row = table.cells.filter { $0.row == label.row && $0.column > label.column }
    #expect(row.map(\.text) == ["10", "11", "12"])
  }

  @Test func rowsSetOtherwiseShareTheColumns() throws {
    var page = PageBuilder()
    row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 100, in: &page)
    row("规章", ["1", "2", "3"], y: 120, in: &page)
    page.write("规范性文件", x: 60, y: 140)
    for (index, figure) in ["4", "5", "6"].enumerated() {
      page.write(figure, x: 225 + 90 * Double(index), y: 140)
    }
    let table = try #require(tables([page]).first)
    #expect(table.columnCount == 4)
    #expect(table.texts.last == ["规范性文件", "4", "5", "6"])
  }

  @Test func wordsThatFillTheirCellsNameTheColumnsBelowThem() throws {
    var page = PageBuilder()
    let places = [240.0, 275, 310, 345]
    // Each cell is as wide as the words in it; only their lower lines stand apart.
    page.write("自然人", x: 195, y: 106)
    for (index, text) in ["企业的", "科研的", "社会的", "法律的"].enumerated() {
      page.write(text, x: places[index], y: 100)
    }
    for (index, text) in ["商业", "机构", "组织", "服务"].enumerated() {
      page.write(text, x: places[index], y: 112)
    }
    for (index, y) in [140.0, 160, 180].enumerated() {
      page.write("事项\(index)", x: 60, y: y)
      for (column, x) in ([195] + places).enumerated() {
        page.write("\(index)\(column)", x: x + 5, y: y)
      }
    }
    let table = try #require(tables([page]).first)
    let header = table.cells.filter { $0.row < 2 }.map(\.text).joined(separator: " ")
    for words in ["企业的\n商业", "科研的\n机构", "社会的\n组织", "法律的\n服务"] {
      #expect(header.contains(words))
    }
  }

  @Test func aRunningHeadIsNoPartOfTheTableBelowIt() throws {
    let pages = (1...3).map { number in
      var page = PageBuilder(number: number)
      page.write("政府信息公开工作年度报告", x: 240, y: 50)
      if number == 2 {
        row("事项名称", ["制发件数", "废止件数", "现行件数"], y: 66, in: &page)
        row("规章", ["1", "2", "3"], y: 86, in: &page)
        row("规范性文件", ["4", "5", "6"], y: 106, in: &page)
      } else {
        page.write("本机关按照要求做好各项公开工作，不断提高工作水平，保障公众知情。", x: 60, y: 100)
      }
      return page
    }
    let document = TableReconstructor().layout(of: PagedDocument(pages: pages.map(\.page)))
    let table = try #require(document.tables.first)
    #expect(table.texts.first == ["事项名称", "制发件数", "废止件数", "现行件数"])
    #expect(document.marginalia.count(where: { $0.text == "政府信息公开工作年度报告" }) == 3)
  }

  @Test func columnsOfOneTableAreNoTwoPages() throws {
    var page = PageBuilder(width: 842, height: 595)
    let places = (0..<6).map { 300 + 90 * Double($0) }
    for (index, x) in places.enumerated() { centre("列目\(index)", at: x, y: 100, in: &page) }
    for (row, y) in [120.0, 140, 160].enumerated() {
      page.write("事项名称\(row)", x: 60, y: y)
      for (column, x) in places.enumerated() { centre("\(row)\(column)", at: x, y: y, in: &page) }
    }
    let table = try #require(tables([page]).first)
    #expect(table.texts.last == ["事项名称2", "20", "21", "22", "23", "24", "25"])
  }
}
