import PageModel
import ReportModel

/// What a year carries on is what the next year begins with.
struct SeriesRequestsCarried: SeriesRule {
  let description = RuleDescription(
    id: .seriesRequestsCarried, severity: .error,
    formula: "Section 3, each column: 二、上年结转 of a year = 四、结转下年度 of the year before",
    formulaZh: "第三部分每一列：本年度第二项（上年结转）＝上一年度报告第四项（结转下年度）",
    source: "Form of 国办公开办函〔2021〕30号 and 〔2019〕60号, section 3 (what the rows are called)",
    sourceZh: "国办公开办函〔2021〕30号、〔2019〕60号格式第三部分（行标题之义）")

  func findings(in pair: YearPair) -> [Finding] {
    Applicant.allCases.compactMap { applicant in
      let carriedIn = RequestRow.carriedIn.cell(applicant)
      let carriedOut = RequestRow.carriedOut.cell(applicant)
      guard let actual = pair.figure(carriedIn), let expected = pair.figureBefore(carriedOut),
        actual != expected
      else { return nil }
      let name = Wording.name(of: applicant)
      let page = pair.pageBefore(carriedOut)
      return finding(
        in: pair,
        english: "Section 3, column “\(name)”: 二、上年结转 is printed as \(Wording.number(actual)), "
          + "but 四、结转下年度 of the report on \(pair.year - 1) as "
          + "\(Wording.number(expected))\(page.english). Look at the two reports side by side.",
        chinese: "第三部分“\(name)”一列：第二项（上年结转）印作\(Wording.number(actual))，而\(pair.year - 1)年度报告"
          + "第四项（结转下年度）为\(Wording.number(expected))\(page.chinese)。请对照两年的报告核实。",
        cells: [carriedIn], expected: expected, actual: actual)
    }
  }
}
