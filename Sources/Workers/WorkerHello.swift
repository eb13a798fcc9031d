import Extraction
import Foundation
import ReportModel

/// The first line of a worker: what it is and what it can do.
struct WorkerHello: Codable, Sendable, Hashable {
  /// What holds for each document, so that whoever drives a worker need not know it by heart.
  struct Limits: Codable, Sendable, Hashable {
    /// Address space, in MiB.
    var memory: Int
    /// Processor time for a document, in seconds.
    var seconds: Int
    /// Time by the clock for a document, in seconds.
    var clock: Int
    /// Results of a document, in MiB.
    var output: Int
    /// Size of a document, in MiB.
    var document: Int
    /// After so many documents a process is better replaced: caches of its libraries only grow.
    var documents: Int
  }

  static let protocolName = "gongkai-worker/1"

  /// Always `hello`.
  var event = "hello"
  /// The protocol with its version.
  var `protocol` = Self.protocolName
  var program = ProgramIdentity.running
  var forms = ResultForm.allCases
  /// How documents may come: `path`, `descriptor`, `bytes`.
  var documents: [String]
  var limits: Limits
  /// The walls of the room that this system lacks.
  var lacks: [LockedRoom.Part]

  /// - Parameters:
  ///   - limits: what holds for each document.
  ///   - room: what keeps it in.
  ///   - bringsFiles: whether documents come as descriptors.
  ///   - isSealed: whether no file can be opened by its path.
  init(limits: WorkerLimits, room: LockedRoom, bringsFiles: Bool, isSealed: Bool) {
    documents = (bringsFiles ? ["descriptor"] : []) + (isSealed ? [] : ["path"]) + ["bytes"]
    self.limits = Limits(
      memory: limits.memoryMebibytes, seconds: limits.seconds,
      clock: limits.clockSeconds(recognizing: 0), output: limits.outputMebibytes,
      document: OpenFile.largest >> 20, documents: WorkerPool.mostDocuments)
    lacks = room.missing
  }

  /// The hello that a line without its end is; `nil` where it is none of this protocol.
  init?(_ line: some Collection<UInt8>) {
    guard let hello = try? JSONDecoder().decode(Self.self, from: Data(line)),
      hello.event == "hello", hello.protocol == Self.protocolName
    else { return nil }
    self = hello
  }
}

/// What a worker says before an answer, as a line of JSON.
enum WorkerNotice: Sendable, Hashable {
  /// It will recognise so many pages, for which it is given time.
  case recognizing(pages: Int)
  /// It does not do what it was asked for, and reads no document.
  case refused(reason: String)
}

/// A notice as it is written.
struct NoticeLine: Codable {
  var event: String
  /// Of the request.
  var id: String?
  /// How many pages are recognised.
  var pages: Int?
  /// Processor time for the document, in seconds.
  var seconds: Int?
  /// Time by the clock for the document, in seconds.
  var clock: Int?
  var reason: String?

  static func recognizing(_ pages: Int, of id: String?, _ limits: WorkerLimits) -> NoticeLine {
    NoticeLine(
      event: "recognizing", id: id, pages: pages, seconds: limits.allowance(recognizing: pages),
      clock: limits.clockSeconds(recognizing: pages))
  }

  static func refused(_ reason: String, of id: String?) -> NoticeLine {
    NoticeLine(event: "refused", id: id, reason: reason)
  }

  /// What it says; `nil` where that is nothing.
  var notice: WorkerNotice? {
    switch event {
    case "recognizing": pages.map { .recognizing(pages: $0) }
    case "refused": .refused(reason: reason ?? "")
    default: nil
    }
  }
}

extension Encodable {
  /// As a line of JSON with its end; the same value gives the same bytes.
  ///
  /// - Throws: An `EncodingError`.
  func workerLine() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}
