import Foundation
import TestSupport
import Testing

/// Files of an inbox that an earlier version passed over as no PDF.
@Suite struct LookAgainTests {
  @Test(arguments: [("not_pdf", "\"new\":1"), ("no_document", "\"new\":0")])
  func whatNoDocumentWasThenMayBeOneNow(cause: String, told: String) async throws {
    let folder = try TemporaryFolder()
    let page = Fixtures.folder.appending(path: "pages/hanweb.html").path()
    let result = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; mkdir in; echo x > in/x.txt
      touch -d '2020-01-01 00:00:00 UTC' in/x.txt
      "$gongkai" ingest in --archive a.sqlite > /dev/null
      sqlite3 a.sqlite 'SELECT cause FROM skipped'
      cp '\(page)' in/a.html; touch -d '2020-01-01 00:00:00 UTC' in/a.html
      sqlite3 a.sqlite "INSERT INTO skipped VALUES ('$(realpath in/a.html)', $(stat -c %s in/a.html),
        1577836800000000000, $(stat -c %i in/a.html), '\(cause)')"
      "$gongkai" ingest in --archive a.sqlite --json
      """)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("no_document\n"))
    #expect(result.output.contains(told), "\(result.output)")
  }
}
