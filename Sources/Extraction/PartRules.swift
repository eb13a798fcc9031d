import PageModel
public import ReportModel

/// What is noticed about several reports in a file, as `gongkai rules` lists it.
public enum PartRules {
  public static let rules: [RuleDescription] = [
    rule(.documentParts, .info, "A file holds one report", "一个文件只有一份报告"),
    rule(.documentLeftOut, .info, "A file holds its report alone", "文件中没有报告以外的内容"),
    rule(.documentRepeated, .info, "A report stands in its file once", "同一份报告在文件中只出现一次"),
    rule(
      .documentVersionsDiffer, .warning, "A file holds one report of a body and year",
      "一个文件中同一机关同一年度只有一份报告"),
    rule(.documentPartsUnclear, .error, "Where a report begins in a file is clear", "文件中各份报告的起点明确"),
    rule(.documentPageOrder, .warning, "The pages are in the order of the form", "页面顺序与格式一致"),
    rule(.documentSideBySide, .error, "A page shows one report", "一页上没有并排的两份报告或两个年度"),
  ]

  private static func rule(
    _ id: RuleID, _ severity: Severity, _ formula: String, _ formulaZh: String
  ) -> RuleDescription {
    RuleDescription(
      id: id, severity: severity, formula: formula, formulaZh: formulaZh,
      source: "国办公开办函〔2019〕60号 and 〔2021〕30号: the form", sourceZh: "国办公开办函〔2019〕60号、〔2021〕30号所附格式")
  }
}
