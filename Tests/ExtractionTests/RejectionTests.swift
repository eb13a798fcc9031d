import Extraction
import Foundation
import ReportModel
import TestSupport
import Testing

@Suite struct RejectionTests {
  private static let all: [Rejection] = [
    .missing, .unreadable(systemMessage: "Permission denied"), .folderEmpty, .empty, .notPDF,
    .otherFormat("OFD"), .noConverter("DOC"), .notConverted("DOC"),
    .tooComplex(detail: "too deep", detailZh: "嵌套过深"),
    .tooLarge(mebibytes: 256), .encrypted(wrongPassword: false), .encrypted(wrongPassword: true),
    .damaged("no xref"), .unsupported("filter"), .noPages, .tooManyPages(most: 5000),
    .noText(isReadingAskedFor: true), .noText(isReadingAskedFor: false), .undecodablePictures,
    .notAReport, .crash("SIGSEGV"), .fault("SIGILL"), .forbidden, .timeout(seconds: 60),
    .stuck(seconds: 600), .memory(mebibytes: 1024), .outputLimit(mebibytes: 32),
  ]

  @Test func everyRejectionHasItsRule() {
    #expect(Set(Self.all.map(\.rule.rawValue)) == Set(DocumentRules.rules.map(\.id.rawValue)))
  }

  @Test(arguments: all)
  func messagesNameTheFileAndSayWhatToDo(rejection: Rejection) {
    let finding = rejection.finding(about: "年报.pdf")
    #expect(finding.severity == .error)
    #expect(finding.message.hasPrefix("年报.pdf: "))
    #expect(finding.message.hasSuffix("."))
    #expect(finding.messageZh.hasPrefix("年报.pdf："))
    #expect(finding.messageZh.contains("请"))
  }

  @Test func filesThatAreNoPDFAreRejectedBeforeReading() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "empty.pdf")
    try folder.write("<html>", to: "page.pdf")
    try folder.write(String(repeating: "x", count: 1022) + "%PDF-1.4", to: "late.pdf")
    let pipeline = DocumentPipeline()
    let expected = [
      ("empty.pdf", "document.empty"), ("page.pdf", "document.not_pdf"),
      ("late.pdf", "document.not_pdf"), ("none.pdf", "document.missing"),
      (".", "document.unreadable"), ("page.pdf/x.pdf", "document.missing"),
    ]
    for (file, rule) in expected {
      let record = pipeline.record(path: "\(folder.path)/\(file)")
      #expect(record.status == .rejected)
      #expect(record.findings.map(\.rule.rawValue) == [rule], "\(file)")
      #expect(record.cells.isEmpty)
    }
  }

  @Test func whatAFileIsSaysItsContent() throws {
    let folder = try TemporaryFolder()
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures").standardized.path()
    let word = try Data(contentsOf: URL(filePath: "\(fixtures)/word/plain.docx"))
    let page = try Data(contentsOf: URL(filePath: "\(fixtures)/pages/hanweb.html"))
    let files: [(name: String, content: Data, cause: String?)] = [
      ("word.pdf", word, nil), ("page.docx", page, nil), ("noname", page, nil),
      (
        "old.docx", Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), "document.other_format"
      ),
      ("text.html", Data("{\\rtf1 a}".utf8), "document.other_format"),
      ("picture.html", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), "document.not_pdf"),
      ("binary.html", Data("<html>\0\0<body>".utf8), "document.not_pdf"),
      (
        "other.html", Data("<html><body><p>您访问的页面不存在</p></body></html>".utf8),
        "document.not_a_report"
      ),
      (
        "large.html", Data("<html>".utf8) + Data(repeating: 0x20, count: 17 << 20),
        "document.too_large"
      ),
      ("cut.docx", word.prefix(word.count / 2), "document.damaged"),
      ("deep.html", Data(String(repeating: "<div>", count: 1000).utf8), "document.too_complex"),
    ]
    for file in files {
      try folder.write(file.content, to: file.name)
      let record = DocumentPipeline().record(path: "\(folder.path)/\(file.name)")
      #expect((record.status == .rejected) == (file.cause != nil), "\(file.name)")
      if let cause = file.cause {
        #expect(record.findings.last?.rule.rawValue == cause, "\(file.name)")
      }
    }
  }

  @Test func theHashIsOfTheWholeFile() throws {
    let folder = try TemporaryFolder()
    // More than one chunk of reading; the digest is what `sha256sum` gives.
    try folder.write(Data(repeating: 0x61, count: 1_000_000), to: "million.pdf")
    let record = DocumentPipeline().record(path: "\(folder.path)/million.pdf")
    #expect(
      record.source.sha256 == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(record.source.bytes == 1_000_000)
  }
}
