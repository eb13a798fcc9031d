public import Archive
import Foundation
import RecordCoding
import ReportModel
import Workers

/// A document as a cluster read it: a line of JSON that `gongkai-spark-export` gives.
public struct ClusterDocument: Decodable, Sendable {
  struct File: Decodable {
    /// A path, or an address as `hdfs://host/a.pdf`.
    var path: String
    /// In nanoseconds since 1970.
    var modified: Int
  }

  /// Why a line is none.
  public struct Unsound: Error, Sendable {
    public var detail: String
  }

  var sha256: String
  var bytes: Int
  /// Which program read it, as `ProgramIdentity` is written.
  var program: String
  /// The files that held it.
  var files: [File]
  var seconds: Double?
  var peakMemory: Int?
  var failure: Bool
  /// When it was read (ISO 8601, UTC).
  var readAt: String
  /// Each of its reports as a line of JSON.
  var records: [String]

  private enum CodingKeys: String, CodingKey {
    case sha256, bytes, program, files, seconds, failure, records
    case peakMemory = "peak_memory"
    case readAt = "read_at"
  }

  /// The document that a line is.
  ///
  /// - Throws: `Unsound`.
  public init(line: some Sequence<UInt8>) throws(Unsound) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(line))
    } catch {
      throw Unsound(detail: "no line of gongkai-spark-export")
    }
    let digits = sha256.utf8
    let isHash =
      digits.count == 64 && digits.allSatisfy { (0x30...0x39 ~= $0) || (0x61...0x66 ~= $0) }
    guard isHash else { throw Unsound(detail: "no SHA-256") }
    guard (0...(1 << 40)).contains(bytes), !files.isEmpty, !records.isEmpty,
      seconds.map({ $0 >= 0 && $0 < 1e9 }) ?? true,
      peakMemory.map({ (0...(1 << 50)).contains($0) }) ?? true
    else { throw Unsound(detail: "\(sha256): numbers that nobody could have counted") }
  }

  /// A path as the system knows it; other addresses stay as they are.
  var sightings: [Sighting] {
    files.map { file in
      let isLocal = file.path.hasPrefix("file:")
      let path = isLocal ? URL(string: file.path)?.path(percentEncoded: false) : nil
      let sighting = Sighting(
        path: path ?? file.path, bytes: bytes, modified: file.modified, inode: 0)
      // Where it is a file of this machine, and still the one that was read, it is known again.
      guard let here = Sighting(at: sighting.path), here.bytes == bytes,
        here.modified == file.modified
      else { return sighting }
      return here
    }
  }
}

/// Takes what a cluster read into an archive, where it then is as if `ingest` had read it.
public struct ClusterIntake: Sendable {
  private let archive: Archive
  /// Whether what another program read is taken in place of what is there.
  private let isRefreshing: Bool

  public init(archive: Archive, isRefreshing: Bool) {
    self.archive = archive
    self.isRefreshing = isRefreshing
  }

  /// What became of a document.
  public enum Outcome: Sendable {
    case taken([Ingestion.Outcome])
    /// It is in the archive already.
    case known
  }

  /// Takes a document by one transaction.
  ///
  /// - Throws: `ArchiveError`; `ClusterDocument.Unsound` where its records are none, or are of another
  ///   document.
  public func take(_ document: ClusterDocument) throws -> Outcome {
    let sightings = document.sightings
    let program = try archive.program(of: document.sha256)
    guard program == nil || (isRefreshing && program != document.program) else {
      try archive.note(sightings.map { ($0, document.sha256) }, skipped: [], at: Date())
      return .known
    }
    let reports = try document.records.map { text in
      let json = Array(text.utf8)
      guard let outline = try? RecordOutline(json: json),
        outline.source.sha256.map({ $0 == document.sha256 }) ?? true
      else {
        throw ClusterDocument.Unsound(detail: "\(document.sha256): a record that is none of it")
      }
      return (json: json, outline: outline)
    }
    let reasons = reports.compactMap {
      $0.outline.status == .rejected ? $0.outline.findings.last : nil
    }
    let changes = try archive.keep(
      reports, sha256: document.sha256, bytes: document.bytes, sightings: sightings,
      attempt: Attempt(
        at: (try? Date(document.readAt, strategy: .iso8601)) ?? Date(), seconds: document.seconds,
        peakMemory: document.peakMemory, program: document.program, isFailure: document.failure,
        cause: reasons.first))
    return .taken(
      zip(reports, changes).enumerated().map { index, result in
        let (report, changes) = result
        var summary = DocumentAnswer.Summary(report.outline)
        summary.isFailure = document.failure
        return Ingestion.Outcome(
          path: sightings[0].path, sha256: document.sha256, part: index + 1, summary: summary,
          isAgain: program != nil,
          rules: report.outline.findings.filter { $0.severity != .info }.map(\.rule.rawValue),
          changes: changes)
      })
  }
}
