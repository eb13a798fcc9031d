import PageModel
import ReportModel

/// Section 6 says what 信息处理费 was charged, be it none.
struct ProcessingFeeMissing: Rule {
  let description = RuleDescription(
    id: .processingFeeMissing, severity: .warning,
    formula: "Section 6 says what 信息处理费 was charged in the year, or that none was",
    formulaZh: "第六部分应说明本年度收取信息处理费的情况（未收取的也应说明）",
    source: "国办函〔2020〕109号 (rules on information processing fees); form of 国办公开办函〔2021〕30号",
    sourceZh: "国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号格式第六部分")

  func findings(in subject: Subject) -> [Finding] {
    let report = subject.report
    // The rules hold from 2021; reports on earlier years did not have to say so.
    guard (report.header.year ?? 2021) >= 2021 else { return [] }
    let sections = report.sections.filter { $0.number == 6 }
    let text = sections.flatMap { FoldedText.folded($0.text) }
    guard let section = sections.first, !text.isEmpty else { return [] }
    let says = Phrases.fee.contains { text.holds($0) }
    if says { return [] }
    let elsewhere = report.sections.first { other in
      other.number != 6 && FoldedText.folded(other.text).holds(Phrases.processingFee)
    }
    if let elsewhere {
      return [
        finding(
          .info, in: subject,
          english: "Section 6 does not speak of 信息处理费; section \(elsewhere.number) does. "
            + "The form asks for it in section 6.",
          chinese: "第六部分未提信息处理费，第\(Wording.numeral(elsewhere.number))部分有说明；按格式应写在第六部分。",
          page: section.page)
      ]
    }
    if text.count <= Phrases.longestNothing && Phrases.nothing.contains(where: { text.holds($0) }) {
      return [
        finding(
          .info, in: subject,
          english: "Section 6 only says that there is nothing to report; whether 信息处理费 was "
            + "charged has to be said even where none was.",
          chinese: "第六部分仅写“无”；即使未收取信息处理费也应说明。", page: section.page)
      ]
    }
    return [
      finding(
        in: subject,
        english: "Section 6 does not say what 信息处理费 was charged (行政事业性收费 is another fee). "
          + "Look whether the sentence was left out.",
        chinese: "第六部分未说明信息处理费收取情况（行政事业性收费不是信息处理费）。请核对是否漏写。",
        page: section.page)
    ]
  }

  private enum Phrases {
    static let processingFee = FoldedText.folded("处理费")
    /// Ways to speak of the fee, also without its name.
    static let fee = [
      "处理费", "信息公开收费", "信息公开费", "依申请公开收费", "申请公开收费", "未收取任何费用", "未收取费用", "没有收取费用", "无收费",
      "未收取相关费用", "没有收取任何费用", "收取费用", "未收费", "没有收费", "不收取费用", "不收取任何费用", "收费情况为",
      "未产生费用", "未收取过费用", "未收取过任何费用", "未发生收费", "不涉及收费", "未收取政府信息公开",
    ].map(FoldedText.folded)
    static let nothing = ["无", "没有", "暂无"].map(FoldedText.folded)
    /// 本年度本单位没有其他需要报告的事项。 and little more.
    static let longestNothing = 30
  }
}

extension [UInt16] {
  /// Whether the phrase stands somewhere in the text.
  func holds(_ phrase: [UInt16]) -> Bool {
    guard let first = phrase.first, count >= phrase.count else { return false }
    return withUnsafeBufferPointer { text in
      phrase.withUnsafeBufferPointer { phrase in
        for start in 0...(text.count - phrase.count) where text[start] == first {
          var length = 1
          while length < phrase.count, text[start + length] == phrase[length] { length += 1 }
          if length == phrase.count { return true }
        }
        return false
      }
    }
  }
}
