import CGLib
import Foundation

/// The text of a page or a list, whatever charset it is in.
public struct DecodedText {
  public let text: String
  /// By GLib's name.
  public let charset: String

  /// Decodes by the byte order mark, else as declared, else as UTF-8 where it is that, else as GB18030.
  ///
  /// Bytes that the charset does not have become U+FFFD. What is declared, by a header or a page, is not
  /// believed of bytes that are UTF-8.
  public init(_ bytes: [UInt8], declared: String?) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.init(Array(bytes.dropFirst(3)), in: "UTF-8")
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self.init(Array(bytes.dropFirst(2)), in: "UTF-16LE")
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self.init(Array(bytes.dropFirst(2)), in: "UTF-16BE")
    } else if String(validating: bytes, as: UTF8.self) != nil {
      self.init(bytes, in: "UTF-8")
    } else {
      let name = declared.map(Self.charset)
      // What is no UTF-8 although it says so has a few spoilt bytes, or is GB18030: the fewer losses decide.
      let candidates = [name, "GB18030"].compactMap { $0 }
      let decoded = candidates.map { DecodedText(bytes, in: $0) }
      let losses = decoded.map { $0.text.unicodeScalars.count { $0 == "\u{FFFD}" } }
      let best = losses.indices.min { (losses[$0], $0) < (losses[$1], $1) } ?? 0
      self = decoded[best]
    }
  }

  /// Subsets of a charset are read as the whole, as browsers do (WHATWG Encoding Standard).
  private static func charset(_ name: String) -> String {
    switch name.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: " \"';")) {
    case "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030", "chinese": "GB18030"
    case "utf8", "utf-8": "UTF-8"
    // Pages in Chinese that say so declare what their server was set up with.
    case "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252": "GB18030"
    case let other: other
    }
  }

  private init(_ bytes: [UInt8], in charset: String) {
    self.charset = charset
    if charset == "UTF-8" {
      text = String(decoding: bytes, as: UTF8.self)
      return
    }
    let converter = g_iconv_open("UTF-8", charset)
    guard converter != OpaquePointer(bitPattern: -1), let converter else {
      text = String(decoding: bytes, as: UTF8.self)
      return
    }
    defer { g_iconv_close(converter) }
    text = Self.converted(bytes, by: converter)
  }

  private static func converted(_ bytes: [UInt8], by converter: OpaquePointer) -> String {
    var result: [UInt8] = []
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 1 << 14)
    let count = input.count
    input.withUnsafeMutableBufferPointer { buffer in
      var next = buffer.baseAddress
      var left = gsize(count)
      while left > 0 {
        var code: Int32 = 0
        let made = output.withUnsafeMutableBufferPointer { room -> Int in
          var place = room.baseAddress
          var free = gsize(room.count)
          errno = 0
          if g_iconv(converter, &next, &left, &place, &free) == gsize.max { code = errno }
          return room.count - Int(free)
        }
        result += output[..<made].map { UInt8(bitPattern: $0) }
        if code == EILSEQ || code == EINVAL {
          result += "\u{FFFD}".utf8
          next = next?.advanced(by: 1)
          left -= 1
          g_iconv(converter, nil, nil, nil, nil)
        } else if code != 0 && code != E2BIG {
          return
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
