import Glibc
import Synchronization

/// A folder that a run writes to, where files of others may lie as well.
///
/// A list in it (`listName`) says which files are the program's own, by name and content. Only these are
/// ever replaced or removed; a file of a stranger that is in the way, or one of ours that somebody has
/// changed, is an error. When the run is finished, what an earlier one left and this one did not write
/// again is gone, so that a folder never shows two runs as one. One process writes at a time.
public final class OwnedFolder: Sendable {
  /// The list's name: hidden, as it is no result.
  public static let listName = ".gongkai-files"

  public let path: String
  /// The folder itself, on which the lock is.
  private let descriptor: Int32
  private let earlier: FileList
  private let run = Mutex(Run())

  /// What this run has written.
  private struct Run {
    /// Digests by names.
    var written: [String: String] = [:]
    /// The list, once something is added to it: before, nothing in the folder is touched.
    var list: Int32 = -1
  }

  /// Opens a folder, making it and those above it where needed, and removes temporary files that a
  /// killed run left.
  ///
  /// - Throws: `WriteFailure`, with operation `lock` where another process writes to it.
  public init(path: String) throws(WriteFailure) {
    self.path = path
    try Self.makeFolder(path)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw WriteFailure(operation: .create, path: path, code: errno)
    }
    // Some network file systems know no locks.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      close(descriptor)
      throw WriteFailure(operation: .lock, path: path, code: EWOULDBLOCK)
    }
    self.descriptor = descriptor
    earlier = Self.readList(at: "\(path)/\(Self.listName)")
    AtomicFile.removeAbandoned(in: path)
  }

  deinit {
    run.withLock { if $0.list >= 0 { close($0.list) } }
    close(descriptor)
  }

  /// Whether the run that wrote to a folder last came to its end; `true` where there is no list.
  public static func isFinished(_ path: String) -> Bool {
    readList(at: "\(path)/\(listName)").isFinished
  }

  /// Makes sure, before work begins, that none of these files is in the way.
  ///
  /// - Throws: `WriteFailure` with operation `replace` and the path of the first that is.
  public func check(_ names: some Sequence<String>) throws(WriteFailure) {
    for name in names { try check(name) }
  }

  /// Writes a whole file, in a folder below where the name says so.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - name: Its path under the folder.
  ///   - isSynced: Whether to wait until it has reached the device.
  /// - Throws: `WriteFailure`.
  public func write(_ bytes: [UInt8], to name: String, isSynced: Bool = true) throws(WriteFailure) {
    if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try Self.makeFolder("\(path)/\(name[..<slash])")
    }
    let file = try AtomicFile(path: "\(path)/\(name)")
    try file.write(bytes)
    try willPublish(file.digest, as: name)
    try file.commit(isSynced: isSynced)
  }

  /// Gives a file, which lies in this folder, its name in it.
  ///
  /// - Throws: `WriteFailure`.
  public func commit(_ file: AtomicFile, as name: String) throws(WriteFailure) {
    try willPublish(file.digest, as: name)
    try file.commit()
  }

  /// Takes down that a file, which another library wrote, is about to get its name.
  ///
  /// - Throws: `WriteFailure`.
  public func willPublish(_ temporaryPath: String, to name: String) throws(WriteFailure) {
    guard let digest = Checksum.hexadecimal(ofFile: temporaryPath) else {
      throw WriteFailure(operation: .write, path: "\(path)/\(name)", code: EIO)
    }
    try willPublish(digest, as: name)
  }

  /// Removes what earlier runs wrote and this one did not, and brings the list up to date.
  ///
  /// - Parameter isReplaced: Which files of earlier runs this one stands for; all where it is not given.
  /// - Returns: How many files were removed, and the names of those that stay because somebody has
  ///   changed them; they are no longer listed.
  /// - Throws: `WriteFailure`.
  @discardableResult
  public func finish(
    replacing isReplaced: (String) -> Bool = { _ in true }
  ) throws(WriteFailure) -> (removed: Int, changed: [String]) {
    var now = FileList()
    let written = run.withLock { $0.written }
    now.digests = written.mapValues { [$0] }
    var (removed, changed) = (0, [String]())
    for (name, digests) in earlier.digests where written[name] == nil {
      guard isReplaced(name) else {
        now.digests[name] = digests
        continue
      }
      switch state(of: name) {
      case .missing: break
      case .ours where remove(name): removed += 1
      default: changed.append(name)
      }
    }
    try AtomicFile.write(Array(now.text.utf8), to: "\(path)/\(Self.listName)")
    return (removed, changed.sorted())
  }

  // MARK: Parts

  private enum State { case missing, ours, foreign }

  private func state(of name: String) -> State {
    let place = "\(path)/\(name)"
    var status = stat()
    guard lstat(place, &status) == 0 else { return .missing }
    guard let digest = Checksum.hexadecimal(ofFile: place) else { return .foreign }
    let isOurs =
      earlier.digests[name]?.contains(digest) == true
      || run.withLock { $0.written[name] } == digest
    return isOurs ? .ours : .foreign
  }

  private func check(_ name: String) throws(WriteFailure) {
    if state(of: name) == .foreign {
      throw WriteFailure(operation: .replace, path: "\(path)/\(name)", code: EEXIST)
    }
  }

  /// The list has a file's new content before the file has its name: whatever ends the process, the next
  /// run knows it again.
  private func willPublish(_ digest: String, as name: String) throws(WriteFailure) {
    try check(name)
    try run.withLock { run throws(WriteFailure) in
      let place = "\(path)/\(Self.listName)"
      var lines = FileList.line(name, digest)
      if run.list < 0 {
        run.list = open(place, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard run.list >= 0 else {
          throw WriteFailure(operation: .create, path: place, code: errno)
        }
        lines = FileList.heading + FileList.unfinished + lines
      }
      try ByteStream(descriptor: run.list, path: place).write(Array(lines.utf8))
      run.written[name] = digest
    }
  }

  /// Removes a file, and the folders above it that are empty then; nothing beyond a link.
  private func remove(_ name: String) -> Bool {
    var parts = name.utf8.split(separator: UInt8(ascii: "/")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let folders = parts.indices.dropFirst().map { "\(path)/\(parts[..<$0].joined(separator: "/"))" }
    for folder in folders {
      var status = stat()
      guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    }
    guard unlink("\(path)/\(name)") == 0 else { return false }
    while parts.count > 1 {
      parts.removeLast()
      guard rmdir("\(path)/\(parts.joined(separator: "/"))") == 0 else { break }
    }
    return true
  }

  private static func readList(at path: String) -> FileList {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return FileList() }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return FileList(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Makes a folder and those above it where they are missing.
  static func makeFolder(_ path: String) throws(WriteFailure) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw WriteFailure(operation: .createFolder, path: path, code: ENOTDIR)
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw WriteFailure(operation: .createFolder, path: path, code: errno)
    }
  }
}
