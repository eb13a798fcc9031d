import PageModel
import Testing

@testable import HTMLReading

/// What a page's own style sheets hide, and what only seems to be hidden by them.
@Suite struct StyleTests {
  private static func words(_ styles: String, _ body: String) throws -> [String] {
    let page = "<html><head><style>\(styles)</style></head><body>\(body)</body></html>"
    return try HTMLReader.document(Array(page.utf8)).blocks.flatMap { block -> [String] in
      switch block {
      case .line(let line): [line.text]
      case .table(let table): table.rows.joined().map(\.text)
      case .pageBreak: []
      }
    }
  }

  @Test(arguments: [
    ("td.gone{display:none}", true), ("p.gone{display:none}", false),
    ("table .gone { display : none }", true), ("table > .gone { display: none }", false),
    ("tr>td.gone{display:none}", true), ("#t td.gone{display:none}", true),
    ("#x td.gone{display:none}", false), (".a.gone{display:none}", true),
    (".b.gone{display:none}", false), ("[data-m='1']{display:none}", true),
    ("td[data-m=2]{display:none}", false), (".gone:hover{display:none}", false),
    (".gone::after{display:none}", false), ("p + .gone{display:none}", false),
    ("h1,td.gone,h2{display:none!important}", true),
    ("/* td{} */ td.gone{visibility:hidden}", true),
    ("td.gone{display:none}.gone{display:block}", true),
    (".gone{display:none}td.gone{display:table-cell}", false),
    (".gone{display:none!important}td.gone{display:table-cell}", true),
    (".gone{display:none}.gone{display:inline}", false),
    ("@media print{td.gone{display:none}}", false), ("@media screen{td.gone{display:none}}", true),
    ("@media (max-width:600px){.gone{display:none}} b{color:red}", false),
    ("@charset 'utf-8'; @import 'x.css'; td.gone{display:none}", true),
    ("@font-face{font-family:x} td.gone{display:none}", true), ("td.gone{display:none", true),
    ("td.gone{font-size:0}", true), ("td.gone{font-size:0.8em}", false),
  ])
  func rulesAreReadAsBrowsersDo(styles: String, isGone: Bool) throws {
    let body =
      "<table id='t'><tr><td>1</td><td class='gone a' data-m='1'>2</td><td>3</td></tr></table>"
    #expect(try Self.words(styles, body) == (isGone ? ["1", "3"] : ["1", "2", "3"]), "\(styles)")
  }

  @Test func whatAnElementSaysItselfGoesFirst() throws {
    let body =
      "<table><tr><td class='a' style='display:table-cell'>1</td><td class='a'>2</td>"
      + "<td class='b' style='display:table-cell'>3</td><td hidden>4</td></tr></table>"
    #expect(try Self.words(".a{display:none}.b{display:none!important}", body) == ["1"])
  }

  @Test(.timeLimit(.minutes(2))) func manyNamesAndMuchDepthMultiplyNothing() throws {
    let selector = String(repeating: "div ", count: 15) + "p b i"
    let styles = String(repeating: "\(selector){display:none}", count: 10)
    let body =
      String(repeating: "<div>", count: 400) + "<p><b>" + String(repeating: "<i>x</i>", count: 20)
    #expect(try Self.words(styles, body) == [])
    let other = styles.replacing("div p", with: "div > h1 > p")
    #expect(try Self.words(other, body).joined().count == 20)
  }

  @Test(arguments: [
    ("22<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>", "22[¹]"),
    ("22<sup><a href='#fn1'>1</a></sup>", "22¹"), ("22<a href='#n'>1</a>", "22¹"),
    ("<sup><a href='#fn1'>1</a></sup>", "¹"), ("<sup>5</sup>", "5"),
    ("22<span style='vertical-align: super'>1</span>", "22¹"), ("<a href='#'>12</a>", "12"),
    ("<a href='/x.html'>12</a>", "12"), ("<a href='a.mht#_edn2'>2</a>", "²"),
  ])
  func marksOfNotesAreNoDigits(cell: String, text: String) throws {
    #expect(
      try Self.words("", "<table><tr><td>甲</td><td>\(cell)</td></tr></table>") == ["甲", text])
  }
}
