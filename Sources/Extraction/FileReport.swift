import PageModel
import ReportModel
import ReportParsing

/// One of the reports of a file, with what is said about its place among the others.
struct FileReport {
  var part: DocumentPart
  var report: ParsedReport
  /// Its place in the file; `nil` where it is the only report.
  var place: SourcePart?
  var findings: [Finding] = []

  init(part: DocumentPart, report: ParsedReport) {
    self.part = part
    self.report = report
    findings = part.findings
  }

  /// Whether it stands on a page; a report that is the only one has them all.
  func holds(_ page: Int) -> Bool { place == nil || part.pages.contains(page) }

  /// Of the tables of the file those that stand on its pages.
  func own(_ tables: [Table]) -> [Table] {
    tables.filter { $0.fragments.contains { holds($0.page) } }
  }

  /// The reports without those that are there twice, each with its place and what is said about it.
  static func different(among reports: [FileReport]) -> [FileReport] {
    var kept: [FileReport] = []
    for report in reports {
      if let index = kept.firstIndex(where: { $0.isSame(as: report) }) {
        kept[index].findings.append(PartFindings.repeated(kept[index].part, by: report.part))
      } else {
        kept.append(report)
      }
    }
    for index in kept.indices {
      if let finding = PartFindings.leftOut(kept[index].part) {
        kept[index].findings.append(finding)
      }
    }
    guard kept.count > 1 else { return kept }
    for index in kept.indices {
      let pages = kept[index].part.pages
      let place = SourcePart(
        number: index + 1, of: kept.count,
        pages: PageWords(pages.lowerBound).isPage ? pages : nil)
      kept[index].place = place
      kept[index].findings.insert(PartFindings.part(place, of: kept[index].report), at: 0)
      for other in kept.indices where other != index && kept[index].isVersion(of: kept[other]) {
        kept[index].findings.append(
          PartFindings.differs(kept[index].report, from: kept[other].report, on: kept[other].part))
      }
    }
    return kept
  }

  /// Whether both say the same: every figure, and the header; the text too where no header says whose
  /// they are.
  private func isSame(as other: FileReport) -> Bool {
    report.header == other.report.header && !report.cells.isEmpty
      && report.differences(from: other.report).isEmpty
      && (report.header.issuer != nil
        || report.sections.map(\.text) == other.report.sections.map(\.text))
  }

  /// Whether both are of one body and year.
  private func isVersion(of other: FileReport) -> Bool {
    report.header.issuer != nil && report.header.issuer == other.report.header.issuer
      && report.header.year != nil && report.header.year == other.report.header.year
  }
}

extension ParsedReport {
  /// The cells that the other report has otherwise.
  fileprivate func differences(from other: ParsedReport) -> [CellID] {
    Set(cells.keys).union(other.cells.keys).filter { id in
      cells[id]?.value != other.cells[id]?.value || cells[id]?.raw != other.cells[id]?.raw
    }.sorted()
  }
}

/// What is said about the reports of a file.
private enum PartFindings {
  static func part(_ place: SourcePart, of report: ParsedReport) -> Finding {
    let title = report.header.title ?? ""
    let (pages, pagesZh) =
      place.pages.map {
        (", on pages \($0[0]) to \($0[1])", "，在第 \($0[0]) 至 \($0[1]) 页")
      } ?? ("", "")
    return Finding(
      rule: .documentParts, severity: .info,
      message:
        "The file holds \(place.of) reports; this is number \(place.number)\(pages). It begins where a "
        + "title, the numbering of sections "
        + "and the grids do: “\(title)”.",
      messageZh:
        "文件含 \(place.of) 份报告，本报告为第 \(place.number) 份\(pagesZh)。"
        + "起点依据标题、各部分序号和表格重新开始之处：“\(title)”。",
      page: place.pages?[0])
  }

  static func leftOut(_ part: DocumentPart) -> Finding? {
    guard let first = part.pagesLeftOut.first else { return nil }
    let list = PageWords(first).isPage ? Self.pages(part.pagesLeftOut) : []
    let pages = list.isEmpty ? "" : " on page \(list.joined(separator: ", "))"
    let pagesZh = list.isEmpty ? "" : "第 \(list.joined(separator: "、")) 页的"
    let beginning = part.firstLeftOut.map { String($0.prefix(30)) } ?? ""
    return Finding(
      rule: .documentLeftOut, severity: .info,
      message:
        "What stands before or behind the report\(pages) is no part of it and was left out; it begins "
        + "with “\(beginning)”.",
      messageZh: "报告前后\(pagesZh)内容不属于本报告，未予采用；其开头为“\(beginning)”。",
      page: first)
  }

  static func repeated(_ part: DocumentPart, by other: DocumentPart) -> Finding {
    let (first, last) = (other.pages.lowerBound, other.pages.upperBound)
    let hasPages = PageWords(first).isPage
    return Finding(
      rule: .documentRepeated, severity: .info,
      message: hasPages
        ? "Pages \(first) to \(last) show the same report again; it was taken once."
        : "The document shows the same report again; it was taken once.",
      messageZh: hasPages
        ? "第 \(first) 至 \(last) 页为同一份报告的重复，只取一份。" : "同一份报告在文档中重复出现，只取一份。", page: first)
  }

  /// How many cells are told with what both have.
  private static let cellsTold = 10

  static func differs(
    _ report: ParsedReport, from other: ParsedReport, on part: DocumentPart
  ) -> Finding {
    let cells = report.differences(from: other)
    let pairs = cells.prefix(cellsTold).map { id in
      "\(id): “\(report.cells[id]?.raw ?? "")” / “\(other.cells[id]?.raw ?? "")”"
    }.joined(separator: "; ")
    let (first, last) = (part.pages.lowerBound, part.pages.upperBound)
    let what =
      cells.isEmpty
      ? "all figures are the same, but not the header"
      : "\(cells.count) cells differ. Here / there: \(pairs)"
    let whatZh =
      cells.isEmpty ? "数字相同，但标题、日期等不同" : "\(cells.count) 个单元格不同。本份/另一份：\(pairs)"
    return Finding(
      rule: .documentVersionsDiffer, severity: .warning,
      message:
        "Both are kept: \(PageWords(first).isPage ? "pages \(first) to \(last) hold" : "the document holds") "
        + "another report of the same body and year; " + what,
      messageZh:
        "\(PageWords(first).isPage ? "第 \(first) 至 \(last) 页" : "文档中")另有同一机关同一年度的报告，两份均予保留：\(whatZh)",
      cells: cells, page: first)
  }

  /// Page numbers as people write them: `1`, `7–9`.
  private static func pages(_ numbers: [Int]) -> [String] {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, number == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
  }
}
