import PageModel
import Testing

@testable import WordReading

@Suite struct WordReaderTests {
  private func document(
    _ body: String, _ parts: [(name: String, text: String)] = []
  ) throws -> ElementDocument {
    try WordReader.document(WordFile.bytes(body: body, parts))
  }

  private func lines(
    _ body: String, _ parts: [(name: String, text: String)] = []
  ) throws -> [String] {
    try document(body, parts).blocks.compactMap { block in
      if case .line(let line) = block { line.text } else { nil }
    }
  }

  private func rows(_ body: String) throws -> [[ElementCell]] {
    var result: [[ElementCell]] = []
    for case .table(let table) in try document(body).blocks { result += table.rows }
    return result
  }

  private func p(_ runs: String, _ properties: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr>\(runs)</w:p>"
  }

  private func r(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  private func cell(_ text: String, _ properties: String = "") -> String {
    "<w:tc><w:tcPr>\(properties)</w:tcPr>\(p(r(text)))</w:tc>"
  }

  @Test func showsWhatIsLeftWhenChangesAreAccepted() throws {
    let body =
      p(
        r("甲") + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins>\(r("丙"))</w:ins>"
          + "<w:moveFrom>\(r("丁"))</w:moveFrom><w:moveTo>\(r("戊"))</w:moveTo>")
      + p(r("上半"), "<w:rPr><w:del/></w:rPr>") + p(r("下半"))
    #expect(try lines(body) == ["甲丙戊", "上半下半"])
  }

  @Test func showsResultsOfFieldsAndNoHiddenRuns() throws {
    func field(_ type: String) -> String { "<w:r><w:fldChar w:fldCharType=\"\(type)\"/></w:r>" }
    let body = p(
      field("begin") + "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>" + r("7")
        + field("separate")
        + r("12") + field("end") + r("9", "<w:vanish/>") + r("8", "<w:vanish w:val=\"0\"/>"))
    #expect(try lines(body) == ["128"])
  }

  @Test func theChosenEntryOfAListShows() throws {
    let list =
      "<w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"3\"/><w:listEntry w:val=\"14\"/></w:ddList></w:ffData>"
    let body = p(
      "<w:r><w:fldChar w:fldCharType=\"begin\">\(list)</w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
    #expect(try lines(body) == ["14"])
  }

  @Test func numbersOfListsAreTold() throws {
    let numbering = """
      <w:numbering xmlns:w="\(WordFile.space)"><w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2."/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
      """
    func item(_ text: String, _ level: Int) -> String {
      p(r(text), "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"1\"/></w:numPr>")
    }
    let body = item("甲", 0) + item("乙", 1) + item("丙", 1) + item("丁", 0) + item("戊", 1)
    let found = try lines(body, [("word/numbering.xml", numbering)])
    #expect(found == ["一、甲", "一-1.乙", "一-2.丙", "二、丁", "二-1.戊"])
  }

  @Test(arguments: [
    (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (0, "0"), (100, "100"),
  ])
  func numeralsAreChinese(value: Int, text: String) {
    #expect(Numbering.numeral(value, "chineseCountingThousand") == text)
  }

  @Test func cellsAreMergedBelowAndBeside() throws {
    let found = try rows(
      "<w:tbl><w:tr>\(cell("a", "<w:vMerge w:val=\"restart\"/>"))\(cell("b", "<w:gridSpan w:val=\"2\"/>"))</w:tr>"
        + "<w:tr>\(cell("x", "<w:vMerge/>"))\(cell("c"))\(cell("d"))</w:tr>"
        + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>\(cell("e", "<w:hMerge w:val=\"restart\"/>"))\(cell("y", "<w:hMerge/>"))</w:tr>"
        + "<w:tr><w:trPr><w:del/></w:trPr>\(cell("z"))</w:tr></w:tbl>")
    #expect(found.map { $0.map(\.text) } == [["a", "b"], ["c", "d"], ["", "e"]])
    #expect(found[0].map(\.rowSpan) == [2, 1])
    #expect(found[2].map(\.columnSpan) == [1, 2])
    #expect(found[1][0].path == "w:body/w:tbl/w:tr[2]/w:tc[2]")
  }

  @Test func figuresOfATableInACellStayApart() throws {
    let inner = "<w:tbl><w:tr>\(cell("1"))\(cell("2"))</w:tr></w:tbl>"
    let row = "<w:tr>\(cell("a"))\(cell("b"))\(cell("c"))\(cell("d"))</w:tr>"
    let found = try rows(
      "<w:tbl>\(row)\(row)\(row)<w:tr>\(cell("e"))\(cell("f"))\(cell("g"))<w:tc>\(inner)<w:p/></w:tc></w:tr></w:tbl>"
    )
    #expect(found.last?.last?.text == "1 2")
  }

  @Test func crossedOutRaisedAndUnknownLettersAreTold() throws {
    let found = try rows(
      "<w:tbl><w:tr><w:tc>\(p(r("3", "<w:strike/>") + r("4")))</w:tc><w:tc>\(p(r("5") + r("1", "<w:vertAlign w:val=\"superscript\"/>")))</w:tc>"
        + "<w:tc>\(p(r("6") + "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"))</w:tc></w:tr></w:tbl>"
    )
    #expect(found[0].map(\.isStruckOut) == [true, false, false])
    #expect(found[0].map(\.text) == ["34", "5¹", "6\u{FFFD}"])
  }

  @Test func strictDocumentsAreReadToo() throws {
    let text =
      "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>"
    let found = try WordReader.document(
      WordFile.bytes(parts: [("word/document.xml", Array(text.utf8))]))
    #expect(found.blocks.count == 1)
  }

  // MARK: Hostile files

  @Test func whatUnpacksToTooMuchIsRefused() {
    let bytes = WordFile.bytes(parts: [
      ("word/document.xml", Array(repeating: 0x20, count: 70 << 20))
    ])
    #expect(bytes.count < 1 << 20)
    #expect(throws: WordReadingError.tooLarge(mebibytes: 64)) { try WordReader.document(bytes) }
  }

  @Test func entitiesAreRefused() {
    let laughs =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"\(WordFile.space)\"><w:body>&b;</w:body></w:document>"
    let file =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"\(WordFile.space)\"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    for text in [laughs, file] {
      let bytes = WordFile.bytes(parts: [("word/document.xml", Array(text.utf8))])
      #expect(throws: WordReadingError.declaresType) { try WordReader.document(bytes) }
    }
  }

  @Test func deepDocumentsAreRefused() {
    let deep =
      String(repeating: "<w:sdt><w:sdtContent>", count: 150)
      + String(repeating: "</w:sdtContent></w:sdt>", count: 150)
    #expect(throws: WordReadingError.tooDeep(most: 200)) { try document(deep) }
  }

  @Test func whatIsNoSuchDocumentIsDamaged() {
    let files = [
      [], Array("PK\u{3}\u{4}".utf8), WordFile.bytes(parts: [("a.txt", [1])]),
      WordFile.bytes(parts: [("word/document.xml", Array("<w:document".utf8))]),
      Array(WordFile.bytes(body: p(r("甲"))).dropLast(60)),
    ]
    for file in files {
      #expect {
        try WordReader.document(file)
      } throws: { error in
        if case WordReadingError.damaged = error { true } else { false }
      }
    }
  }

  @Test func bitsThatAreTurnedEndNothing() {
    let sound = WordFile.bytes(
      body: p(r("甲")) + "<w:tbl><w:tr>\(cell("1"))\(cell("2"))</w:tr></w:tbl>")
    for index in sound.indices {
      var bytes = sound
      bytes[index] ^= 0x55
      _ = try? WordReader.document(bytes)
    }
  }
}
