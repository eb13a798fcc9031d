import PageModel
public import ReportModel

/// What takes the rows of a table, a field at a time from left to right.
public protocol TableRowWriter {
  /// A text; `nil` and `""` both leave the field empty.
  mutating func append(_ text: String?)
  mutating func append(_ number: Int?)
  mutating func append(_ number: Double?)
  /// A number rounded to so many decimals.
  mutating func append(_ number: Double?, places: Int)
  mutating func append(_ date: CalendarDate?)
  /// The four fields that say what a standard cell is, the same in every report.
  mutating func append(labelsOf id: CellID)
  mutating func endRow()
}

extension TableRowWriter {
  public mutating func append(labelsOf id: CellID) {
    let cell = StandardGrid.cell(id)
    append(cell?.table)
    append(cell?.rowLabel)
    append(cell?.columnLabel)
    append(cell?.unit.rawValue)
  }

  fileprivate mutating func append(page: Int?, box: Box?) {
    append(page)
    append(box?.x0, places: 1)
    append(box?.y0, places: 1)
    append(box?.x1, places: 1)
    append(box?.y1, places: 1)
  }
}

extension DocumentRecord {
  /// The record's rows in a table as CSV, each ended by CR LF; empty where it has none.
  ///
  /// `report` is the report's key, the same in every table.
  public func rows(in table: ResultTable, report: String) -> [UInt8] {
    let capacity =
      switch table {
      case .reports: 2048
      case .cells: cells.count * 320
      case .findings: findings.count * 512
      case .sections: sections.count * 2048
      }
    var rows = CSVRows(capacity: capacity)
    write(table, report: report, to: &rows)
    return rows.bytes
  }

  /// Gives the record's rows in a table, in the order of `ResultTable.columns`.
  ///
  /// `report` is the report's key, the same in every table.
  public func write(_ table: ResultTable, report: String, to rows: inout some TableRowWriter) {
    switch table {
    case .reports: writeReport(report, to: &rows)
    case .cells: writeCells(report, to: &rows)
    case .findings: writeFindings(report, to: &rows)
    case .sections: writeSections(report, to: &rows)
    }
  }

  /// How many findings have this severity.
  public func findingCount(_ severity: Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  private func writeReport(_ key: String, to rows: inout some TableRowWriter) {
    rows.append(key)
    rows.append(source.file)
    rows.append(source.sha256)
    rows.append(source.bytes)
    rows.append(source.pages)
    rows.append(source.producer)
    rows.append(source.textSource.rawValue)
    rows.append(status.rawValue)
    rows.append(report.title)
    rows.append(report.issuer)
    rows.append(report.year)
    rows.append(report.period?.from)
    rows.append(report.period?.to)
    rows.append(report.issuedOn)
    rows.append(report.documentNumber)
    rows.append(report.edition?.rawValue)
    rows.append(findingCount(.error))
    rows.append(findingCount(.warning))
    rows.append(findingCount(.info))
    for cell in StandardGrid.all { rows.append(cells[cell.id]?.value) }
    rows.append(source.url)
    rows.append(source.fetchedAt)
    rows.endRow()
  }

  private func writeCells(_ key: String, to rows: inout some TableRowWriter) {
    for (id, reading) in cellsInFormOrder {
      rows.append(key)
      rows.append(source.sha256)
      rows.append(id.rawValue)
      rows.append(labelsOf: id)
      rows.append(reading.value)
      rows.append(reading.raw)
      rows.append(page: reading.page, box: reading.box)
      rows.append(reading.confidence, places: 3)
      rows.append(reading.place?.table)
      rows.append(reading.place?.row)
      rows.append(reading.place?.column)
      rows.append(reading.place?.path)
      rows.endRow()
    }
  }

  private func writeFindings(_ key: String, to rows: inout some TableRowWriter) {
    for (index, finding) in findings.enumerated() {
      rows.append(key)
      rows.append(source.sha256)
      rows.append(index + 1)
      rows.append(finding.rule.rawValue)
      rows.append(finding.severity.rawValue)
      rows.append(finding.message)
      rows.append(finding.messageZh)
      rows.append(finding.cells.map(\.rawValue).joined(separator: " "))
      rows.append(finding.expected)
      rows.append(finding.actual)
      rows.append(page: finding.page, box: finding.box)
      rows.endRow()
    }
  }

  private func writeSections(_ key: String, to rows: inout some TableRowWriter) {
    for section in sections {
      rows.append(key)
      rows.append(source.sha256)
      rows.append(section.number)
      rows.append(section.heading)
      rows.append(section.printedNumeral)
      rows.append(section.page)
      rows.append(section.text)
      rows.endRow()
    }
  }
}

extension CSVRows: TableRowWriter {
  mutating func append(_ date: CalendarDate?) { append(date?.description) }

  mutating func append(labelsOf id: CellID) {
    append(escaped: CellLabels.fields[id] ?? CellLabels.unknown)
  }
}

/// The four columns of a cell that are the same in every report.
private enum CellLabels {
  static let fields: [CellID: [UInt8]] = Dictionary(
    StandardGrid.all.map { cell in
      var rows = CSVRows()
      rows.append(cell.table)
      rows.append(cell.rowLabel)
      rows.append(cell.columnLabel)
      rows.append(cell.unit.rawValue)
      return (cell.id, rows.bytes)
    }, uniquingKeysWith: { first, _ in first })

  static let unknown = Array(",,,".utf8)
}
