import PageModel
import ReportModel

/// 总计 of each block of section 4 is the sum of its four outcomes.
struct DisputesTotal: Rule {
  let description = RuleDescription(
    id: .disputesTotal, severity: .error,
    formula: "Section 4, each block: 总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结",
    formulaZh: "第四部分每一组：总计＝结果维持＋结果纠正＋其他结果＋尚未审结",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式第四部分")

  func findings(in subject: Subject) -> [Finding] {
    subject.relations.disputes.compactMap { assessed in
      guard case .fails(let printed, let sum, let blanks) = assessed.assessment,
        case .disputes(let block) = assessed.relation.kind
      else { return nil }
      let operands = Wording.sum(assessed.relation.right)
      let note = blanks.isEmpty ? "" : "; □ is blank"
      let noteZh = blanks.isEmpty ? "" : "；□为空白"
      return finding(
        in: subject,
        english: "Section 4, \(block.label): 总计 is printed as \(Wording.number(printed)), but the "
          + "four outcomes add up to \(Wording.number(sum)) (\(operands)\(note)). "
          + "Look whether 总计 was filled in.",
        chinese: "第四部分“\(block.label)”：总计印作\(Wording.number(printed))，而维持、纠正、其他、尚未审结之和为"
          + "\(Wording.number(sum))（\(operands)\(noteZh)）。请核对总计是否填写。",
        cells: assessed.relation.cells, expected: sum, actual: printed)
    }
  }
}
