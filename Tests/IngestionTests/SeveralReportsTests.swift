import Archive
import FileOutput
import Foundation
import GRDB
import PageModel
import RecordCoding
import ReportModel
import TestSupport
import Testing

/// Documents that hold several reports, in an archive.
@Suite struct SeveralReportsTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/a.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func record(year: Int, new: Double, part: Int? = nil, of count: Int = 2)
    -> DocumentRecord
  {
    var record = DocumentRecord(status: .complete, source: DocumentSource(file: "a.pdf"))
    record.source.part = part.map { SourcePart(number: $0, of: count, pages: $0...$0) }
    record.report.issuer = "某某县水利局"
    record.report.year = year
    record.cells[CellID("requests.new.total")] = CellReading(
      value: new, raw: "\(Int(bounded: new))", page: part, box: nil, confidence: 1)
    record.findings = [
      Finding(rule: RuleID("document.parts"), severity: .info, message: "a", messageZh: "b")
    ]
    return record
  }

  @discardableResult
  private func keep(
    _ records: [DocumentRecord], as sha256: String = "1", modified: Int = 1, in archive: Archive
  ) throws -> [[CellChange]] {
    try archive.keep(
      try records.map { record in
        let json = record.json(.line)
        return (json, try RecordOutline(json: json))
      }, sha256: sha256, bytes: 10,
      sightings: [Sighting(path: "/\(sha256).pdf", bytes: 10, modified: modified, inode: 1)],
      attempt: Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false))
  }

  @Test func eachIsADocumentOfTheArchive() throws {
    let archive = try Archive(path: path, isWriting: true)
    try keep(
      [record(year: 2023, new: 5, part: 1), record(year: 2024, new: 7, part: 2)], in: archive)
    let reports = try archive.reports()
    #expect(reports.map(\.part) == [1, 2])
    #expect(reports.allSatisfy { !$0.isAlone && $0.sha256 == "1" })
    #expect(try archive.record("1", part: 2)?.report.year == 2024)
    #expect(try archive.summary().documents == 2)
    #expect(try archive.contains("1"))
    // The year before may stand in the same file.
    #expect(try archive.index().yearBefore(reports[1])?.year == 2023)
    var filter = ArchiveFilter()
    filter.years = [2024]
    #expect(try archive.reports(filter).map(\.part) == [2])
    #expect(try archive.reports(filter).map(\.isAlone) == [false])
  }

  @Test func changesAreToldOfEach() throws {
    let archive = try Archive(path: path, isWriting: true)
    let first = record(year: 2023, new: 5, part: 1)
    try keep([first, record(year: 2024, new: 7, part: 2)], in: archive)
    let changes = try keep([first, record(year: 2024, new: 8, part: 2)], in: archive)
    #expect(changes.map { $0.map(\.after) } == [[], [8]])
  }

  @Test func aReadingThatFindsFewerTakesTheOthersOut() throws {
    let archive = try Archive(path: path, isWriting: true)
    try keep([record(year: 2023, new: 5)], in: archive)
    try keep(
      [record(year: 2023, new: 5, part: 1), record(year: 2024, new: 7, part: 2)], in: archive)
    #expect(try archive.reports().count == 2)
    try keep([record(year: 2023, new: 5)], in: archive)
    let reports = try archive.reports()
    #expect(reports.map(\.isAlone) == [true])
    #expect(try archive.record("1", part: 2) == nil)
    archive.close()
    let rows = try DatabaseQueue(path: path).read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM finding")
    }
    #expect(rows == 1)
  }

  @Test func aReadingThatFailsLeavesAllOfThem() throws {
    let archive = try Archive(path: path, isWriting: true)
    try keep(
      [record(year: 2023, new: 5, part: 1), record(year: 2024, new: 7, part: 2)], in: archive)
    let cause = Finding(
      rule: RuleID("document.timeout"), severity: .error, message: "not read", messageZh: "没有读完")
    let json = DocumentRecord(
      status: .rejected, source: DocumentSource(file: "a.pdf"), findings: [cause]
    ).json(.line)
    try archive.keep(
      [(json, RecordOutline(json: json))], sha256: "1", bytes: 10,
      sightings: [Sighting(path: "/1.pdf", bytes: 10, modified: 1, inode: 1)],
      attempt: Attempt(at: Date(), seconds: 1, program: "2", isFailure: true, cause: cause))
    #expect(try archive.reports().count == 2)
    #expect(try archive.pathsToRead(again: nil).map(\.sha256) == ["1"])
    #expect(try archive.isFailure("1") == true)
  }

  @Test func ofTwoVersionsInOneFileTheLaterIsCurrent() throws {
    let archive = try Archive(path: path, isWriting: true)
    try keep(
      [record(year: 2023, new: 5, part: 1), record(year: 2023, new: 7, part: 2)], in: archive)
    func current() throws -> [ArchivedReport] {
      try archive.reports().filter(archive.index().isCurrent)
    }
    #expect(try current().map(\.part) == [2])
    // An older file that is met later.
    try keep([record(year: 2023, new: 6)], as: "0", modified: 0, in: archive)
    #expect(try current().map(\.sha256) == ["1"])
  }

  @Test func anArchiveOfBeforeIsBroughtUpToDate() throws {
    let records = [record(year: 2023, new: 5), record(year: 2024, new: 7)]
    try DatabaseQueue(path: path).write { db in
      try db.execute(sql: Self.tablesOfBefore)
      for (index, record) in records.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO document VALUES (?1, ?2, 10, ?3, '2026-11-01', ?1, 'complete', 0,
              '某某县水利局', ?4, '2021', NULL, '1', ?5);
            """,
          arguments: [
            index + 1, "\(index + 1)", "/inbox/\(index).pdf", record.report.year,
            Data(record.json(.line)),
          ])
        try db.execute(
          sql: "INSERT INTO sighting VALUES (?, ?, 10, ?, 1, '2026-11-01', '2026-11-01')",
          arguments: ["/inbox/\(index).pdf", index + 1, index + 1])
        try db.execute(
          sql: """
            INSERT INTO finding VALUES (?, 1, 'requests.balance', 'error', 'a', 'b', '', NULL, NULL,
              NULL, NULL)
            """, arguments: [index + 1])
      }
    }
    #expect(throws: ArchiveError.self) { try Archive(path: path, isWriting: false) }
    let archive = try Archive(path: path, isWriting: true)
    let reports = try archive.reports()
    #expect(reports.map(\.isAlone) == [true, true])
    #expect(try reports.compactMap { try archive.record($0.sha256) } == records)
    let known = Sighting(path: "/inbox/1.pdf", bytes: 10, modified: 2, inode: 1)
    #expect(try archive.document(of: known) == "2")
    #expect(try archive.summary().findings == ["requests.balance": 2])
    #expect(try archive.index().yearBefore(reports[1])?.year == 2023)
    try keep([records[0], record(year: 2025, new: 1, part: 2)], in: archive)
    #expect(try archive.reports().count == 3)
    archive.close()
    let faults = try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    }
    #expect(faults.isEmpty)
  }

  /// An archive's tables as they were before documents could hold several reports.
  private static let tablesOfBefore = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('2026-11 documents, sightings, attempts, results');
    CREATE TABLE document (
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL,
      path TEXT NOT NULL, first_seen TEXT NOT NULL, dated INTEGER NOT NULL, status TEXT NOT NULL,
      is_failure INTEGER NOT NULL, issuer TEXT, year INTEGER, edition TEXT, title TEXT,
      program TEXT NOT NULL, record BLOB NOT NULL
    );
    CREATE INDEX document_report ON document (issuer, year);
    CREATE VIEW report AS SELECT d.*, NOT EXISTS (
      SELECT 1 FROM document n WHERE n.issuer = d.issuer AND n.year = d.year
      AND (n.dated, n.sha256) > (d.dated, d.sha256)) AS is_current FROM document d;
    CREATE TABLE sighting (
      path TEXT NOT NULL, document_id INTEGER NOT NULL REFERENCES document,
      bytes INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
      first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (path, document_id)
    ) WITHOUT ROWID;
    CREATE TABLE skipped (
      path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
      inode INTEGER NOT NULL, cause TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE attempt (
      document_id INTEGER NOT NULL REFERENCES document, number INTEGER NOT NULL, at TEXT NOT NULL,
      outcome TEXT NOT NULL, cause TEXT, message TEXT, message_zh TEXT, seconds REAL,
      peak_memory INTEGER, program TEXT NOT NULL, PRIMARY KEY (document_id, number)
    ) WITHOUT ROWID;
    CREATE VIEW section AS SELECT d.id AS document_id, s.value ->> 'text' AS text
      FROM document d, json_each(CAST(d.record AS TEXT), '$.sections') s;
    CREATE VIEW cell AS SELECT d.id AS document_id, c.key AS cell_id
      FROM document d, json_each(CAST(d.record AS TEXT), '$.cells') c;
    CREATE TABLE finding (
      document_id INTEGER NOT NULL REFERENCES document, position INTEGER NOT NULL,
      rule TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
      message_zh TEXT NOT NULL, cells TEXT NOT NULL, expected REAL, actual REAL, page INTEGER,
      box TEXT, PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID;
    CREATE TABLE change (
      id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document,
      at TEXT NOT NULL, cell_id TEXT NOT NULL, before REAL, after REAL, program TEXT NOT NULL
    );
    """
}
