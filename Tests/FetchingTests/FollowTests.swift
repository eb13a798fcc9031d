import Foundation
import Testing

@testable import Fetching

/// Columns as portals have them; texts and addresses are made for the test.
@Suite struct FollowTests {
  private static func page(_ title: String, _ body: String, head: String = "") -> String {
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>\(title)</title>\(head)</head><body>\(body)</body></html>"
  }

  private static let article = page(
    "2023年政府信息公开工作年度报告",
    """
    <div id='zoom'><p>云川县水利局2023年政府信息公开工作年度报告</p><p>一、总体情况</p>
    <table><tr><td>本年度办理结果</td><td>1</td></tr></table></div>
    """)

  private func follow(
    _ portal: Portal, _ path: String = "/col/index.html", years: Set<Int> = [],
    isDryRun: Bool = false
  ) async throws -> [String: FetchOutcome] {
    var wanted = WantedTitles()
    wanted.years = years
    let row = FetchRow(url: portal.url(path), issuer: nil)
    return try await portal.fetch([row]) {
      $0.follow = wanted
      $0.isDryRun = isDryRun
    }
  }

  @Test func articlesAndWhatIsAttachedToThemAreFound() async throws {
    let column = Self.page(
      "政府信息公开年报",
      """
      <ul><li><a href='../art/1.html' title='云川县水利局2023年政府信息公开工作年度报告'>云川县水利局2023年政府…</a></li>
      <li><a href='/doc/2022.pdf'>2022年政府信息公开工作年度报告.pdf</a></li>
      <li><a href='../art/9.html'>2023年工作要点</a></li>
      <li><a href='http://other.example/2021.html'>2021年度报告</a></li></ul>
      """)
    let withFile = Self.article.replacing(
      "</body>",
      with: """
        <a onclick="window.open('/doc/onclick.pdf')">附件</a>
        <iframe src='/web/viewer.html?file=%2Fdoc%2Fviewed.pdf'></iframe>
        <a href="javascript:downFile('/module/download/downfile.jsp?classid=0&filename=0123456789abcdef.pdf')">公报.pdf</a>
        <a href='/doc/old.pdf'>2019年年报.pdf</a></body>
        """)
    let portal = try Portal(pages: ["/col/index.html": column, "/art/1.html": withFile])
    let outcome = try await follow(portal)
    #expect(
      Set(outcome.keys) == [
        "/doc/2022.pdf", "/doc/onclick.pdf", "/doc/viewed.pdf", "/art/1.html",
        "/module/download/downfile.jsp?classid=0&filename=0123456789abcdef.pdf", "/2021.html",
      ])
    #expect(outcome["/2021.html"]?.cause == .otherHost)
    #expect(outcome["/art/1.html"]?.file == "云川县水利局2023年政府信息公开工作年度报告.html")
    let asked = try portal.requests()
    #expect(!asked.contains { $0.host == "other.example" || $0.path == "/art/9.html" })
    #expect(asked.count { $0.path == "/art/1.html" } == 1)
    // The next run reads the column again, and nothing else that was got.
    let again = try await follow(portal)
    #expect(again["/doc/2022.pdf"] == .known && again["/art/1.html"] == .known)
    let more = try portal.requests().dropFirst(asked.count).map(\.path)
    #expect(
      Set(more) == [
        "/col/index.html", "/module/download/downfile.jsp?classid=0&filename=0123456789abcdef.pdf",
      ])
  }

  @Test func listsGoOn() async throws {
    func list(_ names: [String], _ rest: String = "") -> String {
      Self.page(
        "年报", names.map { "<a href='/doc/\($0).pdf'>\($0)年政府信息公开工作年度报告</a>" }.joined() + rest)
    }
    let script = "<script>createPageHTML(3, 0, \"index\", \"html\");</script>"
    let store = """
      <script type='text/xml'><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1"></a>]]></nextgroup>
      <recordset><record><![CDATA[<li><a href='/doc/h2018.pdf' title='2018年政府信息公开工作年度报告'>2018年</a></li>]]></record></recordset></datastore></script>
      """
    let xml = """
      <?xml version='1.0' encoding='utf-8'?><datastore><recordset><record><![CDATA[<li><a href="/doc/h2019.pdf">2019年政府信息公开工作年度报告</a></li>]]></record></recordset></datastore>
      """
    let portal = try Portal(pages: [
      "/trs/index.html": list(["2024"], script), "/trs/index_1.html": list(["2023"]),
      "/trs/index_2.html": list(["2022"]), "/hanweb/index.html": Self.page("年报", store),
      "/module/web/jpage/dataproxy.jsp?page=1&appid=1": xml,
      "/query/list?page=1": list(["2021"], "<a href='?page=2'>2</a><a href='?page=1'>1</a>"),
      "/query/list?page=2": list(["2020"], "<a href='?page=1'>上一页</a>"),
    ])
    let trs = try await follow(portal, "/trs/index.html")
    #expect(Set(trs.keys) == ["/doc/2024.pdf", "/doc/2023.pdf", "/doc/2022.pdf"])
    let hanweb = try await follow(portal, "/hanweb/index.html")
    #expect(Set(hanweb.keys) == ["/doc/h2018.pdf", "/doc/h2019.pdf"])
    let query = try await follow(portal, "/query/list?page=1")
    #expect(Set(query.keys) == ["/doc/2021.pdf", "/doc/2020.pdf"])
  }

  @Test func yearsAreChosenAndADryRunGetsNothing() async throws {
    let column = Self.page(
      "年报",
      "<a href='/doc/a.pdf'>２０２４年年度报告</a><a href='/doc/b.pdf'>2023年度报告</a><a href='/doc/c.pdf'>年度报告</a>"
    )
    let portal = try Portal(pages: ["/col/index.html": column])
    let outcome = try await follow(portal, years: [2024], isDryRun: true)
    #expect(outcome == ["/doc/a.pdf": .wanted])
    #expect(try portal.requests().map(\.path) == ["/col/index.html"])
    #expect(try portal.files().isEmpty)
  }

  @Test func pagesInGBKAreRead() async throws {
    let column = """
      <html><head><meta http-equiv='Content-Type' content='text/html; charset=gbk'></head><body>
      <a href='/doc/a.pdf'>某某区２０２２年政府信息公开工作年度报告</a></body></html>
      """
    let portal = try Portal(pages: ["/col/index.html": column])
    let outcome = try await follow(portal)
    #expect(outcome["/doc/a.pdf"]?.file == "某某区２０２２年政府信息公开工作年度报告.pdf")
  }

  @Test func whatLeadsNowhereIsNamed() async throws {
    let portal = try Portal(pages: [
      "/empty/index.html": Self.page("年报", "<p>暂无内容</p>"),
      "/bad/index.html": Self.page(
        "年报", "<a href='/captcha.pdf'>2024年度报告</a><a href='/x.html'>2023年度报告</a>"),
      "/lost/index.html": Self.page(
        "年报",
        "<a href='/status/404'>2024年度报告</a><a href='/doc/b.pdf'>2023年度报告</a>"
          + "<script>createPageHTML(2, 0, 'index', 'html')</script>"),
      "/x.html": Self.page("提示", "<p>您访问的页面不存在</p>"),
    ])
    let empty = try await follow(portal, "/empty/index.html")
    #expect(empty["/empty/index.html"]?.cause == .nothingFound)
    let gone = try await follow(portal, "/none/index.html")
    #expect(gone["/none/index.html"]?.cause == .gone)
    let error = try await follow(portal, "/error.pdf")
    #expect(error["/error.pdf"]?.cause == .errorPage)
    let bad = try await follow(portal, "/bad/index.html")
    #expect(bad["/x.html"]?.cause == .errorPage)
    #expect(bad["/captcha.pdf"]?.cause == .captcha)
    // What is not to be had is asked for once, and a page of the list that is not, too, is named.
    let lost = try await follow(portal, "/lost/index.html")
    #expect(lost["/status/404"]?.cause == .gone && lost["/lost/index_1.html"]?.cause == .gone)
    #expect(lost["/doc/b.pdf"]?.file != nil)
    #expect(try portal.requests().count { $0.path == "/status/404" } == 1)
  }

  @Test func hostilePagesTakeLittle() throws {
    let address = try #require(WebAddress("http://a.example/"))
    let deep = String(repeating: "<div>", count: 200_000) + "<a href='/x.pdf'>2024年度报告</a>"
    let pages = [
      deep, String(repeating: "<b><i></b>", count: 50_000),
      String(repeating: "<a href=", count: 50_000),
      "<script>" + String(repeating: "window.open('", count: 20_000),
      "<!DOCTYPE html [<!ENTITY a 'b'>]>&a;\u{0}",
    ]
    let start = Self.processorSeconds
    for text in pages {
      let page = HTMLPage(Array(text.utf8), contentType: "text/html; charset=nonsense")
      _ = LinkHarvest.links(of: page, at: address)
    }
    #expect(Self.processorSeconds - start < 15)
  }

  /// Of this thread, so that it does not matter what else the machine does.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
