import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

/// One report in several forms in an archive.
@Suite struct CopiesExportTests {
  private static let isInstalled = DocumentConverter.installed() != nil

  private static func export(_ folder: TemporaryFolder) async throws -> [String] {
    let result = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'
      "$gongkai" ingest in --archive a.sqlite > /dev/null && "$gongkai" export --archive a.sqlite --output out
      """)
    #expect(result.code == 0, "\(result.errors)")
    return lines(folder, "out/findings_of_copies.csv")
  }

  /// The lines of a CSV file, none where it is not there.
  private static func lines(_ folder: TemporaryFolder, _ file: String) -> [String] {
    ((try? folder.text(file)) ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func fixture(_ path: String) -> String {
    Fixtures.folder.appending(path: path).path()
  }

  @Test(.enabled(if: isInstalled)) func thePDFOfAWordDocumentHasTheSameFigures() async throws {
    let folder = try TemporaryFolder()
    let result = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; mkdir in; cp '\(Self.fixture("word/plain.docx"))' in/a.docx
      soffice -env:UserInstallation="file://$PWD/profile" --headless --convert-to pdf --outdir in in/a.docx
      ls in
      """)
    #expect(result.output.contains("a.pdf"), "\(result.errors)")
    #expect(try await Self.export(folder) == [])
    #expect(Self.lines(folder, "out/reports.csv").count == 3)
  }

  @Test func copiesWithOtherFiguresAreNamedInBothDirections() async throws {
    let folder = try TemporaryFolder()
    let result = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; mkdir in; cp '\(Self.fixture("word/plain.docx"))' in/word.docx
      cp '\(Self.fixture("pages/hanweb.html"))' in/page.html
      """)
    #expect(result.code == 0)
    let lines = try await Self.export(folder)
    #expect(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.contains("copies.differ") })
    #expect(lines.contains { $0.hasPrefix("page,") && $0.contains("word.docx") })
    #expect(lines.contains { $0.hasPrefix("word,") && $0.contains("page.html") })
  }
}
