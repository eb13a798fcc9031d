import ContentDecoding
import FileOutput
import Foundation
import Glibc
import ReportModel
import Synchronization

/// Gives whole documents their names in the inbox, each with its sidecar.
final class Landing: Sendable {
  private let inbox: String
  private let state: FetchState
  private let clock: any FetchClock
  /// Names that are on their way.
  private let taken = Mutex<Set<String>>([])

  init(inbox: String, state: FetchState, clock: any FetchClock) {
    self.inbox = inbox
    self.state = state
    self.clock = clock
  }

  /// Where the bytes of a row are until they are whole.
  func part(of key: String) -> String {
    let number = UInt64(bitPattern: checksum(of: Array(key.utf8)))
    let digits = String(number, radix: 16)
    return "gongkai-\(String(repeating: "0", count: 16 - digits.count))\(digits).part"
  }

  func path(_ name: String) -> String { "\(inbox)/\(name)" }

  /// Names a whole part.
  ///
  /// The note comes first, then the sidecar, then the name: wherever the process ends, `finishOpen` goes on
  /// from there, and no file of that name is ever without its sidecar.
  ///
  /// - Returns: The name.
  /// - Throws: `FetchState.Failure`, `WriteFailure`.
  func land(
    _ key: String, stem: String, kind: ContentKind, _ sidecar: SourceSidecar
  ) throws -> String {
    let part = part(of: key)
    try PartFile.sync(path(part))
    let name = reserve(stem, ending: kind.ending ?? "bin", sha256: sidecar.sha256)
    defer { _ = taken.withLock { $0.remove(name) } }
    try state.noteLanding(key, part: part, file: name, sidecar, at: clock.now)
    try finish(key, part: part, name: name, sidecar)
    return name
  }

  /// Goes on where earlier runs were ended.
  ///
  /// - Throws: `FetchState.Failure`, `WriteFailure`.
  func finishOpen() throws {
    for (key, row) in try state.landing() {
      guard let part = row.part, let name = row.file, let sidecar = row.sidecar else { continue }
      if access(path(part), F_OK) == 0 {
        try finish(key, part: part, name: name, sidecar)
      } else {
        try state.noteGot(key)
      }
    }
  }

  private func finish(
    _ key: String, part: String, name: String, _ sidecar: SourceSidecar
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = try Array(encoder.encode(sidecar)) + [UInt8(ascii: "\n")]
    try AtomicFile.write(json, to: path(name + SourceSidecar.ending))
    // A link, unlike a renaming, never replaces what has the name.
    if link(path(part), path(name)) == 0 || errno == EEXIST && isSame(part, name) {
      unlink(path(part))
    } else if errno == EEXIST {
      // Somebody else has put a file there meanwhile.
      unlink(path(name + SourceSidecar.ending))
      let url = URL(filePath: name)
      let other = reserve(
        url.deletingPathExtension().lastPathComponent, ending: url.pathExtension,
        sha256: sidecar.sha256)
      defer { _ = taken.withLock { $0.remove(other) } }
      try state.noteLanding(key, part: part, file: other, sidecar, at: clock.now)
      return try finish(key, part: part, name: other, sidecar)
    } else if rename(path(part), path(name)) != 0 {
      throw WriteFailure(operation: .rename, path: path(name), code: errno)
    }
    try state.noteGot(key)
  }

  private func isSame(_ part: String, _ name: String) -> Bool {
    var one = stat()
    var other = stat()
    return lstat(path(part), &one) == 0 && lstat(path(name), &other) == 0
      && one.st_ino == other.st_ino && one.st_dev == other.st_dev
  }

  /// `a.pdf`, `a (1f2e3d4c).pdf`, `a (1f2e3d4c 2).pdf` and so on, whichever nothing has.
  private func reserve(_ stem: String, ending: String, sha256: String) -> String {
    taken.withLock { taken in
      var number = 0
      while true {
        let mark =
          switch number {
          case 0: ""
          case 1: " (\(sha256.prefix(8)))"
          default: " (\(sha256.prefix(8)) \(number))"
          }
        let name = "\(stem)\(mark).\(ending)"
        let isFree = [name, name + SourceSidecar.ending].allSatisfy { access(path($0), F_OK) != 0 }
        if isFree, taken.insert(name).inserted { return name }
        number += 1
      }
    }
  }
}
