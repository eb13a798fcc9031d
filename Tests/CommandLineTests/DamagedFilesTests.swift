import Foundation
import ReportModel
import TestSupport
import Testing

/// Damaged files end in records, whatever the damage, and figures that it changed are pointed at.
@Suite struct DamagedFilesTests {
  /// Reports of different producers.
  private static let fixtures = [
    "break-inside-label", "content-in-form-xobjects", "object-streams", "dense-libreoffice",
    "edition-2019-libreoffice", "blank-form-typst", "dense-reportlab", "rotated-180",
  ]

  @Test(.timeLimit(.minutes(10)))
  func everyMutantEndsInARecord() async throws {
    var random = Mutator(seed: 20_240_101)
    let folder = try TemporaryFolder()
    var expected: [Truth] = []
    for number in 0..<120 {
      let fixture = Self.fixtures[number % Self.fixtures.count]
      let pdf = try Data(contentsOf: URL(filePath: Fixtures.report(fixture)))
      expected.append(try Truth(of: fixture, in: Fixtures.reports))
      let url = URL(filePath: "\(folder.path)/\(1000 + number).pdf")
      try Data(random.mutant(of: Array(pdf))).write(to: url)
    }
    let outcome = try await CommandLineProgram.run(
      ["extract", folder.path, "--jobs", "2", "--timeout", "20"])
    #expect(outcome.code == 2)
    let records = try outcome.output.split(separator: "\n").map {
      try JSONDecoder().decode(DocumentRecord.self, from: Data($0.utf8))
    }
    try #require(records.count == expected.count)
    for (record, truth) in zip(records, expected) {
      if record.status == .rejected {
        #expect(record.cells.isEmpty)
        #expect(record.findings.contains { $0.rule.rawValue.hasPrefix("document.") })
      } else {
        check(record, truth)
      }
    }
  }

  /// A cell that is not as printed is named, or the document is said to be damaged.
  private func check(_ record: DocumentRecord, _ truth: Truth) {
    let findings = record.findings.filter { $0.severity != .info }
    let named = Set(findings.flatMap(\.cells))
    let isFlagged = findings.contains { $0.cells.isEmpty && $0.rule.rawValue.hasPrefix("reading.") }
    for (id, cell) in truth.cells ?? [:] where record.cells[id]?.value != cell.value {
      #expect(isFlagged || named.contains(id), "\(record.source.file): \(id)")
    }
  }
}

/// Damages files by chance, the same way for the same seed.
private struct Mutator: RandomNumberGenerator {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  mutating func mutant(of file: [UInt8]) -> [UInt8] {
    var bytes = file
    switch Int.random(in: 0..<5, using: &self) {
    case 0:
      for _ in 0..<Int.random(in: 1...20, using: &self) {
        bytes[place(in: bytes)] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      }
    case 1: bytes.removeLast(bytes.count - place(in: bytes))
    case 2: bytes.removeSubrange(stretch(of: bytes))
    case 3:
      for index in stretch(of: bytes) { bytes[index] = UInt8.random(in: 0...255, using: &self) }
    default: swapObjects(in: &bytes)
    }
    return bytes
  }

  private mutating func place(in bytes: [UInt8]) -> Int {
    Int.random(in: 0..<bytes.count, using: &self)
  }

  private mutating func stretch(of bytes: [UInt8]) -> Range<Int> {
    let start = place(in: bytes)
    return start..<min(bytes.count, start + Int.random(in: 1...4096, using: &self))
  }

  /// Exchanges the numbers of two objects, so that each stands where the other should.
  private mutating func swapObjects(in bytes: inout [UInt8]) {
    let heads = bytes.indices.filter { index in
      bytes[index...].starts(with: " 0 obj".utf8) && index > 0
        && (48...57).contains(bytes[index - 1])
    }
    guard let first = heads.randomElement(using: &self),
      let second = heads.randomElement(using: &self)
    else { return }
    bytes.swapAt(first - 1, second - 1)
  }
}
