/// What a stage that reads pages or elements noticed, as facts. What is said of it to people stands with the findings.
public enum PageNotice: Sendable, Hashable, Codable {
  /// So many faults came up while the file was read.
  case damaged(faults: Int)
  /// So many characters are damaged, or in another charset than the page says.
  case undecodedCharacters(Int)
  /// Parts of the file are in a form that the library has not; the detail is its own sentence.
  case unsupportedParts(detail: String)
  /// A part of the document is kept in another file in it, which is not read.
  case embeddedFile
  /// Pages that cannot be read, by their numbers.
  case missingPages([Int])
  /// Pages without area, or larger than any that is read, by their numbers.
  case misshapenPages([Int])
  /// The page draws more than can be taken down.
  case tooMuchDrawn(page: Int)
  /// The page has more characters than `most`, the others of which were left out.
  case tooManyCharacters(page: Int, most: Int)
  /// The page has more lines and pictures than `most`, the others of which were left out.
  case tooManyLines(page: Int, most: Int)
  /// So many characters of these pages, at least one, are in fonts that do not say which they are.
  case unmappedCharacters(count: Int, pages: [Int])

  /// Whether it says that fonts do not tell which characters they show.
  public var isOfUnmappedCharacters: Bool {
    if case .unmappedCharacters = self { true } else { false }
  }
}
