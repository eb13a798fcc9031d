import Glibc

/// What tells a spreadsheet that a CSV file is UTF-8.
private let byteOrderMarkBytes: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The folder that a run writes to: a JSON file for each document, the CSV files and the data
/// package beside them.
///
/// Rows go to the CSV files as documents come, so that memory does not grow with their number. Every
/// file is under its name only when it is whole: JSON files at once, the others with `finish()`.
///
/// What earlier runs left in the folder goes with `finish()`; what is not the program's own is never
/// touched (`OwnedFolder`).
public final class ResultFolder {
  /// The folder, for what is written beside.
  public let folder: OwnedFolder
  private let tables: [ResultTable: AtomicFile]
  private var sizes: [ResultTable: Int] = [:]

  /// Opens the folder, making it and those above it where needed.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - tables: Which CSV files to write; rows of the others are left out.
  ///   - byteOrderMark: Whether CSV files begin with one; spreadsheets need it to show Chinese right.
  /// - Throws: `WriteFailure`.
  public init(
    path: String, tables: [ResultTable] = ResultTable.allCases, byteOrderMark: Bool = true
  ) throws(WriteFailure) {
    folder = try OwnedFolder(path: path)
    try folder.check(tables.map(\.fileName) + [DataPackage.fileName])
    var files: [ResultTable: AtomicFile] = [:]
    for table in tables { files[table] = try AtomicFile(path: "\(path)/\(table.fileName)") }
    self.tables = files
    for table in tables {
      if byteOrderMark { try append(byteOrderMarkBytes, to: table) }
      try append(table.headerRow, to: table)
    }
  }

  /// Writes a JSON file under this name, to which `.json` is added.
  public func writeJSON(_ json: [UInt8], name: String) throws(WriteFailure) {
    try folder.write(json, to: "\(name).json")
  }

  /// Appends rows, as `DocumentRecord.rows(in:report:)` gives them.
  public func append(_ rows: [UInt8], to table: ResultTable) throws(WriteFailure) {
    guard let file = tables[table] else { return }
    try file.write(rows)
    sizes[table, default: 0] += rows.count
  }

  /// Gives the CSV files their names and describes them by `datapackage.json`; removes what earlier runs
  /// wrote.
  ///
  /// - Returns: How many files were removed, and the names of those that stay because somebody has
  ///   changed them.
  @discardableResult
  public func finish() throws(WriteFailure) -> (removed: Int, changed: [String]) {
    for table in ResultTable.allCases {
      if let file = tables[table] { try folder.commit(file, as: table.fileName) }
    }
    let package = DataPackage(sizes: sizes).json
    try folder.write(package.prettyText, to: DataPackage.fileName)
    return try folder.finish()
  }

  /// Makes a folder and those above it where they are missing.
  public static func makeFolder(_ path: String) throws(WriteFailure) {
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

/// The files of `gongkai tables` in a folder: all tables as JSON, and each as CSV.
public enum TableFiles {
  /// Writes `NAME.json` and `NAME-1.csv`, `NAME-2.csv`, …
  ///
  /// - Throws: `WriteFailure`.
  public static func write(
    json: [UInt8], csv: [[UInt8]], folder: String, name: String, byteOrderMark: Bool
  ) throws(WriteFailure) {
    let folder = try OwnedFolder(path: folder)
    for (index, rows) in csv.enumerated() {
      let bytes = byteOrderMark ? byteOrderMarkBytes + rows : rows
      try folder.write(bytes, to: "\(name)-\(index + 1).csv")
    }
    try folder.write(json, to: "\(name).json")
    // Tables of other documents stay.
    try folder.finish { isTable($0, of: name) }
  }

  private static func isTable(_ file: String, of name: String) -> Bool {
    guard file.hasPrefix("\(name)-"), file.hasSuffix(".csv") else { return false }
    return Int(file.dropFirst(name.count + 1).dropLast(4)) != nil
  }
}
