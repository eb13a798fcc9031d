import PageModel
import ReportModel

/// Blank cells without which a relation cannot hold: they must mean more than 0.
struct BlankFigure: Rule {
  let description = RuleDescription(
    id: .blankFigure, severity: .warning,
    formula: "A blank cell means 0: without a figure there, the printed sums hold",
    formulaZh: "空白格表示0：该格不填数字，所印合计仍然成立",
    source: "Form of 国办公开办函〔2021〕30号 (cells are to be filled in, 0 where there is nothing)",
    sourceZh: "国办公开办函〔2021〕30号格式（没有的应填0）")

  func findings(in subject: Subject) -> [Finding] {
    let all = subject.relations
    let relations = all.rowTotals + all.columnTotals + all.balances + all.disputes
    var said: [[CellID]: Double] = [:]
    var totals: [(cell: CellID, figure: Double)] = []
    var findings: [Finding] = []
    for assessed in relations {
      guard case .blanksMean(let figure, let blanks) = assessed.assessment, said[blanks] != figure
      else { continue }
      said[blanks] = figure
      if let total = Self.blankTotal(of: assessed.relation) {
        totals.append((total, figure))
      } else {
        findings.append(self.finding(of: assessed.relation, blanks, figure, in: subject))
      }
    }
    return findings + finding(of: totals, in: subject)
  }

  /// The total that a sum leaves blank while all its parts are filled.
  private static func blankTotal(of relation: SumRelation) -> CellID? {
    if case .balance = relation.kind { return nil }
    return relation.left.first { $0.state == .blank }?.id
  }

  private func finding(
    of relation: SumRelation, _ blanks: [CellID], _ figure: Double, in subject: Subject
  ) -> Finding {
    let (name, nameZh) = Self.name(of: relation.kind)
    let sums = "\(Wording.sum(relation.left)) = \(Wording.sum(relation.right))"
    let number = Wording.number(figure)
    let cells = blanks.map { Wording.name(of: $0) }
    return finding(
      in: subject,
      english: "\(name): \(sums) can only be right if what is blank (□) is \(number)"
        + (blanks.count > 1 ? " together" : "") + ": “\(cells.joined(separator: "”, “"))”. "
        + "Look for the figure, and at the others of the sum.",
      chinese: "\(nameZh)：\(sums.replacing(" = ", with: "＝"))，空白格（□）"
        + (blanks.count > 1 ? "合计" : "") + "须为\(number)方能成立：“\(cells.joined(separator: "”“"))”。"
        + "请核对该格是否漏填，以及其余各数。",
      cells: blanks + relation.cells.filter { !blanks.contains($0) })
  }

  /// One finding for all totals that are left blank beside filled parts.
  private func finding(
    of totals: [(cell: CellID, figure: Double)], in subject: Subject
  ) -> [Finding] {
    if totals.isEmpty { return [] }
    let names = totals.map { "“\(Wording.name(of: $0.cell))”" }
    let english = zip(names, totals).map { "\($0) \(Wording.number($1.figure))" }
    let chinese = zip(names, totals).map { "\($0)应为\(Wording.number($1.figure))" }
    return [
      finding(
        in: subject,
        english: "Totals are left blank whose parts are filled; these add up to: "
          + english.joined(separator: "; ") + ". Look whether the totals stand on the page.",
        chinese: "各项已填而总计空白，按各项之和：" + chinese.joined(separator: "；") + "。请核对原页是否印有总计。",
        cells: totals.map(\.cell))
    ]
  }

  private static func name(of kind: SumRelation.Kind) -> (String, String) {
    switch kind {
    case .rowTotal(let row):
      let name = Wording.name(of: row)
      return ("Section 3, row “\(name)”", "第三部分“\(name)”一行")
    case .columnTotal(let applicant):
      let name = Wording.name(of: applicant)
      return ("Section 3, column “\(name)”, （七）总计", "第三部分“\(name)”一列（七）总计")
    case .balance(let applicant):
      let name = Wording.name(of: applicant)
      return ("Section 3, column “\(name)”, 一 + 二 = （七） + 四", "第三部分“\(name)”一列，第一项加第二项等于第三项加第四项")
    case .disputes(let block):
      return ("Section 4, \(block.label)", "第四部分“\(block.label)”")
    }
  }
}
