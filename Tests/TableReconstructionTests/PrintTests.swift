import PageModel
import TableReconstruction
import Testing

/// What stands in a cell beside and over its text.
@Suite struct PrintTests {
  private func cells(_ write: (inout PageBuilder) -> Void) -> [TableCell] {
    var builder = PageBuilder()
    builder.grid(
      x: [60, 200, 320, 440], y: [100, 130, 160], [["名称", "", "2"], ["项目", "3", "4"]])
    write(&builder)
    let document = TableReconstructor().layout(of: PagedDocument(pages: [builder.page]))
    return document.tables.first?.cells ?? []
  }

  /// Twice as large as the table's print, a figure reaches out of its cell; so does a watermark of words, which
  /// runs on over several. Digits that do may be the figures of a row.
  @Test(arguments: [("315", 205.0, true), ("202420242024", 130, true), ("工作用章工作用章", 130, false)])
  func aFigureThatIsTooLargeForItsCellIsInDoubt(text: String, x: Double, isDoubtful: Bool) throws {
    let cells = cells { page in
      for row in [105.0, 135] { page.write("其他的说明文字", x: 64, y: row) }
      page.write(text, x: x, y: 92, size: 34)
    }
    try #require(cells.count == 6)
    #expect(cells[1].text == "")
    #expect(cells[1].isOverprinted == isDoubtful)
  }

  @Test func figuresOfARowThatAreTooLargeAreInDoubt() throws {
    let cells = cells { page in
      for row in [105.0, 135] { page.write("其他的说明文字", x: 64, y: row) }
      page.write("3415", x: 115, y: 92, size: 34)
      page.write("3715", x: 196, y: 92, size: 34)
      page.write("3835", x: 277, y: 92, size: 34)
    }
    try #require(cells.count == 6)
    #expect(cells[1].isOverprinted && cells[2].isOverprinted)
  }

  @Test func aWatermarkOverTheTitleIsNoneOfIt() throws {
    var builder = PageBuilder()
    builder.write("青溪镇2022年报告", x: 150, y: 100, size: 18)
    builder.write("2024", x: 170, y: 92, size: 36)
    builder.write("一", x: 150, y: 160, size: 30)
    builder.write("第一段正文", x: 100, y: 220, size: 12)
    let document = TableReconstructor().layout(of: PagedDocument(pages: [builder.page]))
    let lines = document.blocks.compactMap { block in
      if case .line(let line) = block { line.text } else { nil }
    }
    #expect(lines == ["青溪镇2022年报告", "一", "第一段正文"])
  }

  /// Lines through figures, of the height of their middle; and below them, or through words.
  @Test(arguments: [
    (110.0, 218.0, 237.0, true), (111.5, 220, 235, true), (114, 218, 237, false),
    (110, 60, 440, false),
    (110, 70, 90, false),
  ])
  func figuresThatALineCrossesOut(y: Double, x0: Double, x1: Double, isStruck: Bool) throws {
    let cells = cells { page in
      page.write("165", x: 220, y: 105)
      page.horizontal(y, from: x0, to: x1)
    }
    #expect(cells.contains(where: \.isStruckOut) == isStruck)
    if isStruck {
      try #require(cells.count == 6)
      #expect(cells[1].isStruckOut)
    }
  }

  /// A mark of 5 to 7 pt beside figures of 10 pt, higher or lower by what programs set.
  @Test(arguments: [
    (5.0, 104.0, "165¹"), (5.8, 103, "165¹"), (6.5, 104, "165¹"), (7, 105, "165¹"),
    (5, 100.5, "165¹"), (5, 102, "165¹"),
    (6, 112, "165₁"),
  ])
  func aRaisedDigitIsAMark(size: Double, top: Double, text: String) throws {
    let cells = cells { page in
      page.write("165", x: 220, y: 105)
      page.write("1", x: 235, y: top, size: size)
    }
    try #require(cells.count == 6)
    #expect(cells[1].text == text)
  }

  @Test func aMarkOfTwoDigitsAndOneOfALabel() throws {
    let cells = cells { page in
      page.write("165", x: 220, y: 105)
      page.write("12", x: 235, y: 103.5, size: 5.5)
      page.write("3", x: 84, y: 103.5, size: 5.5)
    }
    try #require(cells.count == 6)
    #expect(cells[1].text == "165¹²")
    #expect(cells[0].text == "名称³")
  }

  /// Small print on a line of its own is none.
  @Test func aLineBelowAFigureIsNoMark() throws {
    let cells = cells { page in
      page.write("165", x: 220, y: 102, size: 10)
      page.write("22", x: 220, y: 116, size: 7)
    }
    try #require(cells.count == 6)
    #expect(cells[1].text == "165\n22")
  }

  @Test(arguments: [(225.0, 105.0), (222, 104), (231.5, 108), (218, 105)])
  func figuresOverEachOtherAreSaidToBe(x: Double, y: Double) throws {
    let cells = cells { page in
      page.write("496", x: 220, y: 105)
      page.write("868", x: x, y: y)
    }
    try #require(cells.count == 6)
    #expect(cells.map(\.isOverprinted) == [false, true, false, false, false, false])
  }

  @Test func tightLinesAreNotOverEachOther() throws {
    let cells = cells { page in
      page.write("165", x: 220, y: 104)
      page.write("(30)", x: 217, y: 112)
    }
    #expect(cells.allSatisfy { !$0.isOverprinted })
    #expect(cells.contains { $0.text == "165\n(30)" })
  }
}

/// What lies over a table or around it, and is none of it.
@Suite struct ForeignPrintTests {
  private let rows = [["信息内容", "本年数量", "上年数量"], ["规章", "12", "0"], ["决定", "7", "165"]]

  private func table(_ draw: (inout PageBuilder) -> Void) -> Table? {
    var builder = PageBuilder()
    builder.grid(x: [60, 200, 320, 440], y: [100, 130, 160, 190], rows)
    draw(&builder)
    let tables = TableReconstructor().layout(of: PagedDocument(pages: [builder.page])).tables
    return tables.count == 1 ? tables[0] : nil
  }

  @Test(arguments: [(100.0, 95.0), (180, 120), (230, 110)])
  func aLevelWatermark(x: Double, y: Double) {
    #expect(table { $0.write("内部资料", x: x, y: y, size: 60) }?.texts == rows)
    #expect(table { $0.write("内 部 资 料", x: x, y: y, size: 40) }?.texts == rows)
  }

  @Test(arguments: [(150.0, 108.0), (170, 102)])
  func lettersOfASealOfTheSizeOfTheTable(x: Double, y: Double) {
    #expect(table { $0.write("某某县政务公开专用章章", x: x, y: y, size: 12) }?.texts == rows)
  }

  /// A number of a seal may be the cell's: the cells that it crosses are not sure.
  @Test func aNumberOverCellsIsDoubtful() throws {
    let table = try #require(
      table { $0.write("3209810012345678901234567890", x: 190, y: 137, size: 10) })
    #expect(table.texts == rows)
    #expect(table.cells.filter { $0.row == 1 && $0.column > 0 }.allSatisfy { $0.isOverprinted })
    #expect(table.cells.filter { $0.row != 1 }.allSatisfy { !$0.isOverprinted })
  }

  /// Text that is too wide for its cell lies over nothing.
  @Test func aLabelThatIsTooWideIsTheTables() {
    let table = table { $0.write("的名称以及其他各项说", x: 100, y: 105) }
    #expect(table?.texts[0][0] == "信息内容的名称以及其他各项说")
  }

  @Test func linesAroundThePageAreNoTable() {
    let table = table { page in
      for x in [20.0, 45, 575] { page.vertical(x, from: 20, to: 822) }
      for y in [20.0, 60, 822] { page.horizontal(y, from: 20, to: 575) }
      page.write("某某县人民政府", x: 240, y: 35)
    }
    #expect(table?.texts == rows)
  }
}

/// Tables whose second part begins with rows of the first one.
@Suite struct RepeatedHeaderTests {
  private func table(_ upper: [[String]], _ lower: [[String]]) throws -> Table {
    let columns: [Double] = [60, 200, 320, 440]
    let pages = [(1, upper, 770 - 20 * Double(upper.count)), (2, lower, 72)].map {
      number, rows, top in
      var builder = PageBuilder(number: number)
      builder.grid(x: columns, y: (0...rows.count).map { top + 20 * Double($0) }, rows)
      return builder.page
    }
    let tables = TableReconstructor().layout(of: PagedDocument(pages: pages)).tables
    try #require(tables.count == 1)
    return tables[0]
  }

  private let header = ["信息内容", "本年制发件数", "本年废止件数"]

  @Test func rowsWithTheSameFiguresAreKept() throws {
    let rows = [["规章及规范性文件", "0", "0"], ["行政许可决定", "0", "0"]]
    let table = try table([header] + rows, [header] + rows + [["行政处罚决定", "5", "0"]])
    #expect(table.texts == [header] + rows + rows + [["行政处罚决定", "5", "0"]])
  }

  @Test func blankRowsOfTheSameNameAreKept() throws {
    let rows = [["规章及规范性文件", "", ""], ["行政许可决定", "", ""]]
    let table = try table([header] + rows, [header] + rows + [["行政处罚决定", "5", "0"]])
    #expect(table.rowCount == 6)
  }

  @Test func rowsWithoutAHeaderAreKept() throws {
    let rows = [["规章及规范性文件", "0", "0"], ["行政许可决定", "0", "0"]]
    #expect(try table(rows, rows).texts == rows + rows)
  }

  @Test func aHeaderOfTwoRowsIsLeftOut() throws {
    let second = ["（单位）", "（件）", "（件）"]
    let table = try table(
      [header, second, ["甲地机关", "1", "2"]], [header, second, ["乙地机关", "1", "2"]])
    #expect(table.texts == [header, second, ["甲地机关", "1", "2"], ["乙地机关", "1", "2"]])
  }
}
