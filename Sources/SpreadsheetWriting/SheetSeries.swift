import CXlsxWriter
import Glibc
import RecordCoding
import ReportModel

/// The sheet of a table, and those on which it goes on; takes rows from the top downwards.
struct SheetSeries: TableRowWriter {
  private static let headerRows = 2

  private let table: ResultTable
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let styles: SheetStyles
  private let rowsPerSheet: Int
  private var sheet: UnsafeMutablePointer<lxw_worksheet>
  private var sheetCount = 1
  private var row: lxw_row_t = 0
  private var column: lxw_col_t = 0
  /// Rows of data on all sheets.
  private(set) var rowCount = 0
  /// Whether something could not be written; `errno` may tell why.
  private(set) var isBroken = false

  /// Adds the first sheet; `nil` where the system does not let the library make its temporary file.
  init?(
    of table: ResultTable, in workbook: UnsafeMutablePointer<lxw_workbook>, styles: SheetStyles,
    rowsPerSheet: Int
  ) {
    guard let sheet = workbook_add_worksheet(workbook, table.rawValue) else { return nil }
    self.table = table
    self.workbook = workbook
    self.styles = styles
    self.rowsPerSheet = rowsPerSheet
    self.sheet = sheet
    writeHeader()
  }

  /// Completes the last sheet; `false` where not all of it reached its temporary file.
  mutating func finish() -> Bool {
    finishSheet()
    return !isBroken
  }

  // MARK: Rows

  mutating func append(_ text: String?) {
    if let text, !text.isEmpty { write(text, nil) }
    column += 1
  }

  mutating func append(_ number: Int?) { append(number.map(Double.init)) }

  mutating func append(_ number: Double?) {
    if let number, number.isFinite {
      check(worksheet_write_number(sheet, row, column, number, nil))
    }
    column += 1
  }

  mutating func append(_ number: Double?, places: Int) {
    let scale = pow(10, Double(places))
    append(number.map { ($0 * scale).rounded() / scale })
  }

  mutating func append(_ date: CalendarDate?) {
    // A spreadsheet's calendar begins in 1900.
    guard let date, date.year >= 1900 else { return append(date?.description) }
    var moment = lxw_datetime()
    moment.year = Int32(date.year)
    moment.month = Int32(date.month)
    moment.day = Int32(date.day)
    check(worksheet_write_datetime(sheet, row, column, &moment, styles.date))
    column += 1
  }

  mutating func endRow() {
    row += 1
    column = 0
    rowCount += 1
    if row >= rowsPerSheet { beginNextSheet() }
  }

  // MARK: Sheets

  private mutating func beginNextSheet() {
    finishSheet()
    sheetCount += 1
    guard let next = workbook_add_worksheet(workbook, "\(table.rawValue) \(sheetCount)") else {
      isBroken = true
      return
    }
    sheet = next
    row = 0
    writeHeader()
  }

  private mutating func writeHeader() {
    let columns = table.columns
    for text in columns.map(\.label) {
      write(text, styles.label)
      column += 1
    }
    row = 1
    column = 0
    for text in columns.map(\.name) {
      write(text, styles.identifier)
      column += 1
    }
    worksheet_set_column(sheet, 0, lxw_col_t(columns.count - 1), SheetStyles.columnWidth, nil)
    worksheet_freeze_panes(sheet, lxw_row_t(Self.headerRows), 1)
    row = lxw_row_t(Self.headerRows)
    column = 0
  }

  private mutating func finishSheet() {
    let last = max(row, lxw_row_t(Self.headerRows)) - 1
    check(worksheet_autofilter(sheet, 1, 0, last, lxw_col_t(table.columns.count - 1)))
    // Rows wait in a temporary file that the library writes to without looking.
    guard let file = sheet.pointee.optimize_tmpfile else { return }
    if fflush(file) != 0 || ferror(file) != 0 { isBroken = true }
  }

  private mutating func write(_ text: String, _ style: UnsafeMutablePointer<lxw_format>?) {
    check(worksheet_write_string(sheet, row, column, SheetText.fitting(text), style))
  }

  private mutating func check(_ result: lxw_error) {
    if result != LXW_NO_ERROR { isBroken = true }
  }
}

/// The looks of headers and dates; the workbook owns them.
struct SheetStyles {
  /// In widths of a digit; texts are cut by their neighbours, figures and dates have room.
  static let columnWidth = 14.0

  let label: UnsafeMutablePointer<lxw_format>?
  let identifier: UnsafeMutablePointer<lxw_format>?
  let date: UnsafeMutablePointer<lxw_format>?

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    label = workbook_add_format(workbook)
    format_set_bold(label)
    format_set_text_wrap(label)
    format_set_align(label, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    identifier = workbook_add_format(workbook)
    format_set_font_color(identifier, 0x60_60_60)
    date = workbook_add_format(workbook)
    format_set_num_format(date, "yyyy-mm-dd")
  }
}
