import Extraction
import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

/// What keeps a document from being read is told by its own name.
@Suite struct CauseTests {
  private static func record(_ pdf: String) throws -> DocumentRecord {
    let folder = try TemporaryFolder()
    try folder.write(pdf, to: "a.pdf")
    return DocumentPipeline().record(path: "\(folder.path)/a.pdf")
  }

  private static func scan(_ data: String, filter: String) -> String {
    PlainPDF.page(
      "595 0 0 842 0 0 cm /X Do", resources: "/XObject << /X 5 0 R >>",
      objects: [
        PlainPDF.stream(
          data,
          "/Type /XObject /Subtype /Image /Width 1200 /Height 1700 /ColorSpace /DeviceGray "
            + "/BitsPerComponent 8 /Filter \(filter)")
      ])
  }

  @Test(arguments: [
    ("FFD8FFE000104A464946 zz>", "[/ASCIIHexDecode /DCTDecode]"), ("not a jpeg", "/DCTDecode"),
    ("0000000C6A502020 0D0A870A FFFF>", "[/ASCIIHexDecode /JPXDecode]"),
    ("00000000300001000000137FFFFFFF7FFFFFFF>", "[/ASCIIHexDecode /JBIG2Decode]"),
    ("anything", "/NoSuchDecode"),
  ])
  func aScanThatCannotBeDecodedIsNoOtherDocument(data: String, filter: String) throws {
    let record = try Self.record(Self.scan(data, filter: filter))
    let rules = record.findings.map(\.rule.rawValue)
    #expect(rules.last == "document.undecodable_pictures", "\(rules)")
    #expect(rules.contains("reading.picture_undecodable"))
    #expect(record.findings.last?.messageZh.contains("无法解码") == true)
  }

  @Test func aFilterThatIsNotSupportedIsNoDamage() throws {
    let record = try Self.record(
      PlainPDF.page("BT /F 12 Tf 50 700 Td (12345) Tj ET", entries: "/Filter /NoSuchDecode"))
    #expect(
      record.findings.map(\.rule.rawValue) == ["reading.unsupported", "document.unsupported"])
    #expect(record.findings[1].message.contains("NoSuchDecode"))
    #expect(record.source.sha256 != nil)
  }

  @Test func anEncryptionThatIsNotSupportedAsksForNoPassword() throws {
    let record = try Self.record(
      PlainPDF.document(
        [
          "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
          "<< /Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s5 >>",
        ], trailer: "/Encrypt 4 0 R /ID [<00> <00>]"))
    #expect(record.findings.map(\.rule.rawValue) == ["document.unsupported"])
  }

  @Test func contentThatIsLostWhollyIsDamage() throws {
    let record = try Self.record(PlainPDF.page("no deflated data", entries: "/Filter /FlateDecode"))
    #expect(record.findings.map(\.rule.rawValue) == ["reading.damaged", "document.damaged"])
  }

  /// Beside what can be read, what cannot is a finding.
  @Test func aPartThatIsNotSupportedIsPointedAt() throws {
    let record = try Self.record(
      PlainPDF.page(
        "BT /F 12 Tf 50 700 Td (12345 words that are no report) Tj ET /X Do",
        resources: "/XObject << /X 5 0 R >>",
        objects: [
          PlainPDF.stream(
            "x", "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Filter /NoSuchDecode")
        ]))
    #expect(
      record.findings.map(\.rule.rawValue) == ["reading.unsupported", "document.not_a_report"])
  }

  @Test func aPageOfMoreCharactersThanAnyShowsIsCutOffAndNamed() throws {
    let line = String(repeating: "1234567890", count: 60)
    let content = (0..<100).map { "BT /F 1 Tf 10 \(10 + 8 * $0) Td (\(line)) Tj ET" }
    let record = try Self.record(PlainPDF.page(content.joined(separator: "\n")))
    #expect(
      record.findings.map(\.rule.rawValue) == [
        "reading.too_many_characters", "document.not_a_report",
      ])
    #expect(record.findings[0].page == 1)
  }

  /// Short lines, so far apart that they are neither one line nor a shade.
  @Test func aPageOfMoreLinesThanAnyFormHasIsCutOffAndNamed() throws {
    let content = (0..<60_000).map { number in
      let (x, y) = (10 + 2.4 * Double(number % 240), 10 + 3.3 * Double(number / 240))
      return "\(x) \(y) m \(x + 1.6) \(y) l S"
    }
    let record = try Self.record(
      PlainPDF.page(
        "0.4 w " + content.joined(separator: "\n") + " BT /F 9 Tf 50 5 Td (words) Tj ET"))
    #expect(record.findings.map(\.rule.rawValue).contains("reading.too_many_rules"))
    #expect(record.status == .rejected)
  }

  @Test func aPageOfMorePicturesThanAnyFormHasIsCutOffAndNamed() throws {
    let picture = "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI"
    let content = (0..<5100).map { number in
      "q 5 0 0 5 \(10 + 5.5 * Double(number % 100)) \(10 + 8 * Double(number / 100)) cm \(picture) Q"
    }
    let record = try Self.record(PlainPDF.page(content.joined(separator: "\n")))
    #expect(record.findings.map(\.rule.rawValue).contains("reading.too_many_rules"))
  }

  @Test(arguments: [(5000, "document.not_a_report"), (5001, "document.too_many_pages")])
  func aFileOfMorePagesThanAnyReportIsNotRead(count: Int, rule: String) throws {
    let kids = (0..<count).map { "\($0 + 3) 0 R" }.joined(separator: " ")
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    let record = try Self.record(
      PlainPDF.document(
        [
          "<< /Type /Catalog /Pages 2 0 R >>",
          "<< /Type /Pages /Kids [\(kids)] /Count \(count) >>",
        ] + Array(repeating: page, count: count)))
    #expect(record.findings.map(\.rule.rawValue).last == rule)
  }
}
