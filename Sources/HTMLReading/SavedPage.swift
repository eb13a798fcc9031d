import CMIMEReader

/// A page that was saved as one file with what belongs to it: a message of parts (RFC 2557).
struct SavedPage {
  struct Part {
    /// In lower case: `text/html`.
    var type: String
    /// As the part says.
    var charset: String?
    /// The address that it was got from.
    var location: String?
    /// Without the brackets.
    var contentID: String?
    var bytes: [UInt8]
  }

  let parts: [Part]

  enum Failure: Error {
    case noMessage, tooMany, tooDeep
  }

  /// Pages with all their pictures, scripts and frames have hundreds.
  static let mostParts = 5000
  /// A message in a message, and alternatives in that.
  static let deepest = 20

  /// - Throws: `Failure`.
  init(_ bytes: [UInt8]) throws(Failure) {
    let list = PartList()
    let result = bytes.withUnsafeBytes { message in
      gongkai_read_mime(
        message.baseAddress, message.count, Int32(Self.mostParts), Int32(Self.deepest),
        { own, part in PartList.from(own).add(part) }, Unmanaged.passUnretained(list).toOpaque())
    }
    switch Int(result) {
    case Int(GONGKAI_MIME_READ): parts = list.parts
    case Int(GONGKAI_MIME_TOO_MANY): throw .tooMany
    case Int(GONGKAI_MIME_TOO_DEEP): throw .tooDeep
    default: throw .noMessage
    }
  }

  /// The part that an address in a page means: by its number (`cid:`), its own address, or the end of that.
  func file(_ address: String) -> [UInt8]? {
    if address.hasPrefix("cid:") {
      let number = String(address.dropFirst(4))
      return parts.first { $0.contentID == number }?.bytes
    }
    let plain = PictureSource.decoded(address)
    let named = parts.filter { $0.location != nil }
    let found =
      named.first { $0.location == address }
      ?? named.first { PictureSource.decoded($0.location ?? "") == plain }
      ?? named.first {
        PictureSource.decoded($0.location ?? "").hasSuffix("/" + PictureSource.relative(plain))
      }
    return found?.bytes
  }

  /// The pages in it: the one that was saved, then those in its frames.
  var pages: [Part] { parts.filter { ["text/html", "application/xhtml+xml"].contains($0.type) } }
}

/// Takes down the parts as they are met.
private final class PartList {
  private(set) var parts: [SavedPage.Part] = []

  static func from(_ own: UnsafeMutableRawPointer?) -> PartList {
    guard let own else { preconditionFailure("it gives back what it was given") }
    return Unmanaged<PartList>.fromOpaque(own).takeUnretainedValue()
  }

  func add(_ part: UnsafePointer<gongkai_mime_part>?) {
    guard let part = part?.pointee, let type = part.type else { return }
    parts.append(
      SavedPage.Part(
        type: String(cString: type), charset: part.charset.map { String(cString: $0) },
        location: part.location.map { String(cString: $0) },
        contentID: part.content_id.map { String(cString: $0) },
        bytes: Array(UnsafeBufferPointer(start: part.bytes, count: part.count))))
  }
}
