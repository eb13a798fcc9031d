/// A check, as `gongkai rules` lists it.
public struct RuleDescription: Sendable, Hashable, Codable {
  /// Identifier, for instance `requests.balance`.
  public var id: RuleID
  /// The severest finding that it gives.
  public var severity: Severity
  /// What it asks for, as a formula or sentence, in English.
  public var formula: String
  /// The same in Chinese.
  public var formulaZh: String
  /// The notice and article that it follows from, in English.
  public var source: String
  /// The same in Chinese.
  public var sourceZh: String

  public init(
    id: RuleID, severity: Severity, formula: String, formulaZh: String, source: String,
    sourceZh: String
  ) {
    self.id = id
    self.severity = severity
    self.formula = formula
    self.formulaZh = formulaZh
    self.source = source
    self.sourceZh = sourceZh
  }

  private enum CodingKeys: String, CodingKey {
    case id, severity, formula, source
    case formulaZh = "formula_zh"
    case sourceZh = "source_zh"
  }
}
