public import Foundation
public import ReportModel

/// The recorded readings of one folder of fixtures (`Fixtures/records`), which `scripts/record` writes.
public struct GoldenBook: Sendable {
  /// Where the goldens lie.
  private let folder: URL
  private let fixtures: URL

  /// - Parameter fixtures: The folder of the documents.
  public init(of fixtures: URL) {
    self.fixtures = fixtures
    folder = Fixtures.folder.appending(path: "records/\(fixtures.lastPathComponent)")
  }

  /// Names of goldens without a document, and of documents without a golden.
  public var strays: [String] {
    let documents = Set(Fixtures.names(in: fixtures))
    let goldens = Set(Fixtures.names(in: folder, ending: ".json"))
    let isRecording = Recording.current?.isWriting == true
    if isRecording {
      for name in goldens.subtracting(documents) {
        try? FileManager.default.removeItem(at: file(name))
      }
    }
    return (isRecording ? [] : documents.symmetricDifference(goldens)).sorted()
  }

  private func file(_ name: String) -> URL { folder.appending(path: "\(name).json") }

  /// How a reading differs from the one that was recorded, in words; empty where it does not.
  ///
  /// Where `scripts/record` runs the tests, the reading is recorded. The differences are given all the same: a run
  /// that records fails, so that nobody records by accident.
  public func differences(of name: String, _ records: [DocumentRecord]) throws -> [String] {
    let new = try Golden(records)
    let old = try? Golden(file: file(name))
    let words = old.map { GoldenDifference(from: $0, to: new).words } ?? ["not recorded before"]
    if !words.isEmpty, let recording = Recording.current {
      if recording.isWriting {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try new.bytes().write(to: file(name))
      }
      try recording.tell(words, of: "\(fixtures.lastPathComponent)/\(name)")
    }
    return words
  }
}

/// What `scripts/record` asks for by the environment.
private struct Recording {
  /// A file a document that differs, with the differences in words.
  var folder: URL
  var isWriting: Bool

  static let current: Recording? = {
    let environment = ProcessInfo.processInfo.environment
    return environment["GONGKAI_RECORD"].map {
      Recording(
        folder: URL(filePath: $0), isWriting: environment["GONGKAI_RECORD_SHOW"] == nil)
    }
  }()

  func tell(_ words: [String], of name: String) throws {
    let text = words.map { "\(name): \($0)\n" }.joined()
    let file = name.replacing("/", with: " ")
    try Data(text.utf8).write(to: folder.appending(path: file))
  }
}
