import PageModel
import ReportModel
import ReportParsing
import Testing

/// Reports in which the grids of another year stand beside their own.
@Suite struct RepeatedGridTests {
  /// Where the other year's grids stand.
  enum Place: CaseIterable {
    case before, after, beside
  }

  private static func line(_ text: String, x: Double = 200) -> [Block] {
    if text.isEmpty { return [] }
    let box = Box(x0: x, y0: 190, x1: x + 60, y1: 200)
    return [.line(TextLine(page: 1, box: box, text: text, fontSize: 10))]
  }

  /// The report with the grids of another year, each half of the sum and below a line of its own.
  private func document(
    _ form: SampleForm, _ place: Place, own: String, other: String
  ) -> LaidOutDocument {
    var document = form.document
    document.blocks = document.blocks.flatMap { block -> [Block] in
      guard case .table(var table) = block else { return [block] }
      for index in table.cells.indices {
        guard let figure = Int(table.cells[index].text) else { continue }
        table.cells[index].text = String(figure + 5000)
      }
      let mine = Self.line(own) + [block]
      switch place {
      case .before: return Self.line(other) + [.table(table)] + mine
      case .after: return mine + Self.line(other) + [.table(table)]
      case .beside:
        for index in table.cells.indices { table.cells[index].fragments[0].box.move(by: 600) }
        table.fragments[0].box.move(by: 600)
        return Self.line(own) + Self.line(other, x: 800) + [block, .table(table)]
      }
    }
    return document
  }

  @Test(
    arguments: Place.allCases,
    [("2024年度", "2023年数据（供对照）"), ("本年度", "上一年度"), ("", "附：2023年"), ("（2024年）", "2023年度")])
  func theReportsOwnIsReadByTheYearAboveIt(_ place: Place, _ words: (String, String)) throws {
    let form = SampleForm()
    let blocks = document(form, place, own: words.0, other: words.1)
    let report = try #require(ReportParser().parse(blocks))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(
      report.findings.map(\.rule.rawValue) == [String](repeating: "reading.other_year", count: 3))
    #expect(report.findings.allSatisfy { $0.severity == .warning })
    let parts = DocumentSplitter().parts(of: blocks)
    #expect(parts.count == 1 && parts[0].findings.isEmpty)
  }

  /// The years over two tables side by side may be one line.
  @Test func yearsOnOneLineAboveTablesSideBySide() throws {
    let form = SampleForm()
    var blocks = document(form, .beside, own: "", other: "2023年")
    blocks.blocks = blocks.blocks.map { block in
      guard case .line(var line) = block, line.text == "2023年" else { return block }
      line.text = "2024年 2023年"
      line.box.x0 = 200
      return .line(line)
    }
    let report = try #require(ReportParser().parse(blocks))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(
      report.findings.map(\.rule.rawValue) == [String](repeating: "reading.other_year", count: 3))
  }

  @Test(
    arguments: Place.allCases,
    [("", ""), ("2022年度", "2023年度"), ("2024年度", "2024年度"), ("2024年度", ""), ("表1", "表2")])
  func withoutAYearAllCellsAreNamed(_ place: Place, _ words: (String, String)) throws {
    let form = SampleForm()
    let blocks = document(form, place, own: words.0, other: words.1)
    let report = try #require(ReportParser().parse(blocks))
    let found = report.findings.filter { $0.rule.rawValue == "reading.duplicate_grid" }
    #expect(found.count == 3 && report.findings.count == 3)
    #expect(Set(found.flatMap(\.cells)) == Set(form.expected.keys))
    #expect(found.allSatisfy { $0.severity == .error })
  }

  /// The same figures again are no other year's.
  @Test func aGridPrintedTwiceIsNothingNew() throws {
    let form = SampleForm()
    var document = form.document
    document.blocks = document.blocks.flatMap { block -> [Block] in
      if case .table = block { [block, block] } else { [block] }
    }
    let report = try #require(ReportParser().parse(document))
    #expect(form.expected.allSatisfy { report.cells[$0.key]?.value == $0.value })
    #expect(report.findings == [])
  }

  /// A table that a break parted begins again with its header, not with other figures.
  @Test func rowsOfAnUnreadableHeaderAreNamed() throws {
    let form = SampleForm()
    var document = form.document
    let index = try #require(
      document.blocks.firstIndex { if case .table = $0 { true } else { false } })
    guard case .table(var table) = document.blocks[index] else { return }
    for cell in table.cells.indices where table.cells[cell].row == 0 && table.cells[cell].column > 0
    {
      table.cells[cell].text = "某某"
    }
    document.blocks.insert(.table(table), at: index)
    let report = try #require(ReportParser().parse(document))
    let named = Set(report.findings.filter { $0.severity == .error }.flatMap(\.cells))
    let row = ProactiveColumn.allCases.map(ProactiveItem.normativeDocuments.cell)
    #expect(row.filter { form.expected[$0] != nil }.allSatisfy(named.contains))
  }

  @Test func aSecondRowOfFiguresInSection4NamesAllItsCells() throws {
    var form = SampleForm()
    form.disputes.append((0..<15).map { "9\($0 + 100)" })
    let report = try #require(ReportParser().parse(form.document))
    let named = Set(report.findings.filter { $0.severity == .error }.flatMap(\.cells))
    #expect(named == Set(form.expected.keys.filter { $0.rawValue.hasPrefix("disputes.") }))
  }
}

extension Box {
  fileprivate mutating func move(by points: Double) {
    x0 += points
    x1 += points
  }
}
