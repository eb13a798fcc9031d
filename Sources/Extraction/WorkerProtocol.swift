public import DocumentModel
import Foundation
import ReportWriting

/// What a worker is asked for: one line of JSON on its standard input.
struct WorkerRequest: Codable, Sendable {
  /// Where the document is; without it, it comes as an open file with the request.
  var path: String?
  /// Name of the file that comes with the request.
  var file: String?
  /// Key of the results.
  var name: String
  /// What their keys begin with where the file holds several reports; `name` where it is not given.
  var parts: String?
  var password: String?
  var form: ResultForm
  /// `auto` where it is not given.
  var ocr: RecognitionMode?

  /// Name of the file, as records give it.
  var fileName: String { file ?? InputDocument.fileName(of: path ?? "") }
}

/// What a worker says before an answer, as a line.
enum WorkerNotice: Sendable, Hashable {
  /// It will recognise so many pages, for which it is given time.
  case recognizing(pages: Int)
  /// The room in which it has locked itself lacks these walls.
  case room(missing: [LockedRoom.Part])

  private static let recognizing = "recognizing "
  private static let room = "room-lacks "

  /// The notice that a line without its end is.
  init?(_ line: some Collection<UInt8>) {
    // An answer begins with a brace.
    guard line.first != UInt8(ascii: "{") else { return nil }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix(Self.recognizing), let pages = Int(text.dropFirst(Self.recognizing.count)) {
      self = .recognizing(pages: pages)
    } else if text.hasPrefix(Self.room) {
      self = .room(
        missing: text.dropFirst(Self.room.count).split(separator: ",").compactMap {
          LockedRoom.Part(rawValue: String($0))
        })
    } else {
      return nil
    }
  }

  var encoded: [UInt8] {
    switch self {
    case .recognizing(let pages): Array("\(Self.recognizing)\(pages)\n".utf8)
    case .room(let missing):
      Array((Self.room + missing.map(\.rawValue).joined(separator: ",") + "\n").utf8)
    }
  }
}

/// In which form results are wanted.
public enum ResultForm: String, Codable, Sendable {
  /// The record as one line of JSON.
  case line
  /// The record as JSON for people.
  case pretty
  /// The record as JSON for people where it is the only one of its file, else a line each.
  case prettyIfAlone
  /// The record as JSON for people, then its rows of each `ResultTable` in their order.
  case files
  /// The tables of any PDF as JSON, then each as CSV.
  case tables
  /// What `DocumentAnswer.view` gives: record, tables, and pages as WebP.
  case view
  /// The same with pages as PNG that have the grid painted over them.
  case pictures
}

/// What became of a document, with the results of each report in it ready to be written.
///
/// A worker writes it as a line of JSON, the header, and right after it the results: `parts` gives the
/// length of each in bytes, `reports` whose they are where there are several reports. The results are not part of the JSON so that nobody has to escape and
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
    /// Whether the process that read it can read no other.
    var isLast: Bool?

    private enum CodingKeys: String, CodingKey {
      case status, reason, seconds
      case peakMemory = "peak_memory"
      case errorCount = "errors"
      case warningCount = "warnings"
      case infoCount = "infos"
      case isFailure = "failure"
      case isLast = "last"
    }
  }

  /// One of the reports of a document.
  public struct Report: Sendable {
    public var summary: Summary
    /// The results, as the form asks for.
    public var parts: [[UInt8]]
  }

  /// What became of the document as a whole.
  public var summary: Summary
  /// Its reports, at least one.
  public var reports: [Report]

  /// The results of all reports.
  public var parts: [[UInt8]] { reports.flatMap(\.parts) }

  /// The answer that gives records.
  ///
  /// - Parameters:
  ///   - records: one for each report, at least one.
  ///   - name: key of the results of a document with one report.
  ///   - parts: what the keys begin with where there are several, which are numbered from 1.
  ///   - form: in which form the results are wanted.
  init(_ records: [DocumentRecord], name: String, parts: String? = nil, form: ResultForm) {
    let isAlone = records.count == 1
    self.init(
      reports: records.enumerated().map { index, record in
        var record = record
        record.program = .running
        let key = isAlone ? name : "\(parts ?? name)-\(index + 1)"
        return Report(
          summary: Summary(of: record),
          parts: Self.parts(of: record, key: key, form: form, isAlone: isAlone))
      })
  }

  private static func parts(
    of record: DocumentRecord, key: String, form: ResultForm, isAlone: Bool
  ) -> [[UInt8]] {
    switch form {
    case .line: [record.json(.line)]
    case .pretty: [record.json(.pretty)]
    case .prettyIfAlone: [record.json(isAlone ? .pretty : .line)]
    case .files:
      [record.json(.pretty)] + ResultTable.allCases.map { record.rows(in: $0, report: key) }
    case .tables: []
    case .view, .pictures: parts(of: DocumentView(record: record))
    }
  }

  /// The answer that gives tables.
  init(_ tables: [Table]) {
    self.init(summary: Summary(status: .complete), parts: [tables.json] + tables.map(\.csv))
  }

  /// The answer of a document with one report.
  init(summary: Summary, parts: [[UInt8]]) {
    self.summary = summary
    reports = [Report(summary: summary, parts: parts)]
  }

  init(reports: [Report]) {
    summary = Summary(of: reports.map(\.summary))
    self.reports = reports
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

extension DocumentAnswer.Summary {
  /// Whether its numbers can be added up, over all documents of a run, without a trap.
  fileprivate var isSound: Bool {
    let counts = [errorCount, warningCount, infoCount]
    return counts.allSatisfy { (0...1_000_000).contains($0) }
      && (seconds.map { $0 >= 0 && $0 < 1e9 } ?? true)
      && (peakMemory.map { (0...(1 << 50)).contains($0) } ?? true)
  }

  /// What those of all reports of a document say together: as far as the least of them was read.
  init(of reports: [Self]) {
    let order: [DocumentStatus] = [.rejected, .partial, .complete]
    self.init(
      status: order.first { status in reports.contains { $0.status == status } } ?? .rejected)
    for report in reports {
      errorCount += report.errorCount
      warningCount += report.warningCount
      infoCount += report.infoCount
      reason = reason ?? report.reason
      isFailure = isFailure || report.isFailure
    }
  }
}

/// A header line of the protocol.
struct AnswerHeader: Codable {
  struct Report: Codable {
    var summary: DocumentAnswer.Summary
    /// How many of the parts are its own.
    var count: Int
  }

  var summary: DocumentAnswer.Summary
  /// Length of each part in bytes.
  var parts: [Int]
  /// Where there are several: whose the parts are, in their order.
  var reports: [Report]?

  /// The answer with these parts; `nil` where they are not as many as it says, or it counts what nobody
  /// could have counted.
  func answer(_ parts: [[UInt8]]) -> DocumentAnswer? {
    guard summary.isSound, reports?.allSatisfy(\.summary.isSound) ?? true else { return nil }
    guard let reports else { return DocumentAnswer(summary: summary, parts: parts) }
    guard !reports.isEmpty, reports.allSatisfy({ (0...parts.count).contains($0.count) }),
      reports.reduce(0, { $0 + $1.count }) == parts.count
    else { return nil }
    var rest = parts[...]
    var answer = DocumentAnswer(
      reports: reports.map { report in
        defer { rest = rest.dropFirst(report.count) }
        return DocumentAnswer.Report(
          summary: report.summary, parts: Array(rest.prefix(report.count)))
      })
    answer.summary = summary
    return answer
  }
}

extension DocumentAnswer {
  /// The answer as bytes for the pipe.
  ///
  /// - Throws: An `EncodingError`.
  func encoded() throws -> [UInt8] {
    let parts = parts
    let header = AnswerHeader(
      summary: summary, parts: parts.map(\.count),
      reports: reports.count == 1
        ? nil : reports.map { AnswerHeader.Report(summary: $0.summary, count: $0.parts.count) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes = Array(try encoder.encode(header))
    bytes.reserveCapacity(bytes.count + 1 + parts.reduce(0) { $0 + $1.count })
    bytes.append(UInt8(ascii: "\n"))
    for part in parts { bytes += part }
    return bytes
  }
}
