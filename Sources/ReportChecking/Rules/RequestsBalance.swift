import PageModel
import ReportModel

/// What came in equals what was dealt with and what is carried on.
struct RequestsBalance: Rule {
  let description = RuleDescription(
    id: .requestsBalance, severity: .error,
    formula: "Section 3, each column: 一、本年新收 + 二、上年结转 = 三、（七）总计 + 四、结转下年度",
    formulaZh: "第三部分每一列：第一项加第二项之和，等于第三项加第四项之和",
    source: "Form of 国办公开办函〔2021〕30号, section 3 (the relation is printed in the form itself)",
    sourceZh: "国办公开办函〔2021〕30号格式第三部分（表头所印勾稽关系）")

  func findings(in subject: Subject) -> [Finding] {
    subject.relations.balances.compactMap { assessed in
      guard case .fails(let incoming, let outgoing, let blanks) = assessed.assessment,
        case .balance(let applicant) = assessed.relation.kind
      else { return nil }
      let name = Wording.name(of: applicant)
      let left = Wording.sum(assessed.relation.left)
      let right = Wording.sum(assessed.relation.right)
      let note = blanks.isEmpty ? "" : " (□ is blank)"
      let noteZh = blanks.isEmpty ? "" : "（□为空白）"
      return finding(
        in: subject,
        english: "Section 3, column “\(name)”: 一 + 二 = \(left) = \(Wording.number(incoming)), but "
          + "（七）总计 + 四 = \(right) = \(Wording.number(outgoing))\(note). "
          + "Look at what was received, carried over, dealt with and carried on.",
        chinese: "第三部分“\(name)”一列：第一项加第二项为\(left)＝\(Wording.number(incoming))，"
          + "第三项加第四项为\(right)＝\(Wording.number(outgoing))，两者不等\(noteZh)。请核对新收、结转与办理结果。",
        cells: assessed.relation.cells, expected: incoming, actual: outgoing)
    }
  }
}
