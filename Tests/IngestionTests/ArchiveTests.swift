import Archive
import DocumentModel
import Foundation
import Ingestion
import ReportWriting
import Testing

/// An archive in a folder of its own.
@Suite struct ArchiveTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var path: String { folder.appending(path: "a.sqlite").path() }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func record(_ file: String, new: Double) -> DocumentRecord {
    var record = DocumentRecord(status: .complete, source: DocumentSource(file: file))
    record.report.issuer = "某某县水利局"
    record.report.year = 2024
    record.cells[CellID("requests.new.total")] = CellReading(
      value: new, raw: "\(Int(new))", page: 2, box: Box(x0: 1, y0: 2, x1: 3, y1: 4), confidence: 1)
    return record
  }

  private func keep(_ record: DocumentRecord, as sha256: String, in archive: Archive) throws
    -> [CellChange]
  {
    let path = "/inbox/\(record.source.file)"
    let json = record.json(.line)
    return try archive.keep(
      json, RecordOutline(json: json), sha256: sha256, bytes: 10,
      sightings: [Sighting(path: path, bytes: 10, modified: 1, inode: 1)],
      attempt: Attempt(at: Date(), seconds: 0.1, program: "1", isFailure: false))
  }

  @Test func recordsComeBackAsTheyWere() throws {
    let archive = try Archive(path: path, isWriting: true)
    let first = record("b.pdf", new: 5)
    let second = record("a.pdf", new: 7)
    #expect(try keep(first, as: "1", in: archive).isEmpty)
    #expect(try keep(second, as: "2", in: archive).isEmpty)
    var read: [DocumentRecord] = []
    try archive.forEachRecord { _, record in read.append(record) }
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

  @Test func filtersLeaveOutWhatIsNotWanted() throws {
    let archive = try Archive(path: path, isWriting: true)
    _ = try keep(record("a.pdf", new: 5), as: "1", in: archive)
    var filter = ArchiveFilter()
    filter.year = 2023
    #expect(try archive.documents(filter).isEmpty)
    filter.year = 2024
    filter.issuer = "某某县水利局"
    filter.status = .complete
    #expect(try archive.documents(filter).map(\.sha256) == ["1"])
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
    let inbox = folder.appending(path: "inbox")
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
