import PageModel
import ReportModel

/// （七）总计 of a column is the sum of the leaf rows of （一） to （六）.
struct RequestsColumnTotal: Rule {
  let description = RuleDescription(
    id: .requestsColumnTotal, severity: .error,
    formula: "Section 3, each column: （七）总计 = sum of the rows of （一）予以公开 to （六）其他处理",
    formulaZh: "第三部分每一列：（七）总计＝（一）予以公开至（六）其他处理各行之和",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式第三部分")

  func findings(in subject: Subject) -> [Finding] {
    subject.relations.columnTotals.compactMap { assessed in
      guard case .fails(let printed, let sum, let blanks) = assessed.assessment,
        case .columnTotal(let applicant) = assessed.relation.kind
      else { return nil }
      let name = Wording.name(of: applicant)
      let note = blanks.isEmpty ? "" : ", blank cells left out"
      let noteZh = blanks.isEmpty ? "" : "（空白格未计）"
      return finding(
        in: subject,
        english: "Section 3, column “\(name)”: （七）总计 is printed as \(Wording.number(printed)), but "
          + "the rows of （一） to （六） add up to \(Wording.number(sum))\(note). "
          + "Look whether （七）总计 was brought up to date, and at the rows above it.",
        chinese: "第三部分“\(name)”一列：（七）总计印作\(Wording.number(printed))，而（一）至（六）各行之和为"
          + "\(Wording.number(sum))\(noteZh)。请核对（七）总计是否更新，以及该列各行。",
        cells: assessed.relation.cells, expected: sum, actual: printed)
    }
  }
}
