import Foundation
import RecordCoding
import ReportChecking
import ReportModel

/// The figures of several reports beside each other: what `gongkai show` and `gongkai compare` print.
struct FigureComparison {
  struct Column {
    /// What stands above it: a year, or a report's name.
    var title: String
    var record: DocumentRecord
  }

  enum Format: String, CaseIterable { case table, csv, json }

  let columns: [Column]
  /// The cells to show, in the order of the form.
  let cells: [StandardCell]
  /// What the reports of one body contradict in one another.
  let findings: [Finding]

  /// - Parameters:
  ///   - columns: The reports.
  ///   - wanted: Parts of identifiers or labels; all cells where there is none.
  ///   - onlyDifferences: Whether cells that say the same in all columns are left out.
  ///   - isSeries: Whether the reports are one body's.
  init(_ columns: [Column], wanted: [String], onlyDifferences: Bool, isSeries: Bool) {
    self.columns = columns
    let records = columns.map(\.record)
    cells = StandardGrid.all.filter { cell in
      let readings = records.map { $0.cells[cell.id] }
      guard readings.contains(where: { $0 != nil }) else { return false }
      if onlyDifferences, Set(readings.map { $0?.value }).count == 1 { return false }
      return wanted.isEmpty || wanted.contains { cell.matches($0) }
    }
    let shown = Set(cells.map(\.id))
    findings =
      isSeries
      ? SeriesChecker().findings(in: records).joined().filter {
        wanted.isEmpty || !shown.isDisjoint(with: $0.cells)
      } : []
  }

  /// How a figure stands in the table: ? where it is doubtful, ! where it contradicts others, - where the cell is blank;
  /// nothing where the form has no such cell.
  private func mark(_ id: CellID, _ states: [CellID: CellState], _ record: DocumentRecord) -> String
  {
    guard let reading = record.cells[id] else { return "" }
    let figure = reading.value?.figureText
    switch states[id] {
    case .doubtful: return (figure ?? "") + "?"
    case .contradicts: return (figure ?? "-") + "!"
    default: return figure ?? "-"
    }
  }

  private var isOfTwo: Bool { columns.count == 2 }

  /// The second less the first.
  private func difference(_ id: CellID) -> Double? {
    guard isOfTwo, let first = columns[0].record.cells[id]?.value,
      let second = columns[1].record.cells[id]?.value
    else { return nil }
    return second - first
  }

  // MARK: Forms

  func bytes(_ format: Format, title: String) throws -> [UInt8] {
    switch format {
    case .table: Array((table(title).joined(separator: "\n") + "\n").utf8)
    case .csv: csv
    case .json: try json(title)
    }
  }

  private func table(_ title: String) -> [String] {
    var table = TextTable(
      [.left, .left] + columns.map { _ in .right } + (isOfTwo ? [.right] : []))
    table.append(
      [text(zh: "单元格", en: "cell"), text(zh: "项目", en: "label")] + columns.map(\.title)
        + (isOfTwo ? [text(zh: "增减", en: "change")] : []))
    let states = columns.map(\.record.cellStates)
    var isMarked = false
    for cell in cells {
      let figures = zip(columns, states).map { mark(cell.id, $1, $0.record) }
      isMarked = isMarked || figures.contains { $0.hasSuffix("?") || $0.hasSuffix("!") }
      let change = difference(cell.id).map { ($0 > 0 ? "+" : "") + $0.figureText } ?? ""
      table.append([cell.id.rawValue, cell.shortLabel] + figures + (isOfTwo ? [change] : []))
    }
    var lines = [title.printable, ""] + (cells.isEmpty ? [] : table.lines)
    if cells.isEmpty { lines.append(text(zh: "没有不同之处。", en: "No difference.")) }
    if isMarked {
      lines += [
        "",
        text(
          zh: "? 读取存疑，请对照原页；! 与其他数字矛盾。",
          en: "? doubtful, compare the page; ! contradicts other figures."),
      ]
    }
    if !findings.isEmpty {
      lines += ["", text(zh: "年度之间：", en: "Across the years:")]
      lines += findings.map { "  " + text(zh: $0.messageZh, en: $0.message).printable }
    }
    return lines
  }

  private var csv: [UInt8] {
    var text = CSVText()
    text.append(["cell_id", "row_label", "column_label", "unit"] + columns.map(\.title))
    for cell in cells {
      text.append(
        [cell.id.rawValue, cell.rowLabel, cell.columnLabel, cell.unit.rawValue],
        columns.map { $0.record.cells[cell.id]?.value })
    }
    return text.bytes
  }

  private struct Sheet: Encodable {
    struct Report: Encodable {
      var title: String
      var file: String
      var sha256: String?
      var status: String
      var issuer: String?
      var year: Int?
    }

    struct Row: Encodable {
      var rowLabel: String
      var columnLabel: String
      var unit: String
      /// A figure a report; `null` where the cell is blank or is not there.
      var values: [Double?]
      var states: [String?]

      private enum CodingKeys: String, CodingKey {
        case unit, values, states
        case rowLabel = "row_label"
        case columnLabel = "column_label"
      }
    }

    var title: String
    var reports: [Report]
    var cells: [String: Row]
    var findings: [Finding]
  }

  private func json(_ title: String) throws -> [UInt8] {
    let states = columns.map(\.record.cellStates)
    let sheet = Sheet(
      title: title,
      reports: columns.map { column in
        let record = column.record
        return Sheet.Report(
          title: column.title, file: record.source.file, sha256: record.source.sha256,
          status: record.status.rawValue, issuer: record.report.issuer, year: record.report.year)
      },
      cells: Dictionary(
        uniqueKeysWithValues: cells.map { cell in
          (
            cell.id.rawValue,
            Sheet.Row(
              rowLabel: cell.rowLabel, columnLabel: cell.columnLabel, unit: cell.unit.rawValue,
              values: columns.map { $0.record.cells[cell.id]?.value },
              states: states.map { $0[cell.id]?.rawValue })
          )
        }), findings: findings)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array(try encoder.encode(sheet)) + [UInt8(ascii: "\n")]
  }
}

extension StandardCell {
  /// The innermost labels of row and column.
  fileprivate var shortLabel: String {
    [rowLabel, columnLabel].map { label in
      // 本年增/减 is one label.
      label.hasSuffix("增/减") ? "本年增/减" : label.split(separator: "/").last.map(String.init) ?? label
    }.joined(separator: " · ")
  }

  /// Whether words are a part of the identifier or of a label.
  fileprivate func matches(_ words: String) -> Bool {
    [id.rawValue, table, rowLabel, columnLabel].contains { $0.contains(words) }
  }
}
