/// The endings of names under which documents lie in folders. What a file is says its content; by its name
/// it is only told from what lies beside it.
public enum DocumentName {
  private static let endings = [
    ".pdf", ".html", ".htm", ".mht", ".mhtml", ".docx", ".doc", ".wps", ".rtf", ".ofd",
  ]

  /// The endings for people.
  static let listed = endings.joined(separator: " ")

  /// The ending with its dot in lower case; `nil` where the name is none of a document.
  public static func ending(of name: some StringProtocol) -> String? {
    let name = name.lowercased()
    return endings.first(where: name.hasSuffix)
  }
}
