public import PageModel

/// How much a finding weighs.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
  /// The figures contradict each other, or something could not be read.
  case error
  /// Unusual, worth a look.
  case warning
  /// Good to know.
  case info
}

/// Something that was noticed about a document, with its place.
public struct Finding: Sendable, Hashable, Codable {
  /// The check's identifier, for instance `requests.balance`; `gongkai rules` lists them.
  public var rule: RuleID
  public var severity: Severity
  /// The sentence for people, in English.
  public var message: String
  /// The sentence for people, in Chinese.
  public var messageZh: String
  /// The cells that it is about; empty where it is about the document.
  public var cells: [CellID]
  /// The number that the rule asks for, where there is one.
  public var expected: Double?
  /// The number that was found.
  public var actual: Double?
  /// Page number from 1, where there is one place.
  public var page: Int?
  /// The place on that page.
  public var box: Box?
  /// The place in a document that has no pages.
  public var place: ElementPlace?

  public init(
    rule: RuleID, severity: Severity, message: String, messageZh: String, cells: [CellID] = [],
    expected: Double? = nil, actual: Double? = nil, page: Int? = nil, box: Box? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.messageZh = messageZh
    self.cells = cells
    self.expected = expected
    self.actual = actual
    self.page = page
    self.box = box
  }

  private enum CodingKeys: String, CodingKey {
    case rule, severity, message, cells, expected, actual, page, box, place
    case messageZh = "message_zh"
  }
}
