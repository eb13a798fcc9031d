package import ContentDecoding
import ReportModel

/// What is known of a document in place of which another program's version of it is read.
package struct OriginalDocument: Codable, Sendable, Hashable {
  package var sha256: String
  package var bytes: Int
  package var kind: ContentKind

  package init(sha256: String, bytes: Int, kind: ContentKind) {
    self.sha256 = sha256
    self.bytes = bytes
    self.kind = kind
  }
}

extension ContentKind {
  /// Whether documents of this kind are read by way of another program.
  package var isConverted: Bool { self == .doc || self == .rtf }
}

/// What is said of documents that were converted.
enum ConversionFindings {
  static func converted(_ kind: ContentKind, by program: String?) -> Finding {
    let name = kind.rawValue.uppercased()
    // LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2
    let program = program.map { String($0.prefix { $0 != "$" }) } ?? "LibreOffice"
    return Finding(
      rule: .readingConverted, severity: .info,
      message:
        "A file in the format \(name), which \(program) converted to DOCX to be read; places are those in "
        + "that.".printable,
      messageZh: "文件格式为 \(name)，由 \(program) 转换为 DOCX 后读取；各值的位置为转换后文档中的位置。".printable)
  }
}
