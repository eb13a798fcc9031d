import Foundation
import Synchronization
import Testing

@testable import Fetching

/// The portal of `portal.py`, on loopback, with an inbox that fetches from it.
final class Portal {
  let folder: URL
  let port: Int
  private let process = Process()
  private let input = Pipe()

  struct Request: Decodable {
    var host: String
    var path: String
    var time: Double
    /// How many requests the host was busy with.
    var open: Int
    var agent: String?
    var range: String?
    var ifRange: String?
    var ifNoneMatch: String?
    var connection: Int
  }

  /// A portal with further pages, by their paths, or hosts and paths.
  init(pages: [String: String] = [:], isCertified: Bool = false) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gongkai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "inbox"), withIntermediateDirectories: true)
    let script = try #require(Bundle.module.path(forResource: "portal", ofType: "py"))
    let pagesFile = folder.appending(path: "pages.json")
    try JSONEncoder().encode(pages).write(to: pagesFile)
    try Data().write(to: folder.appending(path: "log"))
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", script, folder.appending(path: "log").path(), pagesFile.path(),
    ]
    if isCertified {
      let certificate = folder.appending(path: "certificate.pem").path()
      try Self.certify(certificate)
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["PORTAL_CERTIFICATE": certificate]) { $1 }
    }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      line += more
    }
    let number = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    port = try #require(Int(number))
  }

  /// Writes a key and a certificate that nobody has signed.
  private static func certify(_ path: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
      "/CN=portal.example", "-keyout", path, "-out", "\(path).crt",
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    let both =
      try Data(contentsOf: URL(filePath: path)) + Data(contentsOf: URL(filePath: "\(path).crt"))
    try both.write(to: URL(filePath: path))
  }

  deinit {
    // It ends with its input, however the tests end.
    try? input.fileHandleForWriting.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var inbox: String { folder.appending(path: "inbox").path() }

  /// What was asked, robots.txt left out unless it is asked for.
  func requests(withRobots: Bool = false) throws -> [Request] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
      .split(separator: "\n").map { try decoder.decode(Request.self, from: Data($0.utf8)) }
      .filter { withRobots || $0.path != "/robots.txt" }
  }

  /// Files of the inbox, hidden ones left out.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: inbox).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  func url(_ path: String, host: String = "portal.example") -> String {
    "http://\(host):\(port)\(path)"
  }

  /// Every host is this portal, and nothing else can be connected to.
  var options: TransferOptions {
    var options = TransferOptions(agent: "gongkai/test (+mailto:test@example.org)")
    options.rule = .loopbackOnly
    options.resolved = ["*:\(port):127.0.0.1", "*:80:127.0.0.1", "*:443:127.0.0.1"]
    return options
  }

  /// Fetches rows; gives what became of each, by the path of its address.
  @discardableResult
  func fetch(
    _ rows: [FetchRow], clock: TestClock = TestClock(), refresh: Bool = false,
    largest: Int = 1 << 20, change: (inout FetchSettings) -> Void = { _ in }
  ) async throws -> [String: FetchOutcome] {
    var settings = FetchSettings()
    settings.refresh = refresh
    settings.largest = largest
    settings.manners.random = { 0.5 }
    change(&settings)
    let outcomes = Mutex<[String: FetchOutcome]>([:])
    let state = try FetchState(inbox: inbox)
    let fetcher = Fetcher(
      inbox: inbox, state: state, settings: settings, options: options, clock: clock
    ) { event in
      if case .row(let row, let outcome) = event {
        outcomes.withLock { $0[row.address?.target ?? row.url] = outcome }
      }
    }
    try await fetcher.run(rows)
    return outcomes.withLock { $0 }
  }

  func fetch(
    paths: String..., host: String = "portal.example", clock: TestClock = TestClock()
  ) async throws -> [String: FetchOutcome] {
    try await fetch(paths.map { FetchRow(url: url($0, host: host)) }, clock: clock)
  }
}

/// A clock that stands still but for those who sleep by it.
final class TestClock: FetchClock {
  private let time: Mutex<(now: Date, slept: [Double])>

  init(at seconds: Double = 1_790_000_000) {
    time = Mutex((Date(timeIntervalSince1970: seconds), []))
  }

  var now: Date { time.withLock { $0.now } }

  /// How long each sleep was.
  var slept: [Double] { time.withLock { $0.slept } }

  func sleep(seconds: Double) async throws {
    try Task.checkCancellation()
    time.withLock {
      $0.now += seconds
      $0.slept.append(seconds)
    }
  }
}

extension FetchOutcome {
  /// Why it was not got.
  var cause: FetchCause? {
    if case .notGot(let reason) = self { reason.cause } else { nil }
  }

  var file: String? {
    if case .got(let file, _) = self { file } else { nil }
  }
}
