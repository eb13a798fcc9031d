import Foundation
import PageModel
import Testing

@testable import HTMLReading

/// Pages that were saved as one file with their pictures and frames.
@Suite struct SavedPageTests {
  private static func message(
    _ parts: [(headers: String, body: String)], kind: String = "multipart/related"
  ) -> [UInt8] {
    let head =
      "From: <Saved by Blink>\r\nSubject: 2023\r\nMIME-Version: 1.0\r\nContent-Type: \(kind);\r\n"
      + "\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n"
    let text = parts.map { "------b\r\n\($0.headers)\r\n\r\n\($0.body)\r\n" }.joined()
    return Array((head + text + "------b--\r\n").utf8)
  }

  private static func words(_ bytes: [UInt8]) throws -> [String] {
    try HTMLReader.document(savedPage: bytes).blocks.flatMap { block -> [String] in
      switch block {
      case .line(let line): [line.text]
      case .table(let table): table.rows.joined().map(\.text)
      case .pageBreak: []
      }
    }
  }

  private static let table =
    "<table><tr><td>甲</td><td>12</td></tr><tr><td>乙</td><td>3</td></tr></table>"

  @Test func quotedPrintableAndBase64AreDecoded() throws {
    let quoted = Self.table.utf8.map { byte in
      byte < 0x80 && byte != 0x3D ? String(UnicodeScalar(byte)) : String(format: "=%02X", byte)
    }.joined().replacing("<tr>", with: "=\r\n<tr>")
    let picture = (
      headers:
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: a.png",
      body: "iVBORw0KGgo="
    )
    let page = (
      headers:
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
      body: quoted
    )
    #expect(try Self.words(Self.message([picture, page])) == ["甲", "12", "乙", "3"])
    let base64 = Data(Self.table.utf8).base64EncodedString(options: .lineLength76Characters)
    let other = (
      headers: "Content-Type: text/html\r\nContent-Transfer-Encoding: base64", body: base64
    )
    #expect(try Self.words(Self.message([other])) == ["甲", "12", "乙", "3"])
    let parts = try SavedPage(Self.message([picture, page])).parts
    #expect(parts[0].type == "image/png" && parts[0].location == "a.png")
    #expect(parts[0].bytes == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  @Test func theCharsetOfThePartIsBelieved() throws {
    // 年报 in GBK.
    let page = (
      headers:
        "Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable",
      body: "<html><meta charset=3Dutf-8><body><p>=C4=EA=B1=A8</p></body></html>"
    )
    #expect(try Self.words(Self.message([page])) == ["年报"])
  }

  @Test func anArticleInAFrameIsRead() throws {
    let outer = (
      headers: "Content-Type: text/html",
      body: "<body><iframe src='cid:1'></iframe><p>首页</p></body>"
    )
    let inner = (headers: "Content-Type: text/html\r\nContent-ID: <1>", body: Self.table)
    #expect(try Self.words(Self.message([outer, inner])) == ["甲", "12", "乙", "3"])
  }

  @Test func whatHoldsNoPageIsNamed() throws {
    let picture = (headers: "Content-Type: image/png", body: "x")
    #expect(throws: HTMLReadingError.noPage) { try Self.words(Self.message([picture])) }
    #expect(throws: HTMLReadingError.noPage) { try Self.words([0, 1, 2, 3]) }
    let many = [(headers: String, body: String)](
      repeating: (headers: "Content-Type: image/png", body: "x"), count: SavedPage.mostParts + 1)
    #expect(throws: HTMLReadingError.tooManyElements(most: SavedPage.mostParts)) {
      try Self.words(Self.message(many))
    }
    var deep = "Content-Type: text/html\r\n\r\n<p>x</p>"
    for level in 0..<2000 {
      deep =
        "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n\(deep)\r\n--b\(level)--"
    }
    #expect(throws: HTMLReadingError.self) {
      try Self.words(Array(("MIME-Version: 1.0\r\n" + deep).utf8))
    }
  }
}
