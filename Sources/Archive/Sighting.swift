public import Foundation
public import ReportModel

/// A file as it was met in an inbox.
public struct Sighting: Sendable, Hashable {
  public var path: String
  /// Size in bytes.
  public var bytes: Int
  /// Time of the last change of its bytes, in nanoseconds since 1970.
  public var modified: Int
  public var inode: Int

  public init(path: String, bytes: Int, modified: Int, inode: Int) {
    self.path = path
    self.bytes = bytes
    self.modified = modified
    self.inode = inode
  }
}

/// Where a document was fetched.
public struct Origin: Sendable, Hashable {
  /// An address of http or https.
  public var url: String
  /// ISO 8601, UTC.
  public var fetchedAt: String

  public init(url: String, fetchedAt: String) {
    self.url = url
    self.fetchedAt = fetchedAt
  }
}

/// How one reading of a document went.
public struct Attempt: Sendable {
  public var at: Date
  /// Wall-clock seconds; `nil` where no process had to read.
  public var seconds: Double?
  /// The most memory that its process held, in bytes; `nil` where it ended before it could tell.
  public var peakMemory: Int?
  /// Version of the program.
  public var program: String
  /// Whether the document could not be processed at all: crash, time, memory, no PDF.
  public var isFailure: Bool
  /// Why the document was rejected.
  public var cause: Finding?

  public init(
    at: Date, seconds: Double?, peakMemory: Int? = nil, program: String, isFailure: Bool,
    cause: Finding? = nil
  ) {
    self.at = at
    self.seconds = seconds
    self.peakMemory = peakMemory
    self.program = program
    self.isFailure = isFailure
    self.cause = cause
  }
}

/// A cell whose value another reading gave differently.
public struct CellChange: Sendable, Hashable {
  public var cell: CellID
  public var before: Double?
  public var after: Double?
}
