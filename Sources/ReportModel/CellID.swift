/// The identifier of a standard cell, for instance `requests.new.natural_person`.
public struct CellID: RawRepresentable, Sendable, Hashable, Comparable, CodingKeyRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public var codingKey: any CodingKey { Key(stringValue: rawValue) }

  public init?(codingKey: some CodingKey) { self.init(rawValue: codingKey.stringValue) }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension CellID: CustomStringConvertible {
  public var description: String { rawValue }
}

extension CellID: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(rawValue)
  }
}
