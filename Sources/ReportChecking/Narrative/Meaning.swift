import PageModel
import ReportModel

/// One honest way to understand a claim: a figure of the grid that it may mean.
struct Meaning: Sendable {
  /// What the figure is, in the form's own words.
  var name: String
  /// `nil` where the grid does not say.
  var value: Double?
  /// The cells that it is made of.
  var cells: [CellID]
  /// Whether it is worth telling a person; the others are kept only lest a finding be false.
  var isMain = true

  init(_ name: String, _ cells: [CellID], in subject: Subject) {
    self.name = name
    self.value = subject.sum(cells)
    self.cells = cells
  }

  init(_ name: String, value: Double?, cells: [CellID] = []) {
    self.name = name
    self.value = value
    self.cells = cells
    isMain = false
  }
}

extension Rule {
  /// The claims that no reading agrees with.
  ///
  /// Nothing is said where a reading cannot be computed. Where another statement of the same kind
  /// agrees with the grid, a smaller number is taken for a part of it.
  func disagreements(
    in subject: Subject, readings: (Claim) -> [Meaning]
  ) -> [Finding] {
    var agreed: Set<Claim.Kind> = []
    var disagreeing: [(claim: Claim, readings: [Meaning])] = []
    for claim in subject.narrative.claims {
      let readings = readings(claim)
      guard !readings.isEmpty else { continue }
      if readings.contains(where: { $0.value == claim.value }) {
        agreed.insert(claim.kind)
      } else if !readings.contains(where: { $0.value == nil }) {
        disagreeing.append((claim, readings))
      }
    }
    return disagreeing.compactMap { claim, readings in
      let largest = readings.lazy.filter(\.isMain).compactMap(\.value).max() ?? 0
      if agreed.contains(claim.kind) && claim.value < largest { return nil }
      return disagreement(claim, readings: readings, in: subject)
    }
  }

  private func disagreement(
    _ claim: Claim, readings: [Meaning], in subject: Subject
  ) -> Finding {
    let main = readings.filter(\.isMain)
    var seen: Set<CellID> = []
    let cells = main.flatMap(\.cells).filter { seen.insert($0).inserted }
    let figures = main.map { "\($0.name) = \(Wording.number($0.value ?? 0))" }
    let section = claim.place.section
    let printed = Wording.number(claim.value)
    let scope =
      claim.isScoped
      ? " The sentence names whom it speaks of, so it may count otherwise than the grid." : ""
    let scopeZh = claim.isScoped ? "该句写明了统计范围，可能与表格口径不同。" : ""
    return finding(
      claim.isScoped ? .info : nil, in: subject,
      english: "Section \(section) says “\(claim.place.excerpt)”, that is \(printed), but the grid "
        + "gives \(figures.joined(separator: ", "))." + scope
        + " Look which of the two is right.",
      chinese: "第\(Wording.numeral(section))部分写“\(claim.place.excerpt)”，即\(printed)，而表格中"
        + figures.joined(separator: "，") + "。\(scopeZh)请核对正文与表格。",
      cells: cells, expected: main.first?.value, actual: claim.value, page: claim.place.page)
  }
}
