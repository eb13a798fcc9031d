/// What is asked of a host: one GET.
struct Inquiry: Sendable {
  var address: WebAddress
  /// Name and value of each; neither holds a line end.
  var headers: [(name: String, value: String)] = []
  /// Whether the body may come compressed.
  var takesCompressed = true
}

/// The first part of an answer.
struct ResponseHead: Sendable {
  var status: Int
  /// In the order in which they came; names in lower case, values as bytes.
  var headers: [(name: String, value: [UInt8])] = []

  /// The first header of this name, a lower-case one, as text; `nil` where it is missing or no UTF-8.
  func value(_ name: String) -> String? {
    bytes(name).flatMap { String(validating: $0, as: UTF8.self) }
  }

  func bytes(_ name: String) -> [UInt8]? { headers.first { $0.name == name }?.value }

  var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) && bytes("location") != nil }
  var isCompressed: Bool { bytes("content-encoding").map { $0 != Array("identity".utf8) } ?? false }
}

/// Takes the body of an answer, on the thread of the transfer.
///
/// Sendable by agreement: one transfer at a time has it, and it is looked at when that one has ended.
protocol BodyReceiver: AnyObject, Sendable {
  /// Called once before the bytes, and for an answer that has none.
  func begin(_ head: ResponseHead)
  /// - Returns: `false` to end the transfer.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool
}

/// Keeps the last body that it is given in memory.
final class MemoryBody: BodyReceiver, @unchecked Sendable {
  private let limit: Int
  private let isCut: Bool
  private(set) var bytes: [UInt8] = []
  private var passed = 0

  /// What is cut ends its transfer when this is passed over.
  private static let mostPassed = 16 << 20

  /// - Parameters:
  ///   - limit: In bytes.
  ///   - isCut: Whether what is beyond the limit is passed over rather than refused.
  init(limit: Int, isCut: Bool = false) {
    self.limit = limit
    self.isCut = isCut
  }

  func begin(_ head: ResponseHead) {
    bytes = []
    passed = 0
  }

  func take(_ more: UnsafeRawBufferPointer) -> Bool {
    let room = limit - bytes.count
    bytes.append(contentsOf: more.prefix(room))
    passed += max(0, more.count - room)
    return passed == 0 || isCut && passed < Self.mostPassed
  }
}

/// Why no whole answer came.
enum TransferFailure: Error, Sendable, Hashable {
  /// The name of the host cannot be resolved.
  case unresolved
  case unreachable(String)
  /// Its address is one that is never connected to.
  case refusedAddress(String)
  case certificate(String)
  case timeout
  /// The connection broke, or what came is no HTTP.
  case broken(String)
  /// The receiver wanted no more.
  case stopped

  /// Whether another try may go better.
  var isPassing: Bool {
    switch self {
    case .unresolved, .unreachable, .timeout, .broken: true
    case .refusedAddress, .certificate, .stopped: false
    }
  }
}
