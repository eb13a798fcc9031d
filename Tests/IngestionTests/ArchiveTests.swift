import Archive
import FileOutput
import Foundation
import GRDB
import Ingestion
import PageModel
import RecordCoding
import ReportModel
import TestSupport
import Testing

/// An archive in a folder of its own.
@Suite struct ArchiveTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/a.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func record(_ file: String, new: Double) -> DocumentRecord {
    var record = DocumentRecord(status: .complete, source: DocumentSource(file: file))
    record.report.issuer = "某某县水利局"
    record.report.year = 2024
    record.cells[CellID("requests.new.total")] = CellReading(
      value: new, raw: "\(Int(bounded: new))", page: 2, box: Box(x0: 1, y0: 2, x1: 3, y1: 4),
      confidence: 1)
    return record
  }

  private func keep(_ record: DocumentRecord, as sha256: String, in archive: Archive) throws
    -> [CellChange]
  {
    let path = "/inbox/\(record.source.file)"
    let json = record.json(.line)
    return try archive.keep(
      [(json, RecordOutline(json: json))], sha256: sha256, bytes: 10,
      sightings: [Sighting(path: path, bytes: 10, modified: 1, inode: 1)],
      attempt: Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false)
    ).flatMap { $0 }
  }

  @Test func recordsComeBackAsTheyWere() throws {
    let archive = try Archive(path: path, isWriting: true)
    let first = record("b.pdf", new: 5)
    let second = record("a.pdf", new: 7)
    #expect(try keep(first, as: "1", in: archive).isEmpty)
    #expect(try keep(second, as: "2", in: archive).isEmpty)
    let read = try archive.reports().compactMap { try archive.record($0.sha256) }
    let kept = zip([second, first], ["2", "1"]).map { record, sha256 in
      var record = record
      record.source.sha256 = sha256
      record.source.bytes = 10
      return record
    }
    #expect(read == kept)
    let known = Sighting(path: "/inbox/b.pdf", bytes: 10, modified: 1, inode: 1)
    #expect(try archive.document(of: known) == "1")
    let changed = Sighting(path: "/inbox/b.pdf", bytes: 11, modified: 1, inode: 1)
    #expect(try archive.document(of: changed) == nil)
  }

  @Test func aSecondReadingTellsWhatChanged() throws {
    let archive = try Archive(path: path, isWriting: true)
    _ = try keep(record("a.pdf", new: 5), as: "1", in: archive)
    let changes = try keep(record("a.pdf", new: 6), as: "1", in: archive)
    #expect(changes.map(\.cell) == [CellID("requests.new.total")])
    #expect(changes.first?.before == 5 && changes.first?.after == 6)
    #expect(try archive.summary().documents == 1)
    #expect(try archive.record("1")?.cells[CellID("requests.new.total")]?.value == 6)
  }

  @Test func aReadingThatFailsLeavesWhatWasThere() throws {
    let archive = try Archive(path: path, isWriting: true)
    _ = try keep(record("a.pdf", new: 5), as: "1", in: archive)
    let cause = Finding(
      rule: RuleID("document.timeout"), severity: .error, message: "not read", messageZh: "没有读完")
    let json = DocumentRecord(
      status: .rejected, source: DocumentSource(file: "a.pdf"), findings: [cause]
    ).json(.line)
    let sighting = Sighting(path: "/inbox/a.pdf", bytes: 10, modified: 1, inode: 1)
    let changes = try archive.keep(
      [(json, RecordOutline(json: json))], sha256: "1", bytes: 10, sightings: [sighting],
      attempt: Attempt(at: Date(), seconds: 1, program: "2", isFailure: true, cause: cause))
    #expect(changes == [[]])
    #expect(try archive.record("1")?.cells[CellID("requests.new.total")]?.value == 5)
    let summary = try archive.summary()
    #expect(summary.complete == 1 && summary.failed == 1)
    #expect(summary.failures.map(\.cause) == ["document.timeout"])
    #expect(try archive.pathsToRead(again: nil).map(\.sha256) == ["1"])
    // The next reading puts things right.
    #expect(try keep(record("a.pdf", new: 6), as: "1", in: archive).count == 1)
    #expect(try archive.summary().failed == 0)
  }

  @Test func ofVersionsTheNewestIsCurrentAndComparedWithTheYearBefore() throws {
    let archive = try Archive(path: path, isWriting: true)
    func keep(_ sha256: String, year: Int, modified: Int) throws {
      var record = record("\(sha256).pdf", new: Double(modified))
      record.report.year = year
      let json = record.json(.line)
      try archive.keep(
        [(json, RecordOutline(json: json))], sha256: sha256, bytes: 10,
        sightings: [Sighting(path: "/\(sha256).pdf", bytes: 10, modified: modified, inode: 1)],
        attempt: Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false))
    }
    try keep("newer", year: 2023, modified: 9)
    try keep("older", year: 2023, modified: 8)
    try keep("next", year: 2024, modified: 10)
    let index = try archive.index()
    #expect(
      try archive.reports().filter(index.isCurrent).map(\.sha256) == ["newer", "next"])
    #expect(try archive.summary().superseded == 1)
    let before = try archive.reports().map { index.yearBefore($0)?.sha256 }
    #expect(before == [nil, "newer", nil])
  }

  @Test func partsAreSeenThroughTheArchivesViews() throws {
    let archive = try Archive(path: path, isWriting: true)
    _ = try keep(record("a.pdf", new: 5), as: "1", in: archive)
    archive.close()
    let row = try DatabaseQueue(path: path).read { db in
      try Row.fetchOne(db, sql: "SELECT cell_id, value, raw, page, box, confidence FROM cell")
    }
    #expect(
      row == [
        "cell_id": "requests.new.total", "value": 5, "raw": "5", "page": 2,
        "box": "[1,2,3,4]", "confidence": 1,
      ])
  }

  @Test func filtersLeaveOutWhatIsNotWanted() throws {
    let archive = try Archive(path: path, isWriting: true)
    _ = try keep(record("a.pdf", new: 5), as: "1", in: archive)
    var filter = ArchiveFilter()
    filter.years = [2023, 2025]
    #expect(try archive.reports(filter).isEmpty)
    filter.years = [2024, 2023]
    filter.issuers = ["某某县水利局", "某某县农业局"]
    filter.statuses = [.complete]
    #expect(try archive.reports(filter).map(\.sha256) == ["1"])
  }

  @Test func oneProcessWritesAtATime() throws {
    let archive = try Archive(path: path, isWriting: true)
    #expect(throws: ArchiveError.self) { try Archive(path: path, isWriting: true) }
    #expect(try Archive(path: path, isWriting: false).summary().documents == 0)
    #expect(try archive.summary().documents == 0)
  }

  @Test func anArchiveThatIsNotThereIsNotMadeByReading() {
    #expect(throws: ArchiveError.self) { try Archive(path: path, isWriting: false) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func inboxesLeaveOutLinksPipesAndHalfDownloads() throws {
    let inbox = folder.url.appending(path: "inbox")
    try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    try Data("%PDF-1.4".utf8).write(to: inbox.appending(path: "a.pdf"))
    try Data("%PDF-1.4".utf8).write(to: inbox.appending(path: "b.pdf.crdownload"))
    try FileManager.default.createSymbolicLink(
      at: inbox.appending(path: "c.pdf"), withDestinationURL: inbox.appending(path: "a.pdf"))
    #expect(mkfifo(inbox.appending(path: "d.pdf").path(), 0o600) == 0)
    let content = Inbox(paths: [inbox.path()]).content()
    #expect(content.files.map { $0.path.hasSuffix("/a.pdf") } == [true])
    #expect(content.partial == 1)
  }
}

/// Where documents were fetched.
@Suite struct OriginTests {
  @Test func itComesIntoTheRecordAndTheFirstIsKept() throws {
    let archive = try Archive()
    let record = DocumentRecord(status: .complete, source: DocumentSource(file: "a.pdf"))
    let json = record.json(.line)
    let sighting = Sighting(path: "/inbox/a.pdf", bytes: 10, modified: 1, inode: 1)
    let attempt = Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false)
    for url in [nil, "https://a.example/1.pdf", "https://b.example/1.pdf"] {
      try archive.keep(
        [(json, RecordOutline(json: json))], sha256: "1", bytes: 10, sightings: [sighting],
        attempt: attempt, origin: url.map { Origin(url: $0, fetchedAt: "2026-03-02T08:00:00Z") })
    }
    let source = try archive.record("1")?.source
    #expect(source?.url == "https://a.example/1.pdf" && source?.fetchedAt == "2026-03-02T08:00:00Z")
    #expect(try archive.record("1")?.source.sha256 == "1")
  }

  @Test func aFileMetAgainBringsItsOrigin() throws {
    let archive = try Archive()
    let json = DocumentRecord(status: .complete, source: DocumentSource(file: "a.pdf")).json(.line)
    let sighting = Sighting(path: "/inbox/a.pdf", bytes: 10, modified: 1, inode: 1)
    try archive.keep(
      [(json, RecordOutline(json: json))], sha256: "1", bytes: 10, sightings: [sighting],
      attempt: Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false))
    let origin = Origin(url: "https://a.example/1.pdf", fetchedAt: "2026-03-02T08:00:00Z")
    try archive.note([(sighting, "1")], skipped: [], origins: ["1": origin], at: Date())
    #expect(try archive.record("1")?.source.url == origin.url)
  }
}
