import PageModel
import ReportModel

/// The running text of a report: what stands before the sections, the sections, and the signature.
struct ReportText {
  private(set) var sections: [ReportSection] = []
  private(set) var header = ReportHeader()
  private(set) var preamble = ""
  private(set) var isAnnualReport = false

  private struct Part {
    var heading: SectionHeadings.Heading
    var page: Int
    /// Index of the heading's block in the document; `nil` where it stands in a table.
    var block: Int?
    var lines: [TextLine] = []
  }
  private var parts: [Part] = []

  init(_ document: LaidOutDocument) {
    var opening: [TextLine] = []
    let lines = Self.lines(of: document)
    var index = 0
    while index < lines.count {
      defer { index += 1 }
      guard let (line, block) = lines[index], !Self.isPageNumber(line.text) else { continue }
      let next = index + 1 < lines.count ? lines[index + 1] : nil
      if let next,
        let heading = SectionHeadings.heading(of: line.text, goingOnIn: next.line.text)
      {
        parts.append(Part(heading: heading, page: line.page, block: block))
        index += 1
      } else if let heading = SectionHeadings.heading(of: line.text) {
        // The same heading again, with nothing since: a table of contents.
        parts.append(Part(heading: heading, page: line.page, block: block))
      } else if parts.isEmpty {
        opening.append(line)
      } else if !Self.isOfGrid(line, in: parts[parts.count - 1].heading.number) {
        parts[parts.count - 1].lines.append(line)
      }
    }
    parts = Self.withoutContents(parts)
    let closing = Closing(parts.last?.lines ?? opening, below: opening)
    if !parts.isEmpty { parts[parts.count - 1].lines.removeLast(closing.count) }
    sections = parts.map { part in
      ReportSection(
        number: part.heading.number, heading: part.heading.text,
        printedNumeral: part.heading.numeral, page: part.page,
        text: Paragraphs.text(of: part.lines))
    }
    let fields = HeaderFields(
      opening: opening, closing: closing, body: sections.map(\.text).joined(separator: "\n"))
    header = fields.header
    preamble = Paragraphs.text(of: fields.remainder)
    let title = LabelText.normalized(header.title ?? "")
    isAnnualReport =
      title.contains("公开") && (title.contains("报告") || title.contains("年报"))
      && !["预算", "决算", "计划", "方案", "要点"].contains(where: title.contains)
  }

  /// The blocks of a section of the form below its heading; `nil` where it has none of its own, or one
  /// in a table.
  func blocks(ofSection number: Int, in document: LaidOutDocument) -> ArraySlice<Block>? {
    let own = parts.indices.filter { parts[$0].heading.number == number }
    guard own.count == 1, let start = parts[own[0]].block else { return nil }
    let next = own[0] + 1
    guard next < parts.count else { return document.blocks[(start + 1)...] }
    return parts[next].block.map { document.blocks[(start + 1)..<$0] }
  }

  /// The lines in their order with the index of their block, and the headings that stand in tables;
  /// `nil` where a table stands.
  private static func lines(of document: LaidOutDocument) -> [(line: TextLine, block: Int?)?] {
    document.blocks.enumerated().flatMap { index, block -> [(line: TextLine, block: Int?)?] in
      switch block {
      case .line(let line): return [(line, index)]
      case .table(let table):
        let headings = table.cells.filter { cell in
          cell.columnSpan * 2 > table.columnCount
            && SectionHeadings.heading(of: cell.text) != nil
        }
        return [nil]
          + headings.compactMap { cell in
            cell.fragments.first.map {
              (TextLine(page: $0.page, box: $0.box, text: cell.text, fontSize: 0), nil)
            }
          } + [nil]
      }
    }
  }

  /// Whether a line in a section of grids is one of their labels alone: a break or a missing rule left
  /// it outside of the table.
  private static func isOfGrid(_ line: TextLine, in section: Int) -> Bool {
    guard (2...4).contains(section) else { return false }
    if Labels.isGridLabel(line.text) { return true }
    // The number of the page may stand beside the piece of a label that its foot cut off.
    var words = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count > 1, let last = words.last, isPageNumber(last) || last == String(line.page) {
      words.removeLast()
    }
    return words.allSatisfy(Labels.isPieceOfLabel)
  }

  /// Whether a text is a page number that says so (`第3页`, `— 3 —`, `第3—`): where a sheet holds two
  /// pages, those stand in its middle.
  private static func isPageNumber(_ text: String) -> Bool {
    let plain = LabelText.normalized(text)
    guard let first = plain.first, let last = plain.last, plain.count <= 5 else { return false }
    let number = plain.dropFirst().dropLast()
    return "第-—–".contains(first) && "页-—–".contains(last) && !number.isEmpty
      && number.allSatisfy(\.isDecimalDigit)
  }

  /// Drops the headings of a table of contents: they stand again later, and nothing follows them.
  private static func withoutContents(_ parts: [Part]) -> [Part] {
    parts.enumerated().filter { index, part in
      let isRepeated = parts[(index + 1)...].contains { $0.heading.number == part.heading.number }
      let hasText = part.lines.contains { $0.text.count > 15 }
      return !isRepeated || hasText || part.page == parts.last?.page
        || parts[(index + 1)...].first { $0.heading.number == part.heading.number }?.heading.text
          != part.heading.text
    }.map(\.element)
  }
}

/// Lines of running text become paragraphs.
enum Paragraphs {
  static func text(of lines: [TextLine]) -> String {
    guard !lines.isEmpty else { return "" }
    let left = lines.map(\.box.x0).min() ?? 0
    let right = lines.map(\.box.x1).max() ?? 0
    var result = ""
    var previous: TextLine?
    for line in lines {
      if let previous {
        let em = max(line.fontSize, previous.fontSize)
        let isIndented = line.box.x0 > left + 1.2 * em
        let isCutShort = previous.box.x1 < right - 2.5 * em
        if isIndented || isCutShort || line.isParagraph {
          result += "\n"
        } else if let a = result.unicodeScalars.last, let b = line.text.unicodeScalars.first,
          a.isASCII, b.isASCII, a.properties.isAlphabetic, b.properties.isAlphabetic
        {
          result += " "
        }
      }
      result += line.text
      previous = line
    }
    return result
  }
}

/// What stands after the last section: signature, date, 抄送 and 印发.
struct Closing {
  /// Number of lines at the end that belong to it.
  private(set) var count = 0
  private(set) var issuer: String?
  private(set) var signedOn: CalendarDate?
  private(set) var printedOn: CalendarDate?

  private static let endings = [
    "政府", "局", "委员会", "办公室", "办公厅", "委", "院", "厅", "处", "中心", "街道", "街道办", "办事处", "镇", "乡", "部",
    "会",
    "队", "所", "站", "管委会", "学校", "集团", "公司",
  ]

  /// Lines at the top among which the title's are.
  private static let titleLines = 6

  /// Recognised lines of fewer characters, one of which is read with less confidence, are dirt.
  private static let longestDirt = 6
  private static let leastConfidence = 0.6
  /// What is left of a seal below the dateline: so many recognised lines of so many characters.
  private static let mostResidues = 6
  private static let longestResidue = 16

  /// Reads the end of these lines; `opening` is what stands before the first section.
  init(_ lines: [TextLine], below opening: [TextLine]) {
    let title = LabelText.normalized(opening.prefix(Self.titleLines).map(\.text).joined())
    let right = lines.map(\.box.x1).max() ?? 0
    let left = lines.map(\.box.x0).min() ?? 0
    // Below a sentence that has ended, a name alone on its page, or the one that the title has.
    func standsAlone(_ line: TextLine) -> Bool {
      guard let above = lines.dropLast(count + 1).last, let end = above.text.last else {
        return false
      }
      return "。！；.".contains(end)
        && (above.page < line.page || title.contains(LabelText.normalized(line.text)))
    }
    let end = Self.attachment(in: lines) ?? lines.endIndex
    count = lines.count - end
    let dateline = Self.dateline(of: Array(lines[..<end])) ?? end
    let hasFooter = lines.contains { PortalLines.isFooter(LabelText.normalized($0.text)) }
    for (index, line) in lines[..<end].enumerated().reversed() {
      let text = LabelText.normalized(line.text)
      if let date = DateScanning.date(ofLine: text) {
        if signedOn == nil { signedOn = date }
      } else if text.hasSuffix("印发"),
        let date = DateScanning.dates(in: Array(text)).first?.date
      {
        printedOn = date
      } else if text.contains("此页无正文") || text.hasPrefix("抄送")
        || text.hasPrefix("附件") && text.count < 4
        || PortalLines.isFooter(text) || hasFooter && text.hasPrefix("联系电话")
        // A page number, or dirt on a scan.
        || text.count <= 3 && !text.unicodeScalars.contains(where: \.properties.isIdeographic)
        // What is left of a seal.
        || text.count <= Self.longestDirt && line.confidence < Self.leastConfidence
        || Self.isSeal(line) || line.confidence < 1 && text.count <= 2 && !text.hasSuffix("。")
        || index > dateline && line.confidence < 1
          && text.count <= Self.longestResidue
      {
      } else if let date = DateScanning.dates(in: Array(text)).last,
        date.range.upperBound == text.count,
        let whole = date.date, signedOn == nil, text.count < 40,
        Self.endings.contains(where: { String(Array(text)[..<date.range.lowerBound]).hasSuffix($0) }
        )
      {
        signedOn = whole
        issuer = String(Array(text)[..<date.range.lowerBound])
      } else if Self.isBody(text),
        signedOn != nil || printedOn != nil || line.box.x0 > left + 0.35 * (right - left)
          || standsAlone(line)
      {
        if issuer == nil { issuer = text }
      } else {
        break
      }
      count += 1
    }
  }

  /// The first line of what is attached behind the date of signing, by its index.
  private static func attachment(in lines: [TextLine]) -> Int? {
    lines.indices.dropFirst().first { index in
      let text = LabelText.normalized(lines[index].text)
      return (text.hasPrefix("附件") || text.hasPrefix("附表"))
        && DateScanning.date(ofLine: LabelText.normalized(lines[index - 1].text)) != nil
    }
  }

  /// The line among the last ones that is a date under the name of a body, by its index.
  private static func dateline(of lines: [TextLine]) -> Int? {
    lines.indices.suffix(mostResidues + 1).last { index in
      index > lines.startIndex
        && DateScanning.date(ofLine: LabelText.normalized(lines[index].text)) != nil
        && isBody(LabelText.normalized(lines[index - 1].text))
    }
  }

  /// Whether a recognised line is what a seal says across, as `人民政府专用章`.
  private static func isSeal(_ line: TextLine) -> Bool {
    line.confidence < 1 && line.text.count < 20 && line.text.contains("专用")
      && !line.text.contains { "。，；,;".contains($0) }
  }

  /// Whether a line is the name of a body alone.
  static func isBody(_ text: String) -> Bool {
    text.count >= 3 && text.count <= 30 && endings.contains(where: text.hasSuffix)
      && !text.contains(where: { "。，；：,;:、".contains($0) })
      && !text.contains(where: { $0.isNumber && $0.isASCII })
  }
}
