public import DocumentModel

extension DocumentRecord {
  /// The record's rows in a table, each ended by CR LF; empty where it has none.
  ///
  /// `report` is the report's key, the same in every table.
  public func rows(in table: ResultTable, report: String) -> [UInt8] {
    switch table {
    case .reports: reportRow(report)
    case .cells: cellRows(report)
    case .findings: findingRows(report)
    case .sections: sectionRows(report)
    }
  }

  /// How many findings have this severity.
  public func findingCount(_ severity: Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  private func reportRow(_ key: String) -> [UInt8] {
    var rows = CSVRows(capacity: 2048)
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
    rows.append(report.period?.from.description)
    rows.append(report.period?.to.description)
    rows.append(report.issuedOn?.description)
    rows.append(report.documentNumber)
    rows.append(report.edition?.rawValue)
    rows.append(findingCount(.error))
    rows.append(findingCount(.warning))
    rows.append(findingCount(.info))
    for cell in StandardGrid.all { rows.append(cells[cell.id]?.value) }
    rows.endRow()
    return rows.bytes
  }

  private func cellRows(_ key: String) -> [UInt8] {
    var rows = CSVRows(capacity: cells.count * 320)
    let keyField = CSVRows.escaped(key)
    for (id, reading) in cellsInFormOrder {
      rows.append(escaped: keyField)
      rows.append(source.sha256)
      rows.append(id.rawValue)
      rows.append(escaped: CellLabels.fields[id] ?? CellLabels.unknown)
      rows.append(reading.value)
      rows.append(reading.raw)
      rows.append(page: reading.page, box: reading.box)
      rows.append(reading.confidence, places: 3)
      rows.endRow()
    }
    return rows.bytes
  }

  private func findingRows(_ key: String) -> [UInt8] {
    var rows = CSVRows(capacity: findings.count * 512)
    for (index, finding) in findings.enumerated() {
      rows.append(key)
      rows.append(source.sha256)
      rows.append(index + 1)
      rows.append(finding.rule)
      rows.append(finding.severity.rawValue)
      rows.append(finding.message)
      rows.append(finding.messageZh)
      rows.append(finding.cells.map(\.rawValue).joined(separator: " "))
      rows.append(finding.expected)
      rows.append(finding.actual)
      rows.append(page: finding.page, box: finding.box)
      rows.endRow()
    }
    return rows.bytes
  }

  private func sectionRows(_ key: String) -> [UInt8] {
    var rows = CSVRows(capacity: sections.count * 2048)
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
    return rows.bytes
  }
}

extension CSVRows {
  fileprivate mutating func append(page: Int?, box: Box?) {
    append(page)
    append(box?.x0, places: 1)
    append(box?.y0, places: 1)
    append(box?.x1, places: 1)
    append(box?.y1, places: 1)
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
