public import DocumentModel
import Foundation
import ReportWriting

/// What a worker is asked for: one line of JSON on its standard input.
struct WorkerRequest: Codable, Sendable {
  var path: String
  /// Key of the results.
  var name: String
  var password: String?
  var form: ResultForm
  /// `auto` where it is not given.
  var ocr: RecognitionMode?
}

/// What a worker says before an answer: that it will recognise pages, for which it is given time.
struct WorkerNotice: Sendable, Hashable {
  private static let start = Array("recognizing ".utf8)

  var recognizedPages: Int

  init(recognizedPages: Int) { self.recognizedPages = recognizedPages }

  /// The notice that a line without its end is.
  init?(_ line: some Collection<UInt8>) {
    guard line.starts(with: Self.start),
      let pages = Int(String(decoding: line.dropFirst(Self.start.count), as: UTF8.self))
    else { return nil }
    recognizedPages = pages
  }

  var encoded: [UInt8] { Self.start + Array("\(recognizedPages)\n".utf8) }
}

/// In which form results are wanted.
public enum ResultForm: String, Codable, Sendable {
  /// The record as one line of JSON.
  case line
  /// The record as JSON for people.
  case pretty
  /// The record as JSON for people, then its rows of each `ResultTable` in their order.
  case files
  /// The tables of any PDF as JSON, then each as CSV.
  case tables
  /// What `DocumentAnswer.view` gives: record, tables, and pages as WebP.
  case view
  /// The same with pages as PNG that have the grid painted over them.
  case pictures
}

/// What became of a document, with its results ready to be written.
///
/// A worker writes it as a line of JSON, the header, and right after it the parts: `parts` gives the
/// length of each in bytes. The results are not part of the JSON so that nobody has to escape and
/// decode what only passes through.
public struct DocumentAnswer: Sendable {
  /// What is known about the document without its results.
  public struct Summary: Codable, Sendable {
    public var status: DocumentStatus
    public var errorCount = 0
    public var warningCount = 0
    public var infoCount = 0
    /// Why the document was rejected.
    public var reason: Finding?
    /// Whether it could not be processed at all.
    public var isFailure = false
    /// Wall-clock seconds that reading took; `nil` where no process had to.
    public var seconds: Double?
    /// The most memory that its process held while it read, in bytes; `nil` where it cannot tell.
    public var peakMemory: Int?

    private enum CodingKeys: String, CodingKey {
      case status, reason, seconds
      case peakMemory = "peak_memory"
      case errorCount = "errors"
      case warningCount = "warnings"
      case infoCount = "infos"
      case isFailure = "failure"
    }
  }

  public var summary: Summary
  /// The results, as the form asks for.
  public var parts: [[UInt8]]

  /// The answer that gives a record.
  init(_ record: DocumentRecord, name: String, form: ResultForm) {
    summary = Summary(of: record)
    parts =
      switch form {
      case .line: [record.json(.line)]
      case .pretty: [record.json(.pretty)]
      case .files:
        [record.json(.pretty)] + ResultTable.allCases.map { record.rows(in: $0, report: name) }
      case .tables: []
      case .view, .pictures: Self.parts(of: DocumentView(record: record))
      }
  }

  /// The answer that gives tables.
  init(_ tables: [Table]) {
    summary = Summary(status: .complete)
    parts = [tables.json] + tables.map(\.csv)
  }

  init(summary: Summary, parts: [[UInt8]]) {
    self.summary = summary
    self.parts = parts
  }
}

extension DocumentAnswer.Summary {
  /// What a record says in short.
  init(of record: DocumentRecord) {
    let reason = record.status == .rejected ? record.findings.last : nil
    self.init(
      status: record.status, errorCount: record.findingCount(.error),
      warningCount: record.findingCount(.warning), infoCount: record.findingCount(.info),
      reason: reason, isFailure: reason.map { Rejection.isFailure(rule: $0.rule) } ?? false)
  }
}

/// A header line of the protocol.
struct AnswerHeader: Codable {
  var summary: DocumentAnswer.Summary
  /// Length of each part in bytes.
  var parts: [Int]
}

extension DocumentAnswer {
  /// The answer as bytes for the pipe.
  ///
  /// - Throws: An `EncodingError`.
  func encoded() throws -> [UInt8] {
    let header = AnswerHeader(summary: summary, parts: parts.map(\.count))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes = Array(try encoder.encode(header))
    bytes.reserveCapacity(bytes.count + 1 + parts.reduce(0) { $0 + $1.count })
    bytes.append(UInt8(ascii: "\n"))
    for part in parts { bytes += part }
    return bytes
  }
}
