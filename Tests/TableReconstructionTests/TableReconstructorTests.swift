import Foundation
import PageModel
import TableReconstruction
import Testing

@Suite struct TableReconstructorTests {
  private let columns: [Double] = [60, 200, 320, 440]

  private func layout(_ pages: [Page]) -> LaidOutDocument {
    TableReconstructor().layout(of: PagedDocument(pages: pages))
  }

  /// A table of four rows cut after the second; what stands at the break is up to the caller.
  private func broken(
    _ upper: [[String]], _ lower: [[String]], isOpen: Bool = false,
    _ change: (inout PageBuilder, inout PageBuilder) -> Void = { _, _ in }
  ) -> LaidOutDocument {
    var first = PageBuilder(number: 1)
    var second = PageBuilder(number: 2)
    first.grid(
      x: columns, y: (0...upper.count).map { 770 - 20 * Double(upper.count - $0) }, upper,
      isOpenBelow: isOpen)
    second.grid(
      x: columns, y: (0...lower.count).map { 72 + 20 * Double($0) }, lower, isOpenAbove: isOpen)
    change(&first, &second)
    return layout([first.page, second.page])
  }

  @Test func everyCellHasItsTextAndBox() throws {
    var builder = PageBuilder()
    builder.grid(x: columns, y: [100, 120, 140], [["名称", "1", "2"], ["项目", "", "30"]])
    let tables = layout([builder.page]).tables
    try #require(tables.count == 1)
    #expect(tables[0].texts == [["名称", "1", "2"], ["项目", "", "30"]])
    let last = try #require(tables[0].cells.last?.fragments.first)
    #expect(last.page == 1)
    #expect(abs(last.box.x0 - 320) < 1 && abs(last.box.y0 - 120) < 1)
    #expect(abs(last.box.x1 - 440) < 1 && abs(last.box.y1 - 140) < 1)
  }

  @Test func cellsSpanRowsAndColumns() throws {
    var builder = PageBuilder()
    for y in [100.0, 160] { builder.horizontal(y, from: 60, to: 440) }
    builder.horizontal(120, from: 200, to: 440)
    builder.horizontal(140, from: 200, to: 440)
    for x in [60.0, 200, 440] { builder.vertical(x, from: 100, to: 160) }
    builder.vertical(320, from: 120, to: 160)
    for (text, x, y) in [
      ("合并", 70.0, 125.0), ("表头", 300, 105), ("1", 210, 125), ("2", 330, 125), ("3", 210, 145),
      ("4", 330, 145),
    ] {
      builder.write(text, x: x, y: y)
    }
    let table = try #require(layout([builder.page]).tables.first)
    #expect(table.rowCount == 3 && table.columnCount == 3)
    #expect(table.cells.map(\.text) == ["合并", "表头", "1", "2", "3", "4"])
    #expect(table.cells.map(\.rowSpan) == [3, 1, 1, 1, 1, 1])
    #expect(table.cells.map(\.columnSpan) == [1, 2, 1, 1, 1, 1])
  }

  @Test(arguments: [false, true])
  func aTableGoesOnOverTheBreak(isOpen: Bool) throws {
    let document = broken(
      [["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5", "6"], ["丁", "7", "8"]], isOpen: isOpen)
    try #require(document.tables.count == 1)
    #expect(
      document.tables[0].texts == [
        ["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"], ["丁", "7", "8"],
      ])
    #expect(document.tables[0].fragments.map(\.page) == [1, 2])
  }

  @Test func pageNumbersAreNoPartOfTheTable() throws {
    let document = broken([["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5", "6"]]) { first, second in
      first.write("- 1 -", x: 285, y: 800)
      second.write("- 2 -", x: 285, y: 800)
    }
    try #require(document.tables.count == 1)
    #expect(document.tables[0].rowCount == 3)
    #expect(document.marginalia.count == 2)
    #expect(document.blocks.count == 1)
  }

  /// Lines that part all cells win, whatever stands in them: thousands with spaces, or a note in one cell of a
  /// grid with few figures.
  @Test(arguments: [["45 235", "27 638"], ["2\n（含8件）", ""]]) func linesWin(texts: [String]) throws {
    var builder = PageBuilder()
    let x = [90.0, 190, 290, 390, 490]
    builder.grid(
      x: x, y: [100, 150, 200, 250],
      [["信息内容", "上一年", "本年增减", "决定数量"], ["行政许可"], ["其他服务"]])
    for (row, y) in [150.0, 200].enumerated() {
      for (line, text) in texts[row].split(separator: "\n").enumerated() {
        builder.write(String(text), x: 200, y: y + 14 * Double(line) + 2)
      }
      builder.write("37 189", x: 300, y: y + 38)
    }
    let tables = layout([builder.page]).tables
    let table = try #require(tables.first)
    #expect(tables.count == 1 && table.kind == .lattice && table.cells.count == 12)
  }

  /// The issuer's name heads the title and stands below the report, on the last page at the same height.
  @Test func theIssuerAtOneHeightIsNoRunningHead() {
    let pages = [1, 2, 3].map { number in
      var builder = PageBuilder(number: number)
      if number != 2 { builder.write("临江市教育局", x: number == 1 ? 260 : 380, y: 74, size: 16) }
      builder.write("第\(number)页其余的文字各不相同，也没有别的名称。", x: 90, y: 126, size: 14)
      return builder.page
    }
    #expect(layout(pages).marginalia.isEmpty)
  }

  /// A sentence that stands first on two pages is no running head; a title that does is one.
  @Test(arguments: [
    ("进一步完善信息发布审校制度，落实专人读网机制，对错别字、敏感", false), ("青山县人民政府信息公开工作年度报告", true),
  ])
  func whatRepeatsAtTheTop(text: String, isHead: Bool) {
    let pages = [1, 2].map { number in
      var builder = PageBuilder(number: number)
      builder.write(text, x: 90, y: 74, size: 14)
      builder.write("词和个人隐私信息开展常态化筛查，确保发布内容准确表述规范。", x: 90, y: 100, size: 14)
      builder.write("第\(number)页其余的文字各不相同。", x: 90, y: 126, size: 14)
      return builder.page
    }
    let document = layout(pages)
    #expect(document.blocks.count == (isHead ? 4 : 6))
    #expect(document.marginalia.map(\.text) == (isHead ? [text, text] : []))
  }

  @Test(arguments: [(24.0, 1), (-24, 1), (90, 2)])
  func aTableGoesOnWhereThePageLiesBesideItsPlace(shift: Double, tables: Int) throws {
    let xs: [Double] = [60, 160, 230, 300, 370, 440]
    var first = PageBuilder(number: 1)
    first.grid(
      x: xs, y: [700, 720, 740], [["甲", "1", "2", "3", "4"], ["乙", "5", "6", "7", "8"]])
    var second = PageBuilder(number: 2)
    second.grid(
      x: xs.map { $0 + shift }, y: [60, 80, 100],
      [["丙", "9", "10", "11", "12"], ["丁", "13", "14", "15", "16"]])
    let document = layout([first.page, second.page])
    try #require(document.tables.count == tables)
    #expect(document.tables[0].columnCount == 5)
    #expect(document.tables[0].rowCount == (tables == 1 ? 4 : 2))
  }

  @Test func tablesWithOtherColumnsStayApart() {
    var first = PageBuilder(number: 1)
    first.grid(x: [60, 160, 230, 300, 370, 440], y: [700, 720], [["甲", "1", "2", "3", "4"]])
    var second = PageBuilder(number: 2)
    second.grid(x: [84, 150, 220, 310, 400, 464], y: [60, 80], [["丙", "9", "10", "11", "12"]])
    #expect(layout([first.page, second.page]).tables.count == 2)
  }

  @Test func textBetweenTablesKeepsThemApart() {
    let document = broken(
      [["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5", "6"], ["丁", "7", "8"]]
    ) {
      $1.write("二、另一张表格的标题写在这里", x: 60, y: 50)
    }
    #expect(document.tables.count == 2)
  }

  @Test func aRowCutByTheBreakLosesNothing() throws {
    // The label goes on over the open break; the figures stand on the first page.
    let document = broken(
      [["甲", "1", "2"], ["不予公", "3", "4"]], [["开", "", ""], ["丁", "7", "8"]], isOpen: true)
    try #require(document.tables.count == 1)
    let joined = document.tables[0].texts.joined().joined()
    #expect(joined.filter(\.isNumber).sorted() == ["1", "2", "3", "4", "7", "8"])
    #expect(joined.contains("不予公") && joined.contains("开"))
    // No figure leaves the columns it stands in.
    for cell in document.tables[0].cells where ["3", "7"].contains(cell.text) {
      #expect(cell.column == 1)
    }
  }

  @Test func aHeaderPrintedAgainIsLeftOut() throws {
    let header = ["工作内容名称", "一栏", "二栏"]
    let document = broken(
      [header, ["甲", "1", "2"]], [header, ["乙", "3", "4"], ["丙", "5", "6"]])
    try #require(document.tables.count == 1)
    #expect(
      document.tables[0].texts == [header, ["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"]])
  }

  @Test func aRowCutBelowAHeaderPrintedAgainIsOneRow() throws {
    let header = ["工作内容名称", "一栏", "二栏"]
    let document = broken(
      [header, ["不予公", "3", "4"]], [header, ["开", "", ""], ["丁", "7", "8"]], isOpen: true)
    try #require(document.tables.count == 1)
    #expect(document.tables[0].texts == [header, ["不予公开", "3", "4"], ["丁", "7", "8"]])
  }

  @Test func figuresOfTwoRowsAreNeverOne() throws {
    let document = broken(
      [["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5", "6"]], isOpen: true)
    let texts = Set(document.tables.flatMap { $0.cells.map(\.text) })
    #expect(texts == ["甲", "1", "2", "乙", "3", "4", "丙", "5", "6"])
  }

  @Test func aFootnoteDoesNotEndATable() throws {
    let document = broken([["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5", "6"]]) { first, _ in
      first.write("①数据来源：本机关统计台账", x: 60, y: 785)
    }
    try #require(document.tables.count == 1)
    #expect(document.tables[0].rowCount == 3)
    #expect(document.blocks.count == 2)
  }

  @Test func uprightLinesAloneAreARowThatABreakLeft() throws {
    var builder = PageBuilder()
    for x in columns { builder.vertical(x, from: 72, to: 96) }
    for (text, x) in [("信息内容", 70.0), ("制发件数", 210), ("废止件数", 330)] {
      builder.write(text, x: x, y: 78)
    }
    let tables = layout([builder.page]).tables
    #expect(tables.map(\.texts) == [[["信息内容", "制发件数", "废止件数"]]])
  }

  @Test func aTurnedTableReadsAsItStands() throws {
    var builder = PageBuilder()
    builder.grid(
      x: columns, y: [100, 130, 160, 190],
      [["名称", "一栏", "二栏"], ["第一个项目", "1", "2"], ["第二个项目", "3", "40"]])
    let table = try #require(layout([builder.turned()]).tables.first)
    #expect(table.texts == [["名称", "一栏", "二栏"], ["第一个项目", "1", "2"], ["第二个项目", "3", "40"]])
  }

  @Test func twoPagesOnASheetAreReadOneAfterTheOther() throws {
    var builder = PageBuilder(width: 1190, height: 842)
    for (start, names) in [(0.0, ["左页", "甲"]), (595, ["右页", "乙"])] {
      for line in 0..<12 {
        builder.write(
          "\(names[0])第\(line)行的正文写满了这一页的宽度并且一直到边上", x: start + 80, y: 90 + 18 * Double(line))
      }
      builder.grid(
        x: columns.map { $0 + start }, y: [400, 420, 440],
        [[names[1], "1", "2"], ["项", "3", "4"]])
    }
    let document = layout([builder.page])
    #expect(document.tables.map { $0.texts[0][0] } == ["甲", "乙"])
    let lines = document.blocks.compactMap { block -> String? in
      if case .line(let line) = block { line.text } else { nil }
    }
    #expect(lines.count == 24)
    #expect(lines.prefix(12).allSatisfy { $0.hasPrefix("左页") })
    #expect(lines.suffix(12).allSatisfy { $0.hasPrefix("右页") })
  }

  @Test func runningTextInABoxIsNoTable() {
    var builder = PageBuilder()
    builder.grid(x: [60, 500], y: [100, 160], [[]])
    builder.write("本报告的电子版可以在政府门户网站下载。", x: 70, y: 110)
    builder.write("如有疑问请与办公室联系。", x: 70, y: 130)
    let document = layout([builder.page])
    #expect(document.tables.isEmpty)
    #expect(document.blocks.count == 2)
  }

  @Test func aBlankPageHasNothing() {
    #expect(layout([PageBuilder().page]).blocks.isEmpty)
    #expect(layout([]).blocks.isEmpty)
  }

  @Test func pagesComeBackFromJSON() throws {
    let url = try #require(Bundle.module.url(forResource: "two-pages", withExtension: "json"))
    let document = try JSONDecoder().decode(PagedDocument.self, from: Data(contentsOf: url))
    let again = try JSONDecoder().decode(
      PagedDocument.self, from: JSONEncoder().encode(document))
    #expect(again == document)
    let tables = TableReconstructor().layout(of: document).tables
    #expect(tables.map(\.texts) == [[["名称", "数量"], ["规章", "12"], ["决定", "7"]]])
  }

  @Test func lettersComeBackFromJSON() throws {
    let form = GlyphForm(coverage: [0, 128, 255])
    let letters = [Unicode.Scalar("年"), nil].map {
      DrawnGlyph(form: 0, mapped: $0, font: 7, x: 60, y: 72, size: 12, angle: 0)
    }
    let lettering = GlyphDrawings(
      forms: [form],
      pages: [
        GlyphDrawings.Page(number: 1, letters: letters, outlines: [Box(x0: 1, y0: 2, x1: 3, y1: 4)])
      ])
    let again = try JSONDecoder().decode(
      GlyphDrawings.self, from: JSONEncoder().encode(lettering))
    #expect(again.forms == [form])
    #expect(again.pages.map(\.letters) == [letters])
    #expect(again.pages.map(\.outlines) == lettering.pages.map(\.outlines))
    let names = GlyphNames(names: [
      .init(form: form, mapped: "丰"): .init(scalar: "年", confidence: 0.5)
    ])
    #expect(
      try JSONDecoder().decode(GlyphNames.self, from: JSONEncoder().encode(names)).names
        == names.names)
  }
}
