/// Bytes of UTF-8 text under construction.
///
/// Appends without intermediate strings: a record has 200 cells with eight numbers each, and
/// formatting them one `String` at a time would cost more than reading a page.
struct ByteBuffer {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(contentsOf other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

  mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends the text as it is.
  mutating func append(verbatim text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude)
  }

  /// Appends the shortest decimal that reads back as the same number, without an exponent and
  /// without `.0`.
  ///
  /// - Precondition: The number is finite.
  mutating func append(decimal number: Double) {
    if let whole = Int(exactly: number) {
      append(whole)
    } else {
      append(verbatim: number.plainDecimal)
    }
  }

  /// Appends the number rounded to this many decimal places, trailing zeros left out.
  mutating func append(_ number: Double, places: Int) {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = (number * Double(scale)).rounded()
    guard abs(scaled) < 1e15 else { return append(decimal: number) }
    let units = Int(scaled)
    if units < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(UInt(units.magnitude) / UInt(scale))
    var fraction = UInt(units.magnitude) % UInt(scale)
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var place = UInt(scale) / 10
    while fraction > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(fraction / place))
      fraction %= place
      place /= 10
    }
  }

  private mutating func appendDigits(_ magnitude: UInt) {
    if magnitude < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude))
      return
    }
    let start = bytes.count
    var rest = magnitude
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }
}

extension Double {
  /// The shortest decimal that reads back as the same number, without an exponent.
  fileprivate var plainDecimal: String {
    let text = description
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...])
    else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let mantissa = text[..<mark].drop(while: { $0 == "-" })
    let parts = mantissa.split(separator: ".")
    let whole = parts.first.map(String.init) ?? "0"
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    let sign = self < 0 ? "-" : ""
    if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
    if point >= digits.count {
      return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
