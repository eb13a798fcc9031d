import PageModel
import ReportModel

/// The 2019 edition's 上一年项目数量 goes on from the year before.
struct SeriesPriorItems: SeriesRule {
  let description = RuleDescription(
    id: .seriesPriorItems, severity: .warning,
    formula: "Section 2 (2019 edition), each item: 上一年项目数量 of a year = that of the year before "
      + "+ 本年增/减 of the year before",
    formulaZh: "第二部分（2019年版）各项：本年度所填上一年项目数量＝上一年度所填上一年项目数量＋上一年度本年增/减",
    source: "Form of 国办公开办函〔2019〕60号, section 2 (what the columns are called)",
    sourceZh: "国办公开办函〔2019〕60号格式第二部分（列标题之义）")

  private static let items = ProactiveItem.allCases.filter { item in
    item.columns(in: .edition2019).contains(.priorItems)
  }

  func findings(in pair: YearPair) -> [Finding] {
    Self.items.compactMap { item in
      let prior = item.cell(.priorItems)
      guard let before = pair.figureBefore(prior),
        let change = pair.figureBefore(item.cell(.itemChange)), let actual = pair.figure(prior)
      else { return nil }
      let expected = before + change
      guard actual != expected else { return nil }
      let name = item.label(in: .edition2019)
      let page = pair.pageBefore(prior)
      let sum =
        "\(Wording.number(before)) \(change < 0 ? "−" : "+") "
        + "\(Wording.number(abs(change))) = \(Wording.number(expected))"
      return finding(
        in: pair,
        english: "Section 2, \(name): the report on \(pair.year - 1)\(page.english) gives "
          + "上一年项目数量 and 本年增/减 as \(sum), but 上一年项目数量 is now printed as "
          + "\(Wording.number(actual)). Look whether the list of items was counted anew.",
        chinese: "第二部分“\(name)”：按\(pair.year - 1)年度报告\(page.chinese)，上一年项目数量加本年增/减为\(sum)，"
          + "而本年度“上一年项目数量”印作\(Wording.number(actual))。请核对是否重新统计了事项。",
        cells: [prior], expected: expected, actual: actual)
    }
  }
}
