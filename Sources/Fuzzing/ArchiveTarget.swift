import Archive
import Extraction
import Foundation
import Glibc
import RecordCoding
import ReportModel

/// A sound archive of two reports, as bytes.
private let soundArchive: [UInt8] = {
  let path = scratch("sound")
  clear(path)
  do {
    let archive = try Archive(path: path, isWriting: true)
    for (index, name) in ["blank-totals", "balance-broken"].enumerated() {
      let file = "Fixtures/reports/\(name).pdf"
      let json = DocumentPipeline().records(path: file, recognition: .never)[0].json(.line)
      let sighting = Sighting(path: "/in/\(name).pdf", bytes: 9, modified: index, inode: index)
      try archive.keep(
        [(json, RecordOutline(json: json))], sha256: "\(index)", bytes: 9, sightings: [sighting],
        attempt: Attempt(
          at: Date(timeIntervalSince1970: 0), seconds: 1, program: "0", isFailure: false))
    }
    archive.settle()
    archive.close()
    return try Array(Data(contentsOf: URL(filePath: path)))
  } catch {
    fatalError("no archive to begin with: \(error)")
  }
}()

private func scratch(_ name: String) -> String {
  "/dev/shm/gongkai-fuzzing-\(getpid())-\(name).sqlite"
}

private func clear(_ path: String) { for file in Archive.files(at: path) { unlink(file) } }

/// An archive of which some bytes are others: changed, moved, cut off.
func fuzzArchive(_ bytes: [UInt8]) {
  var source = ByteSource(bytes)
  var content = soundArchive
  while !source.isEmpty { change(&content, by: &source) }
  let path = scratch("archive")
  clear(path)
  defer { clear(path) }
  guard (try? Data(content).write(to: URL(filePath: path))) != nil else { return }
  use(path)
  _ = try? Archive.problems(at: path)
  if let repair = try? Archive.repair(path: path) {
    clear(repair.damaged)
    use(path)
  }
}

private func change(_ content: inout [UInt8], by source: inout ByteSource) {
  let kind = source.byte()
  let place =
    (Int(source.byte()) << 16 | Int(source.byte()) << 8 | Int(source.byte())) % content.count
  switch kind {
  case ..<200: content[place] = source.byte()
  case ..<240: content[place] ^= 1 << (source.byte() & 7)
  case ..<250:
    // A page in the place of another.
    let from = place & ~4095
    let to = (Int(source.byte()) << 12) % content.count & ~4095
    for offset in 0..<4096 where max(from, to) + offset < content.count {
      content[to + offset] = content[from + offset]
    }
  default: content.removeLast(min(place & ~511, content.count - 512))
  }
}

/// What every command does with an archive.
private func use(_ path: String) {
  guard let archive = try? Archive(path: path, isWriting: false) else { return }
  defer { archive.close() }
  _ = try? archive.summary()
  let index = try? archive.index()
  for report in (try? archive.reports()) ?? [] {
    guard let record = try? archive.record(report.sha256, part: report.part) else { continue }
    _ = record.json(.pretty)
    _ = index?.yearBefore(report)
  }
  _ = try? archive.pathsToRead(again: nil)
  _ = try? archive.pathsToRead(again: "1")
}
