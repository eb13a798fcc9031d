import PageModel
import ReportModel

/// Lines that stand as a heading over what follows: in larger letters than the text, or centred.
///
/// Reports of one file are printed each in its own size.
struct PageSetting {
  /// The most common size of letters in the lines of each page and the next one, in points.
  private let sizes: [Int: Double]
  /// Left and right edge of the text of each page.
  private let edges: [Int: (left: Double, right: Double)]

  /// A heading's letters are so many times as large as the text's; 小二 (18) over 四号 (14) and 三号
  /// (16) are usual, 1.12 the least.
  private static let enlargement = 1.1
  /// The middle of a centred line is within this share of the text's width of the middle.
  private static let centring = 0.06

  init(_ blocks: [Block]) {
    var counts: [Int: [Double: Int]] = [:]
    var edges: [Int: (left: Double, right: Double)] = [:]
    for case .line(let line) in blocks {
      let size = (line.fontSize * 2).rounded() / 2
      for page in [line.page - 1, line.page] {
        counts[page, default: [:]][size, default: 0] += line.text.count
      }
      let known = edges[line.page] ?? (line.box.x0, line.box.x1)
      edges[line.page] = (min(known.left, line.box.x0), max(known.right, line.box.x1))
    }
    sizes = counts.compactMapValues { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    self.edges = edges
  }

  func isHeading(_ line: TextLine) -> Bool {
    isEnlarged(line, by: Self.enlargement) || isCentred(line)
  }

  func isEnlarged(_ line: TextLine, by factor: Double) -> Bool {
    line.fontSize >= (sizes[line.page] ?? 0) * factor
  }

  /// The most common size of letters in some lines, in points.
  static func textSize(of blocks: ArraySlice<Block>) -> Double {
    var sizes: [Double: Int] = [:]
    for case .line(let line) in blocks { sizes[line.fontSize, default: 0] += line.text.count }
    return sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  private func isCentred(_ line: TextLine) -> Bool {
    guard let (left, right) = edges[line.page], right - left > 10 * line.fontSize else {
      return false
    }
    return line.box.x0 - left > line.fontSize && right - line.box.x1 > line.fontSize
      && abs(line.box.midX - (left + right) / 2) < Self.centring * (right - left)
  }
}

/// A title of a report that stands by itself, on one to four lines.
struct StandingTitle {
  /// Indices of its blocks.
  var blocks: Range<Int>
  /// Page number, from 1.
  var page: Int
  /// Its text without white space and in compatibility forms.
  var text: String
  var box: Box

  private static let mostLines = 4

  /// Whether both name the same report: one's words are in the other's.
  func isLike(_ other: StandingTitle) -> Bool {
    text.contains(other.text) || other.text.contains(text)
  }

  /// The titles among these blocks, in their order.
  static func all(in blocks: [Block], _ range: Range<Int>, _ setting: PageSetting) -> [Self] {
    var result: [Self] = []
    for end in range {
      // The fewest lines above that end that say it all, then the issuer's line above them.
      for start in (max(range.lowerBound, end + 1 - mostLines)...end).reversed() {
        guard case .line(let line) = blocks[start], isPart(line, setting) else { break }
        guard let title = title(in: blocks, start...end) else { continue }
        result.append(title.withIssuer(in: blocks, from: range.lowerBound, setting))
        break
      }
    }
    return result
  }

  private static func isPart(_ line: TextLine, _ setting: PageSetting) -> Bool {
    let text = LabelText.normalized(line.text)
    return setting.isHeading(line) && text.count <= 60
      && !text.contains { "。；;，,:《》“”>".contains($0) } && !text.hasSuffix("文件")
      && HeaderFields.documentNumber(line.text) == nil
      && DateScanning.date(ofLine: text) == nil && SectionHeadings.heading(of: text) == nil
  }

  private static func title(in blocks: [Block], _ range: ClosedRange<Int>) -> Self? {
    let lines = range.compactMap { index -> TextLine? in
      if case .line(let line) = blocks[index] { line } else { nil }
    }
    guard let first = lines.first, lines.count == range.count,
      lines.allSatisfy({ $0.page == first.page && isAlike($0, first) })
    else { return nil }
    let text = LabelText.normalized(lines.map(\.text).joined())
    guard text.count <= 60, isTitle(text) else { return nil }
    return Self(
      blocks: range.lowerBound..<(range.upperBound + 1), page: first.page, text: text,
      box: lines.dropFirst().reduce(first.box) { $0.union($1.box) })
  }

  /// Whether these words name an annual report; one that sends it in names another document.
  private static func isTitle(_ text: String) -> Bool {
    ["报告", "年报", "报告)"].contains(where: text.hasSuffix) && text.contains("公开")
      && text.contains("年")
      && !["根据", "按照", "附件", "附表"].contains(where: text.hasPrefix)
      && !["报送", "上报", "呈报", "印发", "转发", "通知"].contains(where: text.contains)
  }

  private static func isAlike(_ one: TextLine, _ other: TextLine) -> Bool {
    abs(one.fontSize - other.fontSize) <= 0.4 * max(one.fontSize, other.fontSize)
  }

  /// The title with the lines of its size above it that name the body: `…人民政府`, `…关于…`.
  private func withIssuer(
    in blocks: [Block], from lowest: Int, _ setting: PageSetting
  ) -> Self {
    var title = self
    guard case .line(let first) = blocks[self.blocks.lowerBound] else { return self }
    while title.blocks.lowerBound > lowest, title.blocks.count < Self.mostLines,
      case .line(let line) = blocks[title.blocks.lowerBound - 1], line.page == page,
      Self.isPart(line, setting), abs(line.fontSize - first.fontSize) < 0.1 * first.fontSize,
      Closing.isBody(LabelText.normalized(line.text)) || line.text.contains("关于")
    {
      title.blocks = (title.blocks.lowerBound - 1)..<title.blocks.upperBound
      title.text = LabelText.normalized(line.text) + title.text
      title.box = title.box.union(line.box)
    }
    return title
  }
}
