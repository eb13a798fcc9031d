import PageModel
import TableReconstruction
import Testing

/// Grids whose producers leave lines out, overrun them or break them at the page's edge.
@Suite struct BrokenGridTests {
  private func tables(_ pages: [PageBuilder]) -> [Table] {
    TableReconstructor().layout(of: PagedDocument(pages: pages.map(\.page))).tables
  }

  /// The end of a header on a new page: its outer cells, whose words are on the page before, have no
  /// border, so that nothing closes the row below them on top.
  @Test func aRowBelowAHalfDrawnHeaderIsARowOfItsOwn() throws {
    var page = PageBuilder()
    page.horizontal(100, from: 200, to: 400)
    page.horizontal(130, from: 200, to: 400)
    for y in [160.0, 190] { page.horizontal(y, from: 40, to: 500) }
    for x in [200.0, 300, 400] { page.vertical(x, from: 100, to: 190) }
    for x in [40.0, 500] { page.vertical(x, from: 130, to: 190) }
    page.write("商业企业", x: 210, y: 110)
    page.write("科研机构", x: 310, y: 110)
    page.write("新收申请", x: 50, y: 140)
    page.write("1", x: 250, y: 140)
    page.write("2", x: 350, y: 140)
    page.write("3", x: 450, y: 140)
    page.write("上年结转", x: 50, y: 170)
    for x in [250.0, 350, 450] { page.write("0", x: x, y: 170) }
    let table = try #require(tables([page]).first)
    #expect(
      table.texts == [
        ["", "商业企业", "科研机构", ""], ["新收申请", "1", "2", "3"], ["上年结转", "0", "0", "0"],
      ])
  }

  /// The cell of a group ends above the end of its last row, and has no border below.
  @Test func aLabelBesideABlankThatNothingClosesStaysWhole() throws {
    var page = PageBuilder()
    page.horizontal(100, from: 40, to: 400)
    page.horizontal(120, from: 40, to: 100)
    page.horizontal(160, from: 100, to: 400)
    page.horizontal(190, from: 100, to: 400)
    page.vertical(40, from: 100, to: 120)
    page.vertical(100, from: 100, to: 120)
    page.vertical(100, from: 160, to: 190)
    for x in [200.0, 400] { page.vertical(x, from: 100, to: 190) }
    page.write("其他", x: 50, y: 105)
    page.write("申请人逾期未", x: 110, y: 105)
    page.write("补正", x: 110, y: 122)
    page.write("5", x: 300, y: 125)
    page.write("重复申请", x: 110, y: 170)
    page.write("6", x: 300, y: 170)
    let table = try #require(tables([page]).first)
    #expect(
      table.texts.flatMap { $0 }.filter { !$0.isEmpty } == [
        "其他", "申请人逾期未补正", "5", "重复申请", "6",
      ])
  }

  @Test func wordsAtBothSidesOfAnInterruptedLineAreTwoCells() throws {
    var page = PageBuilder()
    for y in [100.0, 130, 160, 190] { page.horizontal(y, from: 40, to: 400) }
    for x in [40.0, 160, 400] { page.vertical(x, from: 100, to: 190) }
    page.vertical(280, from: 100, to: 130)
    page.vertical(280, from: 160, to: 190)
    page.write("名称", x: 50, y: 110)
    page.write("甲", x: 220, y: 110)
    page.write("乙", x: 340, y: 110)
    page.write("种类", x: 50, y: 140)
    page.write("其他", x: 210, y: 147)
    page.write("总计", x: 330, y: 133)
    page.write("件数", x: 50, y: 170)
    page.write("1", x: 220, y: 170)
    page.write("2", x: 340, y: 170)
    let table = try #require(tables([page]).first)
    #expect(table.texts == [["名称", "甲", "乙"], ["种类", "其他", "总计"], ["件数", "1", "2"]])
  }

  @Test func lettersThatReachOverALineStayWithTheirText() throws {
    var page = PageBuilder()
    page.grid(
      x: [40, 128, 200, 300], y: [100, 130, 160], [["", "", ""], ["", "", ""]])
    page.write("只计这一情形不计其", x: 44, y: 103)
    page.write("他情形", x: 44, y: 116)
    page.write("12", x: 150, y: 112)
    page.write("3", x: 250, y: 110)
    page.write("予以公开", x: 44, y: 140)
    page.write("4", x: 150, y: 140)
    page.write("5", x: 250, y: 140)
    let table = try #require(tables([page]).first)
    #expect(table.texts == [["只计这一情形不计其他情形", "12", "3"], ["予以公开", "4", "5"]])
  }

  @Test func aPageAtAnotherScaleGoesOnWithItsTable() throws {
    var first = PageBuilder()
    first.grid(x: [40, 200, 400], y: [700, 730, 760], [["名称", "件数"], ["甲", "1"]])
    var second = PageBuilder(number: 2, width: 1190, height: 1684)
    for y in [80.0, 140, 200] { second.horizontal(y, from: 80, to: 800) }
    for x in [80.0, 400, 800] { second.vertical(x, from: 80, to: 200) }
    second.write("乙", x: 90, y: 100, size: 20)
    second.write("2", x: 420, y: 100, size: 20)
    second.write("丙", x: 90, y: 160, size: 20)
    second.write("3", x: 420, y: 160, size: 20)
    let found = tables([first, second])
    try #require(found.count == 1)
    #expect(found[0].texts == [["名称", "件数"], ["甲", "1"], ["乙", "2"], ["丙", "3"]])
    #expect(found[0].cells.last?.fragments.first?.box.x0 == 400)
  }

  @Test func narrowColumnsStayApartWhenTablesAreJoined() throws {
    var first = PageBuilder()
    first.grid(x: [40, 200, 300, 400], y: [700, 730, 760], [["名称", "甲", "乙"], ["子", "1", "2"]])
    var second = PageBuilder(number: 2)
    second.grid(
      x: [40, 198, 202, 300, 400], y: [80, 110, 140],
      [
        ["丑", "", "3", "4"], ["寅", "", "5", "6"],
      ])
    let table = try #require(tables([first, second]).first)
    #expect(table.cells.allSatisfy { $0.columns.upperBound <= table.columnCount })
    #expect(table.texts[2].filter { !$0.isEmpty } == ["丑", "3", "4"])
  }

  @Test func aPageNumberInTwoHalvesIsNoTable() {
    var page = PageBuilder()
    page.write("本年度没有其他需要报告的事项，特此说明。", x: 60, y: 100)
    page.write("第 1 页", x: 220, y: 800)
    page.write("共 5 页", x: 320, y: 800)
    #expect(tables([page]).isEmpty)
  }

  /// Words without ruling lines at the foot of a page, and on the next page the figures that they name.
  @Test func aHeaderAtTheFootOfAPageNamesTheColumnsOfTheNext() throws {
    let names = ["自然人", "企业", "机构", "组织", "其他", "总计"]
    let places = [250.0, 300, 350, 400, 450, 500]
    var first = PageBuilder()
    first.write("三、收到和处理政府信息公开申请情况如下表所示。", x: 60, y: 600)
    for (name, x) in zip(names, places) {
      first.write(name, x: x - Double(name.count) * 5, y: 760)
    }
    var second = PageBuilder(number: 2)
    for row in 0..<4 {
      second.write("申请\("甲乙丙丁".map(String.init)[row])", x: 60, y: 80 + Double(row) * 20)
      for (index, x) in places.enumerated() {
        second.write("\(row + index)", x: x - 2.5, y: 80 + Double(row) * 20)
      }
    }
    let table = try #require(tables([first, second]).first)
    let header = try #require(table.texts.first)
    #expect(header.filter { !$0.isEmpty } == names)
    #expect(table.texts.last?.filter { !$0.isEmpty } == ["申请丁", "3", "4", "5", "6", "7", "8"])
    let pages = table.cells.map { $0.fragments.map(\.page) }
    #expect(pages.first == [1] && pages.last == [2])
    #expect(table.cells.last { $0.text == "总计" }?.fragments.first.map { $0.box.y0 > 700 } == true)
  }

  /// A label of several rows goes on to the foot of the page, the row beside it ends above.
  @Test func cellsOfACutRowEndWhereMostOfTheirLinesDo() throws {
    var page = PageBuilder()
    let columns = [60.0, 100, 200, 300, 400]
    page.grid(x: columns, y: [700, 720], [["类", "项目", "1", "2"]])
    for x in columns.dropFirst() { page.vertical(x, from: 720, to: 738) }
    page.vertical(60, from: 720, to: 790)
    page.vertical(100, from: 720, to: 790)
    for (text, x) in [("乙项目", 110.0), ("3", 210), ("4", 310)] {
      page.write(text, x: x, y: 725)
    }
    page.write("本", x: 70, y: 725)
    page.write("年", x: 70, y: 740)
    let table = try #require(tables([page]).first)
    #expect(table.texts.last == ["本年", "乙项目", "3", "4"])
  }

  @Test func textHangsOverACellThatIsOpenAtABreak() throws {
    var page = PageBuilder()
    page.horizontal(700, from: 60, to: 460)
    page.horizontal(720, from: 60, to: 460)
    // The right half is closed, the left one goes on over the break.
    page.horizontal(740, from: 260, to: 460)
    for x in [60.0, 260, 460] { page.vertical(x, from: 700, to: 740) }
    for x in [160.0, 360] { page.vertical(x, from: 720, to: 740) }
    let texts: [(String, Double, Double)] = [
      ("甲组", 150.0, 705), ("乙组", 350, 705), ("结果", 70.0, 727), ("其他", 170.0, 727), ("直接", 270, 725),
      ("后来", 370, 725), ("维持", 70, 743), ("结果", 170, 743),
    ]
    for (text, x, y) in texts {
      page.write(text, x: x, y: y)
    }
    let found = tables([page])
    try #require(found.count == 1)
    #expect(found[0].texts.last == ["结果维持", "其他结果", "直接", "后来"])
  }

  @Test func pagesWithNarrowMarginsAreTwoOnASheet() throws {
    var page = PageBuilder(width: 842, height: 595)
    for left in [8.0, 427] {
      let columns = (0...4).map { left + 101.5 * Double($0) }
      page.grid(
        x: columns, y: [40, 60, 80], [["名称", "甲", "乙", "丙"], ["项目", "1", "2", "3"]])
      page.write("本机关按照要求做好各项公开工作，不断提高工作水平，保障公众知情。", x: left, y: 100)
      page.write("各项公开工作按照要求完成，公众知情得到保障，不断改进服务。", x: left, y: 120)
    }
    let found = tables([page])
    #expect(found.map(\.columnCount) == [4, 4])
  }
}
