import ArgumentParser
import Extraction
import Foundation
import PageModel
import ReportModel
import TestSupport
import Testing

@testable import gongkai

/// What the pages say is what the program does.
@Suite struct DocumentationTests {
  private func page(_ path: String) throws -> String {
    try String(contentsOf: Fixtures.project.appending(path: path), encoding: .utf8)
  }

  @Test func thePageOfChecksIsUpToDate() throws {
    #expect(
      try page("docs/checks.md") == RulesPage.markdown(RulesCommand.rules),
      "scripts/checks-page writes it")
  }

  @Test func exitCodesAreTold() throws {
    let (english, chinese) = (try page("README.md"), try page("README.zh.md"))
    let help = Gongkai.helpMessage(columns: 200)
    for status in ExitStatus.allCases {
      #expect(english.contains("| \(status.rawValue) | \(status.meaning.en) |"))
      #expect(chinese.contains("| \(status.rawValue) | \(status.meaning.zh) |"))
      #expect(
        help.contains("\(status.rawValue)  \(text(zh: status.meaning.zh, en: status.meaning.en))"))
    }
  }

  @Test func everyPageSaysTheSameOfSwift() throws {
    let version = try #require(
      try page("Package.swift").firstMatch(of: /swift-tools-version: ([0-9.]+)/)?.1)
    for path in ["README.md", "README.zh.md", "scripts/install-dependencies"] {
      #expect(try page(path).contains("Swift \(version)"), "\(path)")
    }
  }

  @Test func theChangesBeginWithWhatIsNotReleasedOrThisVersion() throws {
    let heading = try #require(try page("CHANGELOG.md").firstMatch(of: /(?m)^## (.*)$/)?.1)
    #expect(["Unreleased", ProgramIdentity.running.version].contains { heading.hasPrefix($0) })
  }

  /// Links to files of the project, from the pages that people read.
  @Test(arguments: [
    "README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "NOTICE.md",
    "docs/architecture.md", "docs/tables.md", "docs/scans.md", "docs/figures-and-confidence.md",
    "docs/checks.md", "docs/threats.md",
    "docs/worker-protocol.md",
  ])
  func whatPagesPointToIsThere(path: String) throws {
    let folder = Fixtures.project.appending(path: path).deletingLastPathComponent()
    for link in try page(path).matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
      let target = folder.appending(path: String(link.1)).path()
      #expect(FileManager.default.fileExists(atPath: target), "\(link.1)")
    }
  }

  /// Files that pages name between backticks, as `Sources/Recognition` or `scripts/test`.
  @Test(arguments: [
    "CONTRIBUTING.md", "docs/architecture.md", "docs/tables.md", "docs/scans.md",
    "docs/figures-and-confidence.md", "docs/worker-protocol.md",
  ])
  func filesThatPagesNameAreThere(path: String) throws {
    let named = try page(path).matches(
      of: /`((?:Sources|Tests|scripts|docs|Fixtures)\/[\w\/.+-]+)`/)
    #expect(path != "CONTRIBUTING.md" || named.count > 30)
    for name in named {
      let target = Fixtures.project.appending(path: String(name.1)).path()
      #expect(FileManager.default.fileExists(atPath: target), "\(name.1)")
    }
  }

  /// Types and modules that the pages on how it works name.
  @Test(arguments: [
    "docs/architecture.md", "docs/tables.md", "docs/scans.md", "docs/figures-and-confidence.md",
  ])
  func typesThatPagesNameAreThere(path: String) throws {
    var names: Set<String> = []
    let sources = Fixtures.project.appending(path: "Sources").path()
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources) {
      names.formUnion(
        file.split(separator: "/").map { String($0.prefix { $0 != "." && $0 != "+" }) })
      guard file.hasSuffix(".swift") else { continue }
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8)
      for type in text.matches(of: /(?:struct|class|enum|protocol|actor) (\w+)/) {
        names.insert(String(type.1))
      }
    }
    let named = try page(path).matches(of: /`([A-Z][A-Za-z]+)(?:\.\w+(?:\([\w:]*\))?)?`/)
    #expect(named.count > 10)
    // A folder, a type of another project, and tests.
    let others: Set = ["Sources", "TableFinder", "RandomFormTests"]
    #expect(Set(named.map { String($0.1) }).subtracting(others).subtracting(names) == [])
  }
}
