import ReportModel

/// The language that a page shows first; it holds both.
public enum ViewLanguage: String, Sendable {
  case chinese = "zh"
  case english = "en"
}

/// A text in both languages.
struct Words {
  var zh: String
  var en: String

  var values: Values { ["zh": zh, "en": en] }
}

/// A figure in digits without an exponent where it is whole.
func digits(_ value: Double) -> String { value.figureText }
