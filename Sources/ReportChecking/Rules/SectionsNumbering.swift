import PageModel
import ReportModel

/// The numeral printed before a heading is that of its place in the form.
struct SectionsNumbering: Rule {
  let description = RuleDescription(
    id: .sectionsNumbering, severity: .warning,
    formula: "The numerals printed before the six headings are 一 to 六, where numerals are printed",
    formulaZh: "六个部分标题所印序号依次为一至六（未印序号者不论）",
    source: "Form of 国办公开办函〔2021〕30号", sourceZh: "国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    let printed = subject.report.sections.compactMap { section in
      section.printedNumeral.flatMap(Self.number).map { (section: section, number: $0) }
    }
    let wrong = printed.filter { $0.section.number != $0.number }
    guard let first = wrong.first else { return [] }
    // Numbers that rise without repeating only shift the form's, as where a part goes before;
    // one printed twice or out of turn is a slip.
    let isSlip = zip(printed, printed.dropFirst()).contains { $0.number >= $1.number }
    let list = wrong.map {
      "“\($0.section.printedNumeral ?? "")、\($0.section.heading)”（\(Wording.numeral($0.section.number))）"
    }.joined(separator: "，")
    return [
      finding(
        isSlip ? .warning : .info, in: subject,
        english:
          "Headings are printed with another numeral than the form's (in brackets): \(list). "
          + "Look at the numbering of the headings.",
        chinese: "标题所印序号与格式（括号内）不符：\(list)。请核对标题序号。",
        expected: Double(first.section.number), actual: Double(first.number),
        page: first.section.page)
    ]
  }

  /// The number of `四`, `4` or `（四）`; `nil` for anything else.
  private static func number(_ numeral: String) -> Int? {
    let units = FoldedText.folded(numeral).filter { $0 != 0x28 && $0 != 0x29 }
    guard let first = units.first else { return nil }
    let number =
      Numerals.isDigit(first)
      ? Numerals.number(in: units, at: 0) : Numerals.chineseNumber(in: units, at: 0)
    guard let number, number.end == units.count, number.value < 100 else { return nil }
    return Int(bounded: number.value)
  }
}
