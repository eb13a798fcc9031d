import PageModel
import ReportModel

/// Blank cells that can only mean 0, since the filled ones already give the printed total.
struct BlankZero: Rule {
  let description = RuleDescription(
    id: .blankZero, severity: .info,
    formula:
      "A blank cell can only mean 0 where the filled cells already add up to the printed total",
    formulaZh: "已填各项之和等于所印总计时，空白格只能表示0",
    source: "Form of 国办公开办函〔2021〕30号 (cells are to be filled in, 0 where there is nothing)",
    sourceZh: "国办公开办函〔2021〕30号格式（没有的应填0）")

  func findings(in subject: Subject) -> [Finding] {
    let grids = [(3, subject.relations.requestBlanks), (4, subject.relations.disputeBlanks)]
    return grids.compactMap { section, cells in
      guard !cells.isEmpty else { return nil }
      return finding(
        in: subject,
        english:
          "Section \(section): \(cells.count) blank cell(s) can only mean 0, since the filled "
          + "cells already add up to the printed totals. They are kept as blank.",
        chinese: "第\(Wording.numeral(section))部分：\(cells.count)个空白格只能表示0，因已填各项之和等于所印总计；数据中仍保留为空。",
        cells: cells)
    }
  }
}
