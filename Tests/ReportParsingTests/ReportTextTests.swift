import PageModel
import ReportModel
import ReportParsing
import Testing

@Suite struct ReportTextTests {
  private func parse(_ change: (inout SampleForm) -> Void) throws -> ParsedReport {
    var form = SampleForm()
    change(&form)
    return try #require(ReportParser().parse(form.document))
  }

  @Test func headerFields() throws {
    let header = try parse {
      $0.opening.insert("某水发〔2025〕3号", at: 0)
      $0.sections[0].1 = "本报告所列数据的统计期限从2024年1月1日起至2024年12月31日止。"
    }.header
    #expect(header.title == "某某县水利局2024年政府信息公开工作年度报告")
    #expect(header.issuer == "某某县水利局")
    #expect(header.year == 2024)
    #expect(header.issuedOn == CalendarDate(year: 2025, month: 1, day: 20))
    #expect(header.documentNumber == "某水发〔2025〕3号")
    #expect(
      header.period
        == Period(
          from: try #require(CalendarDate(year: 2024, month: 1, day: 1)),
          to: try #require(CalendarDate(year: 2024, month: 12, day: 31))))
  }

  @Test(arguments: [
    "2025年1月20日", "二〇二五年一月二十日", "二○二五年一月二十日", "２０２５年１月２０日", "2025 年 1 月 20 日", "2025.1.20",
    "2025-01-20",
  ])
  func issueDates(text: String) throws {
    let header = try parse { $0.closing[1] = text }.header
    #expect(header.issuedOn == CalendarDate(year: 2025, month: 1, day: 20))
  }

  @Test func aDateThatIsNoneIsNotRead() throws {
    let header = try parse { $0.closing[1] = "2025年2月30日" }.header
    #expect(header.issuedOn == nil)
  }

  @Test func whatIsAttachedBehindTheSignatureIsNoPartOfTheLastSection() throws {
    let report = try parse {
      $0.closing += ["附件1", "主动公开基本目录", "机构职能、政策文件、规划信息。"]
    }
    #expect(report.header.issuedOn == CalendarDate(year: 2025, month: 1, day: 20))
    #expect(report.header.issuer == "某某县水利局")
    #expect(report.sections.last?.text == "无。")
  }

  @Test func aSubheadingLikeASectionIsNone() throws {
    let sections = try parse {
      $0.sections[4].1 = ""
      $0.sections.insert(("（一）存在的主要问题", "公开不够及时。"), at: 5)
      $0.sections.insert(("（二）改进措施", "加强培训。"), at: 6)
    }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections[4].text.contains("公开不够及时。"))
    #expect(sections[4].text.contains("（二）改进措施"))
  }

  @Test(arguments: ["表", "附表", "图", "表 "])
  func aCaptionIsNoHeading(word: String) throws {
    let sections = try parse {
      $0.sections[0].1 = word + "2 收到和处理政府信息公开申请情况"
      $0.sections[4].1 = word + "一：主动公开政府信息情况"
    }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections.map(\.printedNumeral) == ["一", "二", "三", "四", "五", "六"])
  }

  @Test func aTitleOnSeveralLines() throws {
    let header = try parse { $0.opening = ["某某县水利局", "2024年政府信息公开", "工作年度报告"] }.header
    #expect(header.title == "某某县水利局2024年政府信息公开工作年度报告")
    #expect(header.issuer == "某某县水利局")
  }

  @Test(arguments: ["（2024年度）", "(2024年)", "2024年度"])
  func aYearBelowATitleWithoutOneCompletesIt(year: String) throws {
    let header = try parse { $0.opening = ["某某县水利局", "政府信息公开工作年度报告", year] }.header
    #expect(header.title == "某某县水利局政府信息公开工作年度报告" + year)
    #expect(header.issuer == "某某县水利局")
    #expect(header.year == 2024)
    let other = try parse { $0.opening.append(year) }.header
    #expect(other.title == "某某县水利局2024年政府信息公开工作年度报告")
  }

  @Test(arguments: [
    "发布日期：2025-01-22 12:48　来源：某某县水利局　浏览次数：20", "来源：某某县水利局 发布时间：2025年1月22日", "成文日期: 2025/1/22 12:00",
    "【更新时间：2025.01.22】 字号：大 中 小", "发布⽇期：2025-01-22 12:48 来源：某某县⽔利局",
  ])
  func theDayOfPublicationOnAPortal(line: String) throws {
    func date(_ closing: [String]) throws -> CalendarDate? {
      try parse {
        $0.opening.append(line)
        $0.closing = closing
      }.header.issuedOn
    }
    #expect(try date([]) == CalendarDate(year: 2025, month: 1, day: 22))
    #expect(
      try date(["某某县水利局", "2025年1月20日"]) == CalendarDate(year: 2025, month: 1, day: 20))
  }

  @Test func theFootOfAPortalsPageStandsBelowTheSignature() throws {
    let report = try parse {
      $0.opening[0] = "2024年政府信息公开工作年度报告"
      $0.closing += [
        "主办：某某县办公室　网站标识码：4348169231", "某ICP备35893290号-1　公网安备 6472", "联系电话：0417-5220563",
      ]
    }
    #expect(report.header.issuedOn == CalendarDate(year: 2025, month: 1, day: 20))
    #expect(report.header.issuer == "某某县水利局")
    #expect(report.sections.last?.text == "无。")
  }

  @Test func sectionsWithTheirText() throws {
    let sections = try parse { _ in }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections[0].text == "本年度按照要求做好各项公开工作。")
    #expect(sections[5].text == "无。")
  }

  @Test func sectionsAreKnownByTheirNamesWhateverTheirNumerals() throws {
    let sections = try parse {
      $0.sections[3].0 = "三、政府信息公开行政复议、行政诉讼情况"
      $0.sections[4].0 = "四、存在的主要问题及改进情况"
      $0.sections[5].0 = "五、其他需要报告的事项"
    }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections.map(\.printedNumeral) == ["一", "二", "三", "三", "四", "五"])
  }

  @Test(arguments: [
    ("四、因政府信息公开工作被申请行政复议、提起行政诉讼", "情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("四、政府信息公开行政复议、", "行政诉讼情况", "政府信息公开行政复议、行政诉讼情况"),
    ("四、政府信息公开行政复议、行政诉讼", "情况", "政府信息公开行政复议、行政诉讼情况"),
  ])
  func aHeadingMayGoOnInTheNextLine(first: String, second: String, heading: String) throws {
    let sections = try parse {
      $0.sections[3] = (first, second)
    }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections[3].heading == heading)
    #expect(sections[2].text.isEmpty)
    #expect(sections[3].text.isEmpty)
  }

  @Test func aTableOfContentsHasNoHeadings() throws {
    let report = try parse {
      $0.opening.insert(
        contentsOf: ["目录", "五、存在的主要问题及改进情况……………3", "六、其他需要报告的事项……………3", "某某县水利局"], at: 0)
    }
    #expect(report.sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(report.sections.last?.heading == "其他需要报告的事项")
  }

  @Test func whatFollowsAHeadingIsNoPartOfIt() throws {
    let sections = try parse {
      $0.sections[4] = ("五、存在的主要问题", "改进情况如下，主要问题有三。")
    }.sections
    #expect(sections.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(sections[4].heading == "存在的主要问题")
    #expect(sections[4].text == "改进情况如下，主要问题有三。")
  }

  @Test(arguments: ["予公开", "法提供", "供", "果 第1页", "果 1", "结 不予公", "行政复议 行政诉讼", "信息公开申请"])
  func piecesOfLabelsThatABreakCutOffAreNoText(piece: String) throws {
    #expect(try parse { $0.sections[2].1 = piece }.sections[2].text.isEmpty)
  }

  @Test(arguments: ["第1—", "第 3 页", "— 12 —", "- 2 -"])
  func pageNumbersAmongTheTextAreLeftOut(number: String) throws {
    #expect(try parse { $0.sections[1].1 = number }.sections[1].text.isEmpty)
  }

  @Test(arguments: ["无", "果 2", "12", "1", "本年度未收到申请。"])
  func whatASectionOfGridsSaysStays(text: String) throws {
    #expect(try parse { $0.sections[2].1 = text }.sections[2].text == text)
  }

  @Test(arguments: [("需要报告的事项。", 2, true), ("需要报告的事项如下", 2, false), ("需要报告的事项。", 1, false)])
  func aNameAloneOnTheLastPageIsTheSignature(text: String, page: Int, isSignature: Bool) throws {
    var form = SampleForm()
    form.opening = ["2024年政府信息公开工作年度报告"]
    form.sections[5].1 = text
    form.closing = ["石泉区人民政府"]
    var document = form.document
    if case .line(var line)? = document.blocks.last {
      line.page = page
      document.blocks[document.blocks.count - 1] = .line(line)
    }
    let report = try #require(ReportParser().parse(document))
    #expect(report.header.issuer == (isSignature ? "石泉区人民政府" : nil))
    #expect(report.sections[5].text == (isSignature ? text : text + "石泉区人民政府"))
  }

  /// On a page that stands upside down the signature is not set to the right.
  @Test func theNameInTheTitleIsTheSignature() throws {
    let report = try parse { $0.closing = ["某某县水利局"] }
    #expect(report.sections[5].text == "无。")
  }

  @Test func aDashBeforeAHeadingIsTheNumeralOne() throws {
    let section = try parse { $0.sections[0].0 = "—、总体情况" }.sections[0]
    #expect(section.heading == "总体情况")
    #expect(section.printedNumeral == "一")
  }

  @Test func otherDocumentsAreNoReport() {
    let line = Block.line(
      TextLine(
        page: 1, box: Box(x0: 80, y0: 80, x1: 300, y1: 95), text: "2024年度部门决算", fontSize: 15))
    #expect(ReportParser().parse(LaidOutDocument(blocks: [line])) == nil)
    #expect(ReportParser().parse(LaidOutDocument(blocks: [])) == nil)
  }
}
