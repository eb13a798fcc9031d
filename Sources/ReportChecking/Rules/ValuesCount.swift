import PageModel
import ReportModel

/// Counts are whole numbers from 0; amounts of money may have decimals but are not negative.
struct ValuesCount: Rule {
  let description = RuleDescription(
    id: .valuesCount, severity: .error,
    formula:
      "Counts are whole numbers ≥ 0 and < 10⁹ (the 2019 form's 本年增/减 may be negative); amounts ≥ 0",
    formulaZh: "件数、项数应为不小于0、小于10亿的整数（2019年格式“本年增/减”可为负数）；金额不得为负数",
    source: "Form of 国办公开办函〔2021〕30号 and of 国办公开办函〔2019〕60号",
    sourceZh: "国办公开办函〔2021〕30号、国办公开办函〔2019〕60号格式")

  /// Less than one for each person in the country: nobody counts so many, and digits of something else,
  /// the number of a seal for instance, have come in.
  private static let most = 1e9

  func findings(in subject: Subject) -> [Finding] {
    let report = subject.report
    guard report.cells.values.contains(where: isOdd) else { return [] }
    let cells = StandardGrid.cells(
      proactive: report.proactiveEdition, requests: report.requestsEdition)
    return cells.compactMap { cell in
      guard let value = report.value(cell.id) else { return nil }
      let isNegative = value < 0 && !cell.allowsNegative
      let isBroken = cell.unit.isCount && value != value.rounded()
      let isHuge = cell.unit.isCount && value >= Self.most
      guard isNegative || isBroken || isHuge else { return nil }
      let name = Wording.name(of: cell.id)
      let shown = Wording.number(value)
      return finding(
        in: subject,
        english: "“\(name)” is printed as \(shown), but it must be "
          + (isNegative
            ? "at least 0"
            : isHuge ? "below 1,000,000,000" : "a whole number (unit: \(cell.unit.rawValue))")
          + ". Look at the figure in the cell.",
        chinese: "“\(name)”印作\(shown)，应为"
          + (isNegative
            ? "不小于0的数" : isHuge ? "小于10亿的数" : "整数（单位：\(cell.unit.rawValue)）") + "。请核对该格数字。",
        cells: [cell.id], actual: value)
    }
  }

  /// Few reports have such a figure at all, so most need no walk through the form.
  private func isOdd(_ reading: CellReading) -> Bool {
    guard let value = reading.value else { return false }
    return value < 0 || value != value.rounded() || value >= Self.most
  }
}
