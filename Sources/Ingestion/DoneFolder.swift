import Archive
import Extraction
import Foundation
import Glibc

/// Where files of inboxes go once their documents are in the archive.
///
/// A file keeps its path inside its inbox, its bytes and its time. No file is ever replaced: where
/// another has its name, the first digits of its SHA-256 go into the name; where the same bytes have
/// it already, as after a run that was killed, the file is only taken out of the inbox.
public struct DoneFolder: Sendable {
  /// Why a file stays where it is.
  struct Failure: Error {
    var reason: String
  }

  private let path: String
  private let inboxes: [String]

  /// `nil` where the folder is inside an inbox, which would take its files for new.
  ///
  /// - Parameters:
  ///   - path: The folder; made with those above it when the first file goes there.
  ///   - inbox: Where the files come from.
  public init?(path: String, inbox: Inbox) {
    self.path = Self.resolved(path)
    inboxes = inbox.paths.map(Self.resolved)
    for inbox in inboxes where "\(self.path)/".utf8.starts(with: Self.prefix(inbox).utf8) {
      return nil
    }
  }

  /// Moves a file, if it is still the one that was met.
  ///
  /// Whatever ends the process, the file is whole in one place or in both, never in none.
  ///
  /// - Parameters:
  ///   - sighting: The file as it was met.
  ///   - sha256: Of its bytes.
  ///   - willMove: Is told the file as it will be in its new place, before it is there.
  /// - Throws: `Failure`, and what `willMove` throws.
  func take(
    _ sighting: Sighting, sha256: String, willMove: (Sighting) throws -> Void
  ) throws {
    guard Sighting(at: sighting.path) == sighting else { return }
    let wanted = "\(path)/\(relativePath(of: sighting.path))"
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: wanted).deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw Failure(reason: error.localizedDescription)
    }
    for number in 0... {
      let target = Self.name(wanted, sha256, number)
      if let there = Self.status(of: target) {
        guard try Self.holds(target, there, sha256, besides: sighting) else { continue }
        try willMove(Sighting(path: target, there))
        try Self.check(unlink(sighting.path))
        return
      }
      if try Self.move(sighting, to: target, sha256, willMove) { return }
    }
  }

  private func relativePath(of file: String) -> String {
    let above = inboxes.map(Self.prefix).filter { file.utf8.starts(with: $0.utf8) }
    guard let inbox = above.max(by: { $0.utf8.count < $1.utf8.count }) else {
      return InputDocument.fileName(of: file)
    }
    return String(decoding: file.utf8.dropFirst(inbox.utf8.count), as: UTF8.self)
  }

  /// `a.pdf`, `a (1f2e3d4c).pdf`, `a (1f2e3d4c 2).pdf` and so on.
  private static func name(_ wanted: String, _ sha256: String, _ number: Int) -> String {
    guard number > 0 else { return wanted }
    let stem = String(wanted.dropLast(DocumentName.ending(of: wanted)?.count ?? 0))
    let mark = number == 1 ? "" : " \(number)"
    return "\(stem) (\(sha256.prefix(8))\(mark))\(wanted.dropFirst(stem.count))"
  }

  /// Whether a file holds these bytes and is another than the one that was met.
  private static func holds(
    _ path: String, _ status: stat, _ sha256: String, besides sighting: Sighting
  ) throws -> Bool {
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size == sighting.bytes else { return false }
    // A folder can be mounted in two places: one file under two paths, and not two.
    let isOne = Int(truncatingIfNeeded: status.st_ino) == sighting.inode && status.st_nlink == 1
    if isOne { throw Failure(reason: "it is there already under another path") }
    return (try? SourceFile(path: path).sha256) == sha256
  }

  /// - Returns: `false` where something has come to have the name meanwhile.
  private static func move(
    _ sighting: Sighting, to target: String, _ sha256: String,
    _ willMove: (Sighting) throws -> Void
  ) throws -> Bool {
    var moved = sighting
    moved.path = target
    try willMove(moved)
    switch rename(sighting.path, to: target) {
    case 0: return true
    case EEXIST: return false
    case EXDEV: break
    case let code: throw Failure(code)
    }
    // Another device: the file goes only when its copy is whole and has its name.
    let copy = try copy(of: sighting, beside: target, sha256)
    defer { unlink(copy.path) }
    moved = copy
    moved.path = target
    try willMove(moved)
    switch rename(copy.path, to: target) {
    case 0: break
    case EEXIST: return false
    case let code: throw Failure(code)
    }
    try sync(URL(filePath: target).deletingLastPathComponent().path(percentEncoded: false))
    try check(unlink(sighting.path))
    return true
  }

  /// A file of the same bytes and time, by a name that the next try takes again where this one ends
  /// before the file has its own.
  private static func copy(
    of sighting: Sighting, beside target: String, _ sha256: String
  ) throws -> Sighting {
    let folder = URL(filePath: target).deletingLastPathComponent()
    let path = folder.appending(path: ".gongkai-\(sha256).tmp").path(percentEncoded: false)
    unlink(path)
    do {
      try FileManager.default.copyItem(atPath: sighting.path, toPath: path)
      guard let source = status(of: sighting.path) else { throw Failure(ENOENT) }
      try check(utimensat(AT_FDCWD, path, [source.st_mtim, source.st_mtim], 0))
      try sync(path)
      guard try SourceFile(path: path).sha256 == sha256, let copy = Sighting(at: path) else {
        throw Failure(reason: "its copy is not whole")
      }
      return copy
    } catch {
      unlink(path)
      throw error as? Failure ?? Failure(reason: error.localizedDescription)
    }
  }

  /// Renames unless something has the name already.
  ///
  /// - Returns: 0, or the system's error number.
  private static func rename(_ file: String, to target: String) -> Int32 {
    // A link, unlike a renaming, never replaces what has the name.
    if link(file, target) == 0 { return unlink(file) == 0 ? 0 : errno }
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno) else { return errno }
    // A file system without links: an empty file of one's own takes the name, and is replaced.
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    if Glibc.rename(file, target) == 0 { return 0 }
    let code = errno
    unlink(target)
    return code
  }

  private static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try check(descriptor)
    defer { close(descriptor) }
    try check(fsync(descriptor))
  }

  private static func check(_ result: Int32) throws {
    if result < 0 { throw Failure(errno) }
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  private static func prefix(_ folder: String) -> String {
    folder.hasSuffix("/") ? folder : "\(folder)/"
  }

  /// The absolute path without links, as far as it is there.
  private static func resolved(_ path: String) -> String {
    let url = URL(filePath: path).standardizedFileURL
    if let resolved = realpath(url.path(percentEncoded: false), nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let folder = url.deletingLastPathComponent()
    return folder == url
      ? path : prefix(resolved(folder.path(percentEncoded: false))) + url.lastPathComponent
  }
}

extension DoneFolder.Failure {
  fileprivate init(_ code: Int32) { reason = String(cString: strerror(code)) }
}
