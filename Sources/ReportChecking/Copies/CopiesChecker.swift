import PageModel
public import ReportModel

/// Holds the copies of one report against each other: the PDF, the web page and the Word document of one body and
/// year.
///
/// A later PDF in place of an earlier one is a correction; a PDF beside a page says, or should say, the same.
public struct CopiesChecker: Sendable {
  public init() {}

  public static let rules = [
    RuleDescription(
      id: .copiesDiffer, severity: .warning,
      formula: "The PDF, the web page and the Word document of one report have the same figures",
      formulaZh: "同一报告的 PDF、网页和 Word 文档数字相同",
      source: "One report is published in several forms", sourceZh: "同一报告以多种形式发布")
  ]

  /// What a report has otherwise than its copies.
  ///
  /// - Parameters:
  ///   - record: The report.
  ///   - others: Other documents of that body and year, the newest first; of each form the first is compared.
  /// - Returns: A finding for each copy with other figures; their place is that of the first cell.
  public func findings(about record: DocumentRecord, against others: [DocumentRecord]) -> [Finding]
  {
    var compared: Set<Form> = [Form(of: record)]
    return others.compactMap { other in
      guard record.status != .rejected, other.status != .rejected,
        record.report.year != nil, record.report.year == other.report.year,
        compared.insert(Form(of: other)).inserted
      else { return nil }
      let cells = Self.differences(record, other)
      return cells.isEmpty ? nil : Self.finding(record, other, cells)
    }
  }

  /// In which form a report was published.
  private enum Form {
    case pages, webPage, word

    init(of record: DocumentRecord) {
      let name = record.source.file.lowercased()
      if record.source.pages != nil {
        self = .pages
      } else if [".html", ".htm", ".shtml", ".mht", ".mhtml"].contains(where: name.hasSuffix) {
        self = .webPage
      } else {
        self = .word
      }
    }
  }

  /// Cells with different figures, in the order of the form. A blank says the same as 0; what a copy lacks that
  /// was read in part is told there.
  private static func differences(_ one: DocumentRecord, _ other: DocumentRecord) -> [CellID] {
    func isRead(_ id: CellID, _ record: DocumentRecord) -> Bool {
      record.status == .complete || record.cells[id]?.isFound == true
    }
    return Set(one.cells.keys).union(other.cells.keys).filter { id in
      isRead(id, one) && isRead(id, other)
        && (one.cells[id]?.value ?? 0) != (other.cells[id]?.value ?? 0)
    }.sorted()
  }

  /// How many cells are told with what both have.
  private static let mostTold = 10

  private static func finding(
    _ record: DocumentRecord, _ other: DocumentRecord, _ cells: [CellID]
  ) -> Finding {
    func printed(_ id: CellID, _ record: DocumentRecord) -> String {
      guard let cell = record.cells[id], cell.isFound else { return "—" }
      return "“\(cell.raw)”"
    }
    let told = cells.prefix(mostTold).map {
      "\($0): \(printed($0, record)) / \(printed($0, other))"
    }
    let more = cells.count > mostTold
    let place = cells.lazy.compactMap { record.cells[$0] }.first { $0.isFound }
    var finding = Finding(
      rule: .copiesDiffer, severity: .warning,
      message:
        "Of the same report “\(other.source.file)” has other figures in \(cells.count) cells. Here / there: "
        + told.joined(separator: "; ") + (more ? "; …" : "") + ". Look at the two side by side.",
      messageZh: "同一报告的“\(other.source.file)”有 \(cells.count) 个单元格数字不同（本份/另一份）："
        + told.joined(separator: "；") + (more ? "；……" : "") + "。请对照两份文件核实。",
      cells: cells, expected: cells.count == 1 ? other.cells[cells[0]]?.value : nil,
      actual: cells.count == 1 ? record.cells[cells[0]]?.value : nil, page: place?.page,
      box: place?.box)
    finding.place = place?.place
    return finding
  }
}
