import Extraction
import Foundation
import PageModel
public import RecordCoding
public import ReportModel

/// What a worker is asked for: one line of JSON on its standard input, and after it the document's bytes where
/// it gives their number.
struct WorkerRequest: Codable, Sendable {
  /// Comes back with the answer.
  var id: String?
  /// Where the document is; without it, it comes as an open file with the request or as bytes after it.
  var path: String?
  /// How many bytes of the document follow the line.
  var bytes: Int?
  /// Name of the file that comes with the request.
  var file: String?
  /// Key of the results.
  var name: String
  /// What their keys begin with where the file holds several reports; `name` where it is not given.
  var parts: String?
  var password: String?
  var form: ResultForm
  /// Of which tables rows are wanted, for the form `rows`.
  var tables: [RowTable]?
  /// `auto` where it is not given.
  var ocr: RecognitionMode?
  /// How the process ended that was to read the document: it is not read, but answered for.
  var lost: WorkerLoss?

  /// Of a file that comes with the request and was made of another one: what is known of that.
  var original: OriginalDocument?

  /// Name of the file, as records give it.
  var fileName: String { file ?? InputDocument.fileName(of: path ?? "") }
}

extension WorkerRequest {
  /// Why a line is no request.
  struct Refused: Error, Sendable {
    var reason: String
    /// Whether what comes after it cannot be told from bytes of a document.
    var isLast = false

    static let cutOff = Refused(reason: "the input ended before the document did", isLast: true)
    static let tooLarge = Refused(
      reason: "a document of more than \(OpenFile.largest >> 20) MiB, which no report has")
  }

  /// What of a request is looked at first: with the rest it may be wrong without harm to the next one.
  private struct Frame: Codable {
    var id: String?
    var bytes: Int?
  }

  /// The request's id, as far as there is one.
  static func id(in line: [UInt8]) -> String? {
    (try? JSONDecoder().decode(Frame.self, from: Data(line)))?.id
  }

  /// How many bytes follow the line; `nil` where it says nothing of any.
  ///
  /// - Throws: `Refused` where it is no such line.
  static func length(in line: [UInt8]) throws(Refused) -> Int? {
    guard let frame = try? JSONDecoder().decode(Frame.self, from: Data(line)),
      frame.bytes.map({ $0 >= 0 }) ?? true
    else { throw Refused(reason: "not a request: no line of JSON", isLast: true) }
    return frame.bytes
  }

  /// The request that a line is.
  ///
  /// - Parameters:
  ///   - line: without its end.
  ///   - isSealed: whether no file can be opened by its path.
  ///   - hasFile: whether an open file came with it.
  /// - Throws: `Refused`.
  init(_ line: [UInt8], isSealed: Bool, hasFile: Bool) throws(Refused) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(line))
    } catch let error as DecodingError {
      throw Refused(reason: "not a request: \(Self.words(for: error))")
    } catch {
      throw Refused(reason: "not a request")
    }
    // What is lost need not be there.
    guard bytes != nil || hasFile || path != nil || lost != nil else {
      throw Refused(reason: "no document")
    }
    guard path == nil || bytes != nil || hasFile || !isSealed else {
      throw Refused(reason: "this worker opens no file by its path")
    }
    guard form != .rows || tables?.isEmpty == false else {
      throw Refused(reason: "no tables for the form rows")
    }
  }

  private static func words(for error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.first.map { "\($0.stringValue) is none that is known" } ?? "no object"
    @unknown default: "no object"
    }
  }
}

/// What rows are wanted of.
enum RowTable: String, Codable, Sendable {
  case reports, cells, findings, sections
  /// The record as one line of JSON, in place of a table.
  case record

  var table: ResultTable? { ResultTable(rawValue: rawValue) }
}

/// In which form results are wanted.
public enum ResultForm: String, Codable, Sendable, CaseIterable {
  /// The record as one line of JSON.
  case line
  /// The record as JSON for people.
  case pretty
  /// The record as JSON for people where it is the only one of its file, else a line each.
  case prettyIfAlone
  /// The record as JSON for people, then its rows of each `ResultTable` in their order.
  case files
  /// Rows of the tables that the request names, an array of JSON a line.
  case rows
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
/// length of each in bytes, `reports` whose they are where there are several reports. The results are not
/// part of the JSON so that nobody has to escape and decode what only passes through.
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

  /// Bytes of all results.
  var size: Int { reports.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.count } } }

  /// The results of all reports.
  public var parts: [[UInt8]] { reports.flatMap(\.parts) }

  /// The answer that gives records.
  ///
  /// - Parameters:
  ///   - records: one for each report, at least one.
  ///   - request: gives the key of the results of a document with one report, what the keys begin with
  ///     where there are several, which are numbered from 1, and the form of the results.
  init(_ records: [DocumentRecord], to request: WorkerRequest) {
    let isAlone = records.count == 1
    self.init(
      reports: records.enumerated().map { index, record in
        var record = record
        record.program = .running
        let key =
          isAlone ? request.name : "\(request.parts ?? request.name)-\(index + 1)"
        return Report(
          summary: Summary(of: record),
          parts: Self.parts(of: record, key: key, request, isAlone: isAlone))
      })
  }

  private static func parts(
    of record: DocumentRecord, key: String, _ request: WorkerRequest, isAlone: Bool
  ) -> [[UInt8]] {
    switch request.form {
    case .line: [record.json(.line)]
    case .pretty: [record.json(.pretty)]
    case .prettyIfAlone: [record.json(isAlone ? .pretty : .line)]
    case .files:
      [record.json(.pretty)] + ResultTable.allCases.map { record.rows(in: $0, report: key) }
    case .rows:
      (request.tables ?? []).map { wanted in
        wanted.table.map { record.jsonRows(in: $0, report: key) } ?? record.json(.line)
      }
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
  /// What a record says in short that was read before.
  public init(_ outline: RecordOutline) {
    let reason = outline.status == .rejected ? outline.findings.last : nil
    func count(_ severity: Severity) -> Int { outline.findings.count { $0.severity == severity } }
    self.init(
      status: outline.status, errorCount: count(.error), warningCount: count(.warning),
      infoCount: count(.info), reason: reason,
      isFailure: reason.map { Rejection.isFailure(rule: $0.rule) } ?? false)
  }

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

/// The line before an answer's parts.
struct AnswerHeader: Codable {
  struct Report: Codable {
    var summary: DocumentAnswer.Summary
    /// How many of the parts are its own.
    var count: Int
  }

  /// Always `answer`.
  var event = "answer"
  /// Of the request.
  var id: String?
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
  func encoded(id: String?) throws -> [UInt8] {
    let parts = parts
    let header = AnswerHeader(
      id: id, summary: summary, parts: parts.map(\.count),
      reports: reports.count == 1
        ? nil : reports.map { AnswerHeader.Report(summary: $0.summary, count: $0.parts.count) })
    var bytes = try header.workerLine()
    bytes.reserveCapacity(bytes.count + size)
    for part in parts { bytes += part }
    return bytes
  }
}
