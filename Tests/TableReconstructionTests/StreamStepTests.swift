import PageModel
import Testing

@testable import TableReconstruction

/// The steps of tables without ruling lines, and those that put together what lines or breaks cut, each by itself.
@Suite struct StreamStepTests {
  private func glyphs(_ write: (inout PageBuilder) -> Void) -> [Glyph] {
    var page = PageBuilder()
    write(&page)
    return page.page.glyphs
  }

  private func lines(_ write: (inout PageBuilder) -> Void) -> [StreamLine] {
    StreamLine.lines(of: glyphs(write), vertical: [])
  }

  private func texts(_ line: StreamLine) -> [String] { line.segments.map(text) }

  private func text(_ segment: StreamSegment) -> String {
    String(String.UnicodeScalarView(segment.glyphs.map(\.scalar)))
  }

  @Test func linesAreCutIntoSegmentsAtWideGaps() {
    let found = lines {
      $0.write("本年新收数量", x: 20, y: 20)
      $0.write("12", x: 120, y: 20)
      $0.write("7", x: 180, y: 20)
    }
    #expect(found.map(texts) == [["本年新收数量", "12", "7"]])
    #expect(found[0].isDivided && found[0].hasNumbers)
  }

  @Test func anUprightRuleCutsWhatStandsClose() {
    let page = glyphs { $0.write("自然人法人", x: 20, y: 20) }
    let ruling = RulingLine(axis: .vertical, position: 50, start: 0, end: 60, thickness: 0.5)
    #expect(StreamLine.lines(of: page, vertical: [ruling]).map(texts) == [["自然人", "法人"]])
  }

  @Test func numbersSetALittleLowerAreOfTheSameRow() {
    let found = lines {
      $0.write("12", x: 20, y: 20)
      $0.write("34", x: 80, y: 23.5)
      $0.write("56", x: 20, y: 40)
    }
    #expect(found.map(texts) == [["12", "34"], ["56"]])
  }

  @Test(arguments: [
    ("12", true), ("1,204", true), ("3件", true), ("—", true), ("/", true), ("3.其他", false),
    ("规章", false), ("零", true), ("〇", true), ("无", true), ("无偿", false),
    ("12.", false),
  ])
  func numbersAndSignsForNoneAreValues(text: String, isNumeric: Bool) throws {
    let segment = StreamSegment(
      indices: Array(0..<text.unicodeScalars.count),
      glyphs: glyphs { $0.write(text, x: 20, y: 20) })
    #expect(segment.isNumeric == isNumeric)
  }

  @Test func aNumberBehindWordsIsParted() throws {
    let page = glyphs {
      $0.write("行政许可", x: 20, y: 20)
      $0.write("415", x: 64, y: 20)
    }
    let segment = StreamSegment(indices: Array(page.indices), glyphs: page)
    let parts = try #require(segment.lastNumber())
    #expect(text(parts.words) == "行政许可" && text(parts.number) == "415")
    #expect(StreamSegment(indices: [0, 1], glyphs: Array(page[..<2])).lastNumber() == nil)
  }

  @Test func columnsComeFromNumbersAndHeadersFromTheWordsAbove() throws {
    var page = PageBuilder()
    for (place, word) in ["制发件数", "废止件数", "现行件数"].enumerated() {
      page.write(word, x: 150 + Double(place) * 100, y: 100)
    }
    for (row, label) in ["规章", "规范性文件", "其他文件"].enumerated() {
      let y = 130 + Double(row) * 25
      page.write(label, x: 50, y: y)
      for place in 0..<3 {
        page.write("\(row * 3 + place + 10)", x: 165 + Double(place) * 100, y: y)
      }
    }
    let found = StreamTables(
      page.page.glyphs, horizontal: [], vertical: [], page: page.page, top: 0)
    let table = try #require(found.tables.first?.table)
    #expect(table.kind == .stream)
    #expect(
      table.texts == [
        ["", "制发件数", "废止件数", "现行件数"], ["规章", "10", "11", "12"], ["规范性文件", "13", "14", "15"],
        ["其他文件", "16", "17", "18"],
      ])
    #expect(found.rest.isEmpty)
  }

  @Test func aRegionThatLacksALineIsCutIntoItsRows() {
    // Two rows of two places; only the right half of the line between them is drawn.
    let region = BrokenRegion(
      units: [(0, 0), (0, 1), (1, 0), (1, 1)],
      isParted: { row, column, isUpright in !isUpright && row == 1 && column == 1 },
      text: { _, _ in [] })
    let cells = region.cells.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
    #expect(cells.map(\.rows) == [0..<1, 1..<2])
    #expect(cells.map(\.columns) == [0..<2, 0..<2])
  }

  @Test func aRegionWhoseTextGoesOnDownwardsIsCutIntoItsColumns() {
    func box(_ row: Int, _ column: Int) -> Box {
      let (x, y) = (Double(column) * 100, Double(row) * 12)
      return Box(x0: x, y0: y, x1: x + 30, y1: y + 10)
    }
    let region = BrokenRegion(
      units: [(0, 0), (0, 1), (1, 0), (1, 1)],
      isParted: { row, column, isUpright in isUpright && row == 1 && column == 1 },
      text: { row, column in [box(row, column)] })
    let cells = region.cells.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    #expect(cells.map(\.columns) == [0..<1, 1..<2])
    #expect(cells.map(\.rows) == [0..<2, 0..<2])
  }

  @Test func lettersThatReachOverALineStayWithTheirText() {
    // The last letter's middle lies beyond the border at 62.
    let page = glyphs {
      $0.write("行政规范文", x: 15, y: 20)
      $0.write("12", x: 90, y: 20)
    }
    let overflowing = OverflowingText(glyphs: page, borders: [0, 58])
    let places = page.map { $0.box.midX < 58 ? 0 : 1 }
    #expect(places == [0, 0, 0, 0, 1, 1, 1])
    #expect(overflowing.cells(places) == [0, 0, 0, 0, 0, 1, 1])
  }

  @Test func lightPrintOverTextIsAWatermarkAndLightPrintBesideItIsNone() {
    func found(y: Double) -> String {
      let page = glyphs {
        $0.write("政府信息公开工作年度报告", x: 20, y: 40)
        $0.write("内部资料", x: 22, y: y, lightness: 0.7)
      }
      return String(
        String.UnicodeScalarView(FaintPrint.places(in: page).sorted().map { page[$0].scalar }))
    }
    #expect(found(y: 43) == "内部资料")
    #expect(found(y: 80) == "")
  }

  @Test func raisedDigitsAreMarksOfNotes() {
    var page = PageBuilder()
    page.write("规章", x: 20, y: 20)
    page.write("1", x: 40.5, y: 18, size: 6)
    page.write("数量12", x: 80, y: 20)
    let marked = NoteMarks.marked(page.page).glyphs.map(\.scalar)
    #expect(String(String.UnicodeScalarView(marked)) == "规章¹数量12")
  }

  @Test(arguments: [
    ("3", true), ("- 3 -", true), ("— 12 —", true), ("第3页", true), ("第 3 页 共 6 页", true),
    ("3/6", true),
    ("Page 3 of 6", true), ("2024年", false), ("3件", false), ("", false), ("1234567", false),
  ])
  func pageNumbersAreKnown(text: String, isNumber: Bool) {
    #expect(Marginalia.isPageNumber(text) == isNumber)
  }

  private func table(
    _ rows: [[String]], page: Int, xs: [Double], kind: Table.Kind = .lattice
  ) -> PageLayout.PlacedTable {
    let cells = rows.enumerated().flatMap { row, texts in
      texts.enumerated().map { column, text in
        TableCell(row: row, column: column, rowSpan: 1, columnSpan: 1, text: text, fragments: [])
      }
    }
    return PageLayout.PlacedTable(
      table: Table(
        kind: kind, rowCount: rows.count, columnCount: xs.count - 1, cells: cells, fragments: []),
      box: Box(x0: xs[0], y0: 50, x1: xs[xs.count - 1], y1: 100), xs: xs, pageWidth: 595,
      pageHeight: 842, isOpenAbove: false, isOpenBelow: false, labelCount: nil)
  }

  @Test func aTableGoesOnWhereItsBordersDoAndItsHeaderIsNotRepeated() {
    let joining = TableContinuation(tolerances: TableTolerances())
    let first = table([["信息内容", "数量"], ["规章", "1"]], page: 1, xs: [50, 200, 350])
    let second = table([["信息内容", "数量"], ["许可", "2"]], page: 2, xs: [50, 201, 350])
    let other = table([["许可", "2"]], page: 2, xs: [120, 201, 480])
    #expect(joining.continues(first, second))
    #expect(!joining.continues(first, other))
    #expect(
      joining.joined(first, second).table.texts == [["信息内容", "数量"], ["规章", "1"], ["许可", "2"]])
  }
}
