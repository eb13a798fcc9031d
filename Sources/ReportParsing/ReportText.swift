import DocumentModel

/// The running text of a report: what stands before the sections, the sections, and the signature.
struct ReportText {
  private(set) var sections: [ReportSection] = []
  private(set) var header = ReportHeader()
  private(set) var preamble = ""
  private(set) var isAnnualReport = false

  private struct Part {
    var heading: SectionHeadings.Heading
    var page: Int
    var lines: [TextLine]
  }

  init(_ document: LaidOutDocument) {
    var opening: [TextLine] = []
    var parts: [Part] = []
    func take(_ line: TextLine) {
      if let heading = SectionHeadings.heading(of: line.text) {
        // The same heading again, with nothing since: a table of contents.
        parts.append(Part(heading: heading, page: line.page, lines: []))
      } else if parts.isEmpty {
        opening.append(line)
      } else if !Self.isOfGrid(line, in: parts[parts.count - 1].heading.number) {
        parts[parts.count - 1].lines.append(line)
      }
    }
    for block in document.blocks {
      switch block {
      case .line(let line): take(line)
      case .table(let table):
        for cell in table.cells where cell.columnSpan * 2 > table.columnCount {
          if SectionHeadings.heading(of: cell.text) != nil, let place = cell.fragments.first {
            take(TextLine(page: place.page, box: place.box, text: cell.text, fontSize: 0))
          }
        }
      }
    }
    parts = Self.withoutContents(parts)
    let closing = Closing(parts.last?.lines ?? opening)
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

  /// Whether a line in a section of grids is one of their labels alone: a break or a missing rule left
  /// it outside of the table.
  private static func isOfGrid(_ line: TextLine, in section: Int) -> Bool {
    guard (2...4).contains(section) else { return false }
    return Labels.isGridLabel(line.text)
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
        if isIndented || isCutShort {
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

  /// Recognised lines of fewer characters, one of which is read with less confidence, are dirt.
  private static let longestDirt = 6
  private static let leastConfidence = 0.6

  init(_ lines: [TextLine]) {
    let right = lines.map(\.box.x1).max() ?? 0
    let left = lines.map(\.box.x0).min() ?? 0
    for line in lines.reversed() {
      let text = LabelText.normalized(line.text)
      if let date = DateScanning.date(ofLine: text) {
        if signedOn == nil { signedOn = date }
      } else if text.hasSuffix("印发"),
        let date = DateScanning.dates(in: Array(text)).first?.date
      {
        printedOn = date
      } else if text.contains("此页无正文") || text.hasPrefix("抄送")
        || text.hasPrefix("附件") && text.count < 4
        // A page number, or dirt on a scan.
        || text.count <= 3 && !text.unicodeScalars.contains(where: \.properties.isIdeographic)
        // What is left of a seal.
        || text.count <= Self.longestDirt && line.confidence < Self.leastConfidence
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
      {
        if issuer == nil { issuer = text }
      } else {
        break
      }
      count += 1
    }
  }

  /// Whether a line is the name of a body alone.
  static func isBody(_ text: String) -> Bool {
    text.count >= 3 && text.count <= 30 && endings.contains(where: text.hasSuffix)
      && !text.contains(where: { "。，；：,;:、".contains($0) })
      && !text.contains(where: { $0.isNumber && $0.isASCII })
  }
}
