/// When the pictures of pages are recognised.
public enum RecognitionMode: String, Codable, Sendable, CaseIterable {
  /// Where a page has no text, or none that can be trusted.
  case auto
  case never
  /// Every page, whatever text it has.
  case always
}
