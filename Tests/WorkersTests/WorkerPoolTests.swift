import Extraction
import Foundation
import ReportModel
import TestSupport
import Testing
import Workers

@Suite struct WorkerPoolTests {
  @Test func answersComeInTheOrderOfTheDocuments() async throws {
    let pool = ScriptedWorker.pool(
      // Some answers take longer than others that were asked for later.
      #"case $name in *[37]) sleep 0.02;; esac; answer "read $name""#, count: 4)
    let names = (0..<300).map { "document-\($0)" }
    let replies = try await pool.replies(to: names)
    #expect(replies == names.map { Reply(name: $0, result: "read \($0)") })
  }

  @Test(arguments: [
    ("kill -SEGV $$", "document.crash"),
    ("exit 3", "document.crash"),
    ("echo nonsense", "document.crash"),
    ("printf '{\"event\":\"answer\",\"summary\":7}\\n'", "document.crash"),
    ("id=other; answer another", "document.crash"),
    ("printf '{\"event\":\"refused\",\"reason\":\"\"}\\n'", "document.crash"),
    ("head -c 300000 /dev/zero", "document.crash"),
    (
      #"printf '{"event":"answer","id":"%s","summary":{"status":"complete","errors":9223372036854775807,"#
        + #""warnings":0,"infos":0,"failure":false},"parts":[]}\n' "$id""#, "document.crash"
    ),
    ("kill -ILL $$", "document.fault"),
    ("kill -TRAP $$", "document.fault"),
    ("kill -SYS $$", "document.forbidden"),
    ("exec sleep 1000", "document.stuck"),
    ("while :; do :; done", "document.stuck"),
    ("kill -XCPU $$", "document.timeout"),
    ("kill -ALRM $$", "document.stuck"),
    ("echo 'what():  std::bad_alloc' >&2; kill -ABRT $$", "document.memory"),
    ("echo 'Fatal error: failed to allocate 16 bytes' >&2; kill -ILL $$", "document.memory"),
    ("echo 'Out of memory' >&2; exit 1", "document.memory"),
    ("kill -KILL $$", "document.memory"),
    ("answer \"$(head -c 2000000 /dev/zero | tr '\\0' x)\"", "document.output_limit"),
  ])
  func aDocumentThatEndsItsWorkerIsRejectedAndTheOthersAreRead(
    misdeed: String, rule: String
  ) async throws {
    let pool = ScriptedWorker.pool(
      "case $name in bad*) \(misdeed);; *) answer fine;; esac", seconds: 1)
    let names = ["a", "b", "bad-1", "c", "bad-2", "d"]
    let replies = try await pool.replies(to: names)
    #expect(
      replies == names.map { Reply(name: $0, result: $0.hasPrefix("bad") ? rule : "fine") })
  }

  @Test func recognisedPagesAreGivenTimeOnce() async throws {
    // Four pages add 2 s to the 2 of processor time, 20 to the 20 by the clock; asking again adds nothing.
    let pool = ScriptedWorker.pool(
      """
      recognizing() { echo '{"event":"recognizing","pages":4}'; }
      recognizing
      case $name in bad) recognizing; exec sleep 1000;; *) sleep 22; answer late;; esac
      """, seconds: 2)
    let documents = ScriptedWorker.documents(["a", "bad"])
    let replies = try await pool.withAnswers(to: documents, form: .line) { answers in
      var replies: [String] = []
      while let (_, answer) = try await answers.next() {
        replies.append(
          answer.summary.reason?.message
            ?? String(decoding: answer.parts.flatMap { $0 }, as: UTF8.self))
      }
      return replies
    }
    #expect(replies[0] == "late")
    #expect(replies[1].contains("no answer within 40 s"))
  }

  @Test func aFaultOfTheProgramIsToldInItsOwnWords() async throws {
    let pool = ScriptedWorker.pool(
      "echo 'Grid/Cells.swift:12: Fatal error: Index out of range' >&2; kill -ILL $$", count: 1)
    let reason = try await pool.withAnswers(
      to: ScriptedWorker.documents(["a"]), form: .line
    ) { try await $0.next()?.answer.summary.reason }
    let message = try #require(reason?.message)
    #expect(message.contains("a fault of gongkai (Grid/Cells.swift:12: Fatal error: Index out"))
    #expect(!message.contains("damaged"))
    #expect(reason?.messageZh.contains("gongkai 自身的错误") == true)
  }

  @Test func documentsAreLeftWhereTheTimeOfTheRunIsUsedUp() async throws {
    var pool = ScriptedWorker.pool("sleep 0.3; answer fine", count: 1)
    pool.budget = .seconds(1)
    let documents = ScriptedWorker.documents((0..<50).map { "\($0)" })
    let (read, left) = try await pool.withAnswers(to: documents, form: .line) { answers in
      var read = 0
      while try await answers.next() != nil { read += 1 }
      return (read, await answers.left)
    }
    #expect(read > 0 && left > 0)
    #expect(read + left == 50)
  }

  @Test func aDocumentThatIsNotThereNeedsNoWorker() async throws {
    let pool = WorkerPool(command: WorkerCommand(executable: "/bin/false", arguments: []), count: 1)
    let document = InputDocument(path: "/nowhere/a.pdf", name: "a")
    let rule = try await pool.withAnswers(to: [document], form: .line) { answers in
      try await answers.next()?.answer.summary.reason?.rule.rawValue
    }
    #expect(rule == "document.missing")
  }

  @Test func aWornWorkerIsReplacedAndTheDocumentReadAgain() async throws {
    let pool = ScriptedWorker.pool(
      "served=$((served + 1)); [ $served = 3 ] && kill -SEGV $$; answer $served", count: 1)
    let replies = try await pool.replies(to: (0..<6).map { "\($0)" })
    #expect(replies.map(\.result) == ["1", "2", "1", "2", "1", "2"])
  }

  @Test func aWorkerIsReplacedAfterItsDocuments() async throws {
    let pool = ScriptedWorker.pool("answer $$", count: 1, documentsPerWorker: 3)
    let replies = try await pool.replies(to: (0..<10).map { "\($0)" })
    let processes = replies.map(\.result)
    #expect(Set(processes).count == 4)
    #expect(Set(processes[0..<3]).count == 1)
    #expect(processes[2] != processes[3])
  }

  @Test func whatAWorkerPrintsDoesNotHoldItUp() async throws {
    let pool = ScriptedWorker.pool("head -c 5000000 /dev/zero >&2; answer fine", count: 1)
    let replies = try await pool.replies(to: ["a", "b"])
    #expect(replies.map(\.result) == ["fine", "fine"])
  }

  @Test(arguments: ["/bin/false", "/nowhere/gongkai", "/bin/echo"])
  func aWorkerThatDoesNotStartIsNoDocumentsFault(program: String) async {
    let pool = WorkerPool(
      command: WorkerCommand(executable: program, arguments: []), count: 2)
    await #expect(throws: WorkerPoolError.self) { _ = try await pool.replies(to: ["a", "b", "c"]) }
  }

  @Test func theLastWordsOfAWorkerThatDoesNotStartAreTold() async {
    let pool = WorkerPool(
      command: WorkerCommand(
        executable: "/bin/bash", arguments: ["-c", "echo libpoppler is missing >&2; exit 127"]),
      count: 1)
    await #expect(throws: WorkerPoolError.notStarted(detail: "libpoppler is missing")) {
      _ = try await pool.replies(to: ["a"])
    }
  }

  @Test func noDocumentsGiveNoAnswers() async throws {
    let pool = ScriptedWorker.pool("answer fine")
    #expect(try await pool.replies(to: []).isEmpty)
  }

  @Test func documentsKnownToBeWrongNeedNoWorker() async throws {
    let pool = WorkerPool(command: WorkerCommand(executable: "/bin/false", arguments: []), count: 2)
    let document = InputDocument(path: "/tmp", name: "tmp", rejection: .folderEmpty)
    let rule = try await pool.withAnswers(to: [document], form: .line) { answers in
      try await answers.next()?.answer.summary.reason?.rule.rawValue
    }
    #expect(rule == "document.folder_empty")
  }

  @Test func cancellingEndsTheWorkers() async throws {
    let folder = try TemporaryFolder()
    let pool = ScriptedWorker.pool("echo $$ >> \(folder.path)/pids; exec sleep 1000", seconds: 600)
    let run = Task { try await pool.replies(to: ["a", "b", "c"]) }
    while try folder.lines("pids").count < 2 { try await Task.sleep(for: .milliseconds(20)) }
    run.cancel()
    await #expect(throws: CancellationError.self) { _ = try await run.value }
    for process in try folder.lines("pids") {
      #expect(!FileManager.default.fileExists(atPath: "/proc/\(process)"))
    }
  }

  @Test func anErrorWhileTakingAnswersEndsTheWorkers() async throws {
    struct Full: Error {}
    let pool = ScriptedWorker.pool(
      "case $name in slow) exec sleep 1000;; *) answer fine;; esac", seconds: 600)
    let documents = ScriptedWorker.documents(["a", "slow", "b"])
    await #expect(throws: Full.self) {
      try await pool.withAnswers(to: documents, form: .line) { answers in
        _ = try await answers.next()
        throw Full()
      }
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func anErrorEndsWorkersThatAreHeldBack() async throws {
    struct Full: Error {}
    let folder = try TemporaryFolder()
    let pool = ScriptedWorker.pool("echo $name >> \(folder.path)/served; answer fine", count: 2)
    let documents = ScriptedWorker.documents((0..<500).map { "\($0)" })
    await #expect(throws: Full.self) {
      try await pool.withAnswers(to: documents, form: .line) { _ in
        while try folder.lines("served").count < 64 {
          try await Task.sleep(for: .milliseconds(20))
        }
        throw Full()
      }
    }
  }

  @Test func unreadAnswersHoldTheWorkersBack() async throws {
    let folder = try TemporaryFolder()
    let pool = ScriptedWorker.pool("echo $name >> \(folder.path)/served; answer fine", count: 2)
    let documents = ScriptedWorker.documents((0..<500).map { "\($0)" })
    try await pool.withAnswers(to: documents, form: .line) { answers in
      while try folder.lines("served").count < 64 {
        try await Task.sleep(for: .milliseconds(20))
      }
      // Time enough for what should not happen.
      try await Task.sleep(for: .milliseconds(300))
      #expect(try folder.lines("served").count == 64)
      var count = 0
      while try await answers.next() != nil { count += 1 }
      #expect(count == 500)
    }
  }
}
