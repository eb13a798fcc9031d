public import Archive
import Extraction
import Glibc
import ReportModel

/// Folders that documents arrive in.
public struct Inbox: Sendable {
  /// Folders or files.
  public let paths: [String]
  /// Absolute paths of files that are not looked at.
  private let ignored: Set<String>

  /// Endings that browsers and download managers give to files that are not whole yet.
  private static let partialEndings = [
    ".part", ".crdownload", ".partial", ".download", ".tmp", ".!ut",
  ]

  /// - Parameters:
  ///   - paths: Folders or files.
  ///   - ignored: Absolute paths, without links, of files that are none of what arrives, as an archive
  ///     that lies in an inbox.
  public init(paths: [String], ignoring ignored: [String] = []) {
    self.paths = paths
    self.ignored = Set(ignored)
  }

  /// What lies in the inboxes.
  public struct Content: Sendable {
    /// Regular files, in the order of their paths' bytes.
    public var files: [Sighting] = []
    /// Folders, the inboxes themselves included.
    var folders: [String] = []
    /// Files that are still being written, by their names.
    public var partial = 0
    /// Folders and files that could not be looked at, with the system's reason.
    public var unreadable: [(path: String, reason: String)] = []
  }

  /// Looks through the inboxes and all below them. Hidden files are left out; symbolic links, pipes
  /// and devices are neither followed nor opened.
  public func content() -> Content {
    var content = Content()
    for path in paths { look(at: Self.absolute(path), into: &content) }
    // Inboxes may lie inside one another.
    var seen: Set<[UInt8]> = []
    content.files = content.files.filter { seen.insert(Array($0.path.utf8)).inserted }
    content.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return content
  }

  /// Whether a file that comes to have this name in a folder is one to read.
  func isOfInterest(_ name: String, in folder: String) -> Bool {
    !name.hasPrefix(".") && !Self.isPartial(name) && !name.hasSuffix(SourceSidecar.ending)
      && !ignored.contains("\(folder)/\(name)")
  }

  private static func isPartial(_ path: String) -> Bool {
    let name = path.lowercased()
    return partialEndings.contains(where: name.hasSuffix)
  }

  /// The folders of the inboxes and all below them.
  func folders() -> [String] { content().folders }

  private static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private func look(at path: String, into content: inout Content) {
    if ignored.contains(path) { return }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      content.unreadable.append((path, String(cString: strerror(errno))))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      if Self.isPartial(path) {
        content.partial += 1
      } else if !path.hasSuffix(SourceSidecar.ending) {
        content.files.append(Sighting(path: path, status))
      }
    case S_IFDIR: lookInside(path, into: &content)
    default: break
    }
  }

  private func lookInside(_ folder: String, into content: inout Content) {
    guard let stream = opendir(folder) else {
      content.unreadable.append((folder, String(cString: strerror(errno))))
      return
    }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes.first != UInt8(ascii: ".") { names.append(bytes) }
    }
    // Closed before those in it are opened: there may be more of them, one inside another, than a process
    // may hold open.
    closedir(stream)
    content.folders.append(folder)
    for bytes in names {
      guard let name = String(validating: bytes, as: UTF8.self) else {
        content.unreadable.append(
          (
            "\(folder)/\(String(decoding: bytes, as: UTF8.self))",
            "name is not UTF-8; convmv -f gbk -t utf8 renames it"
          ))
        continue
      }
      look(at: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)", into: &content)
    }
  }
}

extension Sighting {
  init(path: String, _ status: stat) {
    self.init(
      path: path, bytes: status.st_size, modified: Self.nanoseconds(status.st_mtim),
      // Some file systems number files past Int.
      inode: Int(truncatingIfNeeded: status.st_ino))
  }

  /// A time in nanoseconds since 1970. What lies outside of the years 1677 to 2262, which is as far as
  /// `Int` goes, is taken for their end.
  private static func nanoseconds(_ time: timespec) -> Int {
    let (seconds, isOver) = time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isSumOver) = seconds.addingReportingOverflow(time.tv_nsec)
    return isOver || isSumOver ? (time.tv_sec < 0 ? .min : .max) : sum
  }

  /// The file as it is now; `nil` where it is gone or no regular file any more.
  public init?(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(path: path, status)
  }

  /// Whether the file was written to within the last seconds.
  var isYoung: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - Double(modified) / 1e9
    return (0..<Ingestion.settlingSeconds).contains(age)
  }
}
