import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

/// What a process that reads documents can still do when a hostile file has taken it over.
@Suite struct LockedRoomTests {
  private static func pool(_ arguments: [String]) -> WorkerPool {
    WorkerPool(
      command: WorkerCommand(
        executable: CommandLineProgram.path,
        arguments: ["worker", "--parent", String(getpid())] + arguments), count: 1)
  }

  private static func attempted(_ trespass: Trespass) async throws -> DocumentAnswer? {
    let pool = pool(["--trespass", trespass.rawValue])
    let document = InputDocument(path: #filePath, name: "a")
    return try await pool.withAnswers(to: [document], form: .line) { try await $0.next()?.answer }
  }

  @Test(
    .enabled(if: Self.walls.isSuperset(of: [.files, .calls])),
    arguments: [
      (Trespass.readFile, "Permission denied"), (.writeFile, "Permission denied"),
      (.openSocket, "Operation not permitted"), (.forkProcess, "Operation not permitted"),
      (.killParent, "Operation not permitted"),
    ])
  func whatReadingDoesNotNeedIsRefused(trespass: Trespass, words: String) async throws {
    let answer = try #require(try await Self.attempted(trespass))
    #expect(String(decoding: answer.parts.flatMap { $0 }, as: UTF8.self) == words)
  }

  @Test(.enabled(if: Self.walls.contains(.calls)))
  func aProcessThatStartsAProgramIsEndedAndTheFileNamed() async throws {
    let answer = try #require(try await Self.attempted(.startProgram))
    #expect(answer.summary.reason?.rule.rawValue == "document.forbidden")
  }

  /// What this system offers.
  private static let walls: Set<LockedRoom.Part> = {
    let process = Process()
    process.executableURL = URL(filePath: CommandLineProgram.path)
    process.arguments = ["status", "--sandbox", "--json"]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return [] }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    let room = try? JSONDecoder().decode([String: Bool].self, from: data)
    return Set((room ?? [:]).filter(\.value).compactMap { LockedRoom.Part(rawValue: $0.key) })
  }()

  @Test func itIsToldWhatTheSystemOffers() async throws {
    let outcome = try await CommandLineProgram.run(["status", "--sandbox"])
    #expect(outcome.code == 0)
    for part in LockedRoom.Part.allCases { #expect(outcome.output.contains(part.rawValue)) }
  }

  @Test func aWorkerEndsWithTheProcessThatStartedIt() async throws {
    let folder = try TemporaryFolder()
    // The shell between is killed while its worker waits for a request that never comes.
    let outcome = try await CommandLineProgram.shell(
      """
      mkfifo '\(folder.path)/in'
      sh -c '"$gongkai" worker --parent $$ < "\(folder.path)/in" > "\(folder.path)/out" & echo $! > "\(folder.path)/pid"; wait' &
      shell=$!
      exec 3> '\(folder.path)/in'
      while ! [ -s '\(folder.path)/out' ]; do sleep 0.05; done
      worker=$(cat '\(folder.path)/pid')
      kill -0 "$worker" && echo alive
      kill -KILL $shell
      for i in $(seq 100); do kill -0 "$worker" 2>/dev/null || break; sleep 0.2; done
      kill -0 "$worker" 2>/dev/null || echo gone
      """)
    #expect(outcome.output == "alive\ngone\n", "\(outcome.errors)")
  }

  private static let strace = "/usr/bin/strace"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: strace)))
  func whoeverRecognisesAPageAsksForNoNetworkAndLeavesNothingBehind() async throws {
    let folder = try TemporaryFolder()
    let scan = Fixtures.scan("scan-skew-3")
    try folder.write(#"{"path":"\#(scan)","name":"a","form":"line"}"#, to: "request")
    let outcome = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'; mkdir home
      HOME="$PWD/home" OMP_THREAD_LIMIT=1 \(Self.strace) -f -qq -o trace -e trace=network,execve \
        "$gongkai" worker < request
      """)
    #expect(outcome.output.contains(#""text_source":"ocr""#), "\(outcome.errors)")
    let calls = try folder.text("trace").split(whereSeparator: \.isNewline)
    #expect(calls.filter { $0.contains("socket(") || $0.contains("connect(") } == [])
    // Itself, once more with a worker's environment.
    let programs = calls.filter { $0.contains("execve(") }
    #expect(programs.count == 2 && programs[1].contains("/proc/self/exe"))
    #expect(try folder.files(in: "home") == [])
  }
}
