import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction

/// A page that was saved as one file says what the page says.
@Suite struct SavedPageRecordTests {
  private static func saved(_ page: [UInt8], encoding: String, charset: String) -> Data {
    let body: String
    if encoding == "base64" {
      body = Data(page).base64EncodedString(options: [
        .lineLength76Characters, .endLineWithCarriageReturn,
      ])
    } else {
      var line = ""
      var lines: [String] = []
      for byte in page {
        let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D
        line += isPlain ? String(UnicodeScalar(byte)) : String(format: "=%02X", byte)
        if line.utf8.count > 70 {
          lines.append(line + "=")
          line = ""
        }
      }
      body = (lines + [line]).joined(separator: "\r\n")
    }
    return Data(
      ("From: <Saved by a browser>\r\nSnapshot-Content-Location: https://portal.example/a.html\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n--b\r\n"
        + "Content-Type: text/html; charset=\(charset)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
        + body
        + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n")
        .utf8)
  }

  @Test(arguments: [
    ("hanweb", "base64"), ("trs", "quoted-printable"), ("ucap", "quoted-printable"),
  ])
  func itGivesTheSameRecord(fixture: String, encoding: String) throws {
    let path = Fixtures.folder.appending(path: "pages/\(fixture).html").path()
    let page = try Data(contentsOf: URL(filePath: path))
    let folder = try TemporaryFolder()
    let charset = String(validating: page, as: UTF8.self) == nil ? "gbk" : "utf-8"
    // What it is says its content.
    let file = try folder.write(
      Self.saved(Array(page), encoding: encoding, charset: charset), to: "a.pdf")
    let record = DocumentPipeline().record(path: file)
    let plain = DocumentPipeline().record(path: path)
    #expect(record.status == plain.status && record.report == plain.report)
    #expect(record.cells == plain.cells)
    #expect(record.sections == plain.sections)
    #expect(record.findings == plain.findings)
  }

  @Test(arguments: [
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx",
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
    "Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n\u{0}\u{1}\u{2}",
  ])
  func whatHoldsNoPageIsNamed(text: String) throws {
    let folder = try TemporaryFolder()
    let record = DocumentPipeline().record(path: try folder.write(text, to: "a.mht"))
    #expect(record.findings.map(\.rule.rawValue) == ["document.damaged"])
  }
}
