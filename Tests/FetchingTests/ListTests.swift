import ContentDecoding
import Foundation
import Testing

@testable import Fetching

@Suite struct ListTests {
  @Test func linesAndTablesAreBothLists() {
    let lines = FetchList(
      Array("# list\nhttp://a.example/1.pdf\r\n\n http://a.example/1.pdf\nhttp://b.example\n".utf8))
    #expect(lines.rows.map(\.url) == ["http://a.example/1.pdf", "http://b.example"])
    let table = FetchList(
      Array(
        "\u{FEFF}Year,url,issuer,name\r\n2024年,http://a.example/1.pdf,\"甲\"\"局,\n乙\",\n,nonsense,,x\n,,,\n"
          .utf8))
    #expect(table.rows.count == 2)
    #expect(table.rows[0].issuer == "甲\"局,\n乙" && table.rows[0].year == 2024)
    #expect(table.rows[1].address == nil && table.rows[1].name == "x")
  }

  @Test func spreadsheetsInGB18030AreRead() {
    // "网址,机关" and "某某县" in GBK.
    let header: [UInt8] = [0xCD, 0xF8, 0xD6, 0xB7, 0x2C, 0xBB, 0xFA, 0xB9, 0xD8, 0x0A]
    let body = Array("http://a.example/1.pdf,".utf8) + [0xC4, 0xB3, 0xC4, 0xB3, 0xCF, 0xD8, 0x0A]
    let list = FetchList(header + body)
    #expect(list.rows.map(\.issuer) == ["某某县"])
  }

  @Test func charsetsAreToldByTheBytesFirst() {
    #expect(DecodedText(Array("年报".utf8), declared: "iso-8859-1").text == "年报")
    #expect(DecodedText([0xC4, 0xEA, 0xB1, 0xA8], declared: "iso-8859-1").text == "年报")
    #expect(DecodedText([0xC4, 0xEA, 0xB1, 0xA8], declared: "utf-8").text == "年报")
    #expect(DecodedText([0xC4, 0xEA, 0xFF, 0xB1, 0xA8], declared: nil).text == "年\u{FFFD}报")
    #expect(DecodedText([0xFF, 0xFE, 0x74, 0x5E], declared: nil).text == "年")
    #expect(DecodedText([0xC4, 0xEA, 0xB1], declared: "nonsense").text.hasPrefix("年"))
    // Four bytes a character.
    #expect(DecodedText([0x81, 0x39, 0xEE, 0x39], declared: "gb2312").text == "\u{3400}")
  }

  @Test(arguments: [
    ("attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.pdf", "年报.pdf"),
    ("attachment; filename=\"%C4%EA%B1%A8.pdf\"", "年报.pdf"),
    ("inline; filename=a.pdf; x=y", "a.pdf"),
    ("attachment; FileName='b.pdf'", "b.pdf"),
  ])
  func hostsNameFiles(header: String, name: String) {
    #expect(FileNaming.fileName(header) == name)
  }

  @Test(
    arguments: [
      ("../../etc/passwd", "etc_passwd"), ("a\u{202E}fdp.exe", "afdp.exe"), (".hidden", "hidden"),
      ("  ", nil),
      ("a/b\\c:d\u{0}e\n", "a_b_c_de"), ("CON.", "CON"),
    ] as [(String, String?)])
  func namesAreHarmless(text: String, name: String?) {
    #expect(
      FileNaming.harmless(text) == name
        || FileNaming.harmless(text)?.contains("/") == false && name != nil)
    #expect(FileNaming.harmless(text)?.hasPrefix(".") != true)
    #expect((FileNaming.harmless(String(repeating: "年", count: 300))?.utf8.count ?? 0) <= 180)
  }

  @Test func retryAfterIsSecondsOrADate() {
    #expect(RetryAfter.time("120", now: 1000) == 1120)
    #expect(RetryAfter.time("Thu, 01 Jan 1970 01:00:00 GMT", now: 1000) == 3600)
    #expect(RetryAfter.time("Thu, 01 Jan 1970 00:00:00 GMT", now: 1000) == 1000)
    #expect(RetryAfter.time("soon", now: 0) == nil && RetryAfter.time("-1", now: 0) == nil)
    #expect(RetryAfter.time("1e300", now: 0) == 86_400)
  }
}
