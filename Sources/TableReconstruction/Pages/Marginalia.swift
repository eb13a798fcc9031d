import PageModel

/// Page numbers and running heads, which are no part of the text.
struct Marginalia {
  private var repeated: Set<String> = []
  private let pageCount: Int
  private let first: Page?

  init(_ layouts: [PageLayout]) {
    pageCount = layouts.count
    first = layouts.first?.page
    var places: [String: [(page: Int, box: Box, width: Double)]] = [:]
    var headings: Set<String> = []
    let textSize = Self.textSize(of: layouts)
    for layout in layouts {
      for line in layout.lines
      where Self.isInMargin(line, of: layout.page) && !Self.isOfParagraph(line, in: layout) {
        let key = key(of: line, on: layout.page)
        places[key, default: []].append((layout.page.number, line.box, layout.page.width))
        if line.fontSize > Self.enlargement * textSize { headings.insert(key) }
      }
    }
    let counts = places.mapValues { places in
      Set(
        places.indices.filter { index in
          [index - 2, index - 1, index + 1, index + 2].contains {
            places.indices.contains($0) && Self.correspond(places[$0], places[index])
          }
        }.map { places[$0].page })
    }
    repeated = Set(
      counts.filter { key, pages in
        pages.count > 1 && pages.count * 2 >= pageCount
          && (!headings.contains(key) || pages.contains { pages.contains($0 + 1) })
      }.keys)
  }

  /// Text that is the same and stands in the same place is a running head: at the same edge or in the same middle,
  /// or the other way round where left and right pages differ. The title's line with the issuer and the issuer's
  /// name below the report may be at one height.
  private static func correspond(
    _ one: (page: Int, box: Box, width: Double), _ other: (page: Int, box: Box, width: Double)
  ) -> Bool {
    func isNear(_ x: Double, _ y: Double) -> Bool { abs(x - y) < place }
    let (a, b) = (one.box, other.box)
    return isNear(a.x0, b.x0) || isNear(a.x1, b.x1) || isNear(a.midX, b.midX)
      || isNear(a.x0, other.width - b.x1) || isNear(a.x1, other.width - b.x0)
  }

  /// In points; an indent is more.
  private static let place = 12.0

  /// Letters so many times as large as the text are a heading's: where several documents are in one file,
  /// each may begin with the same words at the same height, but not on pages that follow one another.
  private static let enlargement = 1.15

  /// The most common size of letters in lines, in points.
  private static func textSize(of layouts: [PageLayout]) -> Double {
    var sizes: [Double: Int] = [:]
    for line in layouts.flatMap(\.lines) { sizes[line.fontSize, default: 0] += line.text.count }
    return sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  func contains(_ line: TextLine, of page: Page) -> Bool {
    guard Self.isInMargin(line, of: page) else { return false }
    if repeated.contains(key(of: line, on: page)) { return true }
    return Self.isOuter(line.box.midY, of: page) && Self.isPageNumber(line.text)
  }

  /// Whether a whole line that stands this far from the page's top is a page number that says so.
  static func isNamedPageNumber(_ text: String, at y: Double, of page: Page) -> Bool {
    isOuter(y, of: page) && (text.contains("页") || text.hasPrefix("P") || text.hasPrefix("p"))
      && isPageNumber(text)
  }

  /// Whether a height is in the upper or lower eighth of a page.
  private static func isOuter(_ y: Double, of page: Page) -> Bool {
    y < page.height / 8 || y > page.height * 7 / 8
  }

  /// Whether the line stands in the lowest fifth of a page and begins with a footnote's mark, or goes
  /// on with the footnote above it.
  static func isFootnote(_ line: TextLine, of page: Page, after above: TextLine?) -> Bool {
    guard line.box.midY > page.height * 4 / 5 else { return false }
    if let above, above.page == line.page { return abs(above.fontSize - line.fontSize) < 0.5 }
    guard let first = line.text.unicodeScalars.first else { return false }
    return "*＊※†".unicodeScalars.contains(first) || ("①"..."⑳").contains(first)
  }

  /// The upper and lower eighth of a page, or where a page's text lies within wide margins, what
  /// stands outside of all other text.
  private static func isInMargin(_ line: TextLine, of page: Page) -> Bool {
    let y = line.box.midY
    if isOuter(y, of: page) { return true }
    guard y < page.height / 5 || y > page.height * 4 / 5 else { return false }
    let isFirst = y < page.height / 2
    return page.glyphs.allSatisfy {
      isFirst ? $0.box.y1 > line.box.y0 : $0.box.y0 < line.box.y1
    }
  }

  /// The least share of the longest line of a page at which a line fills it.
  private static let fullWidth = 0.9
  /// The most distance of two lines of a paragraph, in font sizes.
  private static let leading = 2.2

  /// Whether a line is the first or last that a page has of a paragraph: it has punctuation, is as long
  /// as lines get, and the next one towards the middle of the page goes on in the same print.
  private static func isOfParagraph(_ line: TextLine, in layout: PageLayout) -> Bool {
    guard line.text.contains(where: { "，。；、".contains($0) }) else { return false }
    let longest = layout.lines.map(\.box.width).max() ?? 0
    guard line.box.width > fullWidth * longest else { return false }
    let isAbove = line.box.midY < layout.page.height / 2
    return layout.lines.contains { other in
      let distance = isAbove ? other.box.midY - line.box.midY : line.box.midY - other.box.midY
      return distance > 0.5 * line.fontSize && distance < leading * line.fontSize
        && abs(other.fontSize - line.fontSize) < 0.5
    }
  }

  /// A running head repeats its text at the same height and size, on a page at another scale too.
  private func key(of line: TextLine, on page: Page) -> String {
    var scale = 1.0
    if let first, abs(first.width * page.height - page.width * first.height) < page.width {
      scale = first.height / max(1, page.height)
    }
    let y = Int(bounded: (line.box.midY * scale / 4).rounded())
    let size = Int(bounded: (line.fontSize * scale / 2).rounded())
    return "\(Self.shape(of: line.text))@\(y)/\(size)"
  }

  /// The text with every run of digits as one sign.
  private static func shape(of text: String) -> String {
    var result = ""
    var wasDigit = false
    for character in text where !character.isWhitespace {
      if character.isNumber {
        if !wasDigit { result.append("#") }
        wasDigit = true
      } else {
        result.append(character)
        wasDigit = false
      }
    }
    return result
  }

  /// `3`, `- 3 -`, `— 1 —`, `第 3 页`, `第3页 共6页`, `3/6`, `Page 3 of 6`.
  static func isPageNumber(_ text: String) -> Bool {
    let shape = shape(of: text)
    guard shape.contains("#"), shape.count <= 10 else { return false }
    let rest = shape.filter { !"#-—–－‐―─·•.~/|第页共,，()（）".contains($0) }
    return rest.isEmpty && text.filter(\.isNumber).count <= 6
      || ["Page#", "Page#of#", "P#", "p#"].contains(shape)
  }
}
