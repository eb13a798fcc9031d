public import ContentDecoding

/// What a run tells while it goes on; from any thread.
public enum FetchEvent: Sendable {
  /// A request is about to be sent.
  case asking(WebAddress)
  /// It will be repeated.
  case waiting(WebAddress, seconds: Double)
  /// A host is left alone for the rest of the run.
  case hostLeft(String, NotGot)
  /// A page of links was read; so many reports were found on it.
  case followed(WebAddress, found: Int)
  case row(FetchRow, FetchOutcome)
}

/// What became of one row.
public enum FetchOutcome: Sendable, Hashable {
  /// New in the inbox under this name.
  case got(file: String, ContentKind)
  /// An earlier run got it.
  case known
  /// The host was asked, and has nothing newer.
  case unchanged
  case notGot(NotGot)
  /// Would be asked for, were it no dry run.
  case wanted
}
