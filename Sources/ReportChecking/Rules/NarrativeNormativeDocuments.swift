import PageModel
import ReportModel

/// How many documents the text says were issued, repealed or are in force.
struct NarrativeNormativeDocuments: Rule {
  let description = RuleDescription(
    id: .narrativeNormativeDocuments, severity: .warning,
    formula:
      "Documents that the text calls issued, repealed or in force = their cells of section 2",
    formulaZh: "正文所称制发、废止、现行有效文件数＝第二部分相应各格",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard let edition = subject.report.proactiveEdition else { return [] }
    return disagreements(in: subject) { claim in
      guard case .documents(let items, let figure) = claim.kind else { return [] }
      let columns = Self.columns(for: figure, in: edition)
      return columns.flatMap { column in
        let name = items.reversed().map { $0.label(in: edition) }.joined(separator: " + ")
        let title = column.label(for: items[0], in: edition)
        let all = Meaning("\(name) \(title)", items.map { $0.cell(column) }, in: subject)
        let nearest = Meaning(name, value: subject.figure(items[0].cell(column)))
        return items.count > 1 ? [all, nearest] : [all]
      }
    }
  }

  private static func columns(
    for figure: Claim.DocumentFigure, in edition: Edition
  ) -> [ProactiveColumn] {
    switch (figure, edition) {
    case (.issued, .edition2019): [.newlyMade, .newlyPublished]
    case (.repealed, .edition2019): []
    case (.inForce, .edition2019): [.totalPublished]
    case (.issued, _): [.issued]
    case (.repealed, _): [.repealed]
    case (.inForce, _): [.inForce]
    }
  }
}
