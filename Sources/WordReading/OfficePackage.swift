import CArchive

/// The parts of an office document, which is a ZIP archive. Owns libarchive's reader, which never leaves
/// this file.
struct OfficePackage {
  private var parts: [String: [UInt8]] = [:]

  enum Failure: Error, Equatable {
    case damaged(String)
    case tooLarge
  }

  /// Parts that are read; pictures, fonts and macros are not unpacked.
  private static func isWanted(_ name: String) -> Bool {
    name.hasSuffix(".rels") || name.hasSuffix(".xml") && !name.contains("/theme/")
  }

  /// The largest document that one could think of has a hundredth.
  static let mostBytes = 64 << 20
  private static let mostEntries = 10_000

  /// - Throws: `Failure`.
  init(_ bytes: [UInt8]) throws(Failure) {
    guard let reader = archive_read_new() else { throw .damaged("no memory") }
    defer { archive_read_free(reader) }
    archive_read_support_format_zip_seekable(reader)
    let result = bytes.withUnsafeBytes { content -> Result<[String: [UInt8]], Failure> in
      // The memory is read from as long as the archive is open, which is within here.
      guard archive_read_open_memory(reader, content.baseAddress, content.count) == ARCHIVE_OK
      else {
        return .failure(.damaged(Self.message(of: reader)))
      }
      do throws(Failure) {
        return .success(try Self.parts(from: reader))
      } catch {
        return .failure(error)
      }
    }
    parts = try result.get()
  }

  func part(_ name: String) -> [UInt8]? { parts[name] }

  /// Pictures that are asked for by their names; those that are not there or cannot be unpacked are left out.
  static func files(_ names: Set<String>, in bytes: [UInt8]) -> [String: [UInt8]] {
    guard !names.isEmpty, let reader = archive_read_new() else { return [:] }
    defer { archive_read_free(reader) }
    archive_read_support_format_zip_seekable(reader)
    return bytes.withUnsafeBytes { content in
      guard archive_read_open_memory(reader, content.baseAddress, content.count) == ARCHIVE_OK
      else { return [:] }
      return (try? parts(from: reader) { names.contains($0) }) ?? [:]
    }
  }

  private static func parts(
    from reader: OpaquePointer, where isWanted: (String) -> Bool = isWanted
  ) throws(Failure) -> [String: [UInt8]] {
    var parts: [String: [UInt8]] = [:]
    var room = mostBytes
    var entries = 0
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(reader, &entry)
      if status == ARCHIVE_EOF { return parts }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
        throw .damaged(message(of: reader))
      }
      entries += 1
      guard entries <= mostEntries else { throw .tooLarge }
      guard let name = archive_entry_pathname(entry).map({ String(cString: $0) }), isWanted(name)
      else { continue }
      if archive_entry_is_encrypted(entry) != 0 { throw .damaged("encrypted part \(name)") }
      let content = try content(of: reader, upTo: room)
      room -= content.count
      parts[name] = content
    }
  }

  private static func content(
    of reader: OpaquePointer, upTo most: Int
  ) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = archive_read_data(reader, &chunk, chunk.count)
      if count == 0 { return content }
      guard count > 0 else { throw .damaged(message(of: reader)) }
      content += chunk[..<count]
      guard content.count <= most else { throw .tooLarge }
    }
  }

  private static func message(of reader: OpaquePointer) -> String {
    archive_error_string(reader).map { String(cString: $0) } ?? "no archive"
  }
}
