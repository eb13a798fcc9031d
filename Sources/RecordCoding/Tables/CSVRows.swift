/// Rows of a CSV file after RFC 4180: fields apart by commas, lines ended by CR LF.
struct CSVRows {
  private var buffer: ByteBuffer
  private var isRowStart = true

  init(capacity: Int = 0) { buffer = ByteBuffer(capacity: capacity) }

  var bytes: [UInt8] { buffer.bytes }

  mutating func endRow() {
    buffer.append(literal: "\r\n")
    isRowStart = true
  }

  /// Appends a text; `nil` and `""` both give an empty field.
  mutating func append(_ text: String?) {
    separate()
    guard var text, !text.isEmpty else { return }
    text.withUTF8 { characters in
      let isHarmful = Self.isHarmful(characters)
      let needsQuotes = characters.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
      if needsQuotes { buffer.append(UInt8(ascii: "\"")) }
      if isHarmful { buffer.append(UInt8(ascii: "'")) }
      if needsQuotes {
        for byte in characters {
          if byte == UInt8(ascii: "\"") { buffer.append(byte) }
          buffer.append(byte)
        }
        buffer.append(UInt8(ascii: "\""))
      } else {
        buffer.append(contentsOf: characters)
      }
    }
  }

  /// Appends fields that are rows' text already.
  mutating func append(escaped field: [UInt8]) {
    separate()
    buffer.append(contentsOf: field)
  }

  mutating func append(_ number: Int?) {
    separate()
    if let number { buffer.append(number) }
  }

  mutating func append(_ number: Double?) {
    separate()
    if let number, number.isFinite { buffer.append(decimal: number) }
  }

  mutating func append(_ number: Double?, places: Int) {
    separate()
    if let number, number.isFinite { buffer.append(number, places: places) }
  }

  private mutating func separate() {
    if !isRowStart { buffer.append(UInt8(ascii: ",")) }
    isRowStart = false
  }

  // MARK: Formulas

  /// Whether a spreadsheet could run the text as a formula.
  ///
  /// Such a text begins with `=`, `+`, `-`, `@` (of any width: East Asian editions of spreadsheets take
  /// the full-width ones too), a tab or a line break; what cannot be seen before one of the four (spaces,
  /// byte order marks, characters without width, controls) is left out of account, as programs that
  /// open the file may take it away. It gets an apostrophe before it, which makes it text. One that
  /// already has apostrophes before such a character gets one more, so that taking one away always gives
  /// the text back.
  ///
  /// A number with its sign (`-15`, `+3.2%`, `－15`) and a mark of dashes alone (`-`, `--`) compute
  /// nothing; they stay as they are.
  private static func isHarmful(_ characters: UnsafeBufferPointer<UInt8>) -> Bool {
    // Nearly every text is settled by its first byte: an ASCII letter or an ideograph (U+4000 on).
    guard let first = characters.first, !(0x41...0x7E).contains(first),
      !(0xE4...0xED).contains(first)
    else { return false }
    let text = String(decoding: characters, as: UTF8.self).unicodeScalars
    let rest = text.drop { $0 == "'" }
    if let first = rest.first, "\t\r\n".unicodeScalars.contains(first) { return true }
    let seen = rest.drop(while: isUnseen)
    guard let opening = seen.first, openings.contains(opening) else { return false }
    return rest.count < text.count || !isSignedNumberOrMark(seen)
  }

  /// `=`, `+`, `-` and `@` in all widths that Unicode has.
  private static let openings = Set("=＝﹦+＋﹢-－﹣@＠﹫".unicodeScalars)

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x21 || scalar.value == 0x7F { return true }
    guard scalar.value >= 0x80 else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  private static func isSignedNumberOrMark(_ text: Substring.UnicodeScalarView) -> Bool {
    let signs = "+＋-－".unicodeScalars
    if text.allSatisfy({ signs.contains($0) }) { return true }
    guard let sign = text.first, signs.contains(sign) else { return false }
    return text.dropFirst().allSatisfy { "0123456789０１２３４５６７８９.．,，%％".unicodeScalars.contains($0) }
  }
}
