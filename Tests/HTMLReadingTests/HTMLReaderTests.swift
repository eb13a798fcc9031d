import PageModel
import Testing

@testable import HTMLReading

@Suite struct HTMLReaderTests {
  /// The texts of a page's blocks; cells parted by `|`, rows by ` / `.
  private func texts(_ html: String) throws -> [String] {
    try blocks(html).map { block in
      switch block {
      case .line(let line): line.text
      case .pageBreak: ""
      case .table(let table):
        table.rows.map { $0.map(\.text).joined(separator: "|") }.joined(separator: " / ")
      }
    }
  }

  private func blocks(_ html: String) throws -> [ElementBlock] {
    try HTMLReader.document(Array(html.utf8)).blocks
  }

  private func cells(_ html: String) throws -> [ElementCell] {
    var cells: [ElementCell] = []
    for case .table(let table) in try blocks(html) { cells += Array(table.rows.joined()) }
    return cells
  }

  @Test func drawsSpacesTogetherAndBreaksLines() throws {
    let page = "<body><p>　　一、 总体\n 情况<br>第二行&nbsp;</p>\u{200B}<div>三<span>四</span></div></body>"
    #expect(try texts(page) == ["一、 总体 情况", "第二行", "三四"])
  }

  @Test func leavesOutWhatNoReaderSees() throws {
    let page = """
      <style>.gone{display:none} @media print { .shown { display:none } }</style>
      <table><tr><td>1<i style="display: NONE">2</i></td><td>3<b hidden>4</b></td><td class="gone">5</td>
      <td class="shown">6</td><td>7<script>8</script><input type="hidden" value="9"></td></tr>
      <tr style="visibility:hidden"><td>10</td></tr><tr><td><!-- 11 -->12</td></tr></table>
      """
    #expect(try texts(page) == ["1|3|6|7 / 12"])
  }

  @Test(arguments: [
    ("<p><![if !supportLists]><span>一、</span><![endif]>总体情况</p>", "一、总体情况"),
    ("<?xml:namespace prefix = o ns = \"x\" /><p>甲<!-- <p>乙</p> -->丙</p>", "甲丙"),
    ("<p>甲<!-->乙<!--->丙<!--[if mso]>1<![endif]-->丁</p>", "甲乙丙丁"),
    ("<p>甲</p><!--[if !mso]><!--><p>乙</p><!--<![endif]-->", "甲|乙"),
    ("<SCRIPT>if (a <!b) { c = '<!--' }</SCRIPT><p>甲</p><style>a{}<!</style><p>乙", "甲|乙"),
    ("<!DOCTYPE html><p>甲</p><!-- <p>乙", "甲"), ("<p>甲 < 乙</p><!", "甲 < 乙"),
  ])
  func commentsAreWhatBrowsersTakeForThem(page: String, text: String) throws {
    #expect(try texts(page).joined(separator: "|") == text)
  }

  @Test func readsSpansAsTheStandardDoes() throws {
    let found = try cells(
      "<table><tr><td rowspan=0>a</td><td colspan=' 2x'>b</td><td colspan=0>c</td><td colspan=-3>d</td></tr><tr><td>e</td></tr></table>"
    )
    #expect(found.map(\.columnSpan) == [1, 2, 1, 1, 1])
    #expect(found[0].rowSpan > 1000)
  }

  @Test func keepsFiguresOfATableInACellApart() throws {
    let page =
      "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td>g</td><td>h</td>"
      + "<td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    #expect(try cells(page).last?.text == "1 2")
  }

  @Test func raisedDigitsAreMarksUnlessTheyStandAlone() throws {
    let page = "<table><tr><td>12<sup>3</sup></td><td><sup>45</sup></td></tr></table>"
    #expect(try cells(page).map(\.text) == ["12³", "45"])
  }

  @Test func tellsCrossedOutFigures() throws {
    let page =
      "<table><tr><td><del>3</del>4</td><td style='text-decoration:line-through'>5</td><td><s>无</s>6</td></tr></table>"
    #expect(try cells(page).map(\.isStruckOut) == [true, true, false])
  }

  @Test func findsTheArticleAmongLinksAndFooters() throws {
    let page = """
      <head><title>年度报告-某某网</title></head><body><ul><li><a href=1>首页</a><li><a href=2>政府信息公开年度报告</a></ul>
      <div><div class="x"><p>\(String(repeating: "正文很长。", count: 40))</p><p>下一段的文字。</p></div></div><div>版权所有</div></body>
      """
    let found = try texts(page)
    #expect(found.first == "年度报告")
    #expect(found.last == "下一段的文字。")
    #expect(found.count == 3)
  }

  @Test func tablesBelongToTheArticleWhereverTheyStand() throws {
    let row = "<tr><td>1</td><td>2</td><td>3</td><td>4</td></tr>"
    let page = """
      <body><div id="zoom"><p>\(String(repeating: "正文很长。", count: 40))</p></div><div><table>\(row)\(row)\(row)</table></div></body>
      """
    #expect(try texts(page).last == "1|2|3|4 / 1|2|3|4 / 1|2|3|4")
  }

  @Test func pathsLeadToTheElements() throws {
    let page =
      "<html><body><p>x</p><div></div><div><table><tr><td>1</td><td>2</td></tr></table></div></body></html>"
    #expect(
      try cells(page).map(\.path) == [
        "html/body/div[2]/table/tr/td", "html/body/div[2]/table/tr/td[2]",
      ])
  }

  @Test func whatNoReportIsBuiltLikeIsRefused() {
    let deep = String(repeating: "<div>", count: 600)
    #expect(throws: HTMLReadingError.tooDeep(most: 500)) { try blocks(deep) }
    let many = String(repeating: "<b>x</b>", count: 300_000)
    #expect(throws: HTMLReadingError.tooManyElements(most: 500_000)) { try blocks(many) }
  }

  @Test(arguments: [
    "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><body><p>&a;1</p></body>",
    "<p>1", "<table><tr><td>1<td>2<tr><td>3</table>", "<td>1</td>", "<!--", "<a <b <c",
    "&#0;&#x110000;&#xD800;",
    "<table><tr><td colspan=99999999999999999999 rowspan=99999999999999999999>1</td></tr></table>",
  ])
  func oddPagesEndNothing(_ page: String) throws {
    let found = try texts(page)
    #expect(!found.joined().contains("root:"))
  }

  @Test func bytesOfAnotherCharsetAreTold() throws {
    let document = try HTMLReader.document(Array("<p>年报</p>".utf8) + [0xFF, 0xFE, 0x80])
    #expect(document.notices == [.undecodedCharacters(1)])
  }
}
