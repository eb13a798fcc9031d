import Glibc

/// A document to read, and the name that its results go by.
public struct InputDocument: Sendable, Hashable {
  /// The file, as it is to be opened.
  public var path: String
  /// Key of its results, unlike that of any other document of the run; the name of its JSON file.
  public var name: String
  /// What the keys of its reports begin with where it holds several: `-1`, `-2` and so on follow.
  public var partName: String
  /// What is already known to be wrong with it.
  public var rejection: Rejection?

  public init(path: String, name: String, rejection: Rejection? = nil) {
    self.path = path
    self.name = name
    partName = name
    self.rejection = rejection
  }

  /// The key of a report of the document: its number from 1 among so many.
  public func name(ofReport number: Int, among count: Int) -> String {
    count == 1 ? name : "\(partName)-\(number)"
  }

  /// The documents of these files and folders, in the order of the arguments and, inside a folder,
  /// of the paths' bytes.
  ///
  /// A folder stands for every file under it whose name is one of a document, hidden ones left out. A file
  /// that several arguments lead to is read once.
  public static func documents(at paths: [String]) -> [InputDocument] {
    var names = DocumentNames()
    // Bytes, as the file system tells names apart: two strings are equal whose é is written as one
    // code point and as two.
    var seen: Set<[UInt8]> = []
    var documents: [InputDocument] = []
    func add(_ path: String, _ rejection: Rejection? = nil) {
      guard seen.insert(Array(canonicalPath(path).utf8)).inserted else { return }
      let name = names.unique(for: fileName(of: path))
      documents.append(InputDocument(path: path, name: name, rejection: rejection))
    }
    for path in paths {
      guard isFolder(path, followingLinks: true) else {
        add(path)
        continue
      }
      let files = files(under: path)
      if files.isEmpty { add(path, .folderEmpty) }
      for file in files { add(file.path, file.rejection) }
    }
    for (index, name) in DocumentNames.partNames(of: documents.map(\.name)).enumerated() {
      documents[index].partName = name
    }
    return documents
  }

  /// The last part of a path.
  ///
  /// Goes by bytes: a slash before a combining mark is one character with it, and none of its own.
  public static func fileName(of path: String) -> String {
    let slash = UInt8(ascii: "/")
    let trimmed =
      path.utf8.count > 1 && path.utf8.last == slash ? path.utf8.dropLast() : path.utf8[...]
    let start = trimmed.lastIndex(of: slash).map { trimmed.index(after: $0) } ?? trimmed.startIndex
    return String(decoding: trimmed[start...], as: UTF8.self)
  }

  private static func files(under folder: String) -> [(path: String, rejection: Rejection?)] {
    guard let entries = names(in: folder) else {
      let reason = String(cString: strerror(errno))
      return [(folder, .unreadable(systemMessage: reason))]
    }
    var files: [(path: String, rejection: Rejection?)] = []
    for bytes in entries {
      guard let name = String(validating: bytes, as: UTF8.self) else {
        // Names in GBK, as archives packed on Chinese Windows leave them, have no path as text.
        let shown = "\(folder)/\(String(decoding: bytes, as: UTF8.self))"
        if DocumentName.ending(of: shown) != nil {
          files.append(
            (
              shown,
              .unreadable(systemMessage: "name is not UTF-8; convmv -f gbk -t utf8 renames it")
            ))
        }
        continue
      }
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      // Links to folders are not followed: they may lead round in circles.
      if path.utf8.count >= longestPath {
        // Whether it is a folder cannot be asked; what lies in it would be left out in silence.
        files.append(
          (
            path,
            .unreadable(
              systemMessage: "path of more than \(longestPath - 1) bytes; move its folder up")
          ))
      } else if isFolder(path, followingLinks: false) {
        files += self.files(under: path)
      } else if DocumentName.ending(of: name) != nil, !isFolder(path, followingLinks: true) {
        files.append((path, nil))
      }
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// PATH_MAX of Linux, with the NUL at the end.
  private static let longestPath = 4096

  /// The names in a folder as bytes, hidden ones left out; `nil` where the system does not give them.
  /// The folder is closed again before those in it are opened, of which there may be more than a process
  /// may hold open.
  private static func names(in folder: String) -> [[UInt8]]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes.first != UInt8(ascii: ".") { names.append(bytes) }
    }
    return names
  }

  private static func isFolder(_ path: String, followingLinks: Bool) -> Bool {
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func canonicalPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// Gives every document of a run a name of its own.
///
/// `report.pdf` becomes `report`, a second one `report-2`: the order of the documents decides, and
/// letter case does not tell names apart, so that results can be copied to any file system.
public struct DocumentNames {
  public init() {}

  /// What the run itself writes beside the documents' files.
  private var taken: Set<String> = ["datapackage"]
  /// Longest name in bytes; a file system allows 255, and `.json` and a number need room.
  private static let longestName = 240

  public mutating func unique(for file: String) -> String {
    let stem = Self.stem(of: file)
    if taken.insert(stem.lowercased()).inserted { return stem }
    var number = 2
    while !taken.insert("\(stem)-\(number)".lowercased()).inserted { number += 1 }
    return "\(stem)-\(number)"
  }

  /// For each of these names what the names of several results begin with, so that none of them, with
  /// a number behind it, is one of the names or of another's: the name itself, or where there are both
  /// `report` and `report-1`, `report-part`.
  public static func partNames(of names: [String]) -> [String] {
    var taken: Set<String> = []
    for name in names {
      let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
      let stem = name.dropLast(digits)
      if digits > 0, stem.last == "-" { taken.insert(stem.dropLast().lowercased()) }
    }
    return names.map { name in
      var stem = name
      while !taken.insert(stem.lowercased()).inserted { stem += "-part" }
      return stem
    }
  }

  private static func stem(of file: String) -> String {
    var stem = String(file.dropLast(DocumentName.ending(of: file)?.count ?? 0))
    while stem.utf8.count > longestName { stem.removeLast() }
    return stem.isEmpty || stem == "." || stem == ".." ? "document" : stem
  }
}
