extension Double {
  /// `12`, `33.9`: as figures stand in words, without a fraction where there is none.
  public var figureText: String {
    abs(self) < 1e15 ? Int(exactly: self).map(String.init) ?? String(self) : String(self)
  }
}
