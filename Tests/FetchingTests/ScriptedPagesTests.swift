import Foundation
import Testing

@testable import Fetching

/// Lists that go on by a script of the page.
@Suite struct ScriptedPagesTests {
  private static let links =
    "<a href='javascript:next(1)'>1</a><a href='javascript:next(2)'>2</a><a href='javascript:next(2)'>下一页</a>"
    + "<a href='javascript:next(4)'>尾页</a>"

  private static func read(_ body: String, at address: String = "http://a.example/col/list.html")
    throws -> (paths: [String], unread: String?)
  {
    let page = HTMLPage(Array("<html><body>\(body)</body></html>".utf8), contentType: nil)
    let pages = ScriptedPages(page, at: try #require(WebAddress(address)))
    return (pages.addresses.map(\.target), pages.unread)
  }

  @Test(arguments: [
    (
      "function next(p){ if (p < 1) { return; } location.href = 'list_' + p + '.html'; }",
      "/col/list_"
    ),
    (
      "var base = \"/web/list\"; var next = function (page) { window.location.href = base + \"_\" + page + \".html\" }",
      "/web/list_"
    ),
  ])
  func addressesThatAFunctionPutsTogether(script: String, start: String) throws {
    let found = try Self.read(Self.links + "<script>\(script)</script>")
    #expect(found.paths == (1...4).map { "\(start)\($0).html" })
    #expect(found.unread == nil)
  }

  @Test func pagesThatAreCountedFromNought() throws {
    let found = try Self.read(
      Self.links
        + "<script>function next(n) { location.replace('?p=' + (n - 1) + '&c=7'); }</script>")
    #expect(found.paths == (0...3).map { "/col/list.html?p=\($0)&c=7" })
  }

  @Test(arguments: [
    "document.F.page.value = n; document.F.submit();",
    "document.getElementById('pageNo').value = n; document.getElementById('F').submit();",
    "$('#pageNo').val(n); $('#F').submit();",
  ])
  func formsThatAFunctionSends(body: String) throws {
    let form = """
      <form name='F' id='F' action='/list.do?old=1'><input type='hidden' name='栏目' value='年 报'>
      <input type='hidden' name='page' id='pageNo' value='1'><input type='submit' name='go'></form>
      """
    let script = "<script>function next(n) { \(body) }</script>"
    let found = try Self.read(form + Self.links + script)
    #expect(
      found.paths
        == (1...4).map {
          "/list.do?%E6%A0%8F%E7%9B%AE=%E5%B9%B4%20%E6%8A%A5&page=\($0)"
        })
    // What is sent otherwise has no address.
    let posted = try Self.read(
      form.replacing("<form ", with: "<form method='POST' ") + Self.links + script)
    #expect(posted.paths == [] && posted.unread == "next(4)")
  }

  @Test func whatCannotBeReadIsNamedAndOtherCallsAreNone() throws {
    #expect(try Self.read(Self.links) == ([], "next(4)"))
    let ajax = "<script>function next(n) { $.get('/x', { page: n }, show) }</script>"
    #expect(try Self.read(Self.links + ajax) == ([], "next(4)"))
    let unknown = "<script>function next(n) { location.href = place() + n; }</script>"
    #expect(try Self.read(Self.links + unknown) == ([], "next(4)"))
    let others =
      "<a onclick='zoom(2)'>大</a><a href='javascript:show(1024)'>2024年年报</a><a href='javascript:next(1)'>1</a>"
    #expect(try Self.read(others) == ([], nil))
  }

  @Test func theyAreFollowedAndNamedWhereTheyCannotBe() async throws {
    func list(_ year: Int, _ script: String) -> String {
      "<html><head><meta charset='utf-8'></head><body><a href='/doc/\(year).pdf'>\(year)年政府信息公开工作年度报告</a>"
        + "<a href='javascript:next(2)'>下一页</a><script>\(script)</script></body></html>"
    }
    let script = "function next(p) { location.href = '/list/' + p + '.html'; }"
    let portal = try Portal(pages: [
      "/list/1.html": list(2024, script), "/list/2.html": list(2023, script),
      "/bad/index.html": list(2022, ""),
    ])
    var wanted = WantedTitles()
    wanted.years = []
    let rows = ["/list/1.html", "/bad/index.html"].map { FetchRow(url: portal.url($0)) }
    let outcome = try await portal.fetch(rows) { $0.follow = wanted }
    #expect(outcome["/doc/2024.pdf"]?.file != nil && outcome["/doc/2023.pdf"]?.file != nil)
    #expect(outcome["/doc/2022.pdf"]?.file != nil)
    #expect(outcome.values.compactMap(\.cause) == [.scriptedList])
  }
}
