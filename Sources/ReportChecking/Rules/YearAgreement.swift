import PageModel
import ReportModel

/// The years that title, preamble and running text name are the report's.
struct YearAgreement: Rule {
  let description = RuleDescription(
    id: .yearAgreement, severity: .warning,
    formula: "Title, preamble and the statements of the running text name the same year",
    formulaZh: "标题、引言与正文陈述的年度一致",
    source:
      "Regulation on Open Government Information, article 49 (annual report on the previous year)",
    sourceZh: "《政府信息公开条例》第四十九条（上一年度工作年度报告）")

  func findings(in subject: Subject) -> [Finding] {
    guard let year = subject.report.header.year else { return [] }
    let titles = [
      ("the title", "标题", subject.report.header.title ?? ""),
      ("the text before section 1", "引言", subject.report.preamble),
    ]
    var findings: [Finding] = titles.compactMap { place, placeZh, text in
      guard let other = Self.titleYears(FoldedText.folded(text)).first(where: { $0 != year }) else {
        return nil
      }
      return finding(
        in: subject,
        english: "The report is on \(year), but \(place) names a report on \(other). "
          + "Look which year is meant.",
        chinese: "报告年度为\(year)年，而\(placeZh)中写作\(other)年度报告。请核对年度。",
        expected: Double(year), actual: Double(other))
    }
    findings += subject.report.sections.compactMap { section in
      guard let sentences = subject.narrative.sentences[section.number] else { return nil }
      return leftover(in: sentences, of: section, year: year, subject: subject)
    }
    return findings
  }

  // MARK: 2022年度政府信息公开工作年度报告

  /// Years that stand right before 信息公开…年度报告.
  private static func titleYears(_ units: [UInt16]) -> [Int] {
    guard units.holds(report) else { return [] }
    let lexemes = Lexer.lexemes(of: units)
    return lexemes.indices.compactMap { index in
      guard lexemes[index].term == .year else { return nil }
      let next = Array(units[lexemes[index].end...].prefix(16))
      return next.holds(disclosure) && next.holds(report) ? Int(bounded: lexemes[index].value) : nil
    }
  }

  private static let report = FoldedText.folded("年度报告")
  private static let disclosure = FoldedText.folded("信息公开")

  // MARK: Last year's text left in

  /// A statement about a year gone by that should be one about the report's year.
  private func leftover(
    in sentences: [Sentence], of section: ReportSection, year: Int, subject: Subject
  ) -> Finding? {
    let statements = sentences.flatMap(Self.statements)
    let speaksOfYear = statements.contains { $0.year == year }
    let wrong = statements.first { statement in
      // Beside statements about the right year an older one is history, unless it is last year's.
      speaksOfYear ? statement.year == year - 1 : statement.year < year
    }
    guard let wrong else { return nil }
    return finding(
      in: subject,
      english: "The report is on \(year), but section \(section.number) says “\(wrong.excerpt)…”. "
        + "Look whether the text was left from the report on \(wrong.year).",
      chinese: "报告年度为\(year)年，而第\(Wording.numeral(section.number))部分写“\(wrong.excerpt)…”。"
        + "请核对是否沿用了\(wrong.year)年的文字。",
      expected: Double(year), actual: Double(wrong.year), page: section.page)
  }

  private struct Statement {
    var year: Int
    var excerpt: String
  }

  /// Years that a sentence makes its statement about: 2023年，我镇… or 本机关2023年未…
  private static func statements(of sentence: Sentence) -> [Statement] {
    let lexemes = sentence.lexemes
    guard lexemes.contains(where: { $0.term == .year }),
      !lexemes.contains(where: { $0.term == .comparison || $0.term == .carry })
    else { return [] }
    return lexemes.indices.compactMap { index in
      guard lexemes[index].term == .year, opens(lexemes, at: index, of: sentence.units),
        isStatement(lexemes, after: index, of: sentence.units)
      else { return nil }
      let start = lexemes[index].start
      return Statement(
        year: Int(bounded: lexemes[index].value), excerpt: sentence.excerpt(start..<(start + 16)))
    }
  }

  /// Whether a year begins its clause, or follows only whom the clause is about.
  private static func opens(_ lexemes: [Lexeme], at index: Int, of units: [UInt16]) -> Bool {
    guard index > 0 else { return true }
    let before = lexemes[index - 1]
    switch before.term {
    case .comma: return true
    case .scope, .filler:
      let subject = Array(units[before.start..<before.end])
      return subjects.contains(subject) && (index == 1 || lexemes[index - 2].term == .comma)
    default: return false
    }
  }

  private static let subjects = Set(
    [
      "本机关", "我局", "本局", "我厅", "我委", "我办", "本单位", "我单位", "我部门", "本镇", "我镇", "本乡", "我乡", "我县",
      "本县", "我市", "本市", "我区", "本区", "我街道", "本街道",
    ].map(FoldedText.folded))

  /// Whether the clause goes on as one that says what happened in the year.
  private static func isStatement(
    _ lexemes: [Lexeme], after index: Int, of units: [UInt16]
  ) -> Bool {
    guard index + 1 < lexemes.count else { return false }
    let next = lexemes[index + 1]
    // 2022年10月 or 2022年以来 speaks of a time, not of the year.
    if next.term == .partialPeriod { return false }
    if next.term == .comma { return units[next.start] == 0xFF0C || units[next.start] == 0x2C }
    if next.term == .negation || next.term == .thisYear { return true }
    return openers.contains(units[next.start])
  }

  private static let openers = Set("我本全共未没无".utf16)
}
