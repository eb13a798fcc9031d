import CGLib
public import ContentDecoding

/// What is known of a file without reading it as a document.
public struct SourceFile {
  /// SHA-256 of the bytes in lower-case hexadecimal; `nil` where the file was not to be read whole.
  public private(set) var sha256: String?
  public private(set) var bytes: Int
  /// What it is, by what it begins with.
  public private(set) var kind: ContentKind

  /// What a file is tells by so many of its first bytes.
  static let headLength = 8192

  /// No report has more bytes; what has is not read whole.
  public static let largest = OpenFile.largest

  /// Reads the file once, a chunk at a time; no further than its first chunk where it has more than
  /// `largest` bytes, or where `isDocumentNeeded` and it does not look like one, as one of 0 bytes does not.
  ///
  /// - Throws: `Rejection.missing` or `.unreadable`.
  public init(path: String, upTo largest: Int = .max, isDocumentNeeded: Bool = false)
    throws(Rejection)
  {
    try self.init(OpenFile(path: path), upTo: largest, isDocumentNeeded: isDocumentNeeded)
  }

  /// The same of an open file.
  ///
  /// - Throws: `Rejection.unreadable`.
  package init(
    _ file: OpenFile, upTo largest: Int = .max, isDocumentNeeded: Bool = false
  ) throws(Rejection) {
    let start = try file.start()
    kind = ContentKind(start)
    guard file.bytes <= largest, Self.isDocument(start) || !isDocumentNeeded else {
      (sha256, bytes) = (nil, file.bytes)
      return
    }
    let hash = Checksum()
    var count = 0
    try file.read {
      hash.update($0)
      count += $0.count
      return true
    }
    (sha256, bytes) = (hash.hexadecimal(), count)
  }

  /// What is known of a file that holds these bytes.
  package init(_ content: [UInt8]) {
    let hash = Checksum()
    content.withUnsafeBytes { hash.update($0) }
    sha256 = hash.hexadecimal()
    bytes = content.count
    kind = ContentKind(Array(content.prefix(Self.headLength)))
  }

  /// Whether a file that begins so is read under whatever name; scripts and style sheets of pages hold tags
  /// too, but do not begin with one.
  private static func isDocument(_ start: [UInt8]) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = start.starts(with: mark) ? start[mark.count...] : start[...]
    switch ContentKind(start) {
    case .pdf: return true
    case .html: return text.first { $0 > 0x20 } == UInt8(ascii: "<")
    default: return false
    }
  }
}

/// A running SHA-256: owns GLib's, which never leaves this file.
private final class Checksum {
  private let checksum: OpaquePointer

  init() {
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      preconditionFailure("GLib has had SHA-256 since 2.16")
    }
    self.checksum = checksum
  }

  deinit { g_checksum_free(checksum) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    g_checksum_update(
      checksum, start.assumingMemoryBound(to: UInt8.self), gssize(bytes.count))
  }

  /// The digest in lower-case hexadecimal; nothing can be added after it.
  func hexadecimal() -> String { String(cString: g_checksum_get_string(checksum)) }
}
