/// The name of a rule that a finding can name: a group, a dot, and what it is about, as `reading.damaged`.
///
/// Those of this program are constants (`RuleID+Names.swift`) and are listed by `gongkai rules`; records of other builds
/// may hold others.
public struct RuleID: RawRepresentable, Sendable, Hashable, Codable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// What it is about: `reading` where something could not be read for sure, `document` for files as a whole, else the
  /// part of the form that a check looks at.
  public var group: Substring { rawValue.prefix { $0 != "." } }

  /// Whether it is about how a document was read, and not about what stands in it.
  public var isOfReading: Bool { group == "reading" }
}

extension RuleID: CustomStringConvertible {
  public var description: String { rawValue }
}
