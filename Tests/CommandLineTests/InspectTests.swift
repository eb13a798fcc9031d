import Foundation
import TestSupport
import Testing

@Suite struct InspectTests {
  private static let project = Fixtures.project.path()

  private static func fixture(_ name: String) -> String { Fixtures.report(name) }

  /// Uses a page as a reader does.
  private static func browse(_ kind: String, _ path: String) async throws {
    let outcome = try await CommandLineProgram.shell("\(project)scripts/browse \(kind) '\(path)'")
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  @Test func aWrongTotalIsSeenAndReachedByMouseAndKeys() async throws {
    let folder = try TemporaryFolder()
    let page = "\(folder.path)/report.html"
    let outcome = try await CommandLineProgram.run(
      ["inspect", Self.fixture("total-not-updated"), "--output", page])
    #expect(outcome.code == 0)
    #expect(outcome.errors == "\(page): 2 pages, 2 errors. Open it in a browser.\n")
    try await Self.browse("report", page)
  }

  @Test(arguments: ["pages/one-column-off.html", "word/plain.docx"])
  func documentsWithoutPagesAreShownByTheirWords(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let page = "\(folder.path)/report.html"
    let outcome = try await CommandLineProgram.run(
      ["inspect", "\(Self.project)Fixtures/\(name)", "--output", page])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains(": 3 tables, "))
    let text = try folder.text("report.html")
    #expect(text.contains("data-place=\"requests.new.total\""))
    #expect(text.contains("data-where=\"2 4 10\""))
    let pictures = try await CommandLineProgram.run(
      ["inspect", "\(Self.project)Fixtures/\(name)", "--png", "\(folder.path)/png"])
    #expect(pictures.errors.contains("have no pages"))
  }

  @Test func aPageOfSixPagesIsSmall() async throws {
    let folder = try TemporaryFolder()
    let page = "\(folder.path)/report.html"
    _ = try await CommandLineProgram.run(
      ["inspect", Self.fixture("break-many-pages"), "--output", page])
    let text = try folder.text("report.html")
    #expect(text.contains("page-5"))
    #expect(text.utf8.count < 5 * (2 << 20) / 6)
  }

  @Test func picturesAreWrittenAPage() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.run(
      ["inspect", Self.fixture("total-not-updated"), "--png", "\(folder.path)/png"])
    #expect(outcome.code == 0)
    #expect(
      try folder.files(in: "png") == ["total-not-updated-1.png", "total-not-updated-2.png"])
    let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/png/total-not-updated-1.png"))
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  @Test func aRejectedDocumentShowsItsPages() async throws {
    let folder = try TemporaryFolder()
    let page = "\(folder.path)/report.html"
    let outcome = try await CommandLineProgram.run(
      ["inspect", Self.fixture("work-plan"), "--output", page])
    #expect(outcome.code == 0)
    let text = try folder.text("report.html")
    #expect(text.contains("document.not_a_report") && text.contains("data:image/webp"))
  }

  @Test func whatIsNoPDFGivesAPageThatSaysSo() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("hello", to: "a.pdf")
    let page = "\(folder.path)/report.html"
    let outcome = try await CommandLineProgram.run(["inspect", path, "--output", page])
    #expect(outcome.code == 2)
    #expect(try folder.text("report.html").contains("document.not_pdf"))
  }

  @Test func anOutputIsAskedFor() async throws {
    let outcome = try await CommandLineProgram.run(["inspect", Self.fixture("work-plan")])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("--output"))
    let folder = try await CommandLineProgram.run(
      ["inspect", Self.project, "--output", "/dev/null"])
    #expect(folder.code == 64)
    #expect(folder.errors.contains("is a folder"))
  }

  @Test func aSiteIsSortedFilteredAndOpened() async throws {
    let folder = try TemporaryFolder()
    _ = try await CommandLineProgram.run(
      ["extract", "--output", "\(folder.path)/results"]
        + ["total-not-updated", "jishan-2023-reportlab", "work-plan"].map(Self.fixture))
    let sound = try folder.text("results/jishan-2023-reportlab.json")
    for number in 1...100 { try folder.write(sound, to: "results/copy \(number)#?.json") }
    let title = "稷山县人民政府2023年政府信息公开工作年度报告"
    try #require(sound.contains("\"title\": \"\(title)\""))
    try folder.write(
      sound.replacingOccurrences(of: title, with: "<script>window.wasRun = true</script>\(title)"),
      to: "results/script.json")
    try folder.write("{}", to: "results/other.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/pdf", withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      atPath: Self.fixture("total-not-updated"), toPath: "\(folder.path)/pdf/total-not-updated.pdf")
    let outcome = try await CommandLineProgram.run(
      [
        "report", "\(folder.path)/results", "--documents", "\(folder.path)/pdf",
        "--output", "\(folder.path)/site",
      ])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("104 reports."))
    #expect(outcome.errors.contains("1 JSON files"))
    #expect(
      try folder.files(in: "site/reports/total-not-updated") == ["1.webp", "2.webp"])
    try await Self.browse("site", "\(folder.path)/site")
  }

  @Test func aSiteOfNothingIsNotWritten() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "results/readme.txt")
    let arguments = ["report", "\(folder.path)/results", "--output", "\(folder.path)/site"]
    let outcome = try await CommandLineProgram.run(arguments)
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("holds no results"))
    let nowhere = try await CommandLineProgram.run(
      ["report", "\(folder.path)/nowhere", "--output", "\(folder.path)/site"])
    #expect(nowhere.code == 64)
  }
}
