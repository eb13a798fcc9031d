import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

/// Libraries keep what they need for as long as a process lives: fonts, dictionaries, networks. None of it
/// is another document's business.
@Suite struct OrderTests {
  private static let root = Fixtures.project

  /// What `scripts/fixtures/hostile` says of a file.
  private struct Kind: Decodable {
    var file: String
    var causes: [String]
  }

  private static func documents(_ folder: String) throws -> [InputDocument] {
    let url = root.appending(path: "Fixtures/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: url.path()).sorted()
      .filter { $0.hasSuffix(".pdf") }
      .map { InputDocument(path: url.appending(path: $0).path(), name: $0) }
  }

  /// The records of documents in their order, read by processes of so many documents each.
  private static func records(
    of documents: [InputDocument], documentsPerWorker: Int
  ) async throws -> [[DocumentRecord]] {
    let limits = WorkerLimits(seconds: 20)
    let pool = WorkerPool(
      command: WorkerCommand(
        executable: CommandLineProgram.path,
        arguments: ["worker", "--timeout", "20", "--parent", String(getpid())]), count: 1,
      limits: limits, documentsPerWorker: documentsPerWorker)
    return try await pool.withAnswers(to: documents, form: .line) { answers in
      var records: [[DocumentRecord]] = []
      while let (_, answer) = try await answers.next() {
        records.append(
          try answer.parts.map { try JSONDecoder().decode(DocumentRecord.self, from: Data($0)) })
      }
      return records
    }
  }

  /// Sound documents after hostile ones, those after each other and after themselves.
  @Test(.timeLimit(.minutes(15)), arguments: [1, 2])
  func aDocumentIsReadTheSameWhateverWasReadBefore(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    let folder = try TemporaryFolder()
    let made = try await CommandLineProgram.shell(
      "'\(Self.root.path())/scripts/fixtures/hostile' '\(folder.path)/in' \(seed)")
    let hostile = try made.output.split(separator: "\n").map {
      try JSONDecoder().decode(Kind.self, from: Data($0.utf8))
    }
    // What ends by a limit ends its process too.
    .filter { !$0.causes.contains("output_limit") && !$0.causes.contains("missing") }
    .map { InputDocument(path: "\(folder.path)/in/\($0.file)", name: $0.file) }
    try #require(hostile.count > 40)
    let chosen =
      hostile.shuffled(using: &random).prefix(20)
      + (try Self.documents("reports").shuffled(using: &random).prefix(6))
      + (try Self.documents("scans").shuffled(using: &random).prefix(1))
    let alone = try await Self.records(of: Array(chosen), documentsPerWorker: 1)
    let order = (chosen.indices + chosen.indices.suffix(7)).shuffled(using: &random)
    let together = try await Self.records(of: order.map { chosen[$0] }, documentsPerWorker: 1000)
    #expect(together.count == order.count)
    for (index, records) in zip(order, together) {
      let isSame = records == alone[index]
      #expect(isSame, "\(chosen[index].name): \(records.flatMap(\.findings).map(\.rule.rawValue))")
    }
  }
}
