import Foundation
import TestSupport
import Testing

enum Namespaces {
  /// Whether this system lets a user have a network of one's own.
  static let areThere = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["unshare", "-rn", "ip", "link", "set", "lo", "up"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}

/// The program itself, in a network that has loopback alone.
@Suite(.enabled(if: Namespaces.areThere)) struct FetchCommandTests {
  private static let portal = Fixtures.project
    .appending(path: "Tests/FetchingTests/Resources/portal.py").path()

  /// Runs shell commands beside a portal, with `$gongkai`, and `$port` of the portal, in the folder.
  private func beside(
    _ folder: TemporaryFolder, _ commands: String
  ) async throws -> CommandLineProgram.Outcome {
    try folder.write(commands, to: "commands")
    try folder.write("{}", to: "pages.json")
    return try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; export HOME='\(folder.path)' XDG_CONFIG_HOME='\(folder.path)/config'
      exec unshare -rn bash -c '
        ip link set lo up
        touch log; mkfifo input
        PORTAL_PORT=8080 python3 "\(Self.portal)" log pages.json < input > port & exec 3> input
        until [ -s port ]; do sleep 0.05; done
        export GONGKAI_FETCH_LOOPBACK="*:8080:127.0.0.1"
        source ./commands'
      """)
  }

  @Test func aListComesIntoTheInboxAndTheArchive() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      url,issuer,year
      http://a.example:8080/file/blank-zeros.pdf,某某县水利局,2024
      http://b.example:8080/status/404,,
      http://c.example:8080/error.pdf,,
      """, to: "list.csv")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/files", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Fixtures.report("blank-zeros"), toPath: "\(folder.path)/files/blank-zeros.pdf")
    let result = try await beside(
      folder,
      """
      $gongkai fetch list.csv --inbox in --delay 0; echo "no contact $?"
      $gongkai fetch list.csv --inbox in --delay 0 --contact me@example.org --json; echo "first $?"
      $gongkai fetch list.csv --inbox in --delay 0 --json; echo "second $?"
      $gongkai status --inbox in; echo "status $?"
      $gongkai ingest in --archive a.sqlite --json; echo "ingest $?"
      $gongkai ingest in --archive a.sqlite --move-done done; ls done in
      $gongkai export --archive a.sqlite --output out; echo "export $?"
      """)
    #expect(result.output.contains("no contact 64") && result.errors.contains("--contact"))
    #expect(result.output.contains("\"got\":1") && result.output.contains("first 2"))
    #expect(result.output.contains("\"known\":1") && result.output.contains("second 2"))
    #expect(result.output.contains("1 fetched, 2 not got") && result.output.contains("status 0"))
    #expect(result.output.contains("error page came"))
    #expect(result.output.contains("\"others\":0") && result.output.contains("\"new\":1"))
    // The sidecar goes where its file goes.
    #expect(
      result.output.contains("done:\n某某县水利局 2024.pdf\n某某县水利局 2024.pdf.source.json\n\nin:\nexport 0")
    )
    let record = try folder.text("out/某某县水利局 2024.json")
    #expect(record.contains("\"url\": \"http://a.example:8080/file/blank-zeros.pdf\""))
    #expect(record.contains("\"fetched_at\": \"20"))
    #expect(
      try folder.text("out/reports.csv").contains("http://a.example:8080/file/blank-zeros.pdf"))
    let asked = try folder.text("log").split(separator: "\n").filter {
      $0.contains("/file/blank-zeros.pdf")
    }
    #expect(asked.count == 1)
  }

  @Test func killedAtAnyMomentNothingIsLostOrFetchedTwice() async throws {
    let folder = try TemporaryFolder()
    let rows = (0..<30).map {
      "http://h\($0 % 6).example:8080/\($0 % 3 == 0 ? "trickle" : "doc")/d\($0).pdf"
    }
    try folder.write(rows.joined(separator: "\n"), to: "list.txt")
    let result = try await beside(
      folder,
      """
      for number in 1 2 3 4 5 6 7 8; do
        $gongkai fetch list.txt --inbox in --delay 0.02 --contact me@example.org 2>/dev/null & run=$!
        sleep 0.$((number * 37 % 60 + 12)); kill -9 $run 2>/dev/null; wait $run 2>/dev/null
      done
      $gongkai fetch list.txt --inbox in --delay 0.02 --json; echo "last $?"
      """)
    #expect(result.output.contains("last 0"), "\(result.output) \(result.errors)")
    let files = try folder.files(in: "in").filter { !$0.hasPrefix(".") }
    #expect(files.count == 60 && !files.contains { $0.hasSuffix(".part") })
    // Each was begun once; what is asked for again is the rest of a part.
    let requests = try folder.text("log").split(separator: "\n").filter {
      !$0.contains("robots.txt")
    }
    let begun = requests.filter { $0.contains("\"range\": null") }
    let paths = begun.compactMap { $0.firstMatch(of: /"path": "([^"]+)"/).map { String($0.1) } }
    #expect(Set(paths).count == 30)
    let twice = Dictionary(grouping: paths) { $0 }.filter { $1.count > 1 }.keys
    // A request whose answer had not begun when the run was ended has brought nothing.
    #expect(twice.count <= 16, "\(twice)")
    for file in files where file.hasSuffix(".pdf") {
      #expect(try folder.text("in/\(file)").hasSuffix("%%EOF\n"), "\(file)")
    }
  }
}
