import CGLib
import ContentDecoding
import Foundation

/// The names under which files lie in an inbox.
enum FileNaming {
  /// A readable name without ending.
  ///
  /// The list's own name, else issuer and year, else what the host calls the file, else what the page that
  /// led there calls it, else the last part of the address.
  static func stem(
    of row: FetchRow, title: String?, headers: [String: String], address: WebAddress
  ) -> String {
    let ownNames = [
      row.name, row.issuer.map { issuer in row.year.map { "\(issuer) \($0)" } ?? issuer },
    ]
    let others = [
      shownName(address), headers["content-disposition"].flatMap(fileName), title,
      lastPart(address.path),
    ]
    for candidate in ownNames + others.map({ $0.map(withoutEnding) }) {
      if let candidate, let name = harmless(candidate),
        isTelling(name) && !isHash(name) || candidate == row.name
      {
        return name
      }
    }
    return harmless("\(address.host) \(lastPart(address.path).map(withoutEnding) ?? "")")
      ?? address.host
  }

  /// Names that portals give to everything say nothing.
  private static func isTelling(_ name: String) -> Bool {
    let empty: Set = [
      "index", "downfile", "download", "content", "default", "file", "attach", "附件", "下载", "点击下载",
    ]
    return !empty.contains(name.lowercased()) && name.count > 1
  }

  /// A name that any file system takes, that hides nothing and is no path; `nil` where nothing is left.
  static func harmless(_ text: String) -> String? {
    var name = ""
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        continue
      default:
        name.unicodeScalars.append("/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar)
      }
    }
    name = name.trimmingCharacters(in: CharacterSet(charactersIn: " ._"))
    while name.utf8.count > longest { name.removeLast() }
    name = name.trimmingCharacters(in: .whitespaces)
    return name.isEmpty ? nil : name
  }

  /// Of 255 bytes that a name may have, the rest is for endings and marks.
  private static let longest = 180

  /// The name in a link like `…/downfile.jsp?filename=….pdf&showname=…`.
  private static func shownName(_ address: WebAddress) -> String? {
    for key in ["showname", "fileName", "filename", "name"] {
      for pair in (address.query ?? "").split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0] == key, let name = decoded(String(parts[1])), !isHash(name) {
          return name
        }
      }
    }
    return nil
  }

  /// The file's name in Content-Disposition: as RFC 6266 has it, or raw, in UTF-8 or GBK.
  static func fileName(_ header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard pair.count == 2 else { continue }
      if pair[0].lowercased() == "filename*" {
        let pieces = pair[1].components(separatedBy: "''")
        if pieces.count == 2, let name = decoded(pieces[1]) { return name }
      }
    }
    guard let place = header.range(of: "filename=", options: .caseInsensitive) else { return nil }
    let value = header[place.upperBound...].prefix { $0 != ";" }
    return decoded(value.trimmingCharacters(in: CharacterSet(charactersIn: " \"'")))
  }

  private static func lastPart(_ path: String) -> String? {
    path.split(separator: "/").last.flatMap { decoded(String($0)) }
  }

  /// Percent-encoded bytes as text, UTF-8 or GB18030.
  static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let octet = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(octet)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    let name = DecodedText(bytes, declared: nil).text
    return name.isEmpty || name.contains("\u{FFFD}") ? nil : name
  }

  private static let endings = [
    "pdf", "doc", "docx", "wps", "xls", "xlsx", "rtf", "ofd", "html", "htm", "shtml", "jsp", "aspx",
    "php", "jpg", "jpeg", "png", "zip",
  ]

  private static func withoutEnding(_ name: String) -> String {
    for ending in endings where name.lowercased().hasSuffix(".\(ending)") {
      return String(name.dropLast(ending.count + 1))
    }
    return name
  }

  /// What programs call files: hexadecimal digits and hyphens alone.
  private static func isHash(_ name: String) -> Bool {
    let stem = withoutEnding(name)
    return stem.count >= 16 && stem.allSatisfy { $0.isHexDigit || $0 == "-" }
  }
}
