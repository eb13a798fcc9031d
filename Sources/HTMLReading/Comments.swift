/// Takes comments out of a page as browsers do, also what only looks like something else: `<![if !vml]>`, which
/// Word writes around numbers and pictures, and `<?xml:namespace …>` (HTML Living Standard, 13.2.5.41). The parser
/// would give these as text.
struct Comments {
  private let bytes: [UInt8]
  private var place = 0
  private var kept: [UInt8] = []

  /// A page in UTF-8 without its comments.
  static func removed(from utf8: [UInt8]) -> [UInt8] {
    var comments = Comments(bytes: utf8)
    comments.read()
    return comments.kept
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    kept.reserveCapacity(bytes.count)
  }

  private mutating func read() {
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        keep((bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count) - place)
        continue
      }
      if begins("<!--") {
        skipComment()
      } else if begins("<!doctype") {
        keep(2)
      } else if begins("<!") || begins("<?") {
        skip(past: ">", from: place + 2)
      } else if let tag = ["script", "style"].first(where: { begins("<\($0)") }) {
        // Their text is none of the page; a `<!` in it ends nothing.
        keepRaw(until: "</\(tag)")
      } else {
        keep(1)
      }
    }
  }

  private mutating func keep(_ count: Int) {
    kept += bytes[place..<min(bytes.count, place + count)]
    place += count
  }

  private mutating func skipComment() {
    // `<!-->` and `<!--->` are whole.
    if begins("<!-->") || begins("<!--->") { return skip(past: ">", from: place + 4) }
    skip(past: "-->", from: place + 4)
  }

  private mutating func skip(past end: StaticString, from start: Int) {
    place = find(end, from: start).map { $0 + end.utf8CodeUnitCount } ?? bytes.count
  }

  private mutating func keepRaw(until end: String) {
    let mark = Array(end.utf8)
    var next = place + 1
    while next < bytes.count, !matches(mark, at: next) { next += 1 }
    keep(next - place)
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    let mark = text.withUTF8Buffer { Array($0) }
    var next = start
    while next + mark.count <= bytes.count {
      if matches(mark, at: next) { return next }
      next += 1
    }
    return nil
  }

  private func begins(_ text: String) -> Bool { matches(Array(text.utf8), at: place) }

  /// Whether these bytes, in lower case, stand at a place in either case.
  private func matches(_ mark: [UInt8], at start: Int) -> Bool {
    guard start + mark.count <= bytes.count else { return false }
    for (index, byte) in mark.enumerated() {
      let own = bytes[start + index]
      guard own == byte || (0x41...0x5A).contains(own) && own | 0x20 == byte else { return false }
    }
    return true
  }
}
