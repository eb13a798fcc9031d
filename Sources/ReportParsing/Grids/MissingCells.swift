import PageModel
import ReportModel

/// Names the standard cells that the document does not have.
enum MissingCells {
  /// No row of （六）其他处理 was found, so the edition of the section-3 grid is a guess.
  static let uncertainEdition = Finding(
    rule: .readingEditionUncertain, severity: .error,
    message:
      "No row of （六）其他处理 was found; the grid is taken to be of the 2021 edition. If the report has "
      + "one such row, its figures are missing here.",
    messageZh: "未找到（六）其他处理的任何一行，暂按 2021 版处理；若原件只有一行，其数字未读出。",
    cells: Applicant.allCases.map(RequestRow.other.cell))

  /// One finding for each row of a grid that has cells missing; it names the row's blank cells too,
  /// for what took the others away may have emptied these.
  static func findings(_ standard: [StandardCell], _ readings: [CellID: CellReading]) -> [Finding] {
    let incomplete = Set(
      standard.filter { readings[$0.id]?.isFound != true }.map { "\($0.table)/\($0.rowLabel)" })
    var missing: [(label: String, cells: [CellID])] = []
    for cell in standard where incomplete.contains("\(cell.table)/\(cell.rowLabel)") {
      if let reading = readings[cell.id], reading.isFound, reading.value != nil { continue }
      if missing.last?.label == cell.rowLabel {
        missing[missing.count - 1].cells.append(cell.id)
      } else {
        missing.append((cell.rowLabel, [cell.id]))
      }
    }
    return missing.map { label, cells in
      Finding(
        rule: .readingCellMissing, severity: .error,
        message:
          "\(cells.count) cells of the row “\(label)” were not found or are blank; look whether the report has them.",
        messageZh: "未找到“\(label)”一行的 \(cells.count) 个单元格或其内容为空，请核对原件是否有此内容。", cells: cells)
    }
  }
}
