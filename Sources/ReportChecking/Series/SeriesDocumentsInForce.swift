import ReportModel

/// 规章 and 规范性文件 in force change by those made and those repealed.
struct SeriesDocumentsInForce: SeriesRule {
  // A warning: documents also expire of themselves, or go in a clean-up that is counted elsewhere.
  let description = RuleDescription(
    id: .seriesDocumentsInForce, severity: .warning,
    formula: "Section 2 (2021 edition), 规章 and 行政规范性文件: 现行有效件数 of a year = that of the year "
      + "before + 本年制发件数 − 本年废止件数",
    formulaZh: "第二部分（2021年版）规章、行政规范性文件：现行有效件数＝上一年度现行有效件数＋本年制发件数－本年废止件数",
    source: "Form of 国办公开办函〔2021〕30号, section 2 (what the columns are called)",
    sourceZh: "国办公开办函〔2021〕30号格式第二部分（列标题之义）")

  func findings(in pair: YearPair) -> [Finding] {
    [ProactiveItem.regulations, .normativeDocuments].compactMap { item in
      let inForce = item.cell(.inForce)
      guard let before = pair.figureBefore(inForce), let issued = pair.figure(item.cell(.issued)),
        let repealed = pair.figure(item.cell(.repealed)), let actual = pair.figure(inForce)
      else { return nil }
      let expected = before + issued - repealed
      guard actual != expected else { return nil }
      let name = item.label(in: .edition2021)
      let page = pair.pageBefore(inForce)
      let sum =
        [before, issued].map(Wording.number).joined(separator: " + ")
        + " − \(Wording.number(repealed)) = \(Wording.number(expected))"
      return finding(
        in: pair,
        english:
          "Section 2, \(name): 现行有效件数 of \(pair.year - 1)\(page.english) + 制发 − 废止 = \(sum), "
          + "but \(Wording.number(actual)) is printed. "
          + "Look whether documents expired or were cleaned up, or figures were mistaken.",
        chinese: "第二部分“\(name)”：\(pair.year - 1)年度现行有效件数\(page.chinese)加制发减废止为\(sum)，"
          + "而本年度印作\(Wording.number(actual))。请核对是否有自然失效、集中清理，或填报有误。",
        cells: [inForce, item.cell(.issued), item.cell(.repealed)], expected: expected,
        actual: actual)
    }
  }
}
