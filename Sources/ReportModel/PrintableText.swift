extension StringProtocol {
  /// The text as one line that says what it holds and does nothing: for names of files and other words of
  /// strangers on terminals and in logs.
  ///
  /// Control characters, line ends, and characters that cannot be seen or turn the direction of others
  /// (Unicode's general categories Cc, Cf, Zl and Zp) stand as `\u{1B}`.
  public var printable: String { printable { $0.isHidden } }

  /// The same of a text of several lines, which keeps its line feeds.
  public var printableLines: String { printable { $0.isHidden && $0 != "\n" } }

  private func printable(_ isEscaped: (Unicode.Scalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: isEscaped) else { return String(self) }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if isEscaped(scalar) {
        text.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether it is drawn as nothing, or acts on what is around it.
  fileprivate var isHidden: Bool {
    // Nearly all are letters, digits and ideographs.
    if (0x20..<0x7F).contains(value) || (0x3000..<0xFB00).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
