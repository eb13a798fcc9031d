/// A Unicode scalar is encoded as the text of one character that it is.
extension Unicode.Scalar: @retroactive Encodable, @retroactive Decodable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let scalars = try value.decode(String.self).unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "a text of one Unicode scalar is asked for")
    }
    self = scalar
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(String(Character(self)))
  }
}
