import PageModel
import Testing

@testable import TableReconstruction

/// The steps that decide which characters are of which text, each by itself.
@Suite struct TextStepTests {
  private func glyphs(_ write: (inout PageBuilder) -> Void) -> [Glyph] {
    var page = PageBuilder()
    write(&page)
    return page.page.glyphs
  }

  private func text(_ glyphs: [Glyph]) -> String {
    String(String.UnicodeScalarView(glyphs.map(\.scalar)))
  }

  @Test func linesStandFromTopToBottomAndLeftToRight() {
    let lines = TextAssembly.lines(
      of: glyphs {
        $0.write("第二行", x: 20, y: 40)
        $0.write("乙", x: 80, y: 20)
        $0.write("甲", x: 20, y: 21)
      })
    #expect(lines.map(\.text) == ["甲 乙", "第二行"])
  }

  @Test func aSpaceStandsBetweenLatinWordsAndInWideGaps() {
    let text = TextAssembly.text(
      of: glyphs {
        $0.write("Type A", x: 20, y: 20)
        $0.write("件", x: 51, y: 20)
        $0.write("项", x: 80, y: 20)
      })
    #expect(text == "Type A件 项")
  }

  @Test func columnsOfUprightTextAreReadFromTheRight() {
    let cell = glyphs {
      for (line, text) in ["总理", "计由"].enumerated() {
        for (place, character) in text.enumerated() {
          $0.write(String(character), x: 20 + Double(place) * 30, y: 20 + Double(line) * 11)
        }
      }
      $0.write("一", x: 50, y: 42)
    }
    #expect(TextAssembly.text(of: cell) == "理由一\n总计")
  }

  @Test func digitsThatFollowEachOtherAreOneNumber() {
    let page = glyphs {
      $0.write("1204", x: 20, y: 20)
      $0.write("35", x: 60, y: 20)
      $0.write("件", x: 100, y: 20)
      $0.write("7", x: 20, y: 60)
    }
    #expect(NumberRuns(page).runs.map { text($0.map { page[$0] }) } == ["1204", "35"])
  }

  @Test func numbersThatCountUpBesideTheTextAreOfItsLines() {
    let paragraph = ["本年共收到政府信息公开申请若干件其中", "予以公开若干件部分公开若干件不予公开", "若干件无法提供若干件不予处理若干件共"]
    func lines(_ numbers: [String]) -> [String] {
      let lines = TextAssembly.lines(
        of: glyphs {
          for (index, line) in paragraph.enumerated() {
            let y = 20 + Double(index) * 16
            $0.write(numbers[index], x: 20, y: y)
            $0.write(line, x: 80, y: y)
          }
        })
      return MarginNumbers.parted(from: lines).map(\.text)
    }
    #expect(lines(["4", "5", "6"]) == paragraph)
    #expect(lines(["4", "9", "6"]).map { $0.first } == ["4", "9", "6"])
  }

  @Test func aLineThroughAFigureTakesItBackAndOneBelowDoesNot() {
    let figure = glyphs { $0.write("135", x: 20, y: 20) }
    let cell = Box(x0: 0, y0: 10, x1: 100, y1: 40)
    func isFound(
      _ y: Double, from start: Double = 18, to end: Double = 37, of other: Box? = nil
    ) -> Bool {
      StruckText.isFound(
        in: figure, of: other ?? cell,
        rulings: [
          RulingLine(axis: .horizontal, position: y, start: start, end: end, thickness: 0.5)
        ])
    }
    #expect(isFound(25))
    #expect(!isFound(30))
    #expect(!isFound(25, from: -10, to: 200))
    // The figure fills its cell, and the line reaches over the sides; a border drawn cell by cell does not cross out.
    #expect(isFound(25, of: Box(x0: 19, y0: 10, x1: 36, y1: 40)))
    #expect(!isFound(25, of: Box(x0: 18, y0: 25, x1: 37, y1: 40)))
    // It was taken for a border, and does not go from side to side.
    #expect(isFound(25, of: Box(x0: 0, y0: 10, x1: 40, y1: 25)))
    #expect(isFound(25, of: Box(x0: 16, y0: 10, x1: 39, y1: 25)))
  }

  @Test func textsInOnePlaceAreFound() {
    #expect(
      Overprint.isFound(
        in: glyphs {
          $0.write("135", x: 20, y: 20)
          $0.write("842", x: 21, y: 21)
        }))
    #expect(!Overprint.isFound(in: glyphs { $0.write("135842", x: 20, y: 20) }))
  }

  @Test func largePrintOverSmallIsAWatermark() {
    let page = glyphs {
      $0.write("政府信息公开工作年度报告", x: 20, y: 40)
      $0.write("内部资料", x: 20, y: 30, size: 30)
    }
    #expect(text(LargePrint.places(in: page).sorted().map { page[$0] }) == "内部资料")
    let heading = glyphs {
      $0.write("政府信息公开工作年度报告", x: 20, y: 90)
      $0.write("内部资料", x: 20, y: 30, size: 30)
    }
    #expect(LargePrint.places(in: heading).isEmpty)
  }

  @Test(arguments: [
    ("3.重复申请", true), ("（四）无法提供", true), ("四、其他", true), ("①规章", true), ("2024年", false),
    ("规章", false),
    ("（单位：万元）", false),
  ])
  func itemsOfListsBeginWithTheirNumber(text: String, isItem: Bool) {
    #expect(text.isNumberedItem == isItem)
  }

  @Test func aPageOnItsSideIsTurnedAndComesBack() throws {
    var upright = PageBuilder(width: 600, height: 800)
    upright.grid(
      x: [50, 200, 350], y: [100, 130, 160], [["收到申请数量", "上年结转数量"], ["一二三四五六", "七八九十百千"]])
    let parts = SidewaysText.parts(of: upright.turned())
    let part = try #require(parts.first)
    #expect(parts.count == 1)
    #expect(part.turn == .clockwise)
    #expect(part.page.width == 600 && part.page.height == 800)
    for (glyph, original) in zip(part.page.glyphs, upright.page.glyphs) {
      #expect(abs(glyph.box.x0 - original.box.x0) < 1e-9)
      #expect(abs(glyph.box.y0 - original.box.y0) < 1e-9)
      let back = part.turn.restored(glyph.box, width: 800, height: 600)
      #expect(abs(back.x0 - (800 - original.box.y1)) < 1e-9)
    }
  }

  @Test func aSheetWithTwoPagesIsSplitAtItsFold() {
    func page(gap: Double) -> Page {
      var sheet = PageBuilder(width: 842, height: 595)
      for line in 0..<6 {
        let y = 60 + Double(line) * 20
        sheet.write("本年度共收到政府信息公开申请若干件其中予以公开若干件", x: 60, y: y)
        sheet.write("工作中存在的问题及改进情况有政策解读的形式不够丰富等", x: 421 + gap, y: y)
      }
      return sheet.page
    }
    let halves = NUpSplitting.pages(of: page(gap: 60))
    #expect(halves.map(\.offset) == [0, 421])
    #expect(halves.map { $0.page.glyphs.count } == [156, 156])
    #expect(halves[1].page.glyphs.first?.box.x0 == 60)
    var portrait = PageBuilder()
    portrait.write("本年度共收到政府信息公开申请若干件", x: 60, y: 60)
    #expect(NUpSplitting.pages(of: portrait.page).count == 1)
  }
}
