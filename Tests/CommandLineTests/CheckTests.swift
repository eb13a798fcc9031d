import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures").standardized.path()

  private func check(
    _ file: String, _ options: String..., environment: [String: String] = ["LC_ALL": "C"]
  ) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(
      ["check", "\(Self.fixtures)/\(file)"] + options, environment: environment)
  }

  @Test func aSoundReportHasNothingToMend() async throws {
    let outcome = try await check("word/plain.docx", "--strict")
    #expect(outcome.code == 0)
    #expect(outcome.output.hasSuffix("all 200 cells were read; nothing is to be mended.\n"))
    #expect(outcome.output.split(separator: "\n").count == 1)
  }

  @Test func whatIsToBeMendedIsSaidWithItsPlace() async throws {
    let outcome = try await check(
      "pages/one-column-off.html", environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("[需要改正 1] 第三部分"))
    #expect(outcome.output.contains("位置：第 2 个表格第 27 行第 4 列"))
    #expect(outcome.output.contains("[需要核实 1] 第 2 个表格第 6 行的列数与其他行不同"))
    let pdf = try await check("reports/balance-broken.pdf")
    #expect(pdf.code == 1)
    #expect(pdf.output.contains("where: page 1"))
  }

  @Test func aBlankFormIsNotReady() async throws {
    let outcome = try await check("pages/blank-form.html")
    #expect(outcome.code == 1)
    for section in 2...4 {
      #expect(outcome.output.contains("The table of section \(section) holds no figure"))
    }
  }

  @Test func doubtsCountWhereTheyAreAskedFor() async throws {
    #expect(try await check("pages/broken-lines.html").code == 0)
    #expect(try await check("pages/broken-lines.html", "--strict").code == 1)
  }

  @Test func whatCannotBeReadIsAFailure() async throws {
    let outcome = try await check("broken/word-document.pdf")
    #expect(outcome.code == 2)
    #expect(outcome.output.contains("could not be checked"))
  }

  @Test func theSameIsWrittenAsAPage() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await check(
      "pages/one-column-off.html", "--output", "\(folder.path)/check.html")
    #expect(outcome.code == 1)
    #expect(try folder.text("check.html").contains("requests.column_total"))
  }
}
