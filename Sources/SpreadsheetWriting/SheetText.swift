/// Texts as a cell of a spreadsheet can hold them.
enum SheetText {
  /// UTF-16 code units, by Excel's specifications and limits.
  private static let longest = 32_767

  /// The text without the characters that XML 1.0 has no way to write (U+FFFD stands for them), and
  /// cut with `…` where it is longer than a cell may be.
  static func fitting(_ text: String) -> String {
    let text = text.unicodeScalars.contains(where: isForbidden) ? replacingForbidden(text) : text
    guard text.utf16.count > longest else { return text }
    var result = String.UnicodeScalarView()
    var length = 1
    for scalar in text.unicodeScalars {
      length += scalar.utf16.count
      if length > longest { break }
      result.append(scalar)
    }
    return String(result) + "…"
  }

  /// NUL would end the C string, and the two non-characters are not allowed even by reference;
  /// libxlsxwriter writes the other control characters in the format's own way (`_x0001_`).
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\0" || scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
  }

  private static func replacingForbidden(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isForbidden(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }
}
