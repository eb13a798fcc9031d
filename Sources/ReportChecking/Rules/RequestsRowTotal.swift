import PageModel
import ReportModel

/// 总计 of a request row is the sum of the six applicant columns.
struct RequestsRowTotal: Rule {
  let description = RuleDescription(
    id: .requestsRowTotal, severity: .error,
    formula: "Section 3, each row: 总计 = 自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他",
    formulaZh: "第三部分每一行：总计＝自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式第三部分")

  func findings(in subject: Subject) -> [Finding] {
    subject.relations.rowTotals.compactMap { assessed in
      guard case .fails(let printed, let sum, let blanks) = assessed.assessment,
        case .rowTotal(let row) = assessed.relation.kind
      else { return nil }
      let name = Wording.name(of: row)
      let operands = Wording.sum(assessed.relation.right)
      return finding(
        in: subject,
        english: "Section 3, row “\(name)”: 总计 is printed as \(Wording.number(printed)), but the "
          + "six applicant columns add up to \(Wording.number(sum)) (\(operands)\(blanks.isEmpty ? "" : "; □ is blank")). "
          + "Look at the row's columns and its 总计.",
        chinese: "第三部分“\(name)”一行：总计印作\(Wording.number(printed))，而六类申请人之和为"
          + "\(Wording.number(sum))（\(operands)\(blanks.isEmpty ? "" : "；□为空白")）。请核对该行各列与总计。",
        cells: assessed.relation.cells, expected: sum, actual: printed)
    }
  }
}
