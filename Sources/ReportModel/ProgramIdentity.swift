/// Which program made a record.
public struct ProgramIdentity: Sendable, Hashable, Codable {
  /// The released version.
  public var version: String
  /// What tells builds of one version apart, in lower-case hexadecimal; `nil` where that is not known.
  public var build: String?

  public init(version: String, build: String?) {
    self.version = version
    self.build = build
  }
}

extension ProgramIdentity: CustomStringConvertible {
  /// As versions are written (semver.org): `0.1.0+5f3a…`.
  public var description: String { ([version] + [build].compactMap { $0 }).joined(separator: "+") }
}
