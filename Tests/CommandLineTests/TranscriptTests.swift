import Foundation
import TestSupport
import Testing

/// The conversations that `docs/worker-protocol.md` shows are held with the program as it is.
@Suite struct TranscriptTests {
  struct Transcript: CustomTestStringConvertible, Sendable {
    var arguments = ""
    /// What is sent, of which a line that begins with `>>` is the name of a file.
    var sent: [String] = []
    var expected: [String] = []
    var code: Int32 = 0

    var testDescription: String { sent.first ?? arguments }
  }

  static let all: [Transcript] = {
    let page = Fixtures.project.appending(path: "docs/worker-protocol.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.matches(of: /(?s)```transcript\n(.*?)```/).map { match in
      var transcript = Transcript()
      for line in match.1.split(separator: "\n").map(String.init) {
        let mark = String(line.prefix(while: { $0 != " " }))
        let rest = String(line.dropFirst(mark.count + 1))
        switch mark {
        case "$": transcript.arguments = rest
        case ">": transcript.sent.append(rest)
        case ">>": transcript.sent.append(line)
        case "=": transcript.code = Int32(rest) ?? -1
        default: transcript.expected.append(line)
        }
      }
      return transcript
    }
  }()

  @Test func thePageShowsConversations() {
    #expect(Self.all.count == 4)
    #expect(Self.all.allSatisfy { $0.arguments.hasPrefix("worker") && !$0.expected.isEmpty })
  }

  @Test(arguments: all)
  func theProgramSaysWhatThePageSays(transcript: Transcript) async throws {
    let folder = try TemporaryFolder()
    let document = try folder.write(SamplePDF.blank, to: "blank.pdf")
    var input = Data()
    for line in transcript.sent {
      guard !line.hasPrefix(">>") else {
        input += try folder.data("blank.pdf")
        continue
      }
      let text = line.replacing("@blank.pdf", with: document)
        .replacing("@size", with: String(SamplePDF.blank.utf8.count))
      input += Data("\(text)\n".utf8)
    }
    try folder.write(input, to: "input")
    let outcome = try await CommandLineProgram.shell(
      "$gongkai \(transcript.arguments) < \(folder.path)/input")
    let said = try Self.lines(of: Array(outcome.output.utf8))
    #expect(outcome.code == transcript.code, "\(outcome.errors)")
    try #require(said.count == transcript.expected.count, "\(said)")
    for (said, expected) in zip(said, transcript.expected) {
      #expect(Self.matches(said, expected), "\(said) is not \(expected)")
    }
  }

  /// What a worker says, with its results as `<<` and the number of lines in them.
  private static func lines(of output: [UInt8]) throws -> [String] {
    struct Header: Decodable { var parts: [Int]? }
    var rest = output[...]
    var lines: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      lines.append("< \(String(decoding: line, as: UTF8.self))")
      for length in try JSONDecoder().decode(Header.self, from: Data(line)).parts ?? [] {
        let part = rest.prefix(length)
        try #require(part.count == length)
        rest = rest.dropFirst(length)
        if length > 0 { lines.append("<< \(part.count { $0 == UInt8(ascii: "\n") })") }
      }
    }
    #expect(rest.isEmpty)
    return lines
  }

  /// Whether a line is as expected, where `*` stands for any text.
  private static func matches(_ line: String, _ expected: String) -> Bool {
    let pieces = expected.split(separator: "*", omittingEmptySubsequences: false)
    var rest = line[...]
    for (index, piece) in pieces.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if index == pieces.count - 1 {
        return rest.hasSuffix(piece)
      } else {
        guard let range = rest.firstRange(of: piece) else { return false }
        rest = rest[range.upperBound...]
      }
    }
    return rest.isEmpty
  }

  private static let strace = "/usr/bin/strace"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: strace)))
  func itMakesItsOwnSurroundingsWhoeverStartsIt() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.shell(
      """
      cd '\(folder.path)'
      SECRET=hidden OMP_THREAD_LIMIT=8 \(Self.strace) -f -qq -v -s 1000 -o trace -e trace=execve,setpriority \
        "$gongkai" worker --nice 7 < /dev/null
      """)
    #expect(outcome.output.hasPrefix(#"{"documents""#), "\(outcome.errors)")
    let calls = try folder.lines("trace")
    let programs = calls.filter { $0.contains("execve(") }
    try #require(programs.count == 2)
    #expect(programs[1].contains(#""OMP_THREAD_LIMIT=1""#))
    #expect(!programs[1].contains("SECRET"))
    #expect(calls.contains { $0.contains("setpriority(PRIO_PROCESS, 0, 7)") })
  }
}
