import PageModel
import ReportModel

/// What is to be mended and looked at in a report, for those who write it.
struct CheckList {
  private let record: DocumentRecord
  private let errors: [Finding]
  private let doubts: [Finding]
  /// What a report cannot be published without and this one lacks.
  private let lacks: [String]

  init(_ record: DocumentRecord) {
    self.record = record
    errors = record.findings.filter { $0.severity == .error }
    doubts = record.findings.filter { $0.severity == .warning }
    lacks = record.status == .rejected ? [] : Self.lacks(of: record)
  }

  var hasErrors: Bool { !errors.isEmpty || !lacks.isEmpty || record.status != .complete }
  var hasDoubts: Bool { !doubts.isEmpty }
  var isClean: Bool { !hasErrors && !hasDoubts }

  /// The list, a line or more each, with a summary above.
  var list: String {
    let all =
      [summary] + lacks.enumerated().map { "[\(mend) \($0 + 1)] \($1)" }
      + lines(of: errors, mend, after: lacks.count)
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
      zh: "\(file)\(title)：需要改正 \(errors.count + lacks.count) 处，需要核实 \(doubts.count) 处。",
      en:
        "\(file) \(title): \(errors.count + lacks.count) to mend, \(doubts.count) to look at.")
  }

  private var mend: String { text(zh: "需要改正", en: "to mend") }

  /// Who issues it and for which year, and a figure in each grid that it has: a blank form has neither.
  private static func lacks(of record: DocumentRecord) -> [String] {
    var lacks: [String] = []
    if record.report.issuer == nil {
      lacks.append(
        text(
          zh: "标题和落款均未写明发布机关，请补充。",
          en: "Neither the title nor the signature names the issuing body; add it."))
    }
    if record.report.year == nil {
      lacks.append(
        text(zh: "未写明报告年度，请在标题中补充。", en: "No year is named; add it to the title."))
    }
    for (section, grid) in [(2, "proactive."), (3, "requests."), (4, "disputes.")] {
      let cells = record.cells.filter { $0.key.rawValue.hasPrefix(grid) && $0.value.isFound }
      if !cells.isEmpty, cells.values.allSatisfy({ $0.value == nil }) {
        lacks.append(
          text(
            zh: "第\(["二", "三", "四"][section - 2])部分的表格没有任何数字，请填写；没有的填 0。",
            en:
              "The table of section \(section) holds no figure; fill it in, with 0 where there is none."
          ))
      }
    }
    return lacks
  }

  private func lines(of findings: [Finding], _ kind: String, after count: Int = 0) -> [String] {
    findings.enumerated().flatMap { index, finding -> [String] in
      var lines = [
        "[\(kind) \(count + index + 1)] "
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
