import GRDB

/// What is in an archive, in numbers.
public struct ArchiveSummary: Sendable, Codable {
  /// A document whose last reading failed.
  public struct Failure: Sendable, Codable {
    /// Where it was first met.
    public var path: String
    public var sha256: String
    /// The rule that says why.
    public var cause: String
    /// The sentence for people: what is wrong and what to do about it.
    public var message: String
    public var messageZh: String

    private enum CodingKeys: String, CodingKey {
      case path, sha256, cause, message
      case messageZh = "message_zh"
    }
  }

  /// A report that was read in part.
  public struct Partial: Sendable, Codable {
    /// Where its document was first met.
    public var path: String
    public var part: Int
    public var issuer: String?
    public var year: Int?
    /// How many findings of severity error it has.
    public var errors: Int
    /// The first of them, in both languages.
    public var message: String
    public var messageZh: String

    private enum CodingKeys: String, CodingKey {
      case path, part, issuer, year, errors, message
      case messageZh = "message_zh"
    }
  }

  public var documents = 0
  public var complete = 0
  public var partial = 0
  public var rejected = 0
  /// Those whose last reading failed: most are rejected; what an earlier reading gave is kept.
  public var failed = 0
  /// Those of which there is a newer version: same issuer and year, other bytes.
  public var superseded = 0
  /// Numbers of documents rejected by their last reading, by the rule that says why.
  public var causes: [String: Int] = [:]
  /// Those whose last reading failed, in the order of their paths.
  public var failures: [Failure] = []
  /// Those that were read in part, in the order of their paths.
  public var partials: [Partial] = []
  /// Numbers of reports that name no issuer, and no year.
  public var withoutIssuer = 0
  public var withoutYear = 0
  /// Numbers of findings of severity error and warning by rule.
  public var findings: [String: Int] = [:]
  /// Numbers of files that hold no document by why: `no_document`, `too_large`.
  public var skipped: [String: Int] = [:]
  /// Numbers of attempts and of cells that further readings changed.
  public var attempts = 0
  public var changedCells = 0
  /// Time of the last reading (ISO 8601, UTC).
  public var lastRead: String?

  private enum CodingKeys: String, CodingKey {
    case documents, complete, partial, rejected, failed, superseded, causes, failures, findings
    case skipped, attempts, partials
    case withoutIssuer = "without_issuer"
    case withoutYear = "without_year"
    case changedCells = "changed_cells"
    case lastRead = "last_read"
  }
}

extension Archive {
  /// What is there, in numbers.
  ///
  /// - Throws: `ArchiveError`.
  public func summary() throws -> ArchiveSummary {
    try read { db in
      guard try Self.documentsOfUnsoundRows(db).isEmpty else { throw Self.unsoundRows }
      var summary = ArchiveSummary()
      for row in try Row.fetchAll(
        db,
        sql: "SELECT status, is_failure, count(*) AS n FROM document GROUP BY status, is_failure")
      {
        let count: Int = try row.decode(forColumn: "n")
        summary.documents += count
        switch try row.decode(String.self, forColumn: "status") {
        case "complete": summary.complete += count
        case "partial": summary.partial += count
        default: summary.rejected += count
        }
        if try row.decode(Bool.self, forColumn: "is_failure") { summary.failed += count }
      }
      summary.superseded = try Self.number(db, "SELECT count(*) FROM report WHERE NOT is_current")
      summary.causes = try Self.counts(
        db, "SELECT a.cause, count(*) FROM (\(Self.lastRejections)) a GROUP BY a.cause")
      summary.failures = try Self.failures(db)
      summary.partials = try Self.partials(db)
      let read = "SELECT count(*) FROM document WHERE status <> 'rejected'"
      summary.withoutIssuer = try Self.number(db, "\(read) AND issuer IS NULL")
      summary.withoutYear = try Self.number(db, "\(read) AND year IS NULL")
      summary.findings = try Self.counts(
        db,
        """
        SELECT f.rule, count(*) FROM finding f JOIN document d ON d.id = f.document_id
        WHERE f.severity IN ('error', 'warning') AND d.status <> 'rejected' GROUP BY f.rule
        """)
      summary.skipped = try Self.counts(db, "SELECT cause, count(*) FROM skipped GROUP BY cause")
      summary.attempts = try Self.number(db, "SELECT count(*) FROM attempt")
      summary.changedCells = try Self.number(db, "SELECT count(*) FROM change")
      summary.lastRead = try String.fetchOne(db, sql: "SELECT max(at) FROM attempt")
      return summary
    }
  }

  /// The last attempt at each document, where it ended in a rejection.
  private static let lastRejections = """
    SELECT document_id, cause, message, message_zh FROM attempt a WHERE cause IS NOT NULL
    AND number = (SELECT max(number) FROM attempt l WHERE l.document_id = a.document_id)
    """

  private static func failures(_ db: Database) throws -> [ArchiveSummary.Failure] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT d.path, d.sha256, a.cause, coalesce(a.message, ''), coalesce(a.message_zh, '')
        FROM document d JOIN (\(lastRejections)) a ON a.document_id = d.id
        WHERE d.is_failure ORDER BY d.path, d.sha256
        """
    ).map {
      try ArchiveSummary.Failure(
        path: $0.decode(atIndex: 0), sha256: $0.decode(atIndex: 1), cause: $0.decode(atIndex: 2),
        message: $0.decode(atIndex: 3), messageZh: $0.decode(atIndex: 4))
    }
  }

  private static func partials(_ db: Database) throws -> [ArchiveSummary.Partial] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT d.path, d.part, d.issuer, d.year, count(f.position), coalesce(f.message, ''),
          coalesce(f.message_zh, ''), min(f.position)
        FROM document d LEFT JOIN finding f ON f.document_id = d.id AND f.severity = 'error'
        WHERE d.status = 'partial' GROUP BY d.id ORDER BY d.path, d.part
        """
    ).map {
      try ArchiveSummary.Partial(
        path: $0.decode(atIndex: 0), part: $0.decode(atIndex: 1), issuer: $0.decode(atIndex: 2),
        year: $0.decode(atIndex: 3), errors: $0.decode(atIndex: 4), message: $0.decode(atIndex: 5),
        messageZh: $0.decode(atIndex: 6))
    }
  }

  private static func number(_ db: Database, _ sql: String) throws -> Int {
    try Int.fetchOne(db, sql: sql) ?? 0
  }

  private static func counts(_ db: Database, _ sql: String) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: sql) {
      counts[try row.decode(String.self, atIndex: 0)] = try row.decode(Int.self, atIndex: 1)
    }
    return counts
  }
}
