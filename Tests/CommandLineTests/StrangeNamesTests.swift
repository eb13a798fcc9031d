import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

/// Names of files are shown, whatever is in them: they move no cursor and forge no line.
@Suite struct StrangeNamesTests {
  @Test(arguments: [
    ("年报.pdf", "年报.pdf"), ("a b—c.pdf", "a b—c.pdf"), ("\u{1B}[2J.pdf", "\\u{1B}[2J.pdf"),
    ("a\nb\r\tc", "a\\u{A}b\\u{D}\\u{9}c"), ("x\u{202E}fdp.exe", "x\\u{202E}fdp.exe"),
    ("\u{9B}31m\u{7F}", "\\u{9B}31m\\u{7F}"),
    ("a\u{200B}\u{FEFF}\u{2028}", "a\\u{200B}\\u{FEFF}\\u{2028}"),
    ("e\u{301}𠀀😀", "e\u{301}𠀀😀"),
  ])
  func whatCannotBeSeenIsNamed(text: String, shown: String) {
    #expect(Array(text.printable.unicodeScalars) == Array(shown.unicodeScalars))
  }

  private static let names = [
    "\u{1B}]0;owned\u{7}\u{1B}[2J.pdf", "a.pdf\n100 documents: 100 complete", "b\rError.pdf",
    "c\u{202E}fdp.exe.pdf", "d\u{9B}31m.pdf",
  ]

  @Test func noMessageHoldsWhatANameWouldDo() async throws {
    let folder = try TemporaryFolder()
    for name in Self.names { try folder.write("no PDF", to: "in/\(name)") }
    _ = try await CommandLineProgram.shell("touch -d '1 hour ago' \(folder.path)/in/*")
    let inbox = "\(folder.path)/in"
    let archive = "\(folder.path)/\(Self.names[0]).sqlite"
    for command in [
      ["extract", inbox, "--verbose"],
      ["extract", "\(inbox)/\(Self.names[0])", "--output", "\(folder.path)/o\u{1B}[1m"],
      ["ingest", inbox, "--archive", archive, "--verbose"], ["status", "--archive", archive],
      ["status", "--archive", "\(archive)x"], ["tables", "\(inbox)/\(Self.names[2])"],
      ["extract", "--\u{1B}[31m"], ["ingest", inbox, "--archive", "/nowhere/\u{1B}[31m"],
    ] {
      let outcome = try await CommandLineProgram.run(command)
      let said = outcome.errors + (command[0] == "status" ? outcome.output : "")
      #expect(!said.isEmpty)
      for scalar in said.unicodeScalars where scalar != "\n" {
        let isSeen = ![.control, .format].contains(scalar.properties.generalCategory)
        #expect(isSeen, "\(command): U+\(String(scalar.value, radix: 16))")
      }
      #expect(!said.contains("\n100 documents: 100 complete"))
    }
    let records = try await CommandLineProgram.run(["extract", inbox])
    for line in records.output.split(separator: "\n") {
      let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(line.utf8))
      for finding in record.findings {
        #expect(finding.message == finding.message.printable)
        #expect(finding.messageZh == finding.messageZh.printable)
      }
    }
  }

  @Test func aPageTurnsNoDirection() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SamplePDF.blank, to: "x\u{202E}fdp.pdf")
    let page = "\(folder.path)/page.html"
    #expect(try await CommandLineProgram.run(["inspect", path, "--output", page]).code == 0)
    let text = try folder.text("page.html")
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("<bdi>x\\u{202E}fdp.pdf</bdi>"))
  }
}
