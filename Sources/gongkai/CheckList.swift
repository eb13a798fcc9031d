import DocumentModel

/// What is to be mended and looked at in a report, for those who write it.
struct CheckList {
  private let record: DocumentRecord
  private let errors: [Finding]
  private let doubts: [Finding]

  init(_ record: DocumentRecord) {
    self.record = record
    errors = record.findings.filter { $0.severity == .error }
    doubts = record.findings.filter { $0.severity == .warning }
  }

  var hasErrors: Bool { !errors.isEmpty || record.status != .complete }
  var hasDoubts: Bool { !doubts.isEmpty }
  var isClean: Bool { !hasErrors && !hasDoubts }

  /// The list, a line or more each, with a summary above.
  var list: String {
    let all =
      [summary] + lines(of: errors, text(zh: "需要改正", en: "to mend"))
      + lines(of: doubts, text(zh: "需要核实", en: "to look at"))
    return all.map(\.printable).joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let file = record.source.file
    if record.status == .rejected {
      return text(zh: "\(file)：未能检查。", en: "\(file): could not be checked.")
    }
    let title = record.report.title.map { "“\($0)”" } ?? ""
    if isClean {
      return text(
        zh: "\(file)\(title)：\(record.cells.count) 个数据单元格全部读取，未发现需要改正之处。",
        en: "\(file) \(title): all \(record.cells.count) cells were read; nothing is to be mended.")
    }
    return text(
      zh: "\(file)\(title)：需要改正 \(errors.count) 处，需要核实 \(doubts.count) 处。",
      en: "\(file) \(title): \(errors.count) to mend, \(doubts.count) to look at.")
  }

  private func lines(of findings: [Finding], _ kind: String) -> [String] {
    findings.enumerated().flatMap { index, finding -> [String] in
      var lines = [
        "[\(kind) \(index + 1)] "
          + text(zh: finding.messageZh, en: finding.message)
      ]
      if let place = place(of: finding) { lines.append("    \(place)") }
      lines.append("    \(text(zh: "规则", en: "rule")): \(finding.rule)")
      return lines
    }
  }

  /// Where to look: the place of the finding, else of the first cell that it names.
  private func place(of finding: Finding) -> String? {
    let cell = finding.cells.lazy.compactMap { record.cells[$0] }.first { $0.isFound }
    if let place = finding.place ?? cell?.place, let table = place.table, let row = place.row,
      let column = place.column
    {
      return text(
        zh: "位置：第 \(table) 个表格第 \(row) 行第 \(column) 列",
        en: "where: table \(table), row \(row), column \(column)")
    }
    guard let page = finding.page ?? cell?.page else { return nil }
    return text(zh: "位置：第 \(page) 页", en: "where: page \(page)")
  }
}
