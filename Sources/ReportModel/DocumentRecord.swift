public import PageModel

/// How far a document could be read.
public enum DocumentStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every standard cell of the edition was found and read.
  case complete
  /// Some cells were not; each is named by a finding.
  case partial
  /// No report could be read; one finding says why.
  case rejected
}

/// Which of the reports of a file a record is of.
public struct SourcePart: Sendable, Hashable, Codable {
  /// Its place among them, from 1.
  public var number: Int
  /// How many reports the file holds.
  public var of: Int
  /// First and last page of the file that it stands on, from 1; `nil` where the file has no pages.
  public var pages: [Int]?

  public init(number: Int, of count: Int, pages: ClosedRange<Int>?) {
    self.number = number
    self.of = count
    self.pages = pages.map { [$0.lowerBound, $0.upperBound] }
  }
}

/// The file that a record was made from.
public struct DocumentSource: Sendable, Hashable, Codable {
  /// The file's name without its folders.
  public var file: String
  /// SHA-256 of the bytes in lower-case hexadecimal; `nil` where they could not be read.
  public var sha256: String?
  /// Size of the file; `nil` where it could not be read.
  public var bytes: Int?
  /// Number of pages; `nil` where the file could not be opened.
  public var pages: Int?
  public var producer: String?
  public var textSource: TextSource
  /// Which report of the file it is; `nil` where the file holds one alone.
  public var part: SourcePart?
  /// The address that the file was fetched from, and when (ISO 8601, UTC); `nil` where that is not known.
  public var url: String?
  public var fetchedAt: String?

  public init(
    file: String, sha256: String? = nil, bytes: Int? = nil, pages: Int? = nil,
    producer: String? = nil, textSource: TextSource = .none, part: SourcePart? = nil
  ) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.pages = pages
    self.producer = producer
    self.textSource = textSource
    self.part = part
  }

  private enum CodingKeys: String, CodingKey {
    case file, sha256, bytes, pages, producer, part, url
    case fetchedAt = "fetched_at"
    case textSource = "text_source"
  }
}

/// What a PDF, or one of several reports in it, becomes: the object of the output contract, schema `gongkai/1`.
public struct DocumentRecord: Sendable, Hashable, Codable {
  /// The version of the contract; programs of other people rely on it.
  public static let schemaName = "gongkai/1"

  public var schema: String
  public var status: DocumentStatus
  public var source: DocumentSource
  public var report: ReportHeader
  public var sections: [ReportSection]
  /// Every standard cell of the grids' editions; empty where the document was rejected.
  public var cells: [CellID: CellReading]
  public var findings: [Finding]
  /// What read the document; `nil` where an earlier version did, which did not say.
  public var program: ProgramIdentity?

  public init(
    status: DocumentStatus, source: DocumentSource, report: ReportHeader = ReportHeader(),
    sections: [ReportSection] = [], cells: [CellID: CellReading] = [:], findings: [Finding] = []
  ) {
    self.schema = Self.schemaName
    self.status = status
    self.source = source
    self.report = report
    self.sections = sections
    self.cells = cells
    self.findings = findings
  }
}
