import PageModel
import ReportModel
import ReportParsing
import Testing

/// Files that hold several reports, or one among other things, as blocks on pages.
@Suite struct DocumentSplitterTests {
  private func parts(_ pages: [[Block]]) -> [DocumentPart] {
    DocumentSplitter().parts(of: LaidOutDocument(blocks: pages.paged))
  }

  private func report(
    _ issuer: String = "某某县水利局", _ year: Int = 2024, issued: String = "2025年1月20日"
  ) -> SampleForm {
    var form = SampleForm()
    form.opening = ["\(issuer)\(year)年政府信息公开工作年度报告"]
    form.closing = [issuer, issued]
    return form
  }

  private func header(_ part: DocumentPart) -> ReportHeader? {
    ReportParser().parse(part.document)?.header
  }

  // MARK: Several

  @Test func reportsOneAfterTheOtherAreParted() throws {
    let first = report("某某县水利局", 2023, issued: "2024年1月18日")
    let second = report("某某县教育局", 2025, issued: "2026年1月18日")
    let found = parts([first.document.blocks, second.document.blocks])
    #expect(found.map(\.pages) == [1...1, 2...2])
    #expect(found.map { header($0)?.issuer } == ["某某县水利局", "某某县教育局"])
    #expect(found.map { header($0)?.year } == [2023, 2025])
    #expect(found.map { header($0)?.issuedOn?.description } == ["2024-01-18", "2026-01-18"])
    #expect(found.allSatisfy { $0.pagesLeftOut.isEmpty && $0.findings.isEmpty })
  }

  @Test func aReportBeginsInTheMiddleOfAPageWithItsTitle() throws {
    let first = report().document.blocks
    var second = report("某某县教育局")
    second.opening.insert("某教发〔2025〕7号", at: 0)
    let found = parts([first + second.document.blocks])
    #expect(found.map(\.pages) == [1...1, 1...1])
    #expect(found.map { header($0)?.issuer } == ["某某县水利局", "某某县教育局"])
    #expect(found.map { header($0)?.documentNumber } == [nil, "某教发〔2025〕7号"])
  }

  @Test func sixtyReports() throws {
    let found = parts((1...60).map { report("某某县第\($0)局").document.blocks })
    #expect(found.count == 60)
    #expect(found.map { header($0)?.issuer } == (1...60).map { "某某县第\($0)局" })
  }

  @Test func withoutATitleTheFormParts() throws {
    var second = report("某某县教育局")
    second.opening = []
    #expect(
      parts([report().document.blocks, second.document.blocks]).map(\.pages) == [1...1, 2...2])
  }

  @Test func withoutATitleInTheMiddleOfAPageItIsNamed() throws {
    var second = report("某某县教育局")
    second.opening = []
    let found = parts([report().document.blocks + second.document.blocks])
    #expect(found.count == 1)
    #expect(found[0].findings.map(\.rule.rawValue) == ["document.parts_unclear"])
  }

  @Test func coversAndContentsPartNothingAndLeaveNoTrace() throws {
    let form = report()
    let cover = [
      Block.text("某政办函〔2025〕9号"), .text(form.opening[0], size: 26), .text("2025年3月1日", size: 16),
    ]
    let contents = [Block.text("目录", size: 16)] + form.sections.map { .text($0.0) }
    let found = parts([cover, contents, form.document.blocks])
    #expect(found.map(\.pages) == [3...3])
    #expect(found[0].pagesLeftOut == [1, 2])
    let parsed = try #require(ReportParser().parse(found[0].document))
    #expect(parsed.header.documentNumber == nil)
    #expect(parsed.sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    let second = report("某某县教育局")
    let both = parts([
      form.document.blocks, [.text(second.opening[0], size: 26), .text("2025年3月1日", size: 16)],
      [Block.text("目录", size: 16)] + second.sections.map { .text($0.0) }, second.document.blocks,
    ])
    #expect(both.map(\.pages) == [1...1, 4...4])
    #expect(both.map { header($0)?.issuer } == ["某某县水利局", "某某县教育局"])
    #expect(both.map { header($0)?.issuedOn?.description } == ["2025-01-20", "2025-01-20"])
  }

  // MARK: One

  @Test func aQuotedTitlePartsNothing() throws {
    var form = report()
    form.sections[4].1 = "上年情况见《某某县水利局2023年政府信息公开工作年度报告》。"
    var blocks = form.document.blocks
    let place = try #require(
      blocks.firstIndex {
        if case .line(let line) = $0 { line.text.hasPrefix("五、") } else { false }
      })
    blocks.insert(.text("某某县水利局2023年政府信息公开工作年度报告", size: 18), at: place + 1)
    let document = LaidOutDocument(blocks: blocks)
    #expect(DocumentSplitter().parts(of: document).map(\.document) == [document])
  }

  @Test func aRunningHeadPartsNothing() throws {
    let form = report()
    let blocks = form.document.blocks
    let head = Block.text(form.opening[0], size: 10)
    let pages = [Array(blocks[..<4]), [head] + blocks[4..<8], [head] + blocks[8...]]
    let document = LaidOutDocument(blocks: pages.paged)
    #expect(DocumentSplitter().parts(of: document).map(\.document) == [document])
  }

  @Test func subheadingsLikeSectionsPartNothing() throws {
    var form = report()
    form.sections.insert(("（一）主动公开政府信息情况", "全年公开信息，内容较多，形式多样。"), at: 1)
    form.sections.insert(("（二）收到和处理政府信息公开申请情况", "全年收到申请，均已答复，没有逾期。"), at: 2)
    var document = report().document
    document.blocks.insert(contentsOf: form.document.blocks[3..<7], at: 3)
    #expect(DocumentSplitter().parts(of: document).map(\.document) == [document])
  }

  @Test func blankFormsBehindAReportAreLeftOut() throws {
    var form = report()
    form.proactive = form.proactive.map(\.withoutFigures)
    form.requests = form.requests.map(\.withoutFigures)
    form.disputes = form.disputes.map(\.withoutFigures)
    form.sections = form.sections.map { ($0.0, "") }
    form.closing = []
    let found = parts([report().document.blocks, [.text("附件", size: 14)] + form.document.blocks])
    #expect(found.map(\.pages) == [1...1])
    #expect(found[0].pagesLeftOut == [2])
    #expect(header(found[0])?.issuedOn?.description == "2025-01-20")
  }

  @Test func lettersBeforeAndAttachmentsBehindLeaveNoTrace() throws {
    let letter = [
      Block.text("某政办函〔2025〕9号"), .text("关于报送政府信息公开工作年度报告的函", size: 18),
      .text("现将报告报送，请审阅。"), .text("某某县人民政府办公室"), .text("2025年2月8日"),
    ]
    let budget =
      [Block.text("附件1"), .text("某某县水利局2025年部门预算", size: 18)]
      + (1...40).map { .text("第\($0)项收入预算为三百万元，用于水利建设。") }
      + [.text("某某县水利局"), .text("2025年3月9日")]
    let found = parts([letter, report().document.blocks, budget])
    #expect(found.map(\.pages) == [2...2])
    #expect(found[0].pagesLeftOut == [1, 3])
    let parsed = try #require(ReportParser().parse(found[0].document))
    #expect(parsed.header.documentNumber == nil)
    #expect(parsed.header.issuedOn?.description == "2025-01-20")
    #expect(parsed.sections.last?.text == "无。")
  }

  @Test func anotherDocumentBehindAnUnsignedReportIsLeftOut() throws {
    var form = report()
    form.closing = []
    let budget =
      [Block.text("某某县水利局2025年部门预算", size: 18)]
      + (1...40).map { .text("第\($0)项收入预算为三百万元，用于水利建设。") }
    let found = parts([form.document.blocks, budget])
    #expect(found[0].pagesLeftOut == [2])
  }

  @Test func whatBeginsAPageWithALargeHeadingIsNoPartOfTheLastSection() throws {
    var form = report()
    form.closing = []
    let text = (1...40).map { Block.text("第\($0)项工作已经按照要求全部完成，情况良好。") }
    let heading = Block.text("重点工作落实情况", size: 18)
    #expect(parts([form.document.blocks, [heading] + text])[0].pagesLeftOut == [2])
    // One that has a number, or one in the middle of a sentence, is of the section.
    let own = Block.text("（一）信息处理费", size: 18)
    #expect(parts([form.document.blocks, [own] + text])[0].pagesLeftOut.isEmpty)
    form.sections[5].1 = "本机关认真落实"
    #expect(parts([form.document.blocks, [heading] + text])[0].pagesLeftOut.isEmpty)
  }

  @Test func gridsBehindTheSignatureStayWithTheReport() throws {
    let blocks = report().document.blocks
    let tables = blocks.filter { if case .table = $0 { true } else { false } }
    let text = blocks.filter { if case .line = $0 { true } else { false } }
    let found = parts([text, [.text("附件")] + tables])
    #expect(found.map(\.pages) == [1...2])
    let cells = try #require(ReportParser().parse(found[0].document)).cells
    #expect(cells.values.allSatisfy { $0.value != nil })
  }

  @Test func aDocumentThatIsNoneIsLeftAsItIs() {
    let document = LaidOutDocument(blocks: [.text("某某县水利局2025年部门预算", size: 18)])
    #expect(DocumentSplitter().parts(of: document).map(\.document) == [document])
    #expect(DocumentSplitter().parts(of: LaidOutDocument(blocks: [])).count == 1)
  }

  // MARK: Order

  @Test func pagesInTheWrongOrderAreNamed() throws {
    let blocks = report().document.blocks
    let headings = blocks.indices.filter {
      if case .line(let line) = blocks[$0] { "四五".contains(line.text.first ?? " ") } else { false }
    }
    let (four, five) = (headings[0], headings[1])
    let found = parts([
      Array(blocks[..<four]), Array(blocks[five...]), Array(blocks[four..<five]),
    ])
    #expect(found.count == 1)
    #expect(found[0].findings.map(\.rule.rawValue) == ["document.page_order"])
    #expect(found[0].findings[0].message.contains("1, 3, 2"))
  }

  @Test func twoYearsSideBySideAreNamed() throws {
    var left = report("某某县水利局", 2023).document
    let right = report("某某县水利局", 2024).document.blocks.map { $0.moved(by: 600) }
    left.blocks = zip(left.blocks, right).flatMap { [$0, $1] }
    let found = DocumentSplitter().parts(of: left)
    #expect(
      found.allSatisfy { $0.findings.contains { $0.rule.rawValue == "document.side_by_side" } })
  }

  @Test func reportsWhosePagesAlternateAreNamed() throws {
    let first = report("某某县水利局", 2023).document.blocks
    let second = report("某某县水利局", 2024).document.blocks
    let half = try #require(
      first.firstIndex { if case .line(let line) = $0 { line.text.hasPrefix("四、") } else { false } }
    )
    let found = parts([
      Array(first[..<half]) + second[..<half], Array(first[half...]) + second[half...],
    ])
    #expect(found.count == 2)
    #expect(
      found.allSatisfy { $0.findings.contains { $0.rule.rawValue == "document.side_by_side" } })
  }
}

extension [String] {
  fileprivate var withoutFigures: [String] {
    map { $0.allSatisfy { $0.isASCII && $0.isNumber } ? "" : $0 }
  }
}

extension [[Block]] {
  /// The blocks, each list on a page of its own.
  fileprivate var paged: [Block] {
    enumerated().flatMap { index, blocks in blocks.map { $0.on(page: index + 1) } }
  }
}

extension Block {
  fileprivate static func text(_ text: String, size: Double = 12) -> Block {
    .line(
      TextLine(
        page: 1, box: Box(x0: 80, y0: 100, x1: 80 + size * Double(text.count), y1: 100 + size),
        text: text, fontSize: size))
  }

  fileprivate func on(page: Int) -> Block {
    changed {
      $0.page = page
    } line: {
      $0.page = page
    }
  }

  fileprivate func moved(by points: Double) -> Block {
    changed {
      $0.box.x0 += points
      $0.box.x1 += points
    } line: {
      $0.box.x0 += points
      $0.box.x1 += points
    }
  }

  private func changed(
    _ fragment: (inout CellFragment) -> Void, line change: (inout TextLine) -> Void
  ) -> Block {
    switch self {
    case .line(var line):
      change(&line)
      return .line(line)
    case .table(var table):
      for index in table.fragments.indices { fragment(&table.fragments[index]) }
      for cell in table.cells.indices {
        for index in table.cells[cell].fragments.indices {
          fragment(&table.cells[cell].fragments[index])
        }
      }
      return .table(table)
    }
  }
}
