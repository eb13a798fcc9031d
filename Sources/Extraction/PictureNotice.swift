import Recognition

/// What recognising the pictures of a document noticed, as facts.
enum PictureNotice: Sendable, Hashable {
  /// What it needs is not there.
  case unavailable(RecognitionError)
  /// The pictures of these pages, by their numbers, cannot be decoded.
  case undecodable(pages: [Int])
}
