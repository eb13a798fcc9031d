import Extraction

/// A document as another program wrote it anew, or as it was joined with what belongs to it.
struct ConvertedDocument: Sendable {
  var file: OpenFile
  var original: OriginalDocument
}

/// What a document in Microsoft's Compound File format (MS-CFB) is: its streams have names in UTF-16.
enum CompoundFile {
  case word
  /// Something else, by a name for people.
  case other(String)
  /// A document of any kind that opens with a password alone (MS-OFFCRYPTO).
  case encrypted

  init(_ content: [UInt8]) {
    if Self.holds(content, "EncryptedPackage") {
      self = .encrypted
    } else if Self.holds(content, "WordDocument") {
      self = .word
    } else {
      let others = [("Workbook", "XLS"), ("Book", "XLS"), ("PowerPoint Document", "PPT")]
      self = .other(others.first { Self.holds(content, $0.0) }?.1 ?? "OLE")
    }
  }

  private static func holds(_ content: [UInt8], _ name: String) -> Bool {
    let mark = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    // Entries of the folder are 128 bytes each and begin with the name.
    return stride(from: 0, to: content.count - mark.count, by: 128).contains {
      content[$0..<($0 + mark.count)].elementsEqual(mark)
    }
  }
}
