/// Where a file in an inbox was got from: `NAME.source.json` beside `NAME`.
public struct SourceSidecar: Sendable, Hashable, Codable {
  public static let schemaName = "gongkai-source/1"
  /// What its name has after the file's.
  public static let ending = ".source.json"

  /// An address on the way, and what it answered.
  public struct Step: Sendable, Hashable, Codable {
    public var url: String
    public var status: Int
    /// ISO 8601, UTC.
    public var at: String

    public init(url: String, status: Int, at: String) {
      self.url = url
      self.status = status
      self.at = at
    }
  }

  /// What robots.txt said.
  public struct RobotsVerdict: Sendable, Hashable, Codable {
    public var url: String
    /// Its status; 404 allows all.
    public var status: Int
    public var isAllowed: Bool

    public init(url: String, status: Int, isAllowed: Bool) {
      self.url = url
      self.status = status
      self.isAllowed = isAllowed
    }

    private enum CodingKeys: String, CodingKey {
      case url, status
      case isAllowed = "allowed"
    }
  }

  public var schema = Self.schemaName
  /// The address that was asked for; `chain` ends in the one that answered.
  public var url: String
  /// When the file was whole; ISO 8601, UTC.
  public var fetchedAt: String
  public var chain: [Step]
  /// Of the last answer: those that tell type, time and version.
  public var headers: [String: String]
  /// Of the file's bytes, lower-case hexadecimal.
  public var sha256: String
  public var bytes: Int
  public var robots: RobotsVerdict?
  /// What the list, or the page that led there, says of the report.
  public var issuer: String?
  public var year: Int?
  public var title: String?
  /// The page that led there.
  public var foundOn: String?

  public init(
    url: String, fetchedAt: String, chain: [Step], headers: [String: String], sha256: String,
    bytes: Int, robots: RobotsVerdict?
  ) {
    self.url = url
    self.fetchedAt = fetchedAt
    self.chain = chain
    self.headers = headers
    self.sha256 = sha256
    self.bytes = bytes
    self.robots = robots
  }

  private enum CodingKeys: String, CodingKey {
    case schema, url, chain, headers, sha256, bytes, robots, issuer, year, title
    case fetchedAt = "fetched_at"
    case foundOn = "found_on"
  }
}
