import Archive
import Extraction
import Foundation
import Glibc

/// Where files of inboxes go once their documents are in the archive.
///
/// A file keeps its path inside its inbox. No file is ever replaced: where another has its name, the
/// first digits of its SHA-256 go into the name.
public struct DoneFolder: Sendable {
  /// Why a file stays where it is.
  struct Failure: Error {
    var reason: String
  }

  private let path: String
  private let inboxes: [String]

  /// - Parameters:
  ///   - path: The folder; made with those above it when the first file goes there.
  ///   - inbox: Where the files come from.
  /// - Returns: `nil` where the folder is inside an inbox, which would take its files for new.
  public init?(path: String, inbox: Inbox) {
    self.path = Self.resolved(path)
    inboxes = inbox.paths.map(Self.resolved)
    for inbox in inboxes where "\(self.path)/".hasPrefix("\(inbox)/") { return nil }
  }

  /// Moves a file.
  ///
  /// - Returns: The file in its new place; `nil` where it is no longer the one that was met.
  /// - Throws: `Failure`.
  func take(_ sighting: Sighting, sha256: String) throws -> Sighting? {
    guard Sighting(at: sighting.path) == sighting else { return nil }
    let target = try freePath(for: relativePath(of: sighting.path), sha256)
    do {
      try FileManager.default.createDirectory(
        atPath: String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]),
        withIntermediateDirectories: true)
    } catch {
      throw Failure(reason: "\(error.localizedDescription)")
    }
    try move(sighting.path, to: target)
    return Sighting(at: target)
  }

  private func relativePath(of file: String) -> String {
    let inbox = inboxes.filter { file.hasPrefix("\($0)/") }.max { $0.utf8.count < $1.utf8.count }
    return inbox.map { String(file.dropFirst($0.count + 1)) } ?? InputDocument.fileName(of: file)
  }

  private func freePath(for relative: String, _ sha256: String) throws -> String {
    let wanted = "\(path)/\(relative)"
    let stem = wanted.lowercased().hasSuffix(".pdf") ? String(wanted.dropLast(4)) : wanted
    let candidates =
      [wanted]
      + [8, 16, 64].map { "\(stem) (\(sha256.prefix($0)))\(wanted.dropFirst(stem.count))" }
    guard let free = candidates.first(where: { access($0, F_OK) != 0 }) else {
      throw Failure(reason: "the same file is there already")
    }
    return free
  }

  private func move(_ file: String, to target: String) throws {
    // A link, unlike a renaming, never replaces what has the name.
    if link(file, target) == 0 {
      guard unlink(file) == 0 else {
        let reason = String(cString: strerror(errno))
        unlink(target)
        throw Failure(reason: reason)
      }
      return
    }
    let code = errno
    guard [EXDEV, EPERM, ENOTSUP, EMLINK].contains(code) else {
      throw Failure(reason: String(cString: strerror(code)))
    }
    // Another device, or a file system without links: the file goes only when its copy is whole.
    do {
      try FileManager.default.copyItem(atPath: file, toPath: target)
      try FileManager.default.removeItem(atPath: file)
    } catch {
      throw Failure(reason: "\(error.localizedDescription)")
    }
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
      .trimmingTrailingSlash
  }
}

extension String {
  fileprivate var trimmingTrailingSlash: String {
    count > 1 && hasSuffix("/") ? String(dropLast()) : self
  }
}
