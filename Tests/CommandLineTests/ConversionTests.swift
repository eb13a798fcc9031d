import ContentDecoding
import Foundation
import PageModel
import RecordCoding
import ReportModel
import TestSupport
import Testing

@testable import Extraction
@testable import Workers

/// Documents that are read by way of LibreOffice, where it is installed.
@Suite(.enabled(if: DocumentConverter.installed() != nil), .serialized) struct ConversionTests {
  private static let soffice = "/usr/bin/soffice"

  private static func pool(seconds: Int = 60, converter: DocumentConverter?) -> WorkerPool {
    let limits = WorkerLimits(seconds: seconds)
    var pool = WorkerPool(
      command: WorkerCommand(
        executable: CommandLineProgram.path, arguments: ["worker", "--parent", String(getpid())]),
      count: 1, limits: limits)
    pool.converter = converter
    return pool
  }

  private static func record(
    _ path: String, _ converter: DocumentConverter?, seconds: Int = 60
  ) async throws -> DocumentRecord {
    let document = InputDocument(path: path, name: "a")
    let answer = try await pool(seconds: seconds, converter: converter).withAnswers(
      to: [document], form: .line
    ) { try await $0.next()?.answer }
    return try DocumentRecord(json: #require(answer?.parts.first))
  }

  /// What is installed, working in this folder.
  private static func installed(in folder: TemporaryFolder) -> DocumentConverter? {
    var converter = DocumentConverter.installed(launcher: CommandLineProgram.path)
    converter?.parent = folder.path
    return converter
  }

  /// What is left of conversions in a folder.
  private static func leftovers(in folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix("gongkai-convert-")
    }
  }

  /// A fixture as another kind of document, as LibreOffice itself writes it.
  private static func document(_ fixture: String, as ending: String, _ folder: TemporaryFolder)
    async throws -> String
  {
    let source = Fixtures.folder.appending(path: "word/\(fixture).docx").path()
    let outcome = try await CommandLineProgram.shell(
      """
      \(soffice) -env:UserInstallation='file://\(folder.path)/profile' --headless --convert-to \(ending) \
        --outdir '\(folder.path)' '\(source)'
      """)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return "\(folder.path)/\(fixture).\(ending)"
  }

  @Test(arguments: [("writer", "doc"), ("numbered", "doc"), ("old-merges", "rtf")])
  func theSameCellsComeOfOtherFormats(fixture: String, ending: String) async throws {
    let folder = try TemporaryFolder()
    let path = try await Self.document(fixture, as: ending, folder)
    let record = try await Self.record(path, Self.installed(in: folder))
    let plain = try #require(
      DocumentPipeline().records(
        path: Fixtures.folder.appending(path: "word/\(fixture).docx").path()
      ).first)
    #expect(record.status == plain.status)
    #expect(record.report == plain.report)
    #expect(record.cells.mapValues(\.value) == plain.cells.mapValues(\.value))
    #expect(record.cells.mapValues(\.raw) == plain.cells.mapValues(\.raw))
    #expect(record.sections.map(\.text) == plain.sections.map(\.text))
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(record.source.bytes == bytes.count && record.source.file == "\(fixture).\(ending)")
    #expect(record.source.sha256 == SourceFile(Array(bytes)).sha256)
    #expect(record.source.producer == nil)
    let found = try #require(record.findings.first { $0.rule.rawValue == "reading.converted" })
    #expect(found.message.contains(ending.uppercased()) && found.message.contains("LibreOffice"))
    #expect(try Self.leftovers(in: folder) == [])
  }

  @Test func withoutLibreOfficeItIsRefusedByName() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(#"{\rtf1 甲}"#, to: "a.rtf")
    let record = try await Self.record(path, nil)
    let finding = try #require(record.findings.first)
    #expect(finding.rule.rawValue == "document.other_format")
    #expect(finding.message.contains("RTF") && finding.message.contains("libreoffice-writer"))
    #expect(finding.messageZh.contains("LibreOffice"))
  }

  @Test func whatIsDamagedOrSomethingElseIsNamed() async throws {
    let folder = try TemporaryFolder()
    let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    func file(_ name: String, _ stream: String) throws -> String {
      var content = mark + [UInt8](repeating: 0, count: 4096 - mark.count)
      content += stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      content += [UInt8](repeating: 0, count: 4096)
      let path = "\(folder.path)/\(name)"
      try Data(content).write(to: URL(filePath: path))
      return path
    }
    for (stream, rule) in [
      ("WordDocument", "document.not_converted"), ("EncryptedPackage", "document.not_converted"),
      ("Workbook", "document.other_format"), ("CONTENTS", "document.other_format"),
    ] {
      let record = try await Self.record(
        try file("\(stream).doc", stream), Self.installed(in: folder))
      #expect(record.findings.map(\.rule.rawValue) == [rule], "\(stream)")
      #expect(record.source.sha256 != nil && record.source.bytes == 8192 + stream.count * 2)
    }
    #expect(try Self.leftovers(in: folder) == [])
  }

  @Test(.timeLimit(.minutes(2))) func aConverterThatHangsIsKilled() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(#"{\rtf1 甲}"#, to: "a.rtf")
    var sleeper = DocumentConverter(
      launcher: CommandLineProgram.path, program: "/usr/bin/sleep", arguments: ["1000"])
    sleeper.parent = folder.path
    var limits = WorkerLimits(seconds: 1)
    limits.leastClockSeconds = 1
    let opened = try OpenFile(path: path)
    await #expect(throws: Rejection.stuck(seconds: 10)) {
      try await sleeper.converted(opened, .rtf, limits: limits)
    }
    #expect(try Self.leftovers(in: folder) == [])
  }

  /// What a program in the place of LibreOffice can do that a hostile file has taken over.
  @Test(arguments: [
    ("/usr/bin/cat", ["/etc/passwd"]), ("/usr/bin/touch", ["/tmp/gongkai-touched"]),
    ("/usr/bin/env", ["/usr/bin/true"]),
  ])
  func itReachesNothingOutsideOfItsFolder(program: String, arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineProgram.run(
      [
        "converter", "--folder", folder.path, "--program", program, "--timeout", "10", "--memory",
        "512", "--parent", String(getpid()), "--",
      ] + arguments)
    #expect(outcome.code != 0 && outcome.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "/tmp/gongkai-touched"))
    let inside = try await CommandLineProgram.run([
      "converter", "--folder", folder.path, "--program", "/usr/bin/touch", "--timeout", "10",
      "--memory", "512", "--parent", String(getpid()), "--", "\(folder.path)/inside",
    ])
    #expect(inside.code == 0)
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/inside"))
  }

  @Test func whatAKilledRunLeftGoesWithTheNext() async throws {
    let parent = try TemporaryFolder()
    let left = "\(parent.path)/gongkai-convert-left01"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: "\(left)/lock"))
    let folder = try ConversionFolder([1], ending: "rtf", in: parent.path)
    #expect(!FileManager.default.fileExists(atPath: left))
    let other = try ConversionFolder([1], ending: "rtf", in: parent.path)
    #expect(FileManager.default.fileExists(atPath: folder.path))
    folder.remove()
    other.remove()
  }
}
