extension ByteBuffer {
  /// Appends a JSON string with its quotes.
  mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { characters in
      var start = 0
      for (index, byte) in characters.enumerated() {
        // Everything else, multi-byte characters included, stands for itself.
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        append(contentsOf: characters[start..<index])
        appendEscape(byte)
        start = index + 1
      }
      append(contentsOf: characters[start...])
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a JSON string, or `null`.
  mutating func append(jsonString text: String?) {
    if let text { append(jsonString: text) } else { append(literal: "null") }
  }

  /// Appends a whole number, or `null`.
  mutating func append(json number: Int?) {
    if let number { append(number) } else { append(literal: "null") }
  }

  /// Appends a number, or `null` where there is none or JSON has no word for it.
  mutating func append(json number: Double?) {
    if let number, number.isFinite { append(decimal: number) } else { append(literal: "null") }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(literal: #"\""#)
    case UInt8(ascii: "\\"): append(literal: #"\\"#)
    case UInt8(ascii: "\n"): append(literal: #"\n"#)
    case UInt8(ascii: "\r"): append(literal: #"\r"#)
    case UInt8(ascii: "\t"): append(literal: #"\t"#)
    default:
      append(literal: #"\u00"#)
      let digits = Array("0123456789abcdef".utf8)
      append(digits[Int(byte >> 4)])
      append(digits[Int(byte & 15)])
    }
  }
}

/// A JSON value whose objects keep the order of their keys.
///
/// For what is written once a run (schemas, data packages, lists); a record has its own writer.
public indirect enum JSONValue: Sendable {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case string(String)
  case number(Double)
  case boolean(Bool)
  case null

  /// An array of strings.
  public static func strings(_ values: some Sequence<String>) -> JSONValue {
    .array(values.map { .string($0) })
  }

  /// The text on many lines, indented by two spaces, with a line break at the end.
  public var prettyText: [UInt8] {
    var buffer = ByteBuffer(capacity: 4096)
    write(to: &buffer, indentation: 0)
    buffer.append(UInt8(ascii: "\n"))
    return buffer.bytes
  }

  private func write(to buffer: inout ByteBuffer, indentation: Int) {
    switch self {
    case .object(let members):
      buffer.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        buffer.breakLine(indentation: indentation + 2)
        buffer.append(jsonString: member.key)
        buffer.append(literal: ": ")
        member.value.write(to: &buffer, indentation: indentation + 2)
      }
      if !members.isEmpty { buffer.breakLine(indentation: indentation) }
      buffer.append(UInt8(ascii: "}"))
    case .array(let values) where values.allSatisfy(\.isNumber):
      buffer.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { buffer.append(literal: ", ") }
        value.write(to: &buffer, indentation: indentation)
      }
      buffer.append(UInt8(ascii: "]"))
    case .array(let values):
      buffer.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        buffer.breakLine(indentation: indentation + 2)
        value.write(to: &buffer, indentation: indentation + 2)
      }
      buffer.breakLine(indentation: indentation)
      buffer.append(UInt8(ascii: "]"))
    case .string(let text): buffer.append(jsonString: text)
    case .number(let number): buffer.append(json: number)
    case .boolean(let flag): buffer.append(literal: flag ? "true" : "false")
    case .null: buffer.append(literal: "null")
    }
  }

  private var isNumber: Bool { if case .number = self { true } else { false } }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension ByteBuffer {
  /// Appends a line feed and this many spaces.
  mutating func breakLine(indentation: Int) {
    append(UInt8(ascii: "\n"))
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }
}
