import PageModel
import Testing

@testable import TableReconstruction

/// Sections, rows, labels and the words above columns in tables without ruling lines, each step by itself.
@Suite struct StreamHeaderTests {
  private func glyphs(_ write: (inout PageBuilder) -> Void) -> [Glyph] {
    var page = PageBuilder()
    write(&page)
    return page.page.glyphs
  }

  private func segment(_ text: String, x: Double, y: Double) -> StreamSegment {
    let glyphs = glyphs { $0.write(text, x: x, y: y) }
    return StreamSegment(indices: Array(glyphs.indices), glyphs: glyphs)
  }

  private func block(_ text: String, x: Double, y: Double) -> StreamBlock {
    StreamBlock(segments: [segment(text, x: x, y: y)])
  }

  private func text(_ segments: [StreamSegment]) -> [String] {
    segments.map { String(String.UnicodeScalarView($0.glyphs.map(\.scalar))) }
  }

  /// Columns of numbers 60 pt apart, the middle of each at 30 and so on, under headers of two letters.
  private func columns(_ count: Int, headers: Bool = true) -> [StreamColumns.Column] {
    (0..<count).map { place in
      let middle = 30 + 60 * Double(place)
      return StreamColumns.Column(
        x0: middle - 5, x1: middle + 5,
        header: headers ? block("名称", x: middle - 10, y: 40) : nil)
    }
  }

  @Test func wordsSpanTheColumnsInWhoseMiddleTheyStand() {
    // Over the first three of five columns, whose middle is at 90.
    let above = block("法人或其他组织", x: 55, y: 20)
    #expect(StreamSpans.ranges(of: [above], over: columns(5), em: 10) == [0..<3])
  }

  @Test func wordsSideBySideShareNoColumn() {
    let blocks = [block("复议", x: 50, y: 20), block("诉讼", x: 170, y: 20)]
    #expect(StreamSpans.ranges(of: blocks, over: columns(4), em: 10) == [0..<2, 2..<4])
  }

  @Test func labelsThatStandApartAreColumns() {
    let outer = [segment("三、办理", x: 20, y: 40), segment("结果", x: 20, y: 52)]
    let inner = (0..<4).map { segment("予以公开", x: 80, y: 30 + Double($0) * 14) }
    let labels = StreamLabels(outer + inner, left: 19, right: 150, ruled: [])
    #expect(labels.count == 2)
    #expect(labels.xs.first == 19 && labels.xs.last == 150)
    #expect((60...80).contains(labels.xs[1]))
    let ruled = StreamLabels(outer + inner, left: 19, right: 150, ruled: [75])
    #expect(ruled.xs == [19, 75, 150])
  }

  private func sections(_ write: (inout PageBuilder) -> Void) -> StreamSections? {
    StreamSections(StreamLine.lines(of: glyphs(write), vertical: []), middle: 150)
  }

  @Test func aHeaderBeginsASection() throws {
    let found = try #require(
      sections {
        $0.write("信息内容", x: 20, y: 20)
        $0.write("制发件数", x: 120, y: 20)
        $0.write("废止件数", x: 200, y: 20)
        $0.write("规章", x: 20, y: 40)
        $0.write("1", x: 138, y: 40)
        $0.write("2", x: 218, y: 40)
        $0.write("信息内容", x: 20, y: 60)
        $0.write("决定数量", x: 160, y: 60)
        $0.write("行政许可", x: 20, y: 80)
        $0.write("415", x: 170, y: 80)
      })
    #expect(found.sections.count == 2)
    #expect(found.sections.map { text($0.header) } == [["制发件数", "废止件数"], ["决定数量"]])
    #expect(found.sections.map { $0.anchors.map(text) } == [[["1", "2"]], [["415"]]])
    #expect(found.sections.map { $0.labels.flatMap(text) } == [["规章"], ["行政许可"]])
  }

  @Test func linesOfAWrappedLabelGatherAboutTheirNumbers() {
    func placed(_ segment: StreamSegment) -> StreamSegment {
      var segment = segment
      segment.columns = 0..<1
      return segment
    }
    func number(_ text: String, y: Double) -> StreamSegment {
      var segment = segment(text, x: 150, y: y)
      segment.columns = 1..<2
      return segment
    }
    // Each number stands in the middle of the two lines of its label.
    let rows = StreamRows(
      labels: [
        [placed(segment("申请人无正当理由", x: 20, y: 20))], [placed(segment("逾期不补正", x: 20, y: 32))],
        [placed(segment("申请人逾期未缴纳", x: 20, y: 52))], [placed(segment("费用", x: 20, y: 64))],
      ],
      anchors: [[number("7", y: 26)], [number("9", y: 58)]], labelCount: 1, em: 10,
      endsAtHeader: false, horizontal: []
    ).rows
    #expect(
      rows.map { text($0.segments) } == [
        ["申请人无正当理由", "逾期不补正", "7"], ["申请人逾期未缴纳", "费用", "9"],
      ])
    #expect(rows.allSatisfy { !$0.isHeader })
  }

  @Test func runningTextEndsATable() {
    var page = PageBuilder()
    for row in 0..<4 {
      let y = 100 + Double(row) * 20
      page.write("行政许可", x: 50, y: y)
      page.write("\(row + 1)2", x: 250, y: y)
      page.write("\(row + 1)5", x: 400, y: y)
    }
    for line in 0..<3 {
      page.write(
        "本年度共收到政府信息公开申请若干件其中予以公开若干件部分公开若干件", x: 50, y: 200 + Double(line) * 18)
    }
    let lines = StreamLine.lines(of: page.page.glyphs, vertical: [])
    #expect(lines.count == 7)
    #expect(StreamRegions(lines: lines, page: page.page, top: 0).ranges() == [0..<4])
    let text = Array(lines[4...])
    #expect(StreamRegions(lines: text, page: page.page, top: 0).ranges().isEmpty)
  }

  private func lattice(_ page: PageBuilder) throws -> Lattice {
    let tolerances = TableTolerances()
    let joining = RulingLineJoining(tolerances: tolerances)
    let component = try #require(
      RulingLineComponents(tolerances: tolerances).components(
        horizontal: joining.joined(page.page.rulings, along: .horizontal),
        vertical: joining.joined(page.page.rulings, along: .vertical)
      ).first)
    return try #require(
      Lattice(component, tolerances: tolerances, content: page.page.glyphs.map(\.box)))
  }

  @Test func linesThatDivideNumbersAreATableAndAFrameIsNone() throws {
    var divided = PageBuilder()
    divided.grid(x: [50, 150, 250], y: [100, 120, 140], [["规章", "12"], ["许可", "15"]])
    #expect(!StreamTables.isUndivided(try lattice(divided), divided.page.glyphs))
    var framed = PageBuilder()
    framed.grid(x: [50, 150, 450], y: [100, 200], [["", ""]])
    for row in 0..<4 {
      framed.write("\(row + 1)2", x: 200, y: 105 + Double(row) * 20)
      framed.write("\(row + 1)5", x: 350, y: 105 + Double(row) * 20)
    }
    #expect(StreamTables.isUndivided(try lattice(framed), framed.page.glyphs))
  }

  @Test func wordsOverBordersOfATableAreForeign() throws {
    var page = PageBuilder()
    page.grid(
      x: [50, 150, 250, 350], y: [100, 120, 140], [["规章", "12", "15"], ["许可", "13", "16"]])
    let own = page.page.glyphs.count
    page.write("内部资料请勿外传", x: 60, y: 104, size: 34)
    let foreign = ForeignPrint(over: try lattice(page), of: page.page.glyphs)
    #expect(foreign.onPage == Set(own..<page.page.glyphs.count))
  }

  @Test func textThatGoesOnBesideATableIsItsCells() throws {
    var page = PageBuilder()
    page.grid(x: [50, 150, 200], y: [100, 120, 140], [["规章", "12"], ["许可", ""]])
    page.write("123456789", x: 165, y: 125)
    page.write("另一行", x: 260, y: 125)
    let lattice = try lattice(page)
    let inside = page.page.glyphs.filter { lattice.box.contains(x: $0.box.midX, y: $0.box.midY) }
    let free = page.page.glyphs.filter { !inside.contains($0) }
    let outlying = OutlyingText(free: free, lattice: lattice, inside: inside)
    #expect(
      String(String.UnicodeScalarView(outlying.beside.map { free[$0].scalar })) == "89")
    #expect(outlying.beyond.isEmpty)
  }
}
