private import CXlsxWriter
public import FileOutput
import Glibc
public import RecordCoding
public import ReportModel

/// Writes the tables of records as an xlsx file, a record at a time and in constant memory.
///
/// The sheets are `reports`, `cells` and `findings`, their columns those of the CSV files. Two rows
/// stay in sight: Chinese labels, and under them the identifiers, on which the filters are. Figures
/// and dates are typed, and no text is ever a formula. A table with more rows than a sheet may have
/// goes on in a further sheet (`cells 2`). The file appears under its name only when it is whole.
///
/// Owns a workbook of libxlsxwriter, which knows no threads: not Sendable.
public final class WorkbookWriter {
  /// Name of the file in a folder of results.
  public static let fileName = "gongkai.xlsx"
  /// The tables that get sheets; sections are running text, for which a spreadsheet has no room.
  public static let tables: [ResultTable] = [.reports, .cells, .findings]

  private let path: String
  private let temporaryPath: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var sheets: [ResultTable: SheetSeries] = [:]

  /// Begins a workbook.
  ///
  /// - Parameters:
  ///   - path: The final name; its folder must be there, and takes the temporary files as well.
  ///   - rowsPerSheet: Rows of a sheet with its two header rows; a spreadsheet has room for
  ///     1,048,576.
  /// - Throws: `WriteFailure`.
  public init(path: String, rowsPerSheet: Int = 1_048_576) throws(WriteFailure) {
    self.path = path
    temporaryPath = AtomicFile.temporaryPath(beside: path)
    // The library creates its file at the end; a folder that takes none must show at once.
    try AtomicFile.write([], to: temporaryPath)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    workbook = folder.withCString { folder in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      // Beside the result: where /tmp is kept in memory, memory would grow with the archive.
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(temporaryPath, &options)
    }
    guard let workbook else { throw failure(.create) }
    let styles = SheetStyles(workbook)
    for table in Self.tables {
      guard
        let series = SheetSeries(
          of: table, in: workbook, styles: styles, rowsPerSheet: max(3, rowsPerSheet))
      else { throw failure(.create) }
      sheets[table] = series
    }
  }

  deinit {
    guard let workbook else { return }
    lxw_workbook_free(workbook)
    unlink(temporaryPath)
  }

  /// Appends a record's rows; `report` is its key, the same in every sheet.
  ///
  /// - Throws: `WriteFailure`.
  public func append(_ record: DocumentRecord, report: String) throws(WriteFailure) {
    for table in Self.tables {
      guard var series = sheets[table] else { continue }
      record.write(table, report: report, to: &series)
      sheets[table] = series
      if series.isBroken { throw failure(.write) }
    }
  }

  /// Makes the workbook whole and gives it its name, replacing what had it.
  ///
  /// - Parameter willPublish: Is told the path of the whole file before it has its name.
  /// - Throws: `WriteFailure`; nothing is then under the name that was not before.
  public func finish(
    willPublish: (_ temporaryPath: String) throws(WriteFailure) -> Void = { _ in }
  ) throws(WriteFailure) {
    guard let workbook else { return }
    for table in Self.tables where sheets[table]?.finish() == false { throw failure(.write) }
    let rows = sheets.values.reduce(0) { $0 + $1.rowCount }
    // Past 4 GiB the container needs a form that some older spreadsheets do not open.
    workbook.pointee.options.use_zip64 = rows > Self.rowsOfAClassicContainer ? 1 : 0
    self.workbook = nil
    sheets = [:]
    // Some of the library's writing goes unchecked; the system's error number does not.
    errno = 0
    let result = workbook_close(workbook)
    guard result == LXW_NO_ERROR, errno != ENOSPC, errno != EDQUOT, errno != EFBIG else {
      let failure = failure(.write)
      unlink(temporaryPath)
      throw failure
    }
    do {
      try willPublish(temporaryPath)
    } catch {
      unlink(temporaryPath)
      throw error
    }
    try AtomicFile.publish(temporaryPath, as: path)
  }

  /// A row of the widest table takes some 2 KB before it is packed.
  private static let rowsOfAClassicContainer = 1_000_000

  private func failure(_ operation: WriteFailure.Operation) -> WriteFailure {
    WriteFailure(operation: operation, path: path, code: errno == 0 ? EIO : errno)
  }
}
