import CArchive

/// A Word document made of parts.
enum WordFile {
  static let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

  /// A document whose body is this.
  static func bytes(body: String, _ others: [(name: String, text: String)] = []) -> [UInt8] {
    let document = "<w:document xmlns:w=\"\(space)\"><w:body>\(body)</w:body></w:document>"
    return bytes(
      parts: [("word/document.xml", Array(document.utf8))] + others.map { ($0, Array($1.utf8)) })
  }

  static func bytes(parts: [(name: String, content: [UInt8])]) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: 4 << 20)
    var used = 0
    let writer = archive_write_new()
    archive_write_set_format_zip(writer)
    room.withUnsafeMutableBytes { room in
      archive_write_open_memory(writer, room.baseAddress, room.count, &used)
      for part in parts {
        let entry = archive_entry_new()
        archive_entry_set_pathname(entry, part.name)
        archive_entry_set_size(entry, la_int64_t(part.content.count))
        archive_entry_set_filetype(entry, UInt32(0o100000))
        archive_write_header(writer, entry)
        archive_write_data(writer, part.content, part.content.count)
        archive_entry_free(entry)
      }
      archive_write_close(writer)
    }
    archive_write_free(writer)
    return Array(room[..<used])
  }
}
