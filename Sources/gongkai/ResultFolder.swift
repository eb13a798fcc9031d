import FileOutput
import Glibc
import RecordCoding

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
final class ResultFolder {
  /// The folder, for what is written beside.
  let folder: OwnedFolder
  private let tables: [ResultTable: AtomicFile]
  private var sizes: [ResultTable: Int] = [:]

  /// Opens the folder, making it and those above it where needed.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - tables: Which CSV files to write; rows of the others are left out.
  ///   - byteOrderMark: Whether CSV files begin with one; spreadsheets need it to show Chinese right.
  /// - Throws: `WriteFailure`.
  init(
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
  func writeJSON(_ json: [UInt8], name: String) throws(WriteFailure) {
    try folder.write(json, to: "\(name).json")
  }

  /// Appends rows, as `DocumentRecord.rows(in:report:)` gives them.
  func append(_ rows: [UInt8], to table: ResultTable) throws(WriteFailure) {
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
  func finish() throws(WriteFailure) -> (removed: Int, changed: [String]) {
    for table in ResultTable.allCases {
      if let file = tables[table] { try folder.commit(file, as: table.fileName) }
    }
    let package = DataPackage(sizes: sizes).json
    try folder.write(package.prettyText, to: DataPackage.fileName)
    return try folder.finish()
  }
}

/// The files of `gongkai tables` in a folder: all tables as JSON, and each as CSV.
enum TableFiles {
  /// Writes `NAME.json` and `NAME-1.csv`, `NAME-2.csv`, …
  ///
  /// - Throws: `WriteFailure`.
  static func write(
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
