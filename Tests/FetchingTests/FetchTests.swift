import Foundation
import ReportModel
import Testing

@testable import Fetching

@Suite struct FetchTests {
  private func sidecar(_ portal: Portal, _ file: String) throws -> SourceSidecar {
    let path = "\(portal.inbox)/\(file).source.json"
    return try JSONDecoder().decode(
      SourceSidecar.self, from: Data(contentsOf: URL(filePath: path)))
  }

  @Test func aDocumentLiesUnderItsNameWithItsSidecar() async throws {
    let portal = try Portal()
    let row = FetchRow(url: portal.url("/doc/1.pdf"), issuer: "某某市人民政府", year: 2024)
    let outcome = try await portal.fetch([row])
    #expect(outcome["/doc/1.pdf"]?.file == "某某市人民政府 2024.pdf")
    #expect(
      try portal.files() == ["某某市人民政府 2024.pdf", "某某市人民政府 2024.pdf.source.json"])
    let sidecar = try sidecar(portal, "某某市人民政府 2024.pdf")
    #expect(sidecar.url == row.url && sidecar.bytes == 4011)
    #expect(sidecar.chain.map(\.status) == [200] && sidecar.robots?.status == 404)
    #expect(sidecar.fetchedAt == "2026-09-21T14:13:25Z")
    let agent = try portal.requests().first?.agent
    #expect(agent == "gongkai/test (+mailto:test@example.org)")
  }

  @Test func nothingIsFetchedTwiceAndRefreshAsksWhatIsNewer() async throws {
    let portal = try Portal()
    _ = try await portal.fetch(paths: "/doc/1.pdf", "/doc/2.pdf")
    let again = try await portal.fetch(paths: "/doc/1.pdf", "/doc/2.pdf")
    #expect(again.values.allSatisfy { $0 == .known })
    #expect(try portal.requests().count == 2)
    let rows = [FetchRow(url: portal.url("/doc/1.pdf"))]
    let fresh = try await portal.fetch(rows, refresh: true)
    #expect(fresh["/doc/1.pdf"] == .unchanged)
    #expect(try portal.requests().last?.ifNoneMatch == "\"1.pdf-4011\"")
    #expect(try portal.files().count == 4)
  }

  @Test func aBrokenConnectionIsResumed() async throws {
    let portal = try Portal()
    let outcome = try await portal.fetch(paths: "/cut/1.pdf", "/changed/2.pdf")
    let requests = try portal.requests()
    #expect(
      requests.map(\.path) == ["/cut/1.pdf", "/cut/1.pdf", "/changed/2.pdf", "/changed/2.pdf"])
    #expect(requests[1].range == "bytes=1000-" && requests[1].ifRange == "\"1.pdf-4011\"")
    for (path, text) in [("/cut/1.pdf", "1.pdf\n"), ("/changed/2.pdf", "2.pdf2.pdf\n")] {
      let file = try #require(outcome[path]?.file)
      let bytes = try String(contentsOfFile: "\(portal.inbox)/\(file)", encoding: .utf8)
      let lines = bytes.split(separator: "\n", omittingEmptySubsequences: false).map { "\($0)\n" }
      #expect(
        lines.first == "%PDF-1.4\n" && lines.dropFirst().dropLast(2).allSatisfy { $0 == text })
    }
  }

  @Test func theRestOfAnotherDocumentIsNotTaken() async throws {
    let portal = try Portal()
    let first = try await portal.fetch(paths: "/stubborn/one.pdf")
    #expect(first["/stubborn/one.pdf"]?.cause == .broken)
    let second = try await portal.fetch(paths: "/stubborn/one.pdf")
    let file = try #require(second["/stubborn/one.pdf"]?.file)
    let text = try String(contentsOfFile: "\(portal.inbox)/\(file)", encoding: .utf8)
    #expect(text.contains("one.pdfone.pdfone.pdf\n") && !text.contains("\none.pdf\n"))
  }

  @Test func whatIsNoReportHasItsCause() async throws {
    let portal = try Portal()
    let outcome = try await portal.fetch(
      paths: "/article.pdf", "/article.html", "/login.pdf", "/error.pdf", "/script.pdf",
      "/to-home.pdf", "/to/home.pdf?/", "/empty/1.pdf", "/noise/1.pdf", "/status/404",
      "/status/500",
      "/status/401", "/hop/6", "/hop/5")
    let causes = outcome.mapValues(\.cause)
    #expect(causes["/article.pdf"] == .pageInstead)
    #expect(
      outcome["/article.html"]?.file == "年度报告.html"
        || outcome["/article.html"]?.file == "article.html")
    #expect(causes["/login.pdf"] == .login)
    #expect(causes["/error.pdf"] == .errorPage)
    #expect(causes["/script.pdf"] == .script)
    #expect(causes["/to-home.pdf"] == .homePage)
    #expect(causes["/to/home.pdf?/"] == .homePage)
    #expect(causes["/empty/1.pdf"] == .empty)
    #expect(causes["/noise/1.pdf"] == .unknownKind)
    #expect(causes["/status/404"] == .gone)
    #expect(causes["/status/500"] == .serverError)
    #expect(causes["/status/401"] == .refused)
    #expect(causes["/hop/6"] == .redirects)
    #expect(outcome["/hop/5"]?.file == "hopped.pdf")
    let state = try FetchState(inbox: portal.inbox, isWriting: false)
    #expect(try state.missing().count == 12)
    #expect(try state.gotCount() == 2)
    // No remains of what was no report.
    #expect(try portal.files().count == 4)
  }

  @Test func whatAListNamesNoMoreIsForgottenAndOtherListsAreNot() async throws {
    let portal = try Portal()
    func fetch(_ list: String, _ paths: [String], at seconds: Double) async throws {
      let rows = paths.map { FetchRow(url: portal.url($0)) }
      try await portal.fetch(rows, clock: TestClock(at: seconds)) { $0.list = list }
    }
    try await fetch("a", ["/status/404", "/status/410"], at: 1_790_000_000)
    try await fetch("b", ["/status/401"], at: 1_790_001_000)
    try await fetch("a", ["/status/410", "/doc/one.pdf"], at: 1_790_002_000)
    let state = try FetchState(inbox: portal.inbox, isWriting: false)
    #expect(
      try state.missing().map(\.url) == ["/status/401", "/status/410"].map { portal.url($0) })
  }

  @Test func aCertificateThatNobodySignedIsNotBelieved() async throws {
    let portal = try Portal(isCertified: true)
    let row = FetchRow(url: "https://portal.example:\(portal.port)/doc/one.pdf")
    let outcome = try await portal.fetch([row])
    #expect(outcome["/doc/one.pdf"]?.cause == .certificate)
    #expect(try portal.requests(withRobots: true).isEmpty)
  }

  @Test func tooLargeIsRefusedAlsoWhenItComesCompressed() async throws {
    let portal = try Portal()
    let outcome = try await portal.fetch(paths: "/bomb/1.pdf", "/zipped/one.pdf")
    #expect(outcome["/bomb/1.pdf"]?.cause == .tooLarge)
    #expect(try !portal.files().contains { $0.hasSuffix(".part") })
    #expect(outcome["/zipped/one.pdf"]?.file == "one.pdf")
    let bytes = try Data(contentsOf: URL(filePath: "\(portal.inbox)/one.pdf"))
    #expect(bytes.starts(with: Data("%PDF-1.4".utf8)))
  }

  @Test func namesAreReadInWhateverCharsetTheyCome() async throws {
    let portal = try Portal()
    let outcome = try await portal.fetch(
      paths: "/named/1", "/doc/%C4%EA%B1%A8.pdf", "/doc/%E5%B9%B4%E6%8A%A5.pdf")
    #expect(outcome["/named/1"]?.file == "某某区年报.pdf")
    let others = [
      outcome["/doc/%C4%EA%B1%A8.pdf"]?.file, outcome["/doc/%E5%B9%B4%E6%8A%A5.pdf"]?.file,
    ]
    #expect(others[0] == "年报.pdf")
    #expect(others[1]?.hasPrefix("年报 (") == true)
  }
}
